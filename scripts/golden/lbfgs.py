#!/usr/bin/env python3
"""PyTorch's L-BFGS on a curved valley, and scikit-learn's optima under an L1 penalty.

    /usr/bin/python3 scripts/golden/lbfgs.py src/test/resources/golden/lbfgs.json

Needs PyTorch and scikit-learn (Debian: apt-get install python3-torch python3-sklearn). The valley
is Rosenbrock's in ten dimensions, f(x) = sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2, in double
precision; one step is one iteration. PyTorch 1.13 tests f(a) >= f(a before) from the third trial of
a search on, Nocedal and Wright from the second, and may try an end of the bracket; the points below
come from searches where neither matters, or the test would fail.

The optima are those of saga, which leaves the intercept unpenalised, run until nothing moves:
mean log-loss + l1 |w|_1 + l2/2 |w|^2.
"""

import json
import platform
import sys

import numpy as np
import sklearn
import torch
from sklearn.linear_model import LogisticRegression

STEPS = 50
START = [-1.2, 1.0, -0.5, 0.8, 1.5, -1.0, 0.3, 0.6, -0.2, 1.1]


def trajectory():
    """Points, values and evaluations after 0, 1, .. STEPS iterations."""
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [x],
        lr=1,
        max_iter=1,
        max_eval=100,
        tolerance_grad=0,
        tolerance_change=0,
        history_size=10,
        line_search_fn="strong_wolfe",
    )

    def closure():
        optimizer.zero_grad()
        loss = (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()
        loss.backward()
        return loss

    points, values = [x.tolist()], [float(closure())]
    for _ in range(STEPS):
        optimizer.step(closure)
        points.append(x.tolist())
        values.append(float(closure()))
    return points, values


def optimum(name, x, y, l1, l2):
    n = len(y)
    strength = l1 + l2
    model = LogisticRegression(
        penalty="elasticnet",
        l1_ratio=l1 / strength,
        C=1 / (n * strength),
        solver="saga",
        tol=1e-14,
        max_iter=1_000_000,
        random_state=0,
    ).fit(x, y)
    w, b = model.coef_[0], model.intercept_[0]
    z = x @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z)
    value = loss + l1 * np.abs(w).sum() + l2 / 2 * (w @ w)
    return {
        "name": name,
        "l1": l1,
        "l2": l2,
        "weights": w.tolist(),
        "bias": b,
        "objective": value,
    }


def rows():
    """60 rows of 8 features in eighths, of which 3 decide."""
    random = np.random.default_rng(5)
    x = np.round(8 * random.standard_normal((60, 8))) / 8
    z = 2 * x[:, 0] - 1.5 * x[:, 3] + x[:, 6] - 0.5
    y = (random.random(60) < 1 / (1 + np.exp(-z))).astype(float)
    return x, y


def write(path):
    points, values = trajectory()
    x, y = rows()
    document = {
        "program": "PyTorch and scikit-learn",
        "version": f"{torch.__version__} and {sklearn.__version__}",
        "python": platform.python_version(),
        "command": "python3 scripts/golden/lbfgs.py src/test/resources/golden/lbfgs.json",
        "points": points,
        "values": values,
        "features": x.tolist(),
        "labels": y.tolist(),
        "optima": [
            optimum("l1", x, y, 0.05, 0.0),
            optimum("weak l1", x, y, 0.005, 0.0),
            optimum("elastic net", x, y, 0.03, 0.02),
        ],
    }
    with open(path, "w", encoding="utf-8") as out:
        out.write("{\n")
        lines = []
        for key, value in document.items():
            if isinstance(value, list) and isinstance(value[0], (list, dict)):
                inner = ",\n".join("    " + json.dumps(v) for v in value)
                lines.append(f"  {json.dumps(key)}: [\n{inner}\n  ]")
            else:
                lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
        out.write(",\n".join(lines))
        out.write("\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: lbfgs.py <output.json>")
    write(sys.argv[1])
