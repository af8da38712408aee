

def normals(seed, k):
    """The noise of the step after k, of deviation 1: Box and Muller's method."""
    u, v = ((word >> 11) / 2**53 for word in words(seed, NOISE, k, 0))
    return np.sqrt(-2 * np.log(1 - u)) * np.array([np.cos(2 * np.pi * v), np.sin(2 * np.pi * v)])
