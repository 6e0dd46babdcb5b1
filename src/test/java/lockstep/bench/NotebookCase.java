package lockstep.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.linalg.SplitMix64;
import lockstep.train.EarlyStopping;
import lockstep.train.StepEngine;
import lockstep.train.Trainer;

/**
 * The published notebooks' longest trainings: 500 epochs in batches of 32, judged on validation
 * rows after each.
 */
record NotebookCase() implements Case {
  private static final Training STROKE = new Training(List.of(32, 16), 32, 1e-3, 0);
  private static final Training IRIS = new Training(List.of(30), 32, 1e-3, 0);

  @Override
  public String name() {
    return "n";
  }

  @Override
  public String title() {
    return "notebooks: 500 epochs with validation each epoch";
  }

  @Override
  public void run(Lab lab) {
    Optional<Path> train = lab.file(name(), "laub_train.csv.gz");
    Optional<Path> validation = lab.file(name(), "laub_val.csv.gz");
    if (train.isPresent() && validation.isPresent()) {
      Rows rows = joined(Tables.csv(lab, train.get()), Tables.csv(lab, validation.get()));
      measure(lab, "stroke 20-32-16-1", rows, STROKE, 5);
    }
    measure(lab, "112 rows 4-30-3, as iris", joined(flowers(112), flowers(38)), IRIS, 1);
  }

  private void measure(Lab lab, String what, Rows rows, Training training, double limit) {
    int epochs = lab.options().scaled(500, 3);
    for (Engines engine : lab.options().engines()) {
      if (engine.name().equals("tree-aggregate")) {
        continue; // A Spark job a step: minutes, and what a step costs stands in (f).
      }
      String name = "Lockstep " + engine.name();
      Contestant ours = Contestant.of(name, () -> fit(lab, engine, rows, training, epochs));
      Race race = lab.raceAndClose(List.of(ours));
      lab.report()
          .add(
              Figure.of(name(), "%s, %d epochs, %s".formatted(what, epochs, name), race, name)
                  .over("%.0f s".formatted(limit), race.median(name) / 1e3 / limit)
                  .atMost(1));
    }
  }

  private static void fit(Lab lab, Engines engine, Rows rows, Training training, int epochs) {
    try (StepEngine opened = lab.open(engine, rows, training)) {
      Trainer trainer =
          new Trainer(
              opened, training.updater(rows), training.steps(rows), epochs, EarlyStopping.OFF);
      trainer.fit(trainer.start(Training.SEED, training.start(rows)), (epoch, state) -> {});
    }
  }

  /** The rows of one table to train on, those of another to validate on. */
  private static Rows joined(Rows train, Rows validation) {
    List<DataShard> shards =
        java.util.stream.IntStream.range(0, train.shards().size())
            .mapToObj(
                i ->
                    new DataShard(
                        train.shards().get(i).train(),
                        validation.shards().get(i).train(),
                        train.shards().get(i).test()))
            .toList();
    return new Rows(shards, train.features(), train.classes());
  }

  /** Three clouds in four dimensions. */
  private static Rows flowers(int rows) {
    return Rows.of(
        rows,
        4,
        3,
        8,
        (row, block, at) -> {
          SplitMix64 random = new SplitMix64(SplitMix64.derive(3, rows, row));
          int kind = (int) (row % 3);
          for (int i = 0; i < 4; i++) {
            block.dense().set(i, at, kind * (i - 1) + random.nextGaussian());
          }
          block.labels().set(0, at, kind);
          block.weights().set(0, at, 1);
        });
  }
}
