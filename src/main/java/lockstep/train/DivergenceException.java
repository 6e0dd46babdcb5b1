package lockstep.train;

/** The numbers of a step are no longer finite, so there is no next step. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String AT = "loss %s, gradient norm %s, learning rate %s";
  private static final String ADVICE =
      "; try a smaller train.learning-rate, or train.clip.norm against single large gradients";

  /** Of a loss or a gradient. */
  DivergenceException(long step, int epoch, double loss, double gradientNorm, double learningRate) {
    this("Cannot take", "loss and gradient", "", step, epoch, loss, gradientNorm, learningRate);
  }

  private DivergenceException(
      String verb,
      String expected,
      String found,
      long step,
      int epoch,
      double loss,
      double gradientNorm,
      double learningRate) {
    super(
        "%s step %d (epoch %d): expected a finite %s, found %s%s%s"
            .formatted(
                verb,
                step,
                epoch,
                expected,
                found,
                AT.formatted(loss, gradientNorm, learningRate),
                ADVICE));
  }

  /** Of the parameters at the end of an epoch, whose means are given. */
  static DivergenceException ofParameters(
      long step, int epoch, double loss, double gradientNorm, double learningRate) {
    return new DivergenceException(
        "Cannot go on after",
        "value of every parameter",
        "others after ",
        step,
        epoch,
        loss,
        gradientNorm,
        learningRate);
  }

  private DivergenceException(String message, DivergenceException cause) {
    super(message, cause);
  }

  /** The same, naming where training was still good. */
  public DivergenceException since(String lastGoodCheckpoint) {
    return new DivergenceException(
        getMessage() + "; the last good checkpoint is " + lastGoodCheckpoint, this);
  }
}
