package lockstep.bench;

import java.util.List;
import java.util.Optional;

/** All cases, in the order they run. */
final class Cases {
  private static final Training LOGISTIC = new Training(List.of(), 4096, 1e-3, 0);
  private static final Training DEEP = new Training(List.of(256, 64), 4096, 1e-3, 0);

  private static final NetworkCase.Extra FLOAT64 = StoredOtherwise::float64;
  private static final NetworkCase.Extra SPARSE = StoredOtherwise::sparse;

  static final List<Case> ALL =
      List.of(
          new NetworkCase(
              "a",
              "stroke, 20-32-16-1, batch 32",
              lab -> lab.file("a", "laub_train.csv.gz").map(file -> Tables.csv(lab, file)),
              new Training(List.of(32, 16), 32, 1e-3, 0),
              0.3,
              Double.NaN,
              NetworkCase.Extra.NONE),
          new NetworkCase(
              "b",
              "MNIST, 784-128-10, batch 256",
              lab -> Tables.images(lab, "b"),
              new Training(List.of(128), 256, 1e-3, 0),
              0.8,
              Double.NaN,
              FLOAT64.then(TimeToQuality::accuracy)),
          new NetworkCase(
              "c",
              "generated binary table, 100 features, logistic, batch 4,096",
              lab -> Optional.of(Tables.binary(lab.options().rows(), 100, lab.options().shards())),
              LOGISTIC,
              0.4,
              Double.NaN,
              FLOAT64.then(TimeToOptimum::run)),
          new NetworkCase(
              "d",
              "the same rows, hidden 256-64, batch 4,096",
              lab -> Optional.of(Tables.binary(lab.options().rows(), 100, lab.options().shards())),
              DEEP,
              0.8,
              2.0,
              FLOAT64),
          new NetworkCase(
              "e",
              "a9a, logistic with l2 1e-4, dense, batch 256",
              lab -> lab.file("e", "a9a.libsvm.gz").map(file -> Tables.libsvm(lab, file, 123)),
              new Training(List.of(), 256, 1e-3, 1e-4),
              Double.NaN,
              Double.NaN,
              SPARSE.then(TimeToOptimum::denseAndSparse)),
          new StepCostCase("f", Lab.THREADS, 1.0 / 100),
          new SoftmaxCase(),
          new SparseCase(),
          new LayoutCase(),
          new GrowthCase(),
          new TableCase(),
          new NotebookCase(),
          new QuickstartCase(),
          new StepCostCase("fp", Lab.PROCESSES, 1.0 / 10));

  private Cases() {}
}
