package lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.objective.GradientSum;
import lockstep.train.Crew;
import lockstep.train.EpochSteps;
import lockstep.train.StepEngine;
import lockstep.train.StoppingState;
import lockstep.train.TrainingState;
import lockstep.train.Updater;

/**
 * A logistic model of two million features on rows that have 40 of them each, any with the same
 * chance: what a step costs, what of it are its sums and what its update, and what memory that
 * takes. The update is of all parameters, since the moments of Adam move those as well whose
 * gradient is 0; beside it stands a copy of as many bytes as it reads and writes.
 */
final class SparseCase implements Case {
  private static final int ENTRIES = 40;
  private static final int SHARDS = 8;
  private static final Training LOGISTIC = new Training(List.of(), 4096, 1e-3, 1e-6);

  @Override
  public String name() {
    return "s";
  }

  @Override
  public String title() {
    return "generated sparse rows, 2,000,000 features, 40 entries a row, logistic, batch 4,096";
  }

  @Override
  public void run(Lab lab) {
    Rows rows = rows(lab.options().scaled(100_000, 5_000), lab.options().scaled(2_000_000, 50_000));
    int steps = LOGISTIC.steps(rows);
    List<Contestant> all = new ArrayList<>(lab.lockstep(rows, LOGISTIC, 1));
    all.add(sums(lab, rows, steps));
    all.add(updates(rows, steps));
    all.add(copies(rows.features(), steps));
    Race race = lab.raceAndClose(all);
    String best = race.fastest("Lockstep");
    for (String contestant : race.times().keySet()) {
      Figure figure =
          Figure.of(name(), "epoch of %d steps, %s".formatted(steps, contestant), race, contestant);
      lab.report()
          .add(contestant.equals(best) ? figure : figure.over(best, race.ratio(contestant, best)));
    }
    lab.report().add(memory());
    lab.report().losses(name(), race);
  }

  private static Rows rows(int count, int features) {
    List<DataShard> shards =
        IntStream.range(0, SHARDS)
            .parallel()
            .mapToObj(
                number -> Rows.onlyTraining(shard(number, count / SHARDS, features), features))
            .toList();
    return new Rows(shards, features, 2);
  }

  /** The first feature of a row, an even one where the label is 1, tells half of it. */
  private static Shard shard(int number, int count, int features) {
    Shard.Builder builder = Shard.Builder.sparse(number, Precision.FLOAT32, features, 1);
    for (int row = 0; row < count; row++) {
      SplitMix64 random = new SplitMix64(SplitMix64.derive(3, number, row));
      Block block = builder.nextBlock();
      int[] indices =
          IntStream.range(0, ENTRIES)
              .map(e -> random.nextInt(features))
              .sorted()
              .distinct()
              .toArray();
      for (int index : indices) {
        builder.addEntry(index, 1);
      }
      boolean told = random.nextInt(2) == 0;
      int label = told ? 1 - indices[0] % 2 : random.nextInt(2);
      block.labels().set(0, builder.nextRow(), label);
      block.weights().set(0, builder.nextRow(), 1);
      builder.endRow();
    }
    return builder.build();
  }

  /** The steps of an epoch in one thread, without their updates. */
  private static Contestant sums(Lab lab, Rows rows, int steps) {
    double[] parameters = LOGISTIC.start(rows);
    StepPlan plan = new StepPlan(Training.SEED, 0, steps);
    StepEngine engine = Engines.ALL.get(0).open(lab.context(), rows, LOGISTIC.evaluator(rows));
    return Contestant.of(
        "sums alone, one thread",
        () -> {
          for (int step = 0; step < steps; step++) {
            engine.sum(parameters, plan, step);
          }
        });
  }

  /** As many updates as an epoch has, of one sum. */
  private static Contestant updates(Rows rows, int steps) {
    Updater updater = LOGISTIC.updater(rows);
    double[] parameters = LOGISTIC.start(rows);
    double[] gradient = parameters.clone();
    TrainingState start =
        new TrainingState(
            Training.SEED, 0, 0, parameters, updater.init(parameters.length), StoppingState.NONE);
    return Contestant.of(
        "updates alone",
        () -> {
          EpochSteps epoch =
              new EpochSteps(start, new StepPlan(Training.SEED, 0, steps), updater, Crew.ALONE);
          boolean another = true;
          while (another) {
            another = epoch.take(new GradientSum(gradient, 1, 1));
          }
        });
  }

  /** Parameters and two moments read and written, the gradient read. */
  private static Contestant copies(int features, int steps) {
    double[][] from = new double[4][features];
    double[][] to = new double[3][features];
    return Contestant.of(
        "copies of an update's bytes alone",
        () -> {
          for (int step = 0; step < steps; step++) {
            for (int i = 0; i < to.length; i++) {
              System.arraycopy(from[i], 0, to[i], 0, features);
            }
            System.arraycopy(from[3], 0, to[0], 0, features / 2);
          }
        });
  }

  /** Linux's high-water mark of this process. */
  private Figure memory() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return resident()
        .map(
            mebibytes ->
                Figure.single(name(), "peak memory of this process", "MiB", mebibytes)
                    .noting("with a heap of at most %,d MiB".formatted(heap)))
        .orElseGet(() -> Figure.said(name(), "peak memory", "not known on this system"));
  }

  private static Optional<Double> resident() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
