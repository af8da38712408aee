
def over(g, root):
    """g / root, and 0 where g is 0."""
    return np.divide(g, root, out=np.zeros_like(g), where=g != 0)


def path_of(rule, start, n, tol, xtol, form, clip_value=None, clip_norm=None, coupled=True, sample=None, **settings):
    """The iterates of a first-order rule, until it has to end. sample(k, x): the gradient that the step after k sees, where it is not the whole one."""
    x, s = np.array(start, float), SimpleNamespace(form=form)
    path = [x]

    def grad(point):
        g = sample(k, point) if sample else gradient(point)
        if clip_value is not None:
            g = np.clip(g, -clip_value, clip_value)
        if clip_norm is not None:
            length = np.hypot(*g) + (1e-6 if form == "pytorch" else 0)
            g = g / length * clip_norm if length > clip_norm else g
        return g + s.weight_decay * point if coupled and s.weight_decay != 0 else g

    for k in range(n):
        g = gradient(x) if tol > 0 or not sample else np.zeros(2)
        if not np.isfinite(f(*x)) or not np.all(np.isfinite(g)) or (tol > 0 and np.max(np.abs(g)) <= tol):
            break
        for key, setting in settings.items():
            setattr(s, key, setting(k) if callable(setting) else setting)
        to = x + rule(s, k, x, grad)
        if not np.all(np.isfinite(to)) or (xtol > 0 and np.hypot(*(to - x)) < xtol) or not np.isfinite(f(*to)):
            break
        x = to
        path.append(x)
    return np.array(path)
