package lockstep.nn;

/** f(z) = tanh z, f' = 1 - f^2. {@link StrictMath}, for the same bits on every machine. */
public record Tanh() implements Activation {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public double value(double z) {
    return StrictMath.tanh(z);
  }

  @Override
  public double derivative(double z, double value) {
    return 1 - value * value;
  }
}
