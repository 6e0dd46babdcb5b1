package lockstep.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.SparseRows;
import lockstep.data.Split;
import lockstep.linalg.SplitMix64;
import lockstep.nn.Dropout;
import lockstep.nn.Initialization;
import lockstep.objective.Objective;
import lockstep.objective.Standardization;

/**
 * A problem whose rows have few of many features: the five of {@link Problem} are dealt out over
 * more, some are 0, and every seventh row has none.
 *
 * @param features d
 * @param scaled whether the model is trained over standardised features
 */
public record Wide(Problem narrow, int features, boolean scaled) {
  /** Multi-class with a hidden layer, in double. */
  public static Wide softmax() {
    Problem problem =
        new Problem(Problem.Head.SOFTMAX, List.of(3), lockstep.linalg.Precision.FLOAT64);
    return new Wide(problem, 30, true);
  }

  /** The same with dropout. */
  Wide dropping(Dropout dropout) {
    return new Wide(narrow.dropping(dropout), features, scaled);
  }

  /** Of sparse rows. */
  public Objective objective() {
    return objective(scaled ? standardization() : Standardization.NONE);
  }

  private Objective objective(Standardization standardization) {
    Objective like = narrow.objective();
    return new Objective(
        like.network().withInputs(features),
        like.loss(),
        like.penalty(),
        like.classWeights(),
        standardization,
        like.dropout());
  }

  /** Any numbers; every fifth feature is left as it is. */
  private Standardization standardization() {
    return new Standardization(
        IntStream.range(0, features).mapToDouble(j -> 0.25 * (j % 7) - 0.5).toArray(),
        IntStream.range(0, features).mapToDouble(j -> j % 5 == 0 ? 0 : 0.5 + j % 3).toArray());
  }

  int labelSize() {
    return narrow.head().loss().labelSize(objective().network().outputs());
  }

  public Evaluator evaluator() {
    return evaluator(objective());
  }

  private Evaluator evaluator(Objective objective) {
    Evaluator like = narrow.evaluator();
    return new Evaluator(
        objective, narrow.precision(), like.task(), like.labels(), like.ranked(), null);
  }

  /** The judge of {@link #standardised} rows: what {@link #evaluator} is to sparse ones. */
  Evaluator plainEvaluator() {
    return evaluator(objective(Standardization.NONE));
  }

  /** Parameters [p] away from zero. */
  public double[] parameters(long seed) {
    double[] parameters = Initialization.initialize(objective().network(), seed);
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.3 * random.nextGaussian();
    }
    return parameters;
  }

  /** Sparse shards of that many training rows each. */
  public List<DataShard> shards(int... trainRows) {
    return dense(trainRows).stream().map(SparseRows::of).toList();
  }

  /** The same rows, dense and standardised. */
  List<DataShard> standardised(int... trainRows) {
    List<DataShard> shards = dense(trainRows);
    Standardization by = standardization();
    for (DataShard shard : shards) {
      for (Split split : Split.values()) {
        shard.rows(split).blocks().forEach(block -> standardise(block, by));
      }
    }
    return shards;
  }

  private void standardise(Block block, Standardization by) {
    for (int row = 0; scaled && row < block.rows(); row++) {
      for (int j = 0; j < features; j++) {
        if (by.deviations()[j] > 0) {
          double value = block.features().at(j, row);
          block.dense().set(j, row, (value - by.means()[j]) / by.deviations()[j]);
        }
      }
    }
  }

  private List<DataShard> dense(int... trainRows) {
    List<DataShard> shards = new ArrayList<>();
    for (DataShard shard : narrow.shards(trainRows)) {
      shards.add(
          new DataShard(dealt(shard.train()), dealt(shard.validation()), dealt(shard.test())));
    }
    return shards;
  }

  private Shard dealt(Shard shard) {
    if (shard.rows() == 0) {
      return shard;
    }
    Block from = shard.blocks().get(0);
    SplitMix64 random = new SplitMix64(shard.rows());
    Block dealt = Block.zeros(narrow.precision(), features, from.labels().rows(), from.rows());
    for (int row = 0; row < from.rows(); row++) {
      for (int i = 0; i < Problem.FEATURES && row % 7 > 0; i++) {
        // Few in the low columns, fewer in the high ones.
        int column = random.nextInt(1 + random.nextInt(features));
        dealt.dense().set(column, row, i == 2 ? 0 : from.features().at(i, row));
      }
    }
    return Shard.of(shard.number(), new Block(dealt.features(), from.labels(), from.weights()));
  }

  @Override
  public String toString() {
    return "%s, %d features%s".formatted(narrow, features, scaled ? ", standardised" : "");
  }
}
