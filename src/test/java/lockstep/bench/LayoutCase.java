package lockstep.bench;

import java.util.List;
import lockstep.linalg.SplitMix64;

/**
 * Sparse over dense rows: the time of an epoch by widths, shares of features that are not 0, and
 * widths of the first layer. What {@code features.layout: auto} goes by was chosen from this table.
 */
final class LayoutCase implements Case {
  private static final List<Integer> FEATURES = List.of(32, 128, 500, 2000);
  private static final List<Double> SHARES = List.of(0.01, 0.05, 0.1, 0.2, 0.35, 0.5);
  private static final List<Integer> HIDDEN = List.of(0, 64);
  private static final int SHARDS = 8;
  private static final int BATCH = 1024;

  /** Features of all rows together. */
  private static final int CELLS = 8_000_000;

  @Override
  public String name() {
    return "l";
  }

  @Override
  public String title() {
    return "sparse over dense rows, batch 1,024";
  }

  @Override
  public void run(Lab lab) {
    for (int features : lab.options().quick() ? List.of(32) : FEATURES) {
      for (double share : lab.options().quick() ? List.of(0.1) : SHARES) {
        int rows = lab.options().scaled(CELLS, 80_000) / features;
        Rows dense = rows(rows, features, share);
        Rows sparse = dense.sparse();
        for (int hidden : HIDDEN) {
          run(lab, share, hidden, dense, sparse);
        }
      }
    }
  }

  private void run(Lab lab, double share, int hidden, Rows dense, Rows sparse) {
    Training training = new Training(hidden == 0 ? List.of() : List.of(hidden), BATCH, 1e-3, 0);
    int mostEpochs = lab.options().scaled(20, 1);
    Engines engine = Engines.ALL.get(0);
    Race race =
        lab.raceAndClose(
            List.of(
                lab.lockstep(engine, dense, training, mostEpochs).named("dense"),
                lab.lockstep(engine, sparse, training, mostEpochs).named("sparse")));
    String what =
        "%,d features, %.0f%% not 0, %s"
            .formatted(
                dense.features(), 100 * share, hidden == 0 ? "logistic" : hidden + " hidden units");
    lab.report()
        .add(
            Figure.of(name(), what + ", sparse", race, "sparse")
                .over("dense", race.ratio("sparse", "dense")));
  }

  private static Rows rows(int count, int features, double share) {
    return Rows.of(
        count,
        features,
        2,
        SHARDS,
        (row, block, at) -> {
          SplitMix64 random = new SplitMix64(SplitMix64.derive(4, row));
          for (int i = 0; i < features; i++) {
            if (random.nextDouble() < share) {
              block.dense().set(i, at, random.nextDouble());
            }
          }
          Tables.label(block, at, random.nextInt(2));
        });
  }
}
