package lockstep.kernels;

import java.util.concurrent.TimeUnit;
import lockstep.data.Block;
import lockstep.data.Shard;
import lockstep.data.StepPlan;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.nn.LeakyRelu;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a step does besides products: gathering rows, losses, activations, the update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowsBenchmark {
  private static final int SHARD_ROWS = 100_000;

  @Param({"20", "100", "784"})
  int width;

  @Param({"4", "512"})
  int rows;

  private Shard shard;
  private int[] order;
  private int next;
  private Block buffer;
  private Block binary;
  private Matrix logits;
  private Matrix logitGradient;
  private Matrix tenLogits;
  private Matrix tenLogitGradient;
  private Matrix activations;
  private Optimizer optimizer;
  private OptimizerState state;
  private double[] parameters;

  @Setup
  public void fill() {
    SplitMix64 random = new SplitMix64(1);
    Shard.Builder builder = new Shard.Builder(0, Precision.FLOAT32, width, 1);
    order = new int[SHARD_ROWS];
    for (int row = 0; row < SHARD_ROWS; row++) {
      Block block = builder.nextBlock();
      for (int i = 0; i < width; i++) {
        block.dense().set(i, builder.nextRow(), random.nextDouble());
      }
      block.labels().set(0, builder.nextRow(), row % 2);
      block.weights().set(0, builder.nextRow(), 1);
      builder.endRow();
      order[row] = random.nextInt(SHARD_ROWS);
    }
    shard = builder.build();
    buffer = Block.zeros(Precision.FLOAT32, width, 1, rows);
    binary = shard.gather(order, 0, rows, Block.zeros(Precision.FLOAT32, width, 1, rows));
    logits = random(random, 1);
    logitGradient = Matrix.zeros(Precision.FLOAT32, 1, rows);
    tenLogits = random(random, 10);
    tenLogitGradient = Matrix.zeros(Precision.FLOAT32, 10, rows);
    activations = random(random, width);
    optimizer = Adam.DEFAULT;
    parameters = new double[width * 128];
    state = optimizer.init(parameters.length);
  }

  private Matrix random(SplitMix64 random, int height) {
    Matrix matrix = Matrix.zeros(Precision.FLOAT32, height, rows);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < height; i++) {
        matrix.set(i, j, random.nextGaussian());
      }
    }
    return matrix;
  }

  /** A slice of a shuffled shard, each time another. */
  @Benchmark
  public Block gather() {
    next = (next + rows) % (SHARD_ROWS - rows);
    return shard.gather(order, next, rows, buffer);
  }

  @Benchmark
  public double binaryCrossEntropy() {
    return new BinaryCrossEntropy().sum(logits, binary.labels(), binary.weights(), logitGradient);
  }

  @Benchmark
  public double categoricalCrossEntropy() {
    return new CategoricalCrossEntropy()
        .sum(tenLogits, binary.labels(), binary.weights(), tenLogitGradient);
  }

  @Benchmark
  public Matrix leakyRelu() {
    new LeakyRelu(LeakyRelu.DEFAULT_SLOPE).forward(activations, activations);
    return activations;
  }

  /** 128 parameters a feature. */
  @Benchmark
  public double[] adam() {
    return optimizer.update(parameters, parameters, state, 1e-3).parameters();
  }

  /** The first step of an epoch: it shuffles 100,000 row numbers. */
  @Benchmark
  public int firstStep() {
    StepPlan plan = new StepPlan(1, next++, 1 + SHARD_ROWS / rows);
    int[] seen = new int[1];
    plan.forEachBatch(shard, 0, buffer, batch -> seen[0] += batch.rows());
    return seen[0];
  }
}
