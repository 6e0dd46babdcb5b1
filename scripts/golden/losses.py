#!/usr/bin/env python3
"""Losses, activations and their derivatives by PyTorch, to hold ours against.

    python3 scripts/golden/losses.py src/test/resources/golden/losses.json

Needs PyTorch (Debian: apt-get install python3-torch, then /usr/bin/python3). All in double
precision; derivatives are PyTorch's own, by automatic differentiation.
"""

import json
import platform
import sys

import torch
import torch.nn.functional as f

LOGITS = [[1.5, -0.5, 3.0], [-2.0, 0.25, 0.0], [30.0, -30.0, 0.125]]
ZERO_ONE = [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 1.0]]
CLASSES = [0, 2, 1]
TARGETS = [[0.5, -0.25, 2.0], [-2.0, 1.5, 0.375], [29.0, -31.5, 0.0]]
RATES = [[1.5, -0.5, 3.0], [-2.0, 0.25, 0.0], [5.0, -7.0, 0.125]]
COUNTS = [[4.0, 0.0, 19.0], [0.0, 1.0, 2.5], [150.0, 0.0, 1.0]]
OFFSETS = [0.5, -1.25, 0.0]
POINTS = [-37.5, -8.0, -3.0, -1.0, -0.5, -0.001, 0.0, 0.001, 0.5, 1.0, 3.0, 8.0, 37.5]


def binary(z, y, smoothing, weights):
    t = torch.tensor(y, dtype=torch.float64) * (1 - smoothing) + smoothing / 2
    w = torch.tensor(weights, dtype=torch.float64)
    return f.binary_cross_entropy_with_logits(z, t, pos_weight=w)


def softmax(z, y, smoothing):
    return f.cross_entropy(z[None], torch.tensor([y]), label_smoothing=smoothing)


def huber(z, y, delta):
    return f.huber_loss(z, torch.tensor(y, dtype=torch.float64), delta=delta)


def poisson(z, y, offset):
    # PyTorch leaves out what depends on the label alone: half the deviance has y log y - y.
    t = torch.tensor(y, dtype=torch.float64)
    return (f.poisson_nll_loss(z + offset, t, reduction="none") + torch.xlogy(t, t) - t).mean()


LOSSES = {
    "binary-cross-entropy": [
        ({"smoothing": s, "positive-weights": w}, lambda z, y, s=s, w=w: binary(z, y, s, w), ZERO_ONE)
        for s, w in ((0.0, [1.0, 1.0, 1.0]), (0.1, [2.0, 3.0, 0.5]), (0.3, [1.0, 1.0, 1.0]))
    ],
    "categorical-cross-entropy": [
        ({"smoothing": s}, lambda z, y, s=s: softmax(z, y, s), CLASSES) for s in (0.0, 0.1, 0.5)
    ],
    "huber": [({"delta": d}, lambda z, y, d=d: huber(z, y, d), TARGETS) for d in (1.0, 0.25, 8.0)],
}

ACTIVATIONS = {
    "relu": torch.relu,
    "leaky-relu": lambda z: f.leaky_relu(z, 0.01),
    "elu": f.elu,
    "gelu": f.gelu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z * 1,
}


def row(loss, logits, label):
    z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    value = loss(z, label)
    value.backward()
    return {
        "logits": logits,
        "label": label if isinstance(label, list) else [label],
        "value": value.item(),
        "gradient": z.grad.tolist(),
    }


def losses():
    all_losses = []
    for name, variants in LOSSES.items():
        for settings, loss, labels in variants:
            rows = [row(loss, z, y) for z, y in zip(LOGITS, labels)]
            all_losses.append({"loss": name, "settings": settings, "rows": rows})
    rows = [
        row(lambda z, y, o=o: poisson(z, y, o), z, y) for z, y, o in zip(RATES, COUNTS, OFFSETS)
    ]
    for entry, offset in zip(rows, OFFSETS):
        entry["label"] = entry["label"] + [offset]
    all_losses.append({"loss": "poisson", "settings": {}, "rows": rows})
    return all_losses


def activation(function):
    z = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    values = function(z)
    values.sum().backward()
    return {"z": POINTS, "value": values.tolist(), "derivative": z.grad.tolist()}


def write(path):
    document = {
        "program": "PyTorch",
        "version": torch.__version__,
        "python": platform.python_version(),
        "command": "python3 scripts/golden/losses.py src/test/resources/golden/losses.json",
        "losses": losses(),
        "activations": {name: activation(function) for name, function in ACTIVATIONS.items()},
    }
    with open(path, "w", encoding="utf-8") as out:
        json.dump(document, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: losses.py <output.json>")
    write(sys.argv[1])
