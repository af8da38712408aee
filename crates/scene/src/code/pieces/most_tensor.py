

def max_(a, b):
    return pick(a, b, b > a)
