//! Links and formulas that nobody would write: nothing panics, hangs, or is read as what it is not. With `--full` a million of each.

use descent_optim::experiment::link;
use descent_optim::formula::Program;
use std::hint::black_box;
use std::time::{Duration, Instant};

const LINKS: &str = include_str!("links/v1.txt");
/// What is put into a text where something is put in.
const PIECES: &[&str] = &[
    "&",
    "=",
    ";",
    "~",
    ",",
    "#",
    "?",
    "%",
    "%25",
    "%3B",
    "%00",
    "%FF",
    "%E2%80%AE",
    "v=1",
    "v=2",
    "v=-1",
    "f=",
    "o=",
    "x0=",
    "p=",
    "n=",
    "k=",
    "see=",
    "hide=",
    "lock=",
    "box=",
    "bounds=",
    "title=",
    "ask=",
    "label=",
    "rate.schedule=",
    "1e999",
    "-1e-999",
    "nan",
    "inf",
    "-inf",
    "+abc",
    "0x1F",
    "99999999999999999999",
    "1e6",
    "1000000",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "<script>",
    "javascript:",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "\n",
    "\r\n",
    "\u{1f600}",
    "é",
    "x",
    "y",
    "^",
    "(",
    ")",
    "((((((((",
    "))))))))",
    "sin(",
    "min(",
    "exp(",
    "log(",
    "2^",
    "^-",
    "--",
    "**",
    "1/0",
    "0^0",
    "x^64",
    "x^65",
    "e",
    "pi",
    "lambda",
    "a_1",
    ".",
    "..",
    "1.",
    ".5",
    "2e",
    " ",
];

/// A small generator of random numbers (Marsaglia 2003, xorshift), the same at every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// How many texts are tried.
fn count() -> usize {
    if std::env::var_os("DESCENT_FULL").is_some() { 1_000_000 } else { 4_000 }
}

/// One of the texts, with pieces put in, taken out, doubled, and characters replaced.
fn changed(dice: &mut Dice, corpus: &[&str]) -> String {
    let mut text: Vec<char> = corpus[dice.below(corpus.len())].chars().collect();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(text.len() + 1);
        let to = (at + dice.below(12)).min(text.len());
        match dice.below(6) {
            0 | 1 => {
                let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
                text.splice(at..at, piece);
            }
            2 => drop(text.drain(at..to)),
            3 => {
                let piece: Vec<char> = text[at..to].repeat(1 + dice.below(4));
                text.splice(at..at, piece);
            }
            4 if at < text.len() => text[at] = char::from_u32(dice.below(0x3000) as u32).unwrap_or('?'),
            _ => {
                let other: Vec<char> = corpus[dice.below(corpus.len())].chars().collect();
                let from = dice.below(other.len() + 1);
                text.splice(at.., other[from..].iter().copied());
            }
        }
    }
    text.into_iter().collect()
}

/// Tries all texts, and fails where one takes longer than 50 ms again and again.
fn all(seed: u64, corpus: &[&str], attempt: impl Fn(&str)) {
    let mut dice = Dice(seed);
    for _ in 0..count() {
        let text = changed(&mut dice, corpus);
        let timed = || {
            let begin = Instant::now();
            attempt(&text);
            begin.elapsed()
        };
        // A machine with other things to do may be slow once; a text that hangs is slow every time.
        let limit = Duration::from_millis(50);
        let slow = timed() > limit && (0..5).all(|_| timed() > limit);
        assert!(!slow, "takes too long: {text:?}");
    }
}

fn lines() -> Vec<&'static str> {
    LINKS.lines().filter(|line| line.contains('=')).collect()
}

#[test]
fn no_link_panics_or_hangs_and_what_was_read_is_written_and_read_again_the_same() {
    all(0x9E37_79B9_7F4A_7C15, &lines(), |text| {
        let experiment = link::read(text).experiment;
        let written = experiment.link();
        let again = link::read(&written);
        assert_eq!(again.experiment.link(), written, "{text:?}");
    });
}

#[test]
fn no_formula_panics_or_hangs_and_its_values_are_numbers_or_none() {
    let corpus: Vec<&str> = descent_optim::functions::CATALOG.iter().map(|function| function.formula).collect();
    all(0xD1B5_4A32_D192_ED03, &corpus, |text| {
        if let Ok(program) = Program::compile(text) {
            let formula = program.with(&[]);
            use descent_optim::objective::Objective;
            let mut gradient = [0.0; 2];
            black_box(formula.gradient(&[0.3, -0.7], &mut gradient));
        }
    });
}
