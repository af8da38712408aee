

def gradient(x, *batch):
    x = torch.tensor(np.array(x, float), requires_grad=True)
    # The sum is there for a constant f, which has no graph.
    return torch.autograd.grad(f(x[0], x[1], *batch) + 0 * x.sum(), x)[0].numpy()
