package lockstep.train;

/** The numbers of a step are no longer finite, so there is no next step. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String AT = "loss %s, gradient norm %s, learning rate %s";

  /**
   * Of a loss or a gradient.
   *
   * @param advice see {@link StepRule#againstDivergence}
   */
  DivergenceException(
      long step, int epoch, double loss, double gradientNorm, double learningRate, String advice) {
    this(
        "Cannot take",
        "loss and gradient",
        "",
        step,
        epoch,
        loss,
        gradientNorm,
        learningRate,
        advice);
  }

  private DivergenceException(
      String verb,
      String expected,
      String found,
      long step,
      int epoch,
      double loss,
      double gradientNorm,
      double learningRate,
      String advice) {
    super(
        "%s step %d (epoch %d): expected a finite %s, found %s%s; try %s"
            .formatted(
                verb,
                step,
                epoch,
                expected,
                found,
                AT.formatted(loss, gradientNorm, learningRate),
                advice));
  }

  /** Of the parameters at the end of an epoch, whose means are given. */
  static DivergenceException ofParameters(
      long step, int epoch, double loss, double gradientNorm, double learningRate, String advice) {
    return new DivergenceException(
        "Cannot go on after",
        "value of every parameter",
        "others after ",
        step,
        epoch,
        loss,
        gradientNorm,
        learningRate,
        advice);
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
