package lockstep.train;

/** The loss or the gradient of a step is not a finite number, so there is no next step. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergenceException(long step, int epoch, double loss, double gradientNorm, double learningRate) {
    super(
        "Cannot take step %d (epoch %d): loss %s, gradient norm %s, learning rate %s; expected finite numbers (try a smaller train.learning-rate)"
            .formatted(step, epoch, loss, gradientNorm, learningRate));
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
