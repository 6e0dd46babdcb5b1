package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a step costs that has next to nothing to compute: one row a shard. Compared with the least a
 * step of Spark can be, a broadcast of {@code double[p]} and a {@code treeAggregate} of as many.
 *
 * @param master threads or processes
 * @param residentTarget largest ratio of a resident step at 1,217 parameters
 */
record StepCostCase(String name, String master, double residentTarget) implements Case {
  private static final double TREE_AGGREGATE_TARGET = 1.3;
  private static final int SHARDS = 8;

  private record Size(int features, Training training, int steps) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(20, new Training(List.of(32, 16), SHARDS, 1e-3, 0), 50),
          new Size(784, new Training(List.of(128), SHARDS, 1e-3, 0), 20),
          new Size(784, new Training(List.of(1000, 200), SHARDS, 1e-3, 0), 5));

  @Override
  public String title() {
    return "step cost alone, on " + master;
  }

  @Override
  public void run(Lab lab) {
    for (Size size : lab.options().quick() ? SIZES.subList(0, 2) : SIZES) {
      int steps = lab.options().scaled(size.steps, 3);
      Rows rows = Tables.binary((long) SHARDS * steps, size.features, SHARDS);
      run(lab, rows, size.training, steps);
      Rows.release();
    }
  }

  private void run(Lab lab, Rows rows, Training training, int steps) {
    int parameters = training.objective(rows).parameters();
    String bare = "bare broadcast + treeAggregate";
    List<Contestant> all = new ArrayList<>();
    all.add(bare(bare, lab.context(), parameters, steps));
    for (Engines engine : lab.options().engines()) {
      if (engine.distributed() || master.equals(Lab.THREADS)) {
        all.add(lab.lockstep(engine, rows, training, lab.options().scaled(200, 2)));
      }
    }
    Race race = lab.raceAndClose(all);
    for (String contestant : race.times().keySet()) {
      // The engines' rounds are epochs.
      Figure figure = perStep(race, contestant, contestant.equals(bare) ? 1 : steps, parameters);
      if (!contestant.equals(bare)) {
        figure = figure.over(bare, race.ratio(contestant, bare) / steps);
        figure = judged(figure, contestant, parameters);
      }
      lab.report().add(figure);
    }
  }

  private Figure judged(Figure figure, String contestant, int parameters) {
    if (parameters != 1217) {
      return figure;
    }
    if (contestant.endsWith("tree-aggregate")) {
      return figure.atMost(TREE_AGGREGATE_TARGET);
    }
    return contestant.endsWith("resident") ? figure.atMost(residentTarget) : figure;
  }

  private Figure perStep(Race race, String contestant, int steps, int parameters) {
    List<Double> samples =
        java.util.Arrays.stream(race.times().get(contestant)).map(t -> t / steps).boxed().toList();
    String what = "step of %,d parameters, %s".formatted(parameters, contestant);
    return new Figure(
        name, what, "ms", race.median(contestant) / steps, null, null, null, null, samples, null);
  }

  /** Sums are made by the tasks; the zero value that travels with them is empty. */
  private static Contestant bare(String name, JavaSparkContext spark, int parameters, int steps) {
    int partitions = spark.defaultParallelism();
    List<Integer> numbers = java.util.stream.IntStream.range(0, partitions).boxed().toList();
    JavaRDD<Integer> tasks = spark.parallelize(numbers, partitions).cache();
    tasks.count();
    double[] values = new double[parameters];
    return Contestant.of(
        name,
        steps,
        () -> {
          for (int step = 0; step < steps; step++) {
            bareStep(spark, tasks, values);
          }
        });
  }

  private static void bareStep(JavaSparkContext spark, JavaRDD<Integer> tasks, double[] values) {
    Broadcast<double[]> sent = spark.broadcast(values);
    double[] sum =
        tasks.treeAggregate(
            new double[0], (none, task) -> sent.value().clone(), StepCostCase::plus, 1);
    if (sum.length != values.length) {
      throw new IllegalStateException(
          "Cannot time a step: expected %d sums, found %d".formatted(values.length, sum.length));
    }
    sent.destroy();
  }

  private static double[] plus(double[] sum, double[] other) {
    if (sum.length == 0 || other.length == 0) {
      return sum.length == 0 ? other : sum;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }
}
