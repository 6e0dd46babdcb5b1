package lockstep.optim;

/**
 * Up along a half cosine and down along another (Smith and Topin, "Super-convergence", 2018), as
 * PyTorch's {@code OneCycleLR}: from peak / 25 up to the peak within {@code rise} of the steps,
 * then down to peak / 250,000 in the last step, where it stays.
 *
 * @param peak the highest rate
 * @param steps of the whole cycle, at least 1
 * @param rise share of the steps before the peak, in [0, 1); 0.3 in PyTorch
 */
public record OneCycle(double peak, long steps, double rise) implements LearningRate {
  private static final double FIRST = 1.0 / 25;
  private static final double LAST = FIRST / 10_000;

  @Override
  public double at(long step) {
    double top = Math.max(0, rise * steps - 1);
    if (step < top) {
      return peak * between(FIRST, 1, step / top);
    }
    double fall = steps - 1 - top;
    return fall <= 0 ? peak : peak * between(1, LAST, Math.min(1, (step - top) / fall));
  }

  private static double between(double from, double to, double progress) {
    return to + (from - to) * CosineDecay.halfWave(progress);
  }
}
