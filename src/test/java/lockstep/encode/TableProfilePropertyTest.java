package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TableProfilePropertyTest {
  private static final List<String> NAMES = List.of("text", "number", "vector");
  private static final EncoderOptions OPTIONS = Tables.options().maxCategories(1).build();

  @Provide
  Arbitrary<List<Object[]>> rows() {
    Arbitrary<Object> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(4).asGeneric(),
            Arbitraries.of("1", "2.5", "NA", " 1 ", "a").asGeneric(),
            Arbitraries.just((Object) null));
    Arbitrary<Object> numbers =
        Arbitraries.doubles().between(-1e20, 1e20).injectNull(0.2).asGeneric();
    Arbitrary<Object> vectors =
        Arbitraries.doubles()
            .between(-9, 9)
            .array(double[].class)
            .ofSize(2)
            .injectNull(0.1)
            .asGeneric();
    return Combinators.combine(texts, numbers, vectors)
        .as((a, b, c) -> new Object[] {a, b, c})
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void orderAndGroupingDoNotMatter(@ForAll("rows") List<Object[]> rows, @ForAll long seed) {
    TableProfile once = profile(rows);
    List<Object[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    TableProfile merged = TableProfile.ofFeatures(NAMES, OPTIONS);
    int third = shuffled.size() / 3;
    merged.add(profile(shuffled.subList(2 * third, shuffled.size())));
    merged.add(profile(shuffled.subList(0, third)));
    merged.add(profile(shuffled.subList(third, 2 * third)));
    assertSame(merged, once);
  }

  @Property(tries = 100)
  void rowsOfWeightZeroAreAbsentFromTheStatistics(@ForAll("rows") List<Object[]> rows) {
    TableProfile profile = profile(rows);
    profile.add(new Object[] {"1", 5e30, new double[] {100, 100}}, 0);
    TableProfile without = profile(rows);
    assertThat(profile.rows()).isEqualTo(without.rows() + 1);
    assertThat(profile.weightlessRows()).isEqualTo(1);
    assertThat(profile.weight()).isEqualByComparingTo(without.weight());
    assertColumnsSame(profile.column("text"), without.column("text"));
    assertColumnsSame(profile.column("number"), without.column("number"));
  }

  @Example
  void aProfileSurvivesSerialisation() throws Exception {
    TableProfile profile = profile(List.<Object[]>of(new Object[] {"a", 1, new double[] {1, 2}}));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(profile);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TableProfile read = (TableProfile) in.readObject();
      assertSame(read, profile);
      read.add(new Object[] {"b", 2, null}, 1);
      assertThat(read.column("text").textCounts()).containsOnlyKeys("a", "b");
    }
  }

  @Example
  void aBadRowIsNotCountedInPart() {
    TableProfile profile =
        TableProfile.ofFeatures(NAMES, Tables.options().numeric("number").build());
    profile.add(new Object[] {"a", "1", new double[] {1, 2}}, 1);
    for (Object[] bad :
        List.of(
            new Object[] {"b", "one", null},
            new Object[] {"b", Double.POSITIVE_INFINITY, null},
            new Object[] {"b", "2", new double[] {1}},
            new Object[] {"b", "2", new double[] {1, Double.NEGATIVE_INFINITY}})) {
      assertThatThrownBy(() -> profile.add(bad, 1)).isInstanceOf(BadValueException.class);
    }
    assertThat(profile.rows()).isEqualTo(1);
    assertThat(profile.column("text").textCounts()).containsOnlyKeys("a");
    assertThat(profile.column("number").moments().max()).isEqualTo(1);
  }

  @Example
  void tooManyTextsGiveUpTheCountsInAnyGrouping() {
    TableProfile whole = TableProfile.ofFeatures(List.of("id"), OPTIONS);
    TableProfile left = TableProfile.ofFeatures(List.of("id"), OPTIONS);
    TableProfile right = TableProfile.ofFeatures(List.of("id"), OPTIONS);
    for (int i = 0; i < 51; i++) {
      Object[] row = {"id " + i};
      whole.add(row, 1);
      (i < 30 ? left : right).add(row, 1);
    }
    assertThat(left.column("id").overflowed()).isFalse();
    assertThat(left.column("id").textCounts()).hasSize(30);
    left.add(right);
    assertThat(left.column("id").overflowed()).isTrue();
    assertThat(whole.column("id").overflowed()).isTrue();
    assertThat(whole.column("id").textCounts()).isEmpty();
  }

  private static TableProfile profile(List<Object[]> rows) {
    TableProfile profile = TableProfile.ofFeatures(NAMES, OPTIONS);
    for (Object[] row : rows) {
      profile.add(row, weight(row));
    }
    return profile;
  }

  /** Belongs to the row, wherever it stands: 1 or something without a short binary fraction. */
  private static double weight(Object[] row) {
    return row[1] instanceof Number number ? 0.1 + Math.abs(number.doubleValue() % 7) : 1;
  }

  private static void assertSame(TableProfile left, TableProfile right) {
    assertThat(left.rows()).isEqualTo(right.rows());
    assertThat(left.weight()).isEqualByComparingTo(right.weight());
    for (String name : NAMES) {
      assertColumnsSame(left.column(name), right.column(name));
    }
  }

  private static void assertColumnsSame(ColumnProfile left, ColumnProfile right) {
    assertThat(left.missing()).isEqualTo(right.missing());
    assertThat(left.numbers()).isEqualTo(right.numbers());
    assertThat(left.numericTexts()).isEqualTo(right.numericTexts());
    assertThat(left.leastText()).isEqualTo(right.leastText());
    assertThat(left.overflowed()).isEqualTo(right.overflowed());
    assertThat(left.textCounts()).isEqualTo(right.textCounts());
    assertMomentsSame(left.moments(), right.moments());
    assertThat(left.elements()).isEqualTo(right.elements());
    for (int i = 0; i < left.elements(); i++) {
      assertMomentsSame(left.vectors().element(i), right.vectors().element(i));
    }
  }

  private static void assertMomentsSame(Moments left, Moments right) {
    assertThat(left.isEmpty()).isEqualTo(right.isEmpty());
    assertThat(left.min()).isEqualTo(right.min());
    assertThat(left.max()).isEqualTo(right.max());
    if (!left.isEmpty()) {
      assertThat(left.mean()).isEqualTo(right.mean());
      assertThat(left.standardDeviation()).isEqualTo(right.standardDeviation());
    }
  }
}
