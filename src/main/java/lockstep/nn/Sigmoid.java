package lockstep.nn;

import lockstep.linalg.PortableMath;

/** f(z) = 1 / (1 + e^-z), f' = f (1 - f); see {@link PortableMath#sigmoid}. */
public record Sigmoid() implements Activation {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public double value(double z) {
    return PortableMath.sigmoid(z);
  }

  @Override
  public double derivative(double z, double value) {
    return value * (1 - value);
  }
}
