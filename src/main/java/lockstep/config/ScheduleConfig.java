package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.List;
import java.util.Optional;

/**
 * How the learning rate changes.
 *
 * @param steps length of the decay, of one stair or of the cycle, at least 1; empty: see the
 *     defaults
 * @param factor of a stair, a decay or a reduction, more than 0
 * @param end share of the rate that cosine leaves, 0 to 1
 * @param restarts whether cosine begins again
 * @param growth of the length from one cosine to the next, at least 1
 * @param peak factor of the height from one cosine to the next, more than 0
 * @param rise share of the steps before the peak of one-cycle, 0 or more and less than 1
 * @param boundaries steps at which piecewise changes, rising
 * @param rates after each boundary, more than 0
 * @param warmupSteps steps of the rise in a straight line, 0 or more
 * @param monitor what reduce-on-plateau watches
 * @param patience epochs it waits for a better value, at least 1
 * @param minDelta the least change that is better, 0 or more
 * @param min the lowest rate it goes to, 0 or more
 */
public record ScheduleConfig(
    Kind kind,
    Optional<Long> steps,
    double factor,
    double end,
    boolean restarts,
    double growth,
    double peak,
    double rise,
    List<Long> boundaries,
    List<Double> rates,
    long warmupSteps,
    Monitor monitor,
    int patience,
    double minDelta,
    double min)
    implements Section {

  /** The shape of the curve. */
  public enum Kind {
    CONSTANT,
    STEP,
    EXPONENTIAL,
    INVERSE_TIME,
    INVERSE_SQRT,
    COSINE,
    ONE_CYCLE,
    PIECEWISE,
    REDUCE_ON_PLATEAU
  }

  /** Lists are copied; checks the ranges above. */
  public ScheduleConfig {
    boundaries = List.copyOf(boundaries);
    rates = List.copyOf(rates);
    steps.ifPresent(length -> require(length >= 1, "steps", "1 or more", length));
    require(factor > 0 && factor <= Double.MAX_VALUE, "factor", "a number above 0", factor);
    require(end >= 0 && end <= 1, "end", "0 to 1", end);
    require(growth >= 1 && growth <= Double.MAX_VALUE, "growth", "1 or more", growth);
    require(peak > 0 && peak <= Double.MAX_VALUE, "peak", "a number above 0", peak);
    require(rise >= 0 && rise < 1, "rise", "0 or more and less than 1", rise);
    requireRates(kind, boundaries, rates);
    require(warmupSteps >= 0, "warmup-steps", "0 or more", warmupSteps);
    require(patience >= 1, "patience", "1 or more", patience);
    require(minDelta >= 0, "min-delta", "0 or more", minDelta);
    require(min >= 0 && min <= Double.MAX_VALUE, "min", "0 or more", min);
    require(
        kind != Kind.REDUCE_ON_PLATEAU || factor < 1,
        "factor",
        "less than 1 to reduce the rate",
        factor);
  }

  private static void requireRates(Kind kind, List<Long> boundaries, List<Double> rates) {
    for (int i = 0; i < boundaries.size(); i++) {
      long before = i == 0 ? -1 : boundaries.get(i - 1);
      require(boundaries.get(i) > before, "boundaries", "steps in rising order", boundaries);
    }
    require(
        rates.size() == boundaries.size(), "rates", "one for each of the boundaries", rates.size());
    boolean positive = rates.stream().allMatch(rate -> rate > 0 && rate <= Double.MAX_VALUE);
    require(positive, "rates", "numbers above 0", rates);
    require(kind != Kind.PIECEWISE || !boundaries.isEmpty(), "kind", "boundaries beside it", kind);
  }
}
