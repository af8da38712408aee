//! The methods, one a file. A method is added by its file and its word in the list.

use crate::catalog::{Default, Form, Kind, Param, Reference, Scale};
use crate::method::{Family, Method, Needs, Python, Suggest, Work};
use crate::setting::Setting;

/// A first-order rule, built alike for both precisions.
macro_rules! rule {
    (|$setting:pat_param, $dim:pat_param| $rule:expr) => {
        $crate::method::Work::Rule {
            double: |$setting, $dim| Box::new($rule),
            #[cfg(feature = "single")]
            single: |$setting, $dim| Box::new($rule),
        }
    };
}

/// The Python of a rule that follows the means of the gradient and of its square, as Adam does: the lines after they are known.
macro_rules! after_means {
    ($($line:expr),* $(,)?) => {
        &[
            "g, t = grad(x), k + 1",
            "if k == 0:",
            "    s.m, s.v = 0 * x, 0 * x",
            "s.m = s.beta1 * s.m + (1 - s.beta1) * g",
            "s.v = s.beta2 * s.v + (1 - s.beta2) * g * g",
            $($line),*
        ]
    };
}

/// Declares the modules of the catalog and the list of what they describe.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// All methods, in the order in which people are shown them.
        pub static CATALOG: &[&Method] = &[$(&$module::METHOD),*];
    };
}

catalog!(gd momentum nesterov adagrad adadelta rmsprop adam amsgrad adamw adamax nadam radam lion steepest cg bfgs lbfgs lbfgsb newton newton_cg trust_region nelder_mead powell);

/// The method with this id.
pub fn find(id: &str) -> Option<&'static Method> {
    CATALOG.iter().find(|m| m.id == id).copied()
}

/// What first-order methods have in common, unless they say otherwise. The texts are empty: the test of the whole catalog sees to it
/// that every descriptor brings its own.
const FIRST_ORDER: Method = Method {
    id: "",
    name: "",
    family: Family::Gradient,
    about: "",
    rule: &[],
    conventions: "",
    reference: GOODFELLOW,
    forms: &[],
    params: &[],
    decoupled: false,
    suggest: Suggest::Default,
    limit: |_| None,
    needs: Needs::Gradients,
    bounded: false,
    full_batch: false,
    work: Work::Whole(|_, _| unreachable!("a descriptor says how its method works")),
    python: Python::None,
    torch: |_| None,
};

/// What methods have in common that find their whole step themselves.
const WHOLE: Method = Method { family: Family::Quasi, forms: &[Form::Only], ..FIRST_ORDER };

/// Nocedal and Wright's textbook.
const NOCEDAL_WRIGHT: Reference = Reference {
    authors: "Nocedal, Wright",
    year: 2006,
    title: "Numerical Optimization",
    source: "Springer, second edition",
    place: "",
};

const GOODFELLOW: Reference = Reference {
    authors: "Goodfellow, Bengio, Courville",
    year: 2016,
    title: "Deep Learning",
    source: "MIT Press",
    place: "",
};

/// The rate of a method.
const fn rate(default: Default, about: &'static str) -> Param {
    Param {
        key: "rate",
        symbol: "ε",
        name: "rate",
        about,
        kind: Kind::Number,
        default,
        min: 0.0,
        max: 1e6,
        slider: (1e-4, 10.0),
        scale: Scale::Log,
        scheduled: true,
    }
}

/// A factor below 1 by which a memory fades.
const fn fading(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: Default,
) -> Param {
    Param {
        default,
        max: 0.999_999_999,
        slider: (0.0, 0.9999),
        scale: Scale::ToOne,
        ..Param::named(key, symbol, name, about)
    }
}

/// The velocity factor.
const fn momentum(default: f64) -> Param {
    Param {
        max: 1.0,
        scheduled: true,
        ..fading(
            "momentum",
            "ρ",
            "momentum",
            "The share of the velocity that is kept from step to step.",
            Default::Fixed(default),
        )
    }
}

/// Adam's forgetting of gradients.
const BETA1: Param = fading(
    "beta1",
    "β₁",
    "beta 1",
    "The share of the mean gradient that is kept from step to step.",
    Default::Fixed(0.9),
);

/// Adam's forgetting of squared gradients.
const BETA2: Param = fading(
    "beta2",
    "β₂",
    "beta 2",
    "The share of the mean squared gradient that is kept from step to step.",
    Default::Fixed(0.999),
);

/// The small number that keeps a division by 0 away.
const fn eps(default: Default) -> Param {
    Param {
        key: "eps",
        symbol: "δ",
        name: "epsilon",
        about: "Keeps the division by the root away from 0. Where it stands is a matter of convention.",
        kind: Kind::Number,
        default,
        min: 0.0,
        max: 1e3,
        slider: (1e-12, 1.0),
        scale: Scale::Log,
        scheduled: false,
    }
}

/// Where accumulated squared gradients start.
const fn initial(default: Default) -> Param {
    Param {
        key: "initial",
        symbol: "r₀",
        name: "initial sum",
        about: "The squared gradients before the first step.",
        kind: Kind::Number,
        default,
        min: 0.0,
        max: 1e6,
        slider: (1e-4, 10.0),
        scale: Scale::Log,
        scheduled: false,
    }
}

/// A switch.
const fn flag(key: &'static str, symbol: &'static str, name: &'static str, about: &'static str) -> Param {
    Param { kind: Kind::Flag, ..Param::named(key, symbol, name, about) }
}

/// How much of the decrease that the slope promises a line search asks for.
const C1: Param = Param {
    key: "c1",
    symbol: "c₁",
    name: "decrease",
    about: "A trial is low enough when it has at least this share of the decrease that the slope promises.",
    kind: Kind::Number,
    default: Default::Fixed(1e-4),
    min: 1e-12,
    max: 0.5,
    slider: (1e-6, 0.5),
    scale: Scale::Log,
    scheduled: false,
};

/// How much of the slope a line search leaves.
const fn c2(default: f64) -> Param {
    Param {
        key: "c2",
        symbol: "c₂",
        name: "curvature",
        about: "A trial is far enough when at most this share of the slope is left.",
        kind: Kind::Number,
        default: Default::Fixed(default),
        min: 1e-3,
        max: 0.999_999,
        slider: (0.01, 0.99),
        scale: Scale::Linear,
        scheduled: false,
    }
}

/// How many steps a method of limited memory remembers.
const MEMORY: Param = Param {
    key: "memory",
    symbol: "m",
    name: "memory",
    about: "The number of last steps that are remembered.",
    kind: Kind::Whole,
    default: Default::Fixed(10.0),
    min: 1.0,
    max: 100.0,
    slider: (1.0, 20.0),
    scale: Scale::Linear,
    scheduled: false,
};

/// Whether the gradient reaches the rule unchanged and the given parameters never change, as limits of stability require.
fn plain(setting: &Setting, constant: &[&str]) -> bool {
    setting.get("clip_value").is_nan()
        && setting.get("clip_norm").is_nan()
        && setting.get("weight_decay") == 0.0
        && setting.scheduled("weight_decay").is_constant()
        && constant.iter().all(|key| setting.scheduled(key).is_constant())
}

/// 1 − β^t: what a mean of t values that started at 0 lacks. Repeated products would lose digits that RAdam's ρ_t then misses.
fn lacking(beta: f64, t: u32) -> f64 {
    1.0 - crate::math::pow(beta, f64::from(t))
}

/// All four conventions, the textbook's first.
const LECTURE_FIRST: &[Form] = &[Form::Lecture, Form::Pytorch, Form::Optax, Form::Keras];
/// All four conventions, PyTorch's first.
const PYTORCH_FIRST: &[Form] = &[Form::Pytorch, Form::Optax, Form::Keras, Form::Lecture];
/// The three libraries'.
const LIBRARIES: &[Form] = &[Form::Pytorch, Form::Optax, Form::Keras];
