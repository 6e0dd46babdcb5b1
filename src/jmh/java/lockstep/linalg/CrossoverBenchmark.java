package lockstep.linalg;

import java.util.concurrent.TimeUnit;
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
 * The same product by a plain loop and by the library, at sizes about where {@link Blas} changes
 * from one to the other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CrossoverBenchmark {
  /** Which of a layer's products: W X, G X^T or W^T G. */
  @Param({"FORWARD", "WEIGHT_GRADIENT", "INPUT_GRADIENT"})
  Kind kind;

  /** Units and inputs of the layer, and rows of the batch. */
  @Param({"1x16x4", "1x16x32", "1x100x16", "4x4x8", "8x8x8", "16x16x4", "16x32x4", "16x32x8"})
  String sizes;

  private FloatMatrix a;
  private FloatMatrix b;
  private FloatMatrix c;

  /** A layer's products. */
  public enum Kind {
    /** [units, inputs] by [inputs, rows]. */
    FORWARD,
    /** [units, rows] by the transpose of [inputs, rows]. */
    WEIGHT_GRADIENT,
    /** The transpose of [units, inputs] by [units, rows]. */
    INPUT_GRADIENT
  }

  @Setup
  public void fill() {
    String[] numbers = sizes.split("x");
    int units = Integer.parseInt(numbers[0]);
    int inputs = Integer.parseInt(numbers[1]);
    int rows = Integer.parseInt(numbers[2]);
    a = ones(units, kind == Kind.WEIGHT_GRADIENT ? rows : inputs);
    b = ones(kind == Kind.INPUT_GRADIENT ? units : inputs, rows);
    c =
        ones(
            kind == Kind.INPUT_GRADIENT ? inputs : units,
            kind == Kind.WEIGHT_GRADIENT ? inputs : rows);
  }

  private static FloatMatrix ones(int rows, int columns) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    matrix.fill(1);
    return matrix;
  }

  @Benchmark
  public FloatMatrix loop() {
    SmallProducts.multiply(a, kind == Kind.INPUT_GRADIENT, b, kind == Kind.WEIGHT_GRADIENT, 0, c);
    return c;
  }

  @Benchmark
  public FloatMatrix library() {
    Blas.inLibrary(a, kind == Kind.INPUT_GRADIENT, b, kind == Kind.WEIGHT_GRADIENT, 0, c);
    return c;
  }
}
