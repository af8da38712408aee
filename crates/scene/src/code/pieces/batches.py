

@lru_cache(8)
def order(seed, epoch):
    """The examples by number in the order of an epoch: Fisher and Yates' shuffle, two places for two words."""
    n = len(DATA)
    order = list(range(n))
    for i in range(0, n - 1, 2):
        for j, word in zip((i, i + 1), words(seed, BATCH, epoch, i // 2)):
            other = j + (word * (n - j) >> 64)
            order[j], order[other] = order[other], order[j]
    return order


def batch(seed, k, size, replace=False):
    """The examples that the step after k sees."""
    n = len(DATA)
    if replace:
        numbers = [word * n >> 64 for i in range(-(-size // 2)) for word in words(seed, BATCH, k, i)][:size]
    else:
        steps = -(-n // size)
        at = k % steps * size
        numbers = order(seed, k // steps)[at : at + size]
    return [DATA[i] for i in numbers]
