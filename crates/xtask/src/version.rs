//! Versions of tools, as far as they have to be compared.

use std::fmt;

/// Major, minor and patch number; what follows them is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first thing in a tool's output that reads as a version: `v20.20.2`, `trunk 0.21.14`, `>=20`.
    pub fn find(text: &str) -> Option<Self> {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
            .map(|word| word.trim_start_matches('v'))
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .and_then(|word| {
                let mut numbers = word.split('.').map(|part| part.parse().ok());
                let major = numbers.next()??;
                Some(Self(major, numbers.next().flatten().unwrap_or(0), numbers.next().flatten().unwrap_or(0)))
            })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_tools_print() {
        assert_eq!(Version::find("v20.20.2\n"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("trunk 0.21.14"), Some(Version(0, 21, 14)));
        assert_eq!(Version::find("=0.2.130"), Some(Version(0, 2, 130)));
        assert_eq!(Version::find(">=20"), Some(Version(20, 0, 0)));
        assert_eq!(Version::find("no number"), None);
    }

    #[test]
    fn versions_compare_by_number_not_by_letter() {
        assert!(Version(0, 21, 14) > Version(0, 21, 9));
        assert!(Version(20, 0, 0) > Version(18, 99, 99));
    }
}
