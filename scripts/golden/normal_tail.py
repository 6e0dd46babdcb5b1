#!/usr/bin/env python3
"""The coefficients of lockstep.nn.Gelu's approximation of the normal distribution's tail.

    python3 scripts/golden/normal_tail.py

Needs mpmath (Debian: python3-mpmath). For z >= 0, with t = 4 / (4 + z), the function
P(Z > z) e^(z^2 / 2) / t is smooth in u = 2t - 1 from -1 to 1; printed is its Chebyshev series,
computed with 40 digits at 80 nodes, cut where terms fall below 2^-57.
"""

from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

NODES = 80


def scaled_tail(u):
    t = (u + 1) / 2
    z = 4 / t - 4
    tail = erfc(z / sqrt(2)) * exp(z * z / 2) / 2 if z < 10**5 else 1 / (z * sqrt(2 * pi))
    return tail / t


def main():
    mp.dps = 40
    angles = [pi * (k + mpf(1) / 2) / NODES for k in range(NODES)]
    values = [scaled_tail(cos(angle)) for angle in angles]
    for j in range(NODES):
        term = sum(v * cos(j * a) for v, a in zip(values, angles)) * 2 / NODES
        term = term / 2 if j == 0 else term
        if abs(term) < mpf(2) ** -57:
            break
        print(f"{float(term)!r},")


if __name__ == "__main__":
    main()
