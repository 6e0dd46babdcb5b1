package lockstep.train;

import java.util.Optional;
import lockstep.metric.Metrics;

/**
 * What is known at the end of an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param step number of updates so far
 * @param learningRate of the last update
 * @param trainLoss mean loss of the epoch's batches, each before its update
 * @param gradientNorm mean over its steps of the gradient's Euclidean norm, penalty included,
 *     before clipping
 * @param passes over the training rows: 1, less for an epoch that was cut short, more where a line
 *     search took several
 * @param validation metrics after the last update; empty without validation rows
 */
public record EpochRecord(
    int epoch,
    long step,
    double learningRate,
    double trainLoss,
    double gradientNorm,
    double passes,
    Optional<Metrics> validation) {
  private static final String VALIDATION = "validation-";

  /**
   * The value of a monitored metric: {@code train-loss}, or {@code validation-} and a name in which
   * hyphens stand for underscores. NaN if it is undefined on these rows.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double monitored(String monitor) {
    if (monitor.equals("train-loss")) {
      return trainLoss;
    }
    if (!monitor.startsWith(VALIDATION) || validation.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot monitor \"%s\": expected train-loss%s"
              .formatted(monitor, validation.isEmpty() ? " (there are no validation rows)" : ""));
    }
    String name = monitor.substring(VALIDATION.length()).replace('-', '_');
    return validation.get().value(name).orElse(Double.NaN);
  }
}
