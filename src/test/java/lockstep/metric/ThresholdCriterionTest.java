package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.SplitMix64;
import lockstep.metric.ThresholdCriterion.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chosen threshold against a scan over every probability of every row. */
class ThresholdCriterionTest {
  /** A row with a probability that others may share; its weight is a multiple of 1/4, also 0. */
  record Scored(double probability, int label, double weight) {}

  private static ThresholdCriterion criterion(Kind kind, double level) {
    return new ThresholdCriterion(kind, 2, 3, 10, level);
  }

  private static List<Scored> rows(long seed, int count) {
    SplitMix64 random = new SplitMix64(seed);
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Some are tied; others differ by what ScoreKey still tells apart.
      double probability = random.nextInt(12) / 12.0 + random.nextInt(2) * 1e-9;
      int label = random.nextDouble() < probability ? 1 : 0;
      rows.add(new Scored(Math.min(1, probability), label, random.nextInt(5) / 4.0));
    }
    return rows;
  }

  private static ScoreRun run(List<Scored> rows) {
    ScoreBuffer buffer = new ScoreBuffer();
    rows.forEach(row -> buffer.add(row.probability, row.label, row.weight));
    return buffer.toRun();
  }

  /** [tn, fp, fn, tp] by weight, as a user would count them. */
  private static double[] count(List<Scored> rows, double threshold) {
    double[] counts = new double[4];
    for (Scored row : rows) {
      counts[2 * row.label + (row.probability >= threshold ? 1 : 0)] += row.weight;
    }
    return counts;
  }

  /** The value to be raised, far below all others where the level is missed. */
  private static double gain(Kind kind, double level, double[] c) {
    double precision = c[3] / (c[3] + c[1]);
    double recall = c[3] / (c[3] + c[2]);
    return switch (kind) {
      case F_BETA -> 5 * c[3] / (5 * c[3] + (4 * c[2] + c[1]));
      case COST -> -(3 * c[1] + 10 * c[2]) / (c[0] + c[1] + c[2] + c[3]);
      case PRECISION_AT_RECALL -> recall >= level ? precision : -1000 + recall;
      case RECALL_AT_PRECISION -> precision >= level ? recall : -1000 + precision;
      case YOUDEN -> recall - c[1] / (c[1] + c[0]);
    };
  }

  private static boolean better(Kind kind, double level, double[] a, double[] b) {
    double one = gain(kind, level, a);
    double other = gain(kind, level, b);
    boolean tied = one == other && kind == Kind.RECALL_AT_PRECISION;
    return tied ? a[3] / (a[3] + a[1]) > b[3] / (b[3] + b[1]) : one > other;
  }

  /** The counts at the best of all thresholds, the lowest of equal ones. */
  private static double[] bruteForce(Kind kind, double level, List<Scored> rows) {
    double[] best = null;
    List<Double> thresholds =
        rows.stream()
            .filter(row -> row.weight > 0)
            .map(Scored::probability)
            .distinct()
            .sorted()
            .toList();
    for (double threshold : thresholds) {
      double[] counts = count(rows, threshold);
      if (best == null || better(kind, level, counts, best)) {
        best = counts;
      }
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource
  void isTheBestOfAllThresholdsAndDecidesAsItWasCounted(Kind kind) {
    for (long seed = 0; seed < 300; seed++) {
      List<Scored> rows = rows(seed, 3 + (int) (seed % 60));
      double level = seed % 5 / 4.0;
      ThresholdCriterion criterion = criterion(kind, level);
      ScoreRun run = run(rows);
      if (run.positiveWeight() == 0 || run.negativeWeight() == 0) {
        continue;
      }
      ThresholdChoice choice = criterion.best(ScoreRange.ofAll(run)).get(0);
      double[] expected = bruteForce(kind, level, rows);
      assertThat(count(rows, choice.threshold())).isEqualTo(expected);
      assertThat(choice.truePositive()).isEqualTo(expected[3]);
      assertThat(choice.falsePositive()).isEqualTo(expected[1]);
      assertThat(choice.positive()).isEqualTo(expected[2] + expected[3]);
      assertThat(choice.negative()).isEqualTo(expected[0] + expected[1]);
      assertThat(choice.threshold()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameHoweverTheScoresAreCut(Kind kind) {
    List<Scored> rows = rows(5, 80);
    ScoreRun run = run(rows);
    ThresholdCriterion criterion = criterion(kind, 0.6);
    ThresholdChoice whole = criterion.best(ScoreRange.ofAll(run)).get(0);
    for (int ranges = 2; ranges < 9; ranges++) {
      double positive = 0;
      double negative = 0;
      List<ThresholdChoice> parts = new ArrayList<>();
      for (ScoreRun part : KeyRanges.balanced(List.of(run.sampleKeys(40)), ranges).split(run)) {
        parts.addAll(
            criterion.best(
                new ScoreRange(
                    part, positive, negative, run.positiveWeight(), run.negativeWeight())));
        positive += part.positiveWeight();
        negative += part.negativeWeight();
      }
      assertThat(parts.stream().reduce(criterion::better)).contains(whole);
      assertThat(parts.stream().reduce((a, b) -> criterion.better(b, a))).contains(whole);
    }
    assertThat(criterion.best(ScoreRange.ofAll(ScoreRun.empty()))).isEmpty();
  }

  @Test
  void ofEqualThresholdsTheLowestIsTaken() {
    // At 0.7 and at 0.3 one of three predictions or two of them is right: cost 1 a mistake.
    List<Scored> rows =
        List.of(new Scored(0.7, 1, 1), new Scored(0.5, 0, 1), new Scored(0.3, 1, 1));
    ThresholdCriterion cost = new ThresholdCriterion(Kind.COST, 1, 1, 1, 0);
    ThresholdChoice choice = cost.best(ScoreRange.ofAll(run(rows))).get(0);
    assertThat(cost.value(choice)).isEqualTo(1 / 3.0);
    assertThat(choice.threshold()).isLessThanOrEqualTo(0.3).isGreaterThan(0.3 - 1e-12);
  }

  @Test
  void aLevelThatNothingReachesIsMissedByAsLittleAsPossible() {
    List<Scored> rows =
        List.of(
            new Scored(0.9, 0, 1),
            new Scored(0.7, 1, 1),
            new Scored(0.6, 1, 1),
            new Scored(0.2, 0, 1));
    ThresholdCriterion criterion = criterion(Kind.RECALL_AT_PRECISION, 0.95);
    ThresholdChoice choice = criterion.best(ScoreRange.ofAll(run(rows))).get(0);
    assertThat(choice.precision()).isEqualTo(2 / 3.0);
    assertThat(criterion.missed(choice)).isEqualTo(0.95 - 2 / 3.0);
    assertThat(criterion.value(choice)).isEqualTo(1);
  }

  /** The bounds of a key: no probability is on the wrong side of a threshold. */
  @Test
  void theLeastScoreOfAKeyHasThatKeyAndTheNextLesserHasNot() {
    SplitMix64 random = new SplitMix64(3);
    for (int i = 0; i < 10_000; i++) {
      double score = i == 0 ? 1 : random.nextDouble();
      long key = ScoreKey.of(score);
      double least = ScoreKey.least(key);
      assertThat(ScoreKey.of(least)).isEqualTo(key);
      assertThat(ScoreKey.of(Math.nextDown(least))).isLessThan(key);
    }
    assertThat(ScoreKey.least(ScoreKey.of(0))).isZero();
  }
}
