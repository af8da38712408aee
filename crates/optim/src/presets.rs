//! Experiments worth a look, which the page offers by name.

use crate::experiment::OPENING;
use serde::Serialize;

/// An experiment with a name.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Preset {
    /// The name that people read.
    pub name: &'static str,
    /// What there is to see, in a sentence.
    pub about: &'static str,
    /// The experiment as canonical link text.
    pub link: &'static str,
}

/// All presets, in the order in which people are shown them.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "One start, two minima",
        about: "Five methods on the camel from (−1, −0.5): four find a global minimum, L-BFGS-B in its box another one.",
        link: OPENING,
    },
    Preset {
        name: "The line search leaves the valley",
        about: "From (1.5, 0.75): CG and BFGS try points far below the box and settle elsewhere than gradient descent.",
        link: "v=1&x0=1.5,0.75&o=gd~xtol=0.0001;cg;bfgs;newton-cg;lbfgsb&n=60&bounds=own&box=-2,3,-4.5,1.5&see=contour,heat,points,bounds,trials,loss,inspector,data",
    },
    Preset {
        name: "All agree",
        about: "From (−0.8, 0.25) all five methods end in a global minimum; they differ in what it costs.",
        link: "v=1&x0=-0.8,0.25&o=gd~xtol=0.0001;cg;bfgs;newton-cg;lbfgsb&n=60&bounds=own&axis=evals",
    },
    Preset {
        name: "A bowl",
        about: "Five methods on x² + y²/2 from (−4, 4): conjugate gradients are there in two steps, gradient descent is not in sixty.",
        link: "v=1&f=quadratic&o=gd~xtol=0.0001;cg;bfgs;newton-cg;lbfgsb&n=60&bounds=own",
    },
    Preset {
        name: "No rest at this rate",
        about: "Beside a minimum of the camel: gradient descent cycles, momentum settles there, Nesterov’s leaps over to a global one.",
        link: "v=1&x0=1.4,-0.3&o=gd;momentum~rate=0.02;nesterov~rate=0.08&n=120&box=-0.2,2.2,-1.5,0.5",
    },
    Preset {
        name: "First against second order",
        about: "A valley a thousand times as long as wide: curvature, known or learnt, against a rate tuned by hand.",
        link: "v=1&f=illconditioned&p=kappa=1000&o=gd~rate=0.0019;momentum~rate=0.0035~momentum=0.88;bfgs;lbfgsb&n=2000&axis=evals",
    },
    Preset {
        name: "The banana",
        about: "Rosenbrock's valley: BFGS learns its bend in some forty evaluations, gradient descent crawls.",
        link: "v=1&f=rosenbrock&o=gd~rate=0.001;adam~rate=0.05;bfgs;lbfgs",
    },
    Preset {
        name: "Newton and the saddle",
        about: "Pure Newton walks into the saddle; with enough of the identity added to the Hessian it walks away.",
        link: "v=1&f=boundedsaddle&x0=1,0.5&o=newton~alpha=0;newton~alpha=3;newton&n=20",
    },
    Preset {
        name: "Without derivatives",
        about: "Values alone: the simplex creeps, Powell's lines turn, BFGS with gradients as the measure.",
        link: "v=1&f=himmelblau&x0=-1,-1&o=nelder-mead;powell;bfgs&n=100&axis=evals",
    },
];
