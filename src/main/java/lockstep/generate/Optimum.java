package lockstep.generate;

import java.util.OptionalDouble;

/**
 * What the true model scores on the rows of one table. On average over tables no model does better;
 * on this very table one that fits its noise may, by about (parameters / 2) / rows in log-loss.
 *
 * @param measure {@code log_loss} (multi-label: mean over rows and labels) or {@code rmse}
 * @param value the mean log-loss in nats, or the root of the mean squared residual, rounded once
 * @param rocAuc the area under the ROC curve of the true probability, for a single label of two
 *     kinds that both occur
 */
public record Optimum(String measure, double value, OptionalDouble rocAuc) {
  /**
   * From the sum of {@link Link#loss} over the table's rows.
   *
   * @param lossSum the exact sum, rounded once
   */
  public static Optimum of(Link link, double lossSum, long rows, OptionalDouble rocAuc) {
    double mean = lossSum / rows;
    return link == Link.IDENTITY
        ? new Optimum("rmse", Math.sqrt(mean), rocAuc)
        : new Optimum("log_loss", mean, rocAuc);
  }
}
