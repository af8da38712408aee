//! One step of a run for people: its rule with numbers, its terms, what the ground is like there, and a sentence.

use crate::curvature::Curvature;
use crate::mathml::{self, Node, Shown};
use crate::search::Search;
use crate::words::{number, point};
use descent_optim::anatomy::{Anatomy, NEXT, Role};
use descent_optim::math;
use descent_optim::race::{Entry, Race};
use descent_optim::vector::{dot, norm};
use serde::Serialize;

/// A term of the step.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// Its symbol.
    pub symbol: Node,
    /// The same in words.
    pub words: String,
    /// Its value after the last line of the rule.
    pub value: Node,
    /// Whether it is an arrow or a point on the plot.
    pub drawn: bool,
}

/// A search along a line, as it is shown beside its plot.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The symbol of its direction, where a step has several lines.
    pub symbol: Option<Node>,
    /// What it tried, in a sentence.
    pub words: String,
    /// What its plot shows, in a sentence.
    pub caption: &'static str,
}

/// One step, as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Inspected {
    /// The number of steps made before.
    pub k: usize,
    /// The lines of the rule as the method writes them.
    pub written: Vec<String>,
    /// The lines of the rule, each in its pieces; without numbers where no step begins.
    pub lines: Vec<Vec<Shown>>,
    /// Its terms.
    pub terms: Vec<Term>,
    /// What the step does, in a sentence; empty where there is none.
    pub says: String,
    /// The searches along lines.
    pub searches: Vec<Line>,
    /// What the ground is like at the iterate, in a sentence.
    pub ground: &'static str,
    /// The eigenvalues of the Hessian there and their directions, in a sentence; empty where there are none.
    pub eigenvalues: String,
}

impl Inspected {
    /// The step of a run from iterate `k`, as the inspector has it.
    pub fn new(race: &Race, entry: &Entry, k: usize, anatomy: Option<&Anatomy>) -> Inspected {
        let worked = anatomy.filter(|anatomy| !anatomy.lines.is_empty());
        let of_method = || entry.method.rule.iter().map(|line| (*line).to_owned()).collect();
        let written: Vec<String> = worked.map_or_else(of_method, |anatomy| anatomy.written.clone());
        let lines = match worked {
            Some(anatomy) => anatomy.lines.iter().map(|line| line.iter().map(mathml::shown).collect()).collect(),
            None => written.iter().map(|line| mathml::written(line)).collect(),
        };
        let (ground, eigenvalues) = ground(race, entry, k);
        let line = |search: &Search| {
            let symbol = (!search.symbol.is_empty()).then(|| mathml::name(&search.symbol));
            Line { symbol, words: search.words(), caption: search.caption() }
        };
        let searches =
            anatomy.map_or_else(Vec::new, |anatomy| Search::all(race, entry, anatomy).iter().map(line).collect());
        let says = anatomy.map_or_else(String::new, |anatomy| sentence(race, entry, anatomy));
        Inspected {
            k,
            written,
            lines,
            terms: anatomy.map_or_else(Vec::new, terms),
            says,
            searches,
            ground,
            eigenvalues,
        }
    }
}

/// The terms in the order in which the rule has them: the iterate first, the next one last.
fn terms(anatomy: &Anatomy) -> Vec<Term> {
    let known = anatomy.terms.iter().filter_map(|(symbol, value)| {
        let next = symbol == NEXT;
        let meaning = anatomy.meanings.iter().find(|meaning| meaning.symbol == symbol);
        let words = if next { "the next iterate" } else { meaning?.words.as_str() };
        let drawn = meaning.is_some_and(|meaning| meaning.role != Role::Plain);
        Some(Term { symbol: mathml::name(symbol), words: words.to_owned(), value: mathml::value(value), drawn })
    });
    known.collect()
}

/// A size with three digits.
fn size(value: f64) -> String {
    number(value, 3)
}

/// Two values with as many digits as tell them apart.
fn apart(before: f64, after: f64) -> String {
    let texts = |digits| [number(before, digits), number(after, digits)];
    let told = (3..17).map(texts).find(|[before, after]| before != after);
    told.unwrap_or_else(|| texts(17)).join(" to ")
}

/// What a step does.
pub fn sentence(race: &Race, entry: &Entry, anatomy: &Anatomy) -> String {
    let (path, k) = (entry.trajectory(), anatomy.k);
    let Some(next) = anatomy.next.as_ref().filter(|_| k < path.steps()) else { return String::new() };
    let step: Vec<f64> = next.iter().zip(&anatomy.x).map(|(next, x)| next - x).collect();
    let length = norm(step.iter().copied());
    if length == 0.0 {
        return "This step leads nowhere: the iterate stays where it is.".to_owned();
    }
    let mut g = [0.0; 2];
    race.objective.gradient(&anatomy.x, &mut g);
    let steepness = norm(g.iter().copied());
    let way = if steepness > 0.0 {
        let cosine = (-dot(&step, &g) / (length * steepness)).clamp(-1.0, 1.0);
        let angle = math::acos(cosine) * 180.0 / std::f64::consts::PI;
        match angle.round() {
            a if a < 1.0 => "straight against the gradient".to_owned(),
            a if a <= 89.0 => format!("{a}° off steepest descent"),
            a if a < 91.0 => "along the contour".to_owned(),
            a => format!("uphill, {a}° off steepest descent"),
        }
    } else {
        "from where the gradient is 0".to_owned()
    };
    let (before, after) = (path.f[k], path.f[k + 1]);
    let change = if after < before {
        format!("f falls from {}", apart(before, after))
    } else if after > before {
        format!("f rises from {}", apart(before, after))
    } else {
        format!("f stays {}", size(before))
    };
    let tries = path.trials.of_step(k + 1).len();
    let tried = if tries > 1 { format!(" It took {tries} trials.") } else { String::new() };
    format!("Step {}: {} long, {way}; {change}.{tried}", k + 1, size(length))
}

/// A gradient that is shorter is none.
const REST: f64 = 1e-6;
/// An eigenvalue so much smaller than the other one, or than 1, is none.
const NONE: f64 = 1e-9;

/// What the ground is like where a run stands at step `k`, and what the eigenvalues of the Hessian are there.
pub fn ground(race: &Race, entry: &Entry, k: usize) -> (&'static str, String) {
    let path = entry.trajectory();
    let at = path.iterate(k.min(path.steps()));
    let [xx, xy, yy] = race.objective.second_derivatives([at[0], at[1]]);
    let mut g = [0.0; 2];
    race.objective.gradient(at, &mut g);
    let rests = norm(g.iter().copied()) <= REST;
    if ![xx, xy, yy].iter().chain(&g).all(|d| d.is_finite()) {
        return ("The derivatives are not finite here.", String::new());
    }
    let Some(curvature) = Curvature::new([at[0], at[1]], [xx, xy, yy]) else {
        let flat = "Flat: gradient and Hessian are 0, nothing says where to go.";
        return (if rests { flat } else { "A slope without any curvature: the Hessian is 0." }, String::new());
    };
    let [p, q] = curvature.eigenvalues;
    let none = NONE * p.abs().max(q.abs()).min(1.0);
    let sign = |value: f64| i32::from(value > none) - i32::from(value < -none);
    let what = match (rests, sign(p), sign(q)) {
        (true, 1, 1) => "A minimum: both eigenvalues of the Hessian are above 0.",
        (true, -1, -1) => "A maximum: both eigenvalues of the Hessian are below 0.",
        (true, 1, -1) => "A saddle: one eigenvalue of the Hessian is above 0, one below.",
        (true, ..) => {
            "A flat point: an eigenvalue of the Hessian is 0, so that second derivatives do not tell what it is."
        }
        (false, 1, 1) => "A slope in a bowl: both eigenvalues of the Hessian are above 0.",
        (false, -1, -1) => "A slope on a dome: both eigenvalues of the Hessian are below 0.",
        (false, 1, -1) => {
            "A slope that bends up one way and down the other: one eigenvalue of the Hessian is above 0, one below."
        }
        (false, 1, 0) => "A slope in a trough: one eigenvalue of the Hessian is above 0, the other one is 0.",
        (false, ..) => "A slope on a ridge: one eigenvalue of the Hessian is 0, the other one below.",
    };
    let [x, y] = curvature.direction;
    let along = |value: f64, direction: [f64; 2]| format!("{} along {}", size(value), point(&direction, 2));
    (what, format!("They are {} and {}.", along(p, [x, y]), along(q, [-y, x])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::experiment::link;

    fn race(text: &str) -> Race {
        let mut race = Race::new(&link::read(text).experiment).unwrap();
        race.advance(usize::MAX);
        race
    }

    fn said(text: &str, k: usize) -> (String, &'static str, String) {
        let race = race(text);
        let anatomy = race.inspector(0).step(&race, k);
        let Inspected { says, ground, eigenvalues, .. } = Inspected::new(&race, &race.entries[0], k, anatomy.as_ref());
        (says, ground, eigenvalues)
    }

    #[test]
    fn a_step_is_said_in_a_sentence() {
        let (says, ground, eigenvalues) = said("v=1&f=x^2%2B0.5*y^2&x0=-4,0&o=gd~rate=0.1&n=3&tol=0", 0);
        assert_eq!(says, "Step 1: 0.8 long, straight against the gradient; f falls from 16 to 10.2.");
        assert!(ground.starts_with("A slope in a bowl"));
        assert_eq!(eigenvalues, "They are 2 along (1, 0) and 1 along (0, 1).");
        let (says, ..) = said("v=1&f=x^2%2B0.5*y^2&x0=-4,4&o=momentum~rate=0.5&n=9&tol=0", 3);
        assert!(says.contains("uphill") || says.contains("off steepest descent"), "{says}");
        let (says, ..) = said("v=1&f=x^2&x0=-1,0&o=gd~rate=0.00001&n=3&tol=0", 0);
        assert!(says.ends_with("f falls from 1 to 0.99996."), "{says}");
        let (says, ..) = said("v=1&f=x^2&x0=-4,0&o=gd~rate=1&n=3&tol=0", 0);
        assert!(says.ends_with("f stays 16."), "{says}");
    }

    #[test]
    fn the_ground_is_what_its_derivatives_say() {
        for (f, x0, begins) in [
            ("x^2-y^2", "0,0", "A saddle"),
            ("x^2-y^2", "1,0", "A slope that bends"),
            ("x^2%2By^2", "0,0", "A minimum"),
            ("-x^2-y^2", "0,0", "A maximum"),
            ("-x^2-y^2", "1,1", "A slope on a dome"),
            ("x^2", "1,0", "A slope in a trough"),
            ("-x^2", "1,0", "A slope on a ridge"),
            ("x^2", "0,0", "A flat point"),
            ("x^3", "0,0", "Flat"),
            ("x%2By", "0,0", "A slope without"),
        ] {
            let (_, ground, _) = said(&format!("v=1&f={f}&x0={x0}&o=gd&n=1&tol=0"), 0);
            assert!(ground.starts_with(begins), "{f} at {x0}: {ground}");
        }
    }

    #[test]
    fn where_no_step_begins_the_rule_is_shown_as_its_method_writes_it() {
        let race = race("v=1&f=sphere&x0=1,1&o=gd~rate=0.5&n=9&tol=1e-6");
        let (entry, last) = (&race.entries[0], race.entries[0].trajectory().steps());
        assert!(race.inspector(0).step(&race, last).is_none());
        let shown = Inspected::new(&race, entry, last, None);
        assert_eq!((shown.written, shown.terms.len(), shown.says), (vec!["x ← x − ε g".to_owned()], 0, String::new()));
        assert!(shown.lines[0][0].numbers.is_empty());
    }
}
