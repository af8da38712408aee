"""Runs of scipy.optimize.minimize on functions that ../scipy.json does not have: those of functions.json and families in 2 to 10 variables.

    python runs.py SEED STARTS OUT [DIMENSIONS [EVERY]]

What it writes is read by compare.rs; families.rs defines the families once more, from the same coefficients. scipy.json was made by

    python runs.py 2026 1 scipy.json 5 5
"""
import json
import os
import sys
import warnings

import numpy as np
import scipy
import sympy
from scipy.optimize import minimize

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTIONS = os.path.join(HERE, "..", "functions.json")
warnings.simplefilter("ignore")
np.seterr(all="ignore")

# Not smooth, or with a pole where runs go, or in scipy.json.
LEFT_OUT = {"illconditioned", "ackley", "eggholder", "saddle", "monkey", "quadratic", "sixhump", "himmelblau", "booth"}


class Ridges:
    """The sum of weight * shape(a.x + b), of weight * exp(-|x - c|^2 / 2 s^2), and of Rosenbrock's function along a chain of coordinates A x."""

    def __init__(self, problem):
        self.ridges = [(kind, w, np.array(a), b) for kind, w, a, b in problem.get("ridges", [])]
        self.bumps = [(w, s, np.array(c)) for w, s, c in problem.get("bumps", [])]
        self.chain = [np.array(a) for a in problem.get("chain", [])]
        self.dim = problem["dim"]

    @staticmethod
    def shape(kind, t):
        if kind == "square":
            return t * t, 2 * t, 2.0
        if kind == "fourth":
            return t**4, 4 * t**3, 12 * t * t
        if kind == "exp":
            return np.exp(t), np.exp(t), np.exp(t)
        if kind == "barrier":
            return (-np.log(t), -1 / t, 1 / (t * t)) if t > 0 else (np.nan, np.nan, np.nan)
        if kind == "softplus":
            p = 1 / (1 + np.exp(-t))
            return max(t, 0.0) + np.log1p(np.exp(-abs(t))), p, p * (1 - p)
        if kind == "cos":
            return np.cos(t), -np.sin(t), -np.cos(t)
        raise ValueError(kind)

    def all(self, x):
        f, g, h = 0.0, np.zeros(self.dim), np.zeros((self.dim, self.dim))
        for kind, w, a, b in self.ridges:
            v, s, c = self.shape(kind, a @ x + b)
            f, g, h = f + w * v, g + w * s * a, h + w * c * np.outer(a, a)
        for w, s, c in self.bumps:
            d = (x - c) / s
            e = w * np.exp(-0.5 * d @ d)
            f, g, h = f + e, g - e * d / s, h + e * (np.outer(d, d) - np.eye(self.dim)) / (s * s)
        for a, b in zip(self.chain, self.chain[1:]):
            u, v = a @ x, b @ x
            r, q = v - u * u, 1 - u
            f += 100 * r * r + q * q
            dr = b - 2 * u * a
            g = g + 200 * r * dr - 2 * q * a
            h = h + 200 * (np.outer(dr, dr) - 2 * r * np.outer(a, a)) + 2 * np.outer(a, a)
        return f, g, h

    def f(self, x):
        return float(self.all(x)[0])

    def g(self, x):
        return self.all(x)[1]

    def h(self, x):
        return self.all(x)[2]


class Typed:
    """A formula of the plane."""

    def __init__(self, problem):
        x, y = sympy.symbols("x y", real=True)
        e = sympy.sympify(problem["formula"].replace("^", "**"), locals={"x": x, "y": y})
        make = lambda e: sympy.lambdify((x, y), e, "numpy")
        self.value, self.first = make(e), [make(sympy.diff(e, v)) for v in (x, y)]
        self.second = [[make(sympy.diff(e, v, w)) for w in (x, y)] for v in (x, y)]

    def f(self, x):
        return float(self.value(*x))

    def g(self, x):
        return np.array([float(d(*x)) for d in self.first])

    def h(self, x):
        return np.array([[float(d(*x)) for d in row] for row in self.second])


def rotation(rng, n):
    q, r = np.linalg.qr(rng.normal(size=(n, n)))
    return q * np.sign(np.diag(r))


def families(rng, count):
    """Problems in 2 to 10 variables, with the sides of a box where starts are drawn."""
    def r(x):
        return [round(float(v), 6) for v in x]
    made = []
    def add(name, n, low, high, **parts):
        made.append(dict(id=f"{name}-{n}-{len(made)}", dim=n, low=[low] * n, high=[high] * n, **parts))
    for n in [2, 3, 4, 5, 6, 8, 10][:count]:
        q, c = rotation(rng, n), rng.uniform(-1, 1, n)
        scales = 10 ** np.linspace(0, rng.uniform(0.5, 2), n)
        add("quadratic", n, -3, 3, ridges=[["square", round(float(s), 6), r(a), round(float(-a @ c), 6)] for s, a in zip(scales, q)])
        add("quartic", n, -3, 3, ridges=[["fourth", 1.0, r(a), round(float(-a @ c), 6)] for a in q] + [["square", round(float(s), 6), r(a), round(float(-a @ c), 6)] for s, a in zip(scales / 10, rotation(rng, n))])
        add("exponentials", n, -1, 1, ridges=[["exp", 1.0, r(rng.normal(size=n)), round(float(rng.normal()), 6)] for _ in range(3 * n)] + [["square", 0.1, r(row), 0.0] for row in np.eye(n)])
        add("barrier", n, -0.9, 0.9, ridges=[["barrier", 1.0, r(s * row), 1.0] for row in np.eye(n) for s in (1, -1)] + [["square", 3.0, r(a), round(float(rng.uniform(-1, 1)), 6)] for a in q])
        add("logistic", n, -2, 2, ridges=[["softplus", round(1 / (4 * n), 6), r(3 * rng.normal(size=n)), round(float(rng.normal()), 6)] for _ in range(4 * n)] + [["square", 0.01, r(row), 0.0] for row in np.eye(n)])
        add("gaussians", n, -2, 2, bumps=[[round(float(-rng.uniform(1, 3)), 6), round(float(rng.uniform(0.8, 1.5)), 6), r(rng.uniform(-1.5, 1.5, n))] for _ in range(4)], ridges=[["square", 0.05, r(row), 0.0] for row in np.eye(n)])
        add("waves", n, -3, 3, ridges=[["square", 0.5, r(a), 0.0] for a in q] + [["cos", round(float(rng.uniform(0.5, 2)), 6), r(2 * rng.normal(size=n)), round(float(rng.normal()), 6)] for _ in range(n)])
        add("valley", n, -1.5, 1.5, chain=[r(a) for a in (np.eye(n) if n % 2 else q)])
        add("wells", n, -2, 2, ridges=[["fourth", 0.25, r(a), 0.0] for a in q] + [["square", -1.0, r(a), 0.0] for a in q] + [["square", 0.2, r(rng.normal(size=n)), 0.3] for _ in range(n)])
    return made


def typed():
    rows = json.load(open(FUNCTIONS))["functions"]
    named = [dict(id=r["id"], dim=2, formula=r["formula"].replace("E + 20", "20"), low=r["box"][::2], high=r["box"][1::2]) for r in rows if r["id"] not in LEFT_OUT]
    own = {
        "tilted-valley": ("(1 - (x + y)/2)^2 + 40*((x - y)/2 - ((x + y)/2)^2)^2", 2),
        "wide-valley": ("(3 - x)^2/9 + 100*(y - x^2/9)^2", 5),
        "logsum": ("log(exp(2*x + y - 1) + exp(-x + 3*y) + exp(-x - 2*y))", 3),
        "rational": ("(x - 1)^2/(1 + y^2) + y^2/4 + x^2/20", 3),
        "cauchy": ("log(1 + 4*(x - 1)^2) + log(1 + (y + x)^2)", 3),
        "root": ("sqrt(1 + 100*(x - y)^2) + sqrt(1 + (x + y - 2)^2)", 4),
        "deep": ("-3*exp(-(x - 1)^2 - 2*(y + 1)^2) - 2*exp(-(x + 1)^2/2 - (y - 1)^2) + (x^2 + y^2)/20", 2),
        "tall": ("1e6*(x - 0.3)^2 + (y + 2)^4/10 + y^2", 4),
        "tiny": ("1e-4*((x - 2)^2 + 5*(y - x)^2 + cos(3*x))", 4),
        "far": ("(x - 900)^2/50 + (y + 700)^2/2 + x*y/100", 1000),
        "sines": ("sin(x)*sin(y) + (x^2 + y^2)/30", 6),
        "power": ("(x - y)^4 + (x + y - 2)^2", 3),
        "flat": ("(x - 1)^6 + (y + 1)^4 + (x - 1)^2*(y + 1)^2", 3),
        "offset": ("1000 + (x - 1)^2 + 25*(y - x^2/2)^2", 3),
    }
    return named + [dict(id=k, dim=2, formula=f, low=[-s, -s], high=[s, s]) for k, (f, s) in own.items()]


METHODS = ["CG", "BFGS", "Newton-CG", "L-BFGS-B", "L-BFGS-B box", "trust-exact", "trust-ncg", "dogleg", "Nelder-Mead", "Nelder-Mead box", "Powell", "Powell box"]


def run(problem, function, x0, method, box, tol):
    calls = [0, 0, 0]
    def f(x):
        calls[0] += 1
        return function.f(x)
    def g(x):
        calls[1] += 1
        return function.g(x)
    def h(x):
        calls[2] += 1
        return function.h(x)
    more = {}
    if method not in ("Nelder-Mead", "Powell"):
        more["jac"] = g
    if method in ("Newton-CG", "trust-exact", "trust-ncg", "dogleg"):
        more["hess"] = h
    if box:
        more["bounds"] = list(zip(problem["low"], problem["high"]))
    out = minimize(f, x0, method=method, tol=tol, **more)
    if not (np.all(np.isfinite(out.x)) and np.isfinite(out.fun)):
        return None
    gradient = function.g(out.x)
    if box:
        gradient = out.x - np.clip(out.x - gradient, problem["low"], problem["high"])
    return dict(problem=problem["id"], x0=[float(v) for v in x0], method=method, bounds=box, tol=tol, nit=int(out.nit), calls=calls,
                x=[float(v) for v in out.x], f=function.f(out.x), pgnorm_inf=float(np.max(np.abs(gradient))), success=bool(out.success))


def main(seed, starts, out, count=7, every=1):
    rng = np.random.default_rng(seed)
    problems, runs, at = typed() + families(rng, count), [], 0
    for problem in problems:
        function = Typed(problem) if "formula" in problem else Ridges(problem)
        low, high = np.array(problem["low"]), np.array(problem["high"])
        for _ in range(starts):
            x0 = np.round(rng.uniform(low, high), 3)
            if not np.isfinite(function.f(x0)):
                continue
            for name in METHODS:
                at += 1
                if at % every:
                    continue
                method, _, box = name.partition(" ")
                tol = 1e-20 if rng.random() < 0.2 else None
                try:
                    row = run(problem, function, x0, method, bool(box), tol)
                except Exception as e:  # dogleg refuses matrices that are not positive definite
                    continue
                if row:
                    runs.append(row)
    json.dump(dict(what="scipy.optimize.minimize on functions that scipy.json does not have",
                   versions=dict(scipy=scipy.__version__, numpy=np.__version__), seed=seed, problems=problems, runs=runs), open(out, "w"), indent=None, separators=(",", ":"))
    print(len(problems), "problems", len(runs), "runs")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:]))
