package lockstep.metric;

import java.io.Serializable;
import lockstep.linalg.ExactSum;

/**
 * What one range of scores contributes to the two areas. Parts of adjacent ranges add up to the
 * ranking of the whole, in any order.
 *
 * <p>With entries i in descending order of score, p_i and n_i their positive and negative weight,
 * P_i and N_i the sums of those up to and with i, P and N the totals:
 *
 * <pre>
 *   ROC-AUC = sum over i of n_i (P_(i-1) + p_i / 2) / (P N)
 *   PR-AUC  = sum over i of p_i / P * P_i / (P_i + N_i)          (average precision)
 * </pre>
 *
 * <p>The first is the chance that a positive row scores above a negative one, ties counting half.
 * Terms are added without rounding ({@link ExactSum}), so that where the ranges were cut leaves no
 * trace: for integer weights up to 2^52 in all, the results' bits depend on the rows alone.
 */
public final class RankingPart implements Serializable {
  private static final long serialVersionUID = 1;

  private final ExactSum twiceArea = new ExactSum();
  private final ExactSum precision = new ExactSum();
  private double positive;
  private double negative;

  private RankingPart() {}

  /**
   * The part of one run.
   *
   * @param positiveAbove the positive weight of all rows that score above this run's
   * @param negativeAbove their negative weight
   */
  public static RankingPart of(ScoreRun run, double positiveAbove, double negativeAbove) {
    RankingPart part = new RankingPart();
    double above = positiveAbove;
    double negativeUpTo = negativeAbove;
    for (int i = 0; i < run.size(); i++) {
      double p = run.positive(i);
      double n = run.negative(i);
      double upTo = above + p;
      negativeUpTo += n;
      if (n > 0) {
        part.twiceArea.addProduct(n, above + upTo);
      }
      if (p > 0) {
        part.precision.addProduct(p, upTo / (upTo + negativeUpTo));
      }
      part.positive += p;
      part.negative += n;
      above = upTo;
    }
    return part;
  }

  /** The part of both ranges together. Neither is modified. */
  public RankingPart plus(RankingPart other) {
    RankingPart sum = new RankingPart();
    sum.twiceArea.add(twiceArea);
    sum.twiceArea.add(other.twiceArea);
    sum.precision.add(precision);
    sum.precision.add(other.precision);
    sum.positive = positive + other.positive;
    sum.negative = negative + other.negative;
    return sum;
  }

  /** The ranking, if this is the part of the whole. */
  public Ranking ranking() {
    return new Ranking(positive, negative, twiceArea.value() / 2, precision.value());
  }
}
