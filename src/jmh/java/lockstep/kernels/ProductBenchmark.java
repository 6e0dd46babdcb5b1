package lockstep.kernels;

import java.util.concurrent.TimeUnit;
import lockstep.linalg.Blas;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
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

/**
 * The three products of a layer with [units, inputs] weights over a batch: forward W X, gradient by
 * the weights G X^T, gradient by the inputs W^T G.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {
  @Param({"1x16", "16x32", "32x20", "1x100", "64x256", "256x100", "128x784"})
  String layer;

  @Param({"4", "32", "512"})
  int rows;

  @Param({"FLOAT32", "FLOAT64"})
  Precision precision;

  private Matrix weights;
  private Matrix inputs;
  private Matrix outputs;
  private Matrix weightGradient;
  private Matrix inputGradient;

  @Setup
  public void fill() {
    String[] sides = layer.split("x");
    int units = Integer.parseInt(sides[0]);
    int width = Integer.parseInt(sides[1]);
    weights = random(units, width);
    inputs = random(width, rows);
    outputs = random(units, rows);
    weightGradient = random(units, width);
    inputGradient = random(width, rows);
  }

  private Matrix random(int height, int columns) {
    SplitMix64 random = new SplitMix64(1);
    Matrix matrix = Matrix.zeros(precision, height, columns);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < height; i++) {
        matrix.set(i, j, random.nextGaussian());
      }
    }
    return matrix;
  }

  @Benchmark
  public Matrix forward() {
    Blas.multiply(weights, false, inputs, false, 0, outputs);
    return outputs;
  }

  @Benchmark
  public Matrix weightGradient() {
    Blas.multiply(outputs, false, inputs, true, 0, weightGradient);
    return weightGradient;
  }

  @Benchmark
  public Matrix inputGradient() {
    Blas.multiply(weights, true, outputs, false, 0, inputGradient);
    return inputGradient;
  }
}
