//! The public door for problems of any dimension.

use crate::bounds::Bounds;
use crate::experiment::text::ids;
use crate::experiment::{Notice, RunSpec, check};
use crate::objective::Objective;
use crate::optimizers;
use crate::run::{Budget, Run};
use crate::trajectory::Trajectory;

/// Minimizes `objective` from `x0` (`[objective.dim()]`) with the run's method, and answers the whole path. With `bounds` the method has
/// to be one that respects them, and starts at the nearest point inside.
///
/// # Errors
/// When the method or one of its parameters is not allowed, when `x0` or `bounds` have another length than the objective's dimension,
/// or when there are bounds and the method knows none. That numbers stop
/// being finite on the way is no error: the path ends with a [`Halt`](crate::trajectory::Halt).
///
/// ```
/// use descent_optim::experiment::RunSpec;
/// use descent_optim::{functions, minimize, run::Budget};
///
/// let bowl = (functions::find("quadratic").unwrap().build)(&functions::find("quadratic").unwrap().defaults());
/// let mut run = RunSpec::of("gd");
/// run.set.insert("rate".to_owned(), 0.1);
/// let path = minimize::minimize(&run, &*bowl, &[-4.0, 4.0], None, Budget { steps: 30, tol: 0.0, xtol: 1e-4 })?;
/// assert_eq!(path.steps(), 30);
/// assert!(path.f[30] < 0.015);
/// # Ok::<(), descent_optim::experiment::Notice>(())
/// ```
pub fn minimize(
    run: &RunSpec,
    objective: &dyn Objective,
    x0: &[f64],
    bounds: Option<&Bounds>,
    budget: Budget,
) -> Result<Trajectory, Notice> {
    let method = check::method("method", &run.method)?;
    let setting = check::setting("run", method, run)?;
    check::tolerance("tol", budget.tol)?;
    check::tolerance("xtol", budget.xtol)?;
    let dim = objective.dim();
    if x0.len() != dim {
        let message = format!("The start has {} numbers; the objective has {dim} variables.", x0.len());
        return Err(Notice::problem("x0", x0.len().to_string(), message));
    }
    if let Some(bounds) = bounds {
        if bounds.dim() != dim {
            let message = format!("There are bounds for {} variables; the objective has {dim}.", bounds.dim());
            return Err(Notice::problem("bounds", bounds.dim().to_string(), message));
        }
        if !method.bounded {
            let known = ids(optimizers::CATALOG.iter().filter(|m| m.bounded).map(|m| m.id));
            let message = format!("{} knows no bounds; {known} respect them.", method.name);
            return Err(Notice::problem("bounds", method.id, message));
        }
    }
    let mut at_work = Run::new(method.optimizer(&setting, dim), objective, x0, bounds.cloned(), budget);
    at_work.advance(objective, budget.steps as usize);
    Ok(at_work.into_trajectory())
}
