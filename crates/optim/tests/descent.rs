//! The start and the rate that each function suggests make sense.

use descent_optim::catalog::{Form, Values};
use descent_optim::functions::CATALOG;

#[test]
fn at_the_suggested_rate_gradient_descent_makes_way_and_stays_finite() {
    for function in CATALOG {
        let objective = (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None));
        let [x0, x1, y0, y1] = function.area;
        let [x, y] = function.start;
        assert!((x0..=x1).contains(&x) && (y0..=y1).contains(&y), "{} starts outside its box", function.id);
        let mut at = function.start;
        let mut gradient = [0.0; 2];
        let first = objective.gradient(&at, &mut gradient);
        let steps = if function.id == "monkey" { 10 } else { 200 };
        for _ in 0..steps {
            at = [at[0] - function.rate * gradient[0], at[1] - function.rate * gradient[1]];
            objective.gradient(&at, &mut gradient);
        }
        let last = objective.value(&at);
        assert!(last.is_finite() && last < first, "{}: from {first} to {last}", function.id);
    }
}

#[test]
fn every_descriptor_is_complete() {
    for function in CATALOG {
        let texts = [function.id, function.name, function.about, function.reference.authors, function.reference.title];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", function.id);
        assert!(function.about.ends_with('.') && function.rate > 0.0, "{}", function.id);
        assert!((1900..2100).contains(&function.reference.year), "{}", function.id);
        for knob in function.knobs {
            let default = knob.default(Form::Lecture);
            assert!(knob.allows(default) && knob.allows(knob.slider.0) && knob.allows(knob.slider.1), "{}", knob.key);
            assert!((knob.slider.0..=knob.slider.1).contains(&default) && knob.about.ends_with('.'), "{}", knob.key);
        }
    }
}
