package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of {@link MergeableMetric}; all with {@code ==}, since all sums here are integers. */
abstract class MergeableMetricContractTest<S extends MergeableMetric<S>> {
  private static final int ROWS = 100;

  /** The sums of these rows. */
  abstract S of(List<Row> rows);

  /** A random row with an integer weight of 1 or more. */
  abstract Row row(SplitMix64 random);

  /** What of the sums depends on weights and not on the number of rows; all of it by default. */
  Object weightedPart(S sums) {
    return sums;
  }

  @Test
  void emptySumsAreTheIdentity() {
    S sums = of(rows());
    assertThat(sums.plus(of(List.of()))).isEqualTo(sums).hasSameHashCodeAs(sums);
    assertThat(of(List.of()).plus(sums)).isEqualTo(sums);
    assertThat(sums).isNotEqualTo(of(List.of()));
  }

  @Test
  void plusIsAssociativeAndCommutative() {
    S a = of(rows().subList(0, 20));
    S b = of(rows().subList(20, 50));
    S c = of(rows().subList(50, ROWS));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void partsAddUpToTheWhole(int parts) {
    List<List<Row>> split = new ArrayList<>();
    for (int part = 0; part <= parts; part++) {
      split.add(new ArrayList<>());
    }
    SplitMix64 random = new SplitMix64(parts);
    // The last part stays empty.
    rows().forEach(row -> split.get(random.nextInt(parts)).add(row));
    S sum = of(List.of());
    for (List<Row> part : split) {
      sum = sum.plus(of(part));
    }
    assertThat(sum).isEqualTo(of(rows()));
  }

  @Test
  void rowOrderDoesNotMatter() {
    List<Row> shuffled = rows();
    Collections.shuffle(shuffled, new Random(1));
    assertThat(shuffled).isNotEqualTo(rows());
    assertThat(of(shuffled)).isEqualTo(of(rows()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void weightTwoIsTheRowTwice(int times) {
    List<Row> repeated = new ArrayList<>();
    List<Row> weighted = new ArrayList<>();
    for (Row row : rows()) {
      weighted.add(row.withWeight(times * row.weight()));
      repeated.addAll(Collections.nCopies(times, row));
    }
    assertThat(weightedPart(of(weighted)))
        .isEqualTo(weightedPart(of(repeated)))
        .isNotEqualTo(weightedPart(of(rows())));
  }

  @Test
  void weightZeroIsTheRowAbsent() {
    List<Row> some = rows();
    List<Row> kept = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      if (i % 3 == 0) {
        some.set(i, some.get(i).withWeight(0));
      } else {
        kept.add(some.get(i));
      }
    }
    assertThat(weightedPart(of(some)))
        .isEqualTo(weightedPart(of(kept)))
        .isNotEqualTo(weightedPart(of(rows())));
  }

  @Test
  void plusModifiesNeitherSide() {
    S a = of(rows().subList(0, 50));
    S b = of(rows().subList(50, ROWS));
    a.plus(b);
    assertThat(a).isEqualTo(of(rows().subList(0, 50)));
    assertThat(b).isEqualTo(of(rows().subList(50, ROWS)));
  }

  @Test
  void travelsBetweenProcesses() throws IOException, ClassNotFoundException {
    S sums = of(rows());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sums);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(sums);
    }
  }

  private List<Row> rows() {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(42, getClass().getSimpleName()));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(random));
    }
    return rows;
  }
}
