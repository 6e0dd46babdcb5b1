package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.linalg.Precision;

/**
 * How the time of an epoch grows with the rows, and how it depends on the shards. All sizes are in
 * memory together, the smaller ones as the first rows of the largest: 10 million rows of 100
 * features are 4 GB.
 */
record GrowthCase() implements Case {
  private static final Training TRAINING = new Training(List.of(), 4096, 1e-3, 0);
  private static final int FEATURES = 100;
  private static final double LINEAR = 1.15;

  @Override
  public String name() {
    return "g";
  }

  @Override
  public String title() {
    return "growth of (c): rows, and shards per core";
  }

  @Override
  public void run(Lab lab) {
    long rows = lab.options().rows();
    byRows(lab, rows);
    Rows.release();
    byShards(lab, rows);
  }

  private void byRows(Lab lab, long rows) {
    Rows largest = oneBlockAShard(10 * rows, 8);
    List<Contestant> all = new ArrayList<>();
    for (int tenths : List.of(1, 3, 10)) {
      Rows part = firstTenths(largest, tenths);
      all.add(named("%,d rows".formatted(part.count()), lab, part));
    }
    Race race = lab.raceAndClose(all);
    String smallest = all.get(0).name();
    int[] tenths = {1, 3, 10};
    for (int i = 0; i < tenths.length; i++) {
      String name = all.get(i).name();
      Figure figure = Figure.of(name(), "epoch, " + name, race, name);
      if (i > 0) {
        double perRow = race.ratio(name, smallest) / tenths[i];
        figure = figure.over("1/%d of the rows, per row".formatted(tenths[i]), perRow);
        figure = i == 2 ? figure.atMost(LINEAR) : figure;
      }
      lab.report().add(figure);
    }
  }

  private void byShards(Lab lab, long rows) {
    List<Contestant> all = new ArrayList<>();
    for (int perCore : List.of(1, 2, 4, 8, 16)) {
      Rows table = Tables.binary(rows, FEATURES, 2 * perCore);
      all.add(named("%2d shards per core".formatted(perCore), lab, table));
    }
    Race race = lab.raceAndClose(all);
    String fewest = all.get(0).name();
    for (Contestant contestant : all) {
      lab.report()
          .add(
              Figure.of(name(), "epoch, " + contestant.name(), race, contestant.name())
                  .over(fewest, race.ratio(contestant.name(), fewest)));
    }
  }

  private static Contestant named(String name, Lab lab, Rows rows) {
    Contestant contestant = lab.lockstep(lab.engine(), rows, TRAINING, 1);
    return contestant.named(name + ", " + contestant.name());
  }

  private static Rows oneBlockAShard(long rows, int shards) {
    double[] coefficients = Tables.coefficients(FEATURES);
    List<DataShard> filled =
        IntStream.range(0, shards)
            .parallel()
            .mapToObj(
                number -> {
                  int count = (int) (rows / shards);
                  Block block = Block.zeros(Precision.FLOAT32, FEATURES, 1, count);
                  for (int i = 0; i < count; i++) {
                    Tables.writeGaussian((long) i * shards + number, coefficients, block, i);
                  }
                  return Rows.onlyTraining(Shard.of(number, block), FEATURES);
                })
            .toList();
    return new Rows(filled, FEATURES, 2);
  }

  private static Rows firstTenths(Rows rows, int tenths) {
    List<DataShard> parts = new ArrayList<>();
    for (DataShard shard : rows.shards()) {
      Block all = shard.train().blocks().get(0);
      Block part = all.slice(0, (int) ((long) all.rows() * tenths / 10));
      parts.add(Rows.onlyTraining(Shard.of(shard.number(), part), FEATURES));
    }
    return new Rows(parts, FEATURES, rows.classes());
  }
}
