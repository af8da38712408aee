
def path_of_scipy(method, start, n, tol, bounds=None):
    """SciPy's own iterates: another line search goes another way, to the same end."""
    from scipy.optimize import minimize

    path, more = [np.array(start, float)], {}
    if method not in ("Nelder-Mead", "Powell"):
        more["jac"] = gradient
    if method == "trust-exact":
        e = 1e-6 * np.eye(2)
        more["hess"] = lambda x: np.array([(gradient(x + h) - gradient(x - h)) / 2e-6 for h in e])
    keep = lambda x, *_: path.append(np.copy(x))
    minimize(lambda x: f(*x), start, method=method, tol=tol or None, bounds=bounds, callback=keep, options={"maxiter": n}, **more)
    return np.array(path)
