#!/usr/bin/env python3
"""Writes src/test/resources/golden/metrics.json: metrics of small seeded tables by scikit-learn.

Needs scikit-learn and numpy (Debian: python3-sklearn). Run from the project's root.
"""
import json
import platform

import numpy as np
import sklearn
from sklearn import metrics as m

random = np.random.default_rng(20)


def ranking(name, scores, labels, weights):
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "roc_auc": m.roc_auc_score(labels, scores, sample_weight=weights),
        "pr_auc": m.average_precision_score(labels, scores, sample_weight=weights),
    }


def rankings():
    n = 60
    labels = (random.random(n) < 0.3).astype(int)
    distinct = random.random(n) + 0.3 * labels
    tied = np.round(4 * distinct) / 4
    ones, integers, fractions = np.ones(n), random.integers(0, 5, n), random.random(n)
    return [
        ranking("distinct", distinct, labels, ones),
        ranking("tied", tied, labels, ones),
        ranking("tied, integer weights with zeros", tied, labels, integers),
        ranking("tied, fractional weights", tied, labels, fractions),
        ranking("distinct, fractional weights", distinct, labels, fractions),
        ranking("negative logits", -10 * tied, labels, integers),
        ranking("one score", np.full(n, 0.5), labels, fractions),
        ranking("perfect", labels.astype(float), labels, ones),
        ranking("reversed", -labels.astype(float), labels, integers),
    ]


def scores(actual, predicted, weights, labels):
    p, r, f, s = m.precision_recall_fscore_support(
        actual, predicted, labels=labels, sample_weight=weights, zero_division=0)
    return [
        {"precision": a, "recall": b, "f1": c, "support": d}
        for a, b, c, d in zip(p.tolist(), r.tolist(), f.tolist(), np.asarray(s, float).tolist())
    ]


def classification(name, k, actual, predicted, weights):
    labels = list(range(k))
    f1 = {a: m.f1_score(actual, predicted, average=a, sample_weight=weights, zero_division=0)
          for a in ("weighted", "macro")}
    return {
        "name": name,
        "classes": k,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "weights": weights.tolist(),
        "accuracy": m.accuracy_score(actual, predicted, sample_weight=weights),
        "weighted_f1": f1["weighted"],
        "macro_f1": f1["macro"],
        "confusion_matrix":
            m.confusion_matrix(actual, predicted, labels=labels, sample_weight=weights).tolist(),
        "per_class": scores(actual, predicted, weights, labels),
    }


def classifications():
    n = 80
    actual = random.integers(0, 4, n)
    predicted = np.where(random.random(n) < 0.6, actual, random.integers(0, 4, n))
    binary = actual % 2
    return [
        classification("four classes", 4, actual, predicted, np.ones(n)),
        classification("four classes, fractional weights", 4, actual, predicted, random.random(n)),
        classification("a class never seen", 5, actual, predicted, np.ones(n)),
        classification("a class never predicted", 4, actual, predicted % 3, np.ones(n)),
        classification("binary, integer weights", 2, binary, predicted % 2,
                       random.integers(0, 4, n)),
    ]


def regression(name, target, prediction, weights):
    return {
        "name": name,
        "target": target.tolist(),
        "prediction": prediction.tolist(),
        "weights": weights.tolist(),
        "rmse": m.mean_squared_error(target, prediction, sample_weight=weights, squared=False),
        "mae": m.mean_absolute_error(target, prediction, sample_weight=weights),
        "r2": m.r2_score(target, prediction, sample_weight=weights),
    }


def regressions():
    n = 50
    target = random.normal(3, 2, n)
    prediction = target + random.normal(0, 1, n)
    constant = np.full(n, 7.0)
    return [
        regression("plain", target, prediction, np.ones(n)),
        regression("fractional weights", target, prediction, random.random(n)),
        regression("integer weights with zeros", target, prediction, random.integers(0, 4, n)),
        regression("large mean", target + 1e6, prediction + 1e6, random.random(n)),
        regression("constant target, wrong", constant, prediction, np.ones(n)),
        regression("constant target, right", constant, constant, np.ones(n)),
    ]


def multilabel(name, actual, probability, threshold, weights):
    predicted = (probability >= threshold).astype(int)
    f1 = {a: m.f1_score(actual, predicted, average=a, sample_weight=weights, zero_division=0)
          for a in ("micro", "macro")}
    return {
        "name": name,
        "labels": actual.shape[1],
        "threshold": threshold,
        "actual": actual.astype(float).tolist(),
        "probability": probability.tolist(),
        "weights": weights.tolist(),
        "hamming_loss": m.hamming_loss(actual, predicted, sample_weight=weights),
        "micro_f1": f1["micro"],
        "macro_f1": f1["macro"],
        "subset_accuracy": m.accuracy_score(actual, predicted, sample_weight=weights),
        "per_label": scores(actual, predicted, weights, None),
    }


def multilabels():
    n, k = 40, 3
    actual = (random.random((n, k)) < 0.4).astype(int)
    probability = np.round(8 * np.clip(0.4 * actual + 0.7 * random.random((n, k)), 0, 1)) / 8
    empty = actual.copy()
    empty[:, 1] = 0
    return [
        multilabel("three labels", actual, probability, 0.5, np.ones(n)),
        multilabel("fractional weights", actual, probability, 0.375, random.random(n)),
        multilabel("a label never set", empty, probability * [1, 0, 1], 0.5, np.ones(n)),
    ]


def targets(name, target, prediction, weights):
    def each(average):
        return {
            "rmse": m.mean_squared_error(
                target, prediction, sample_weight=weights, squared=False, multioutput=average),
            "mae": m.mean_absolute_error(
                target, prediction, sample_weight=weights, multioutput=average),
            "r2": m.r2_score(target, prediction, sample_weight=weights, multioutput=average),
        }

    raw = {key: values.tolist() for key, values in each("raw_values").items()}
    return {
        "name": name,
        "target": target.tolist(),
        "prediction": prediction.tolist(),
        "weights": weights.tolist(),
        **each("uniform_average"),
        "per_target": [dict(zip(raw, values)) for values in zip(*raw.values())],
    }


def several_targets():
    n = 30
    target = random.normal([3, -50, 0], [2, 10, 0.1], (n, 3))
    prediction = target + random.normal(0, [1, 3, 0.2], (n, 3))
    constant = target.copy()
    constant[:, 1] = 7
    return [
        targets("three targets", target, prediction, np.ones(n)),
        targets("fractional weights", target, prediction, random.random(n)),
        targets("a constant target", constant, prediction, random.integers(0, 4, n)),
    ]


golden = {
    "program": "scikit-learn %s, numpy %s, Python %s"
               % (sklearn.__version__, np.__version__, platform.python_version()),
    "script": "scripts/golden/metrics.py",
    "rankings": rankings(),
    "classifications": classifications(),
    "regressions": regressions(),
    "multilabels": multilabels(),
    "several_targets": several_targets(),
}


def lines(value):
    """A case a line: a diff shows which one changed."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(case) for case in value) + "]"
    return json.dumps(value)


with open("src/test/resources/golden/metrics.json", "w") as file:
    file.write("{" + ",\n".join('"%s": %s' % (k, lines(v)) for k, v in golden.items()) + "}\n")
