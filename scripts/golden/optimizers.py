#!/usr/bin/env python3
"""Trajectories of PyTorch's optimizers on one small problem, to hold ours against.

    python3 scripts/golden/optimizers.py src/test/resources/golden/optimizers.json

Needs PyTorch (Debian: apt-get install python3-torch, then /usr/bin/python3). The problem is
f(x) = x'Ax / 2 - b'x + sum(x^4) / 4 in double precision; the gradient is PyTorch's own, by
automatic differentiation. A further optimizer is one line in OPTIMIZERS: its settings go into the
file as they are given here, and a test names its own class for them.
"""

import json
import platform
import sys

import torch

STEPS = 50
# A is symmetric with eigenvalues 0.18, 1.06 and 9.26; every number is short in binary.
A = [[8.0, 3.0, 0.5], [3.0, 2.0, -0.25], [0.5, -0.25, 0.5]]
B = [1.0, -2.0, 0.5]
START = [1.5, -1.0, 2.0]

# name -> (settings as our job file and classes name them, PyTorch's optimizer over the parameters)
OPTIMIZERS = {
    "sgd": ({"learning-rate": 0.05}, lambda x: torch.optim.SGD(x, lr=0.05)),
    # PyTorch: u = mu u + g, x = x - lr u. Keras: v = mu v - lr g, x = x + v. With a constant rate
    # v = -lr u: the same x.
    "momentum": (
        {"learning-rate": 0.02, "momentum": 0.9},
        lambda x: torch.optim.SGD(x, lr=0.02, momentum=0.9),
    ),
    # PyTorch: u = mu u + g, x = x - lr (g + mu u). Keras: v = mu v - lr g, x = x + mu v - lr g.
    # Again v = -lr u.
    "nesterov": (
        {"learning-rate": 0.02, "momentum": 0.9},
        lambda x: torch.optim.SGD(x, lr=0.02, momentum=0.9, nesterov=True),
    ),
    # PyTorch divides by sqrt(v) + eps, Keras by sqrt(v + epsilon): held at epsilon 0, where they
    # agree. PyTorch calls rho alpha.
    "rmsprop": (
        {"learning-rate": 0.02, "rho": 0.9, "epsilon": 0.0},
        lambda x: torch.optim.RMSprop(x, lr=0.02, alpha=0.9, eps=0.0),
    ),
    # The same holds for the epsilon of Adagrad.
    "adagrad": (
        {"learning-rate": 0.5, "initial": 0.1, "epsilon": 0.0},
        lambda x: torch.optim.Adagrad(x, lr=0.5, initial_accumulator_value=0.1, eps=0.0),
    ),
    "adam": (
        {"learning-rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
        lambda x: torch.optim.Adam(x, lr=0.1, betas=(0.9, 0.999), eps=1e-7),
    ),
    "adamw": (
        {
            "learning-rate": 0.1,
            "beta1": 0.9,
            "beta2": 0.999,
            "epsilon": 1e-7,
            "weight-decay": 0.004,
        },
        lambda x: torch.optim.AdamW(
            x, lr=0.1, betas=(0.9, 0.999), eps=1e-7, weight_decay=0.004
        ),
    ),
}


def trajectory(make_optimizer):
    """The points after 0, 1, .. STEPS updates."""
    a = torch.tensor(A, dtype=torch.float64)
    b = torch.tensor(B, dtype=torch.float64)
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make_optimizer([x])

    def closure():
        optimizer.zero_grad()
        loss = x @ a @ x / 2 - b @ x + (x**4).sum() / 4
        loss.backward()
        return loss

    points = [x.tolist()]
    for _ in range(STEPS):
        optimizer.step(closure)
        points.append(x.tolist())
    return points


def write(path):
    header = {
        "program": "PyTorch",
        "version": torch.__version__,
        "python": platform.python_version(),
        "command": "python3 scripts/golden/optimizers.py src/test/resources/golden/optimizers.json",
        "problem": "f(x) = x'Ax / 2 - b'x + sum(x^4) / 4",
        "a": A,
        "b": B,
    }
    with open(path, "w", encoding="utf-8") as out:
        out.write("{\n")
        for key, value in header.items():
            out.write(f"  {json.dumps(key)}: {json.dumps(value)},\n")
        out.write('  "trajectories": {\n')
        blocks = []
        for name, (settings, make_optimizer) in OPTIMIZERS.items():
            points = ",\n".join("        " + json.dumps(p) for p in trajectory(make_optimizer))
            blocks.append(
                f'    {json.dumps(name)}: {{\n      "settings": {json.dumps(settings)},\n'
                f'      "points": [\n{points}\n      ]\n    }}'
            )
        out.write(",\n".join(blocks))
        out.write("\n  }\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: optimizers.py <output.json>")
    write(sys.argv[1])
