package lockstep.nn;

/** f(z) = z. */
public record Linear() implements Activation {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public double value(double z) {
    return z;
  }

  @Override
  public double derivative(double z, double value) {
    return 1;
  }
}
