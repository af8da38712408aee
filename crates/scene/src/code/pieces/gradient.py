

def gradient(x, *batch):
    return dual(f(Dual(x[0], [1, 0]), Dual(x[1], [0, 1]), *batch)).d
