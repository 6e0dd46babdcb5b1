package lockstep.metric;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How well scores order the rows of two classes.
 *
 * @param positiveWeight P, the weight of the positive rows
 * @param negativeWeight N, the weight of the negative rows
 * @param orderedPairs the weight of pairs (positive, negative) with the positive scored higher,
 *     ties counting half
 * @param precisionSum the precision at each positive row, summed by weight
 */
public record Ranking(
    double positiveWeight, double negativeWeight, double orderedPairs, double precisionSum) {

  /** The ranking of rows in one run. */
  public static Ranking of(ScoreRun run) {
    return RankingPart.of(run, 0, 0).ranking();
  }

  /**
   * The ranking of rows in several runs, each wholly above the next in score: the way of a cluster,
   * on one machine.
   */
  public static Ranking ofDescending(List<ScoreRun> ranges) {
    RankingPart sum = RankingPart.of(ScoreRun.empty(), 0, 0);
    double positiveAbove = 0;
    double negativeAbove = 0;
    for (ScoreRun range : ranges) {
      sum = sum.plus(RankingPart.of(range, positiveAbove, negativeAbove));
      positiveAbove += range.positiveWeight();
      negativeAbove += range.negativeWeight();
    }
    return sum.ranking();
  }

  /**
   * The area under the ROC curve: the chance that a positive row scores above a negative one, ties
   * counting half. Empty if a class has no weight.
   */
  public OptionalDouble rocAuc() {
    return twoClasses()
        ? OptionalDouble.of(Math.min(1, orderedPairs / (positiveWeight * negativeWeight)))
        : OptionalDouble.empty();
  }

  /**
   * The area under the precision-recall curve as average precision, sum of (R_i - R_(i-1)) Q_i with
   * recall R and precision Q: without interpolation, as scikit-learn's {@code
   * average_precision_score}. Empty if a class has no weight.
   */
  public OptionalDouble prAuc() {
    return twoClasses()
        ? OptionalDouble.of(Math.min(1, precisionSum / positiveWeight))
        : OptionalDouble.empty();
  }

  // Fractional weights are rounded in the totals but not in the areas, so a perfect ranking may
  // miss 1 by a last bit: above it, it is 1.
  private boolean twoClasses() {
    return positiveWeight > 0 && negativeWeight > 0;
  }
}
