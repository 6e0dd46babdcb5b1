"""PyTorch or scikit-learn as a child process: trains an epoch for every line on standard input.

Arguments: library, folder with x.npy and y.npy (float32), hidden units ("256,64" or "-"), classes, batch, Adam's rate.
Writes "ready <version>" or "absent <reason>", then per epoch "<milliseconds> <mean loss of its batches>".
The number of threads comes from OMP_NUM_THREADS and OPENBLAS_NUM_THREADS.
"""
import os
import sys
import time

library, folder, hidden_text, classes, batch, rate = sys.argv[1:7]
hidden = [] if hidden_text == "-" else [int(units) for units in hidden_text.split(",")]
classes, batch, rate = int(classes), int(batch), float(rate)
threads = int(os.environ["OMP_NUM_THREADS"])


def torch_epochs(x, y):
    import torch

    torch.manual_seed(42)
    torch.set_num_threads(threads)
    outputs = 1 if classes == 2 else classes
    layers, width = [], x.shape[1]
    for units in hidden:
        layers += [torch.nn.Linear(width, units), torch.nn.LeakyReLU(0.01)]
        width = units
    model = torch.nn.Sequential(*layers, torch.nn.Linear(width, outputs))
    if not hidden:
        torch.nn.init.zeros_(model[0].weight)
        torch.nn.init.zeros_(model[0].bias)
    features = torch.from_numpy(x)
    if classes == 2:
        labels, loss_of = torch.from_numpy(y).reshape(-1, 1), torch.nn.BCEWithLogitsLoss()
    else:
        labels, loss_of = torch.from_numpy(y).long(), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    rows = len(features)

    def epoch():
        order = torch.randperm(rows)
        total = 0.0
        for start in range(0, rows, batch):
            picked = order[start : start + batch]
            loss = loss_of(model(features[picked]), labels[picked])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(picked)
        return total / rows

    return torch.__version__, epoch


def sklearn_epochs(x, y):
    import numpy
    import sklearn
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        hidden_layer_sizes=tuple(hidden), activation="relu", solver="adam", alpha=0.0,
        batch_size=min(batch, len(x)), learning_rate_init=rate, random_state=42,
    )
    labels = y.astype(numpy.int64)

    def epoch():
        model.partial_fit(x, labels, numpy.arange(classes))
        return model.loss_

    return sklearn.__version__, epoch


try:
    import numpy

    arrays = [numpy.load(os.path.join(folder, name)) for name in ("x.npy", "y.npy")]
    version, epoch = (torch_epochs if library == "torch" else sklearn_epochs)(*arrays)
except ImportError as error:
    print("absent", error, flush=True)
    sys.exit(0)
print("ready", version, flush=True)
for _ in sys.stdin:
    begun = time.perf_counter()
    loss = epoch()
    print((time.perf_counter() - begun) * 1e3, loss, flush=True)
