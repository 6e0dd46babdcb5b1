#!/usr/bin/env python3
"""Learning rates of PyTorch's schedules, to hold ours against.

    python3 scripts/golden/schedules.py src/test/resources/golden/schedules.json

Needs PyTorch (Debian: apt-get install python3-torch, then /usr/bin/python3). Each list holds the
rate of steps 0, 1, .. as PyTorch's scheduler sets it. PyTorch has no inverse-time or inverse-root
schedule: those two are its LambdaLR over the formula.
"""

import json
import platform
import sys

import torch
from torch.optim import lr_scheduler

RATE = 0.1
STEPS = 60

SCHEDULES = {
    "StepLR": lambda o: lr_scheduler.StepLR(o, step_size=7, gamma=0.5),
    "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, gamma=0.95),
    "inverse-time": lambda o: lr_scheduler.LambdaLR(o, lambda t: 1 / (1 + t / 5)),
    "inverse-sqrt": lambda o: lr_scheduler.LambdaLR(o, lambda t: (1 + t / 5) ** -0.5),
    "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(
        o, T_max=STEPS, eta_min=0.05 * RATE
    ),
    "CosineAnnealingWarmRestarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(
        o, T_0=10, T_mult=2, eta_min=0.05 * RATE
    ),
    "CosineAnnealingWarmRestarts-1": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(
        o, T_0=10, T_mult=1, eta_min=0.05 * RATE
    ),
    "OneCycleLR": lambda o: lr_scheduler.OneCycleLR(
        o, max_lr=RATE, total_steps=STEPS, cycle_momentum=False
    ),
    "MultiStepLR": lambda o: lr_scheduler.MultiStepLR(o, milestones=[10, 30], gamma=0.1),
    # From a tenth at step 0 to the whole at step 9.
    "LinearLR": lambda o: lr_scheduler.LinearLR(
        o, start_factor=0.1, end_factor=1.0, total_iters=9
    ),
}


def rates(make_schedule):
    """The rate of each step."""
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=RATE)
    schedule = make_schedule(optimizer)
    found = []
    for step in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step < STEPS - 1:
            schedule.step()
    return found


def write(path):
    document = {
        "program": "PyTorch",
        "version": torch.__version__,
        "python": platform.python_version(),
        "command": "python3 scripts/golden/schedules.py src/test/resources/golden/schedules.json",
        "rates": {name: rates(make) for name, make in SCHEDULES.items()},
    }
    with open(path, "w", encoding="utf-8") as out:
        json.dump(document, out, indent=2)
        out.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: schedules.py <output.json>")
    write(sys.argv[1])
