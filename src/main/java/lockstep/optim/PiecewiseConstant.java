package lockstep.optim;

import java.util.List;

/**
 * The initial rate up to and including the first boundary, then the first of the further rates up
 * to and including the second, and so on, as Keras's {@code PiecewiseConstantDecay}.
 *
 * @param boundaries steps, counted from 0, in rising order
 * @param rates after each boundary, as many
 */
public record PiecewiseConstant(double initial, List<Long> boundaries, List<Double> rates)
    implements LearningRate {
  /** The lists are copied; checks that they are of one length. */
  public PiecewiseConstant {
    boundaries = List.copyOf(boundaries);
    rates = List.copyOf(rates);
    if (boundaries.size() != rates.size()) {
      throw new IllegalArgumentException(
          "Cannot change the learning rate at %d steps: expected as many rates, found %d"
              .formatted(boundaries.size(), rates.size()));
    }
  }

  @Override
  public double at(long step) {
    double rate = initial;
    for (int i = 0; i < boundaries.size() && step > boundaries.get(i); i++) {
      rate = rates.get(i);
    }
    return rate;
  }
}
