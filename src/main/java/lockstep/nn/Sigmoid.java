package lockstep.nn;

/**
 * f(z) = 1 / (1 + e^-z), f' = f (1 - f). For z &lt; 0 it is computed as e^z / (1 + e^z), the same
 * number: e^-z would overflow. {@link StrictMath}, for the same bits on every machine.
 */
public record Sigmoid() implements Activation {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public double value(double z) {
    double small = StrictMath.exp(-Math.abs(z));
    return (z >= 0 ? 1 : small) / (1 + small);
  }

  @Override
  public double derivative(double z, double value) {
    return value * (1 - value);
  }
}
