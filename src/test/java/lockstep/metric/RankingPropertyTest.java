package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RankingPropertyTest {
  /** A row with a score in -3 .. 3, most of them tied. */
  record Scored(double score, int label, double weight) {}

  @Provide
  Arbitrary<List<Scored>> integerWeights() {
    return rows(Arbitraries.integers().between(0, 4).map(Integer::doubleValue));
  }

  @Provide
  Arbitrary<List<Scored>> fractionalWeights() {
    return rows(Arbitraries.doubles().between(0, 4));
  }

  @Property
  void areasAreThoseOfTheirDefinitions(@ForAll("integerWeights") List<Scored> rows) {
    Ranking ranking = rank(rows);
    double pairs = orderedPairs(rows);
    assertThat(ranking.orderedPairs()).isEqualTo(pairs);
    double positive = weight(rows, 1);
    double negative = weight(rows, 0);
    assertThat(ranking.rocAuc().isPresent()).isEqualTo(positive > 0 && negative > 0);
    assertThat(ranking.prAuc().isPresent()).isEqualTo(ranking.rocAuc().isPresent());
    if (ranking.rocAuc().isPresent()) {
      assertThat(ranking.rocAuc()).hasValue(pairs / (positive * negative));
      assertThat(ranking.prAuc().getAsDouble())
          .isCloseTo(averagePrecision(rows), within(1e-14))
          .isBetween(0.0, 1.0);
    }
  }

  @Property
  void areasWithFractionalWeightsAreThoseOfTheirDefinitions(
      @ForAll("fractionalWeights") List<Scored> rows) {
    Ranking ranking = rank(rows);
    if (ranking.rocAuc().isPresent()) {
      double pairs = orderedPairs(rows) / (weight(rows, 1) * weight(rows, 0));
      assertThat(ranking.rocAuc().getAsDouble()).isCloseTo(pairs, within(1e-12)).isBetween(0., 1.);
      assertThat(ranking.prAuc().getAsDouble())
          .isCloseTo(averagePrecision(rows), within(1e-12))
          .isBetween(0.0, 1.0);
    }
  }

  @Property
  void splittingMergingAndCuttingChangeNothing(
      @ForAll("integerWeights") List<Scored> rows, @ForAll long seed) {
    Random random = new Random(seed);
    List<Scored> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    List<ScoreRun> shards = new ArrayList<>();
    int from = 0;
    while (from < shuffled.size()) {
      int to = from + 1 + random.nextInt(shuffled.size() - from);
      shards.add(run(shuffled.subList(from, to)));
      from = to;
    }
    long[] cuts = random.doubles(3, -4, 4).mapToLong(ScoreKey::of).toArray();
    List<ScoreRun> ranges = KeyRanges.cutAt(cuts).split(ScoreRun.merge(shards));
    assertThat(Ranking.ofDescending(ranges)).isEqualTo(rank(rows));
  }

  @Property
  void cuttingFractionalWeightsMovesOnlyTheLastBits(
      @ForAll("fractionalWeights") List<Scored> rows) {
    Ranking whole = rank(rows);
    Ranking cut = Ranking.ofDescending(KeyRanges.cutAt(0, ScoreKey.of(1)).split(run(rows)));
    assertThat(cut.orderedPairs()).isCloseTo(whole.orderedPairs(), within(1e-9));
    assertThat(cut.precisionSum()).isCloseTo(whole.precisionSum(), within(1e-9));
  }

  @Property
  void weightTwoIsTheRowTwice(@ForAll("integerWeights") List<Scored> rows) {
    List<Scored> repeated = new ArrayList<>();
    for (Scored row : rows) {
      Scored once = new Scored(row.score, row.label, 1);
      repeated.addAll(Collections.nCopies((int) row.weight, once));
    }
    assertThat(rank(repeated)).isEqualTo(rank(rows));
  }

  @Property
  void increasingTransformsKeepTheRanking(@ForAll("integerWeights") List<Scored> rows) {
    List<DoubleUnaryOperator> increasing =
        List.of(s -> 3 * s - 7, Math::exp, s -> s * s * s, s -> 1 / (1 + Math.exp(-s)));
    for (DoubleUnaryOperator transform : increasing) {
      assertThat(rank(transformed(rows, transform))).isEqualTo(rank(rows));
    }
  }

  @Property
  void reversedScoresOrderTheOtherPairs(@ForAll("integerWeights") List<Scored> rows) {
    Ranking forward = rank(rows);
    Ranking backward = rank(transformed(rows, s -> -s));
    assertThat(forward.orderedPairs() + backward.orderedPairs())
        .isEqualTo(forward.positiveWeight() * forward.negativeWeight());
  }

  @Example
  void theDefinitionsRejectARankingThatBreaksTies() {
    List<Scored> tied = List.of(new Scored(0.5, 1, 1), new Scored(0.5, 0, 1));
    Ranking broken = rank(List.of(new Scored(0.5, 1, 1), new Scored(0.49, 0, 1)));
    assertThat(broken.orderedPairs()).isEqualTo(1).isNotEqualTo(orderedPairs(tied));
    assertThat(rank(tied).rocAuc()).hasValue(0.5);
    assertThat(rank(tied).prAuc()).hasValue(0.5);
  }

  @Example
  void areasOfOneClassAreAbsent() {
    assertThat(rank(List.of()).rocAuc()).isEmpty();
    assertThat(rank(List.of(new Scored(1, 1, 1), new Scored(0, 0, 0))).rocAuc()).isEmpty();
    assertThat(rank(List.of(new Scored(1, 0, 1))).prAuc()).isEmpty();
  }

  @Example
  void anAreaBeyondTheIntegersOfADoubleIsStillExact() {
    // 2 P N = 6e18: a plain double sum of the terms loses what the cut at 1 keeps.
    ScoreBuffer buffer = new ScoreBuffer();
    for (int i = 0; i < 1000; i++) {
      buffer.add(i, i % 2, 1_732_051 + 2.0 * i);
    }
    ScoreRun run = buffer.toRun();
    Ranking whole = Ranking.of(run);
    for (int cut = 1; cut < 1000; cut += 37) {
      assertThat(Ranking.ofDescending(KeyRanges.cutAt(ScoreKey.of(cut)).split(run)))
          .isEqualTo(whole);
    }
  }

  private static Arbitrary<List<Scored>> rows(Arbitrary<Double> weights) {
    Arbitrary<Double> scores = Arbitraries.integers().between(-6, 6).map(i -> i / 2.0);
    return Combinators.combine(scores, Arbitraries.integers().between(0, 1), weights)
        .as(Scored::new)
        .list()
        .ofMaxSize(30);
  }

  private static List<Scored> transformed(List<Scored> rows, DoubleUnaryOperator transform) {
    return rows.stream()
        .map(row -> new Scored(transform.applyAsDouble(row.score), row.label, row.weight))
        .toList();
  }

  private static ScoreRun run(List<Scored> rows) {
    ScoreBuffer buffer = new ScoreBuffer();
    rows.forEach(row -> buffer.add(row.score, row.label, row.weight));
    return buffer.toRun();
  }

  private static Ranking rank(List<Scored> rows) {
    return Ranking.of(run(rows));
  }

  private static double weight(List<Scored> rows, int label) {
    return rows.stream().filter(row -> row.label == label).mapToDouble(Scored::weight).sum();
  }

  /** Every pair of a positive and a negative row, a tie counting half. */
  private static double orderedPairs(List<Scored> rows) {
    double pairs = 0;
    for (Scored positive : rows) {
      for (Scored negative : rows) {
        if (positive.label == 1 && negative.label == 0) {
          double order = Math.signum(positive.score - negative.score);
          pairs += positive.weight * negative.weight * (1 + order) / 2;
        }
      }
    }
    return pairs;
  }

  /** The precision among all rows scored at least as high, averaged over the positive rows. */
  private static double averagePrecision(List<Scored> rows) {
    double sum = 0;
    for (Scored row : rows) {
      List<Scored> above = rows.stream().filter(other -> other.score >= row.score).toList();
      if (row.label == 1 && row.weight > 0) {
        double positive = weight(above, 1);
        sum += row.weight * positive / (positive + weight(above, 0));
      }
    }
    return sum / weight(rows, 1);
  }
}
