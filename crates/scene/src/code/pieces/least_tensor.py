

def min_(a, b):
    return pick(a, b, b < a)
