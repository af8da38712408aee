
def either(number, tensor):
    """A function of numbers, of arrays, and of PyTorch's tensors."""
    return lambda u: tensor(u) if torch.is_tensor(u) else number(u)


def pick(a, b, takes_b):
    """a or b, wherever."""
    if not torch.is_tensor(a) and not torch.is_tensor(b):
        return np.where(takes_b, b, a)
    a, b = (torch.as_tensor(u) for u in (a, b))
    return torch.where(torch.as_tensor(takes_b), b, a)
