package lockstep.nn;

/**
 * f(z) = z if z &gt; 0, else e^z - 1, as {@link StrictMath#expm1} (Clevert, Unterthiner and
 * Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016, with
 * alpha 1 as in Keras). f' = 1 or e^z = f + 1.
 */
public record Elu() implements Activation {
  @Override
  public String name() {
    return "elu";
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : StrictMath.expm1(z);
  }

  @Override
  public double derivative(double z, double value) {
    return z > 0 ? 1 : value + 1;
  }
}
