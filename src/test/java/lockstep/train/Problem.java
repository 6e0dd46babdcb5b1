package lockstep.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.loss.Huber;
import lockstep.loss.Loss;
import lockstep.loss.Poisson;
import lockstep.loss.SigmoidSquaredError;
import lockstep.loss.SmoothedCrossEntropy;
import lockstep.loss.SquaredError;
import lockstep.loss.TunedBinaryCrossEntropy;
import lockstep.metric.ClassificationSums;
import lockstep.metric.MultilabelSums;
import lockstep.metric.RegressionSums;
import lockstep.metric.TaskSums;
import lockstep.nn.Dropout;
import lockstep.nn.Initialization;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.nn.Tanh;
import lockstep.objective.ClassWeights;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;

/**
 * Something to train on {@link #FEATURES} features: a head, hidden layers, a precision, dropout and
 * a penalty; and rows for it, drawn by seed.
 */
public record Problem(
    Head head, List<Integer> hidden, Precision precision, Dropout dropout, Penalty penalty) {
  static final int FEATURES = 5;

  /** A loss with its number of outputs, and what its rows are judged by. */
  public enum Head {
    BINARY(1),
    BINARY_SQUARES(1),
    CLASS_WEIGHTS(1),
    SOFTMAX(4),
    SMOOTHED(4),
    MULTILABEL(3),
    TUNED_MULTILABEL(3),
    REGRESSION(1),
    TWO_TARGETS(2),
    HUBER(1),
    POISSON(1);

    private final int outputs;

    Head(int outputs) {
      this.outputs = outputs;
    }

    /** The head that judges rows: without what is for training alone. */
    Head plain() {
      return switch (this) {
        case CLASS_WEIGHTS -> BINARY;
        case SMOOTHED -> SOFTMAX;
        case TUNED_MULTILABEL -> MULTILABEL;
        default -> this;
      };
    }

    Loss loss() {
      return switch (this) {
        case BINARY, CLASS_WEIGHTS, MULTILABEL -> new BinaryCrossEntropy();
        case BINARY_SQUARES -> new SigmoidSquaredError();
        case SOFTMAX -> new CategoricalCrossEntropy();
        case SMOOTHED -> new SmoothedCrossEntropy(0.1);
        case TUNED_MULTILABEL -> new TunedBinaryCrossEntropy(0.1, new double[] {3, 1, 0.5});
        case REGRESSION, TWO_TARGETS -> new SquaredError();
        case HUBER -> new Huber(0.75);
        case POISSON -> new Poisson(true);
      };
    }

    private ClassWeights classWeights() {
      return this == CLASS_WEIGHTS ? new ClassWeights(List.of(1.0, 2.5)) : ClassWeights.NONE;
    }

    boolean ranked() {
      return plain() == BINARY || this == BINARY_SQUARES;
    }

    private TaskSums task() {
      if (ranked()) {
        return ClassificationSums.binary(0.3, 0.5).withWeights();
      }
      return switch (plain()) {
        case SOFTMAX -> ClassificationSums.multiclass(outputs).withWeights();
        case MULTILABEL -> MultilabelSums.of(outputs);
        default -> new RegressionSums(outputs);
      };
    }

    private List<String> labels() {
      int names = ranked() ? 2 : outputs;
      return IntStream.range(0, names).mapToObj(i -> "label-" + i).toList();
    }

    private double label(int i, SplitMix64 random) {
      return switch (plain()) {
        case BINARY, BINARY_SQUARES, MULTILABEL -> random.nextInt(2);
        case SOFTMAX -> random.nextInt(outputs);
        case POISSON -> i < outputs ? random.nextInt(5) : 0.25 * random.nextGaussian();
        default -> random.nextGaussian();
      };
    }
  }

  /** Without dropout, under some l2. */
  public Problem(Head head, List<Integer> hidden, Precision precision) {
    this(head, hidden, precision, Dropout.NONE, new Penalty(0, 0.01));
  }

  /** The same with other dropout. */
  public Problem dropping(Dropout other) {
    return new Problem(head, hidden, precision, other, penalty);
  }

  /** The same under another penalty. */
  Problem under(Penalty another) {
    return new Problem(head, hidden, precision, dropout, another);
  }

  /** Logistic regression in double. */
  public static Problem logistic() {
    return new Problem(Head.BINARY, List.of(), Precision.FLOAT64);
  }

  /** Every head, with no, one and two hidden layers, in both precisions. */
  public static List<Problem> all() {
    List<Problem> all = new ArrayList<>();
    for (Head head : Head.values()) {
      for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(6), List.of(6, 3))) {
        for (Precision precision : Precision.values()) {
          all.add(new Problem(head, hidden, precision));
        }
      }
    }
    return all;
  }

  /** Every head once. */
  static List<Problem> heads() {
    List<Problem> heads = new ArrayList<>();
    for (Head head : Head.values()) {
      heads.add(new Problem(head, List.of(6), Precision.FLOAT32));
    }
    return heads;
  }

  public Objective objective() {
    var activation = hidden.size() == 2 ? new Tanh() : new LeakyRelu(0.2);
    return new Objective(
            Network.of(FEATURES, hidden, activation, head.outputs),
            head.loss(),
            penalty,
            head.classWeights())
        .dropping(dropout);
  }

  public Evaluator evaluator() {
    return new Evaluator(objective(), precision, head.task(), head.labels(), head.ranked(), null);
  }

  /** Parameters [p] away from zero, as after some steps. */
  public double[] parameters(long seed) {
    double[] parameters = Initialization.initialize(objective().network(), seed);
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.3 * random.nextGaussian();
    }
    return parameters;
  }

  /** Rows of random features and labels; their weights are multiples of 1/4, some of them 0. */
  public Block rows(int rows, long seed) {
    Block block = Block.zeros(precision, FEATURES, labelSize(), rows);
    SplitMix64 random = new SplitMix64(seed);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < FEATURES; i++) {
        block.dense().set(i, row, random.nextGaussian());
      }
      for (int i = 0; i < labelSize(); i++) {
        block.labels().set(i, row, head.label(i, random));
      }
      block.weights().set(0, row, random.nextInt(9) / 4.0);
    }
    return block;
  }

  private int labelSize() {
    return head.loss().labelSize(head.outputs);
  }

  /**
   * Shards 0 .. S-1 with that many training rows each, a third of it to validate and none to test.
   */
  public List<DataShard> shards(int... trainRows) {
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < trainRows.length; number++) {
      Block train = rows(trainRows[number], 1000 + number);
      Block validation = rows(trainRows[number] / 3, 2000 + number);
      shards.add(shard(number, train, validation));
    }
    return shards;
  }

  /** A shard without test rows. */
  public static DataShard shard(int number, Block train, Block validation) {
    Shard none = Shard.of(number, train.slice(0, 0));
    return new DataShard(Shard.of(number, train), Shard.of(number, validation), none);
  }

  @Override
  public String toString() {
    return "%s, hidden %s, %s, %s, %s".formatted(head, hidden, precision, dropout, penalty);
  }
}
