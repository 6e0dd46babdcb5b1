package lockstep.loss;

import lockstep.linalg.PortableMath;

/**
 * Half the Poisson deviance of counts y &gt;= 0 under the rate e^(z + o), averaged over the k
 * targets; o is the row's offset, such as the logarithm of its exposure, or 0:
 *
 * <pre>  e^(z + o) - y (z + o) + (y log y - y)</pre>
 *
 * <p>The bracket depends on the label alone and makes the loss 0 where the rate is y; Keras's and
 * PyTorch's Poisson losses leave it out, scikit-learn's {@code PoissonRegressor} has it. The
 * derivative is e^(z + o) - y.
 *
 * <p>Near the optimum the terms cancel: for y = 10^9 the naive sum is wrong in the 7th decimal.
 * With u = z + o - log y it is y (e^u - 1 - u), and e^u - 1 is {@link StrictMath#expm1}.
 *
 * @param offset whether a label holds the row's offset after its k targets
 */
public record Poisson(boolean offset) implements Loss {
  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public int labelSize(int logits) {
    return offset ? logits + 1 : logits;
  }

  @Override
  public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
    int k = logits.length;
    double shift = offset ? label[labelOffset + k] : 0;
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double z = logits[i] + shift;
      double y = label[labelOffset + i];
      double rate = PortableMath.exp(z);
      double u = z - StrictMath.log(y);
      sum += y == 0 ? rate : y * (StrictMath.expm1(u) - u);
      gradient[i] = (rate - y) / k;
    }
    return sum / k;
  }

  @Override
  public void addOffset(double[] logits, double[] label) {
    for (int i = 0; offset && i < logits.length; i++) {
      logits[i] += label[logits.length];
    }
  }

  /** The rates. */
  @Override
  public double[] outputs(double[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = PortableMath.exp(logits[i]);
    }
    return logits;
  }
}
