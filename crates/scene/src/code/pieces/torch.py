
def path_of_torch(optimizer, options, start, n, tol, xtol, form, clip_value=None, clip_norm=None, **settings):
    """The iterates of one of PyTorch's optimizers, until it has to end."""
    x, s = torch.tensor(start, dtype=torch.float64, requires_grad=True), SimpleNamespace(form=form)
    path, own = [np.array(start, float)], None

    def closure():
        own.zero_grad()
        value = f(x[0], x[1]) + 0 * x.sum()
        value.backward()
        if clip_value is not None:
            torch.nn.utils.clip_grad_value_([x], clip_value)
        if clip_norm is not None:
            length = torch.hypot(*x.grad) + (1e-6 if form == "pytorch" else 0)
            if length > clip_norm:
                x.grad.mul_(clip_norm / length)
        return value

    for k in range(n):
        last, g = path[-1], gradient(path[-1])
        if not np.isfinite(f(*last)) or not np.all(np.isfinite(g)) or (tol > 0 and np.max(np.abs(g)) <= tol):
            break
        for key, setting in settings.items():
            setattr(s, key, setting(k) if callable(setting) else setting)
        if own is None:
            own = optimizer([x], **options(s))
        own.param_groups[0].update(options(s))
        own.step(closure)
        to = x.detach().numpy().copy()
        if not np.all(np.isfinite(to)) or (xtol > 0 and np.hypot(*(to - last)) < xtol) or not np.isfinite(f(*to)):
            break
        path.append(to)
    return np.array(path)
