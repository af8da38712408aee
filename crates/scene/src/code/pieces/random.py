

def words(seed, use, k, i):
    """Two random words of 64 bits: Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011)."""
    a, b, c, d = i, k, 0, 0
    for _ in range(10):
        u, v = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = v >> 32 ^ b ^ seed, v & 0xFFFFFFFF, u >> 32 ^ d ^ use, u & 0xFFFFFFFF
        seed, use = seed + 0x9E3779B9 & 0xFFFFFFFF, use + 0xBB67AE85 & 0xFFFFFFFF
    return b << 32 | a, d << 32 | c
