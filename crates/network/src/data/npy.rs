//! NumPy's `.npy` files, versions 1 to 3 (NumPy Enhancement Proposal 1). Own code: the crate `npyz` brings a parser generator and big integers for a
//! header of three words.

use super::array::{Array, Kind, array};
use super::{Bytes, Fault};

/// The array in the file or member `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Array, Fault> {
    let mut rest = Bytes::new(name, bytes, 0);
    if rest.take(6, "the mark of an npy file")? != b"\x93NUMPY" {
        return Err(Fault::at(name, 0, "it is no npy file: those begin with \\x93NUMPY."));
    }
    let version = rest.u8("the npy version")?;
    rest.u8("the npy version")?;
    let length = match version {
        1 => usize::from(rest.u16("the npy header")?),
        2 | 3 => rest.u32("the npy header")? as usize,
        _ => return Err(Fault::at(name, 6, format!("the npy version {version} is unknown; 1, 2 and 3 are read."))),
    };
    let start = rest.at();
    let head = rest.take(length, "the npy header")?;
    let mut words = Words { rest: Bytes::new(name, &bytes[..start + head.len()], start) };
    let (descr, fortran, shape) = words.header()?;
    let (kind, size, big) = dtype(&descr.1).ok_or_else(|| {
        let allowed = "whole numbers and floats like |u1, <i8 or <f4 are read";
        Fault::at(name, descr.0, format!("the type {:?} of its numbers is not known here: {allowed}.", descr.1))
    })?;
    if let (at, true) = fortran {
        let message = "the array is in Fortran order; save it in C order, numpy.ascontiguousarray(…).";
        return Err(Fault::at(name, at, message));
    }
    array(rest, shape, kind, size, big)
}

fn dtype(descr: &str) -> Option<(Kind, usize, bool)> {
    let mut letters = descr.chars();
    let (order, kind, size) = (letters.next()?, letters.next()?, letters.as_str());
    let size = size.parse().ok()?;
    let kind = match (kind, size) {
        ('b', 1) | ('u', 1 | 2 | 4 | 8) => Kind::Unsigned,
        ('i', 1 | 2 | 4 | 8) => Kind::Signed,
        ('f', 4 | 8) => Kind::Float,
        _ => return None,
    };
    matches!(order, '|' | '<' | '>' | '=').then_some((kind, size, order == '>'))
}

/// The header: a Python dictionary of one string, one truth value and one tuple of whole numbers.
struct Words<'a> {
    rest: Bytes<'a>,
}

impl Words<'_> {
    #[allow(clippy::type_complexity)]
    fn header(&mut self) -> Result<((usize, String), (usize, bool), Vec<usize>), Fault> {
        let (mut descr, mut fortran, mut shape) = (None, None, None);
        self.sign(b'{')?;
        while self.peek() != Some(b'}') {
            let here = self.rest.clone();
            let key = self.string()?;
            self.sign(b':')?;
            self.peek();
            let at = self.rest.at();
            match key.as_str() {
                "descr" => descr = Some((at, self.string()?)),
                "fortran_order" => fortran = Some((at, self.truth()?)),
                "shape" => shape = Some(self.tuple()?),
                _ => return Err(here.fault(format!("the key {key:?} does not belong into an npy header."))),
            }
            if self.peek() != Some(b'}') {
                self.sign(b',')?;
            }
        }
        descr
            .zip(fortran)
            .zip(shape)
            .map(|((d, f), s)| (d, f, s))
            .ok_or_else(|| self.rest.fault("the npy header lacks one of descr, fortran_order and shape."))
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        let spaces = self.rest.rest().iter().take_while(|b| b.is_ascii_whitespace()).count();
        // There are that many.
        let _ = self.rest.take(spaces, "");
        self.rest.rest().first().copied()
    }

    fn sign(&mut self, sign: u8) -> Result<(), Fault> {
        if self.peek() != Some(sign) {
            return Err(self.rest.fault(format!("there should be {:?} in the npy header.", char::from(sign))));
        }
        self.rest.take(1, "").map(|_| ())
    }

    fn word(&mut self, part: impl Fn(u8) -> bool) -> Result<String, Fault> {
        let length = self.rest.rest().iter().take_while(|b| part(**b)).count();
        self.rest.take(length, "").map(|word| String::from_utf8_lossy(word).into_owned())
    }

    fn string(&mut self) -> Result<String, Fault> {
        let quote = self.peek().filter(|b| matches!(b, b'\'' | b'"'));
        let Some(quote) = quote else {
            return Err(self.rest.fault("there should be a text in quotes in the npy header."));
        };
        self.sign(quote)?;
        let word = self.word(|b| b != quote)?;
        self.sign(quote)?;
        Ok(word)
    }

    fn truth(&mut self) -> Result<bool, Fault> {
        self.peek();
        let here = self.rest.clone();
        match self.word(|b| b.is_ascii_alphabetic())?.as_str() {
            "True" => Ok(true),
            "False" => Ok(false),
            _ => Err(here.fault("there should be True or False in the npy header.")),
        }
    }

    fn tuple(&mut self) -> Result<Vec<usize>, Fault> {
        let mut list = Vec::new();
        self.sign(b'(')?;
        while self.peek() != Some(b')') {
            let here = self.rest.clone();
            let number = self.word(|b| b.is_ascii_digit())?;
            let number = number.parse().map_err(|_| here.fault("there should be a size in the npy header's shape."))?;
            list.push(number);
            if list.len() > 8 {
                return Err(here.fault("the shape has more than 8 dimensions."));
            }
            if self.peek() != Some(b')') {
                self.sign(b',')?;
            }
        }
        self.sign(b')')?;
        Ok(list)
    }
}
