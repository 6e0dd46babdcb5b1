package lockstep.optim;

/**
 * A rise in a straight line, then another schedule from its own beginning: for w steps
 *
 * <pre>  rate(t) = then(0) (t + 1) / (w + 1)          for t &lt; w, and then(t - w) from there on
 * </pre>
 *
 * <p>(Goyal et al., "Accurate, large minibatch SGD", 2017). The line passes 0 one step before the
 * first, so that no step is taken at rate 0 (Keras's would be), and meets {@code then} at step w.
 *
 * @param steps w, 0 or more
 * @param then the schedule after the rise
 */
public record Warmup(long steps, LearningRate then) implements LearningRate {
  @Override
  public double at(long step) {
    return step >= steps ? then.at(step - steps) : then.at(0) * (step + 1) / (steps + 1);
  }
}
