//! Decimal numbers read. The one door to a library whose tables are small: the standard library's weigh ten kilobytes that no
//! compression makes smaller, in a module that is fetched before anything is seen.

use lexical_parse_float::FromLexical;

/// The double nearest to a decimal number, as [`str::parse`] reads it; `None` for what is none.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "-0",
            "1",
            "+1",
            ".5",
            "5.",
            "1e22",
            "1e23",
            "8.5e-324",
            "4.9e-324",
            "2e-324",
            "1.8e308",
            "1e400",
            "inf",
            "nan",
            "1e-400",
            "2.2250738585072011e-308",
            "9007199254740993",
            "123456789012345678901234567890e-10",
            "",
            ".",
            "e5",
            "1e",
            "1_0",
            "0x1",
            " 1",
            "−1",
        ] {
            let expected: Option<f64> = text.parse().ok();
            assert_eq!(read(text).map(f64::to_bits), expected.map(f64::to_bits), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_to_the_last_bit(bits: u64, digits in 0_usize..20) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.digits$e}")] {
                prop_assert_eq!(read(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
            }
        }
    }
}
