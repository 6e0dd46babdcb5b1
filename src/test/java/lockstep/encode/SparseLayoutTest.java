package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.linalg.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Features stored sparse are those stored dense. */
class SparseLayoutTest {
  private static final List<String> NAMES = List.of("x", "key", "words", "dense");
  private static final int WORDS = 90;

  /** Number, key, a vector of which few elements are not 0, one with a missing element. */
  private static List<Object[]> rows(int count) {
    Random random = new Random(3);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TreeMap<Integer, Double> words = new TreeMap<>();
      for (int j = 0; j < 3; j++) {
        words.put(random.nextInt(WORDS - 1), random.nextGaussian());
      }
      words.put(7, 2.0);
      words.put(WORDS - 1, (double) (i % 2));
      rows.add(
          new Object[] {
            i % 5 == 0 ? null : i * 0.3,
            i % 7 == 0 ? "" : "k" + i % 13,
            SparseVector.of(words),
            new double[] {i, i % 3 == 0 ? Double.NaN : 1 + i % 4}
          });
    }
    return rows;
  }

  private static FeatureEncoder fit(Layout layout, EncoderOptions.Scale scale) {
    return Tables.fit(NAMES, options(layout, scale), rows(50)).encoder();
  }

  private static EncoderOptions options(Layout layout, EncoderOptions.Scale scale) {
    Tables.Options options = Tables.options().layout(layout);
    return (scale == EncoderOptions.Scale.NONE ? options.unscaled() : options).build();
  }

  private static double[] sparse(FeatureEncoder encoder, Object[] row, Precision precision) {
    double[] features = new double[encoder.width()];
    int[] last = {-1};
    encoder.encode(
        row,
        precision,
        (i, value) -> {
          assertThat(i).isGreaterThan(last[0]);
          last[0] = i;
          features[i] = value;
        });
    return features;
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void entriesAreTheFeaturesOfDenseRows(Layout layout) {
    FeatureEncoder encoder = fit(layout, EncoderOptions.Scale.STANDARD);
    for (Object[] row : rows(60)) {
      double[] dense = Tables.encode(encoder, row);
      float[] single = new float[dense.length];
      encoder.encode(row, single, 0);
      assertThat(sparse(encoder, row, Precision.FLOAT64)).containsExactly(dense);
      double[] rounded = sparse(encoder, row, Precision.FLOAT32);
      for (int i = 0; i < dense.length; i++) {
        assertThat(rounded[i]).isEqualTo(single[i]).isEqualTo((float) dense[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EncoderOptions.Scale.class)
  void theScalingOfSparseColumnsIsThatOfDenseOnes(EncoderOptions.Scale scale) {
    EncoderOptions options = options(Layout.SPARSE, scale);
    FeatureEncoder sparse = fit(Layout.SPARSE, scale);
    FeatureEncoder dense = fit(Layout.DENSE, scale);
    assertThat(sparse.columns().get(2)).isEqualTo(new SparseColumn("words", WORDS));
    assertThat(sparse.columns().get(3)).isEqualTo(dense.columns().get(3));
    assertThat(sparse.featureNames()).isEqualTo(dense.featureNames());
    SparseScaling scaling =
        SparseScaling.of(Tables.profile(NAMES, options, rows(50)), sparse, options);
    boolean scaled = scale == EncoderOptions.Scale.STANDARD;
    assertThat(scaling.means()).hasSize(scaled ? sparse.width() : 0);
    for (Object[] row : rows(60)) {
      double[] expected = Tables.encode(dense, row);
      double[] found = Tables.encode(sparse, row);
      for (int i = 0; scaled && i < found.length; i++) {
        double deviation = scaling.deviations()[i];
        found[i] = deviation == 0 ? found[i] : (found[i] - scaling.means()[i]) / deviation;
      }
      assertThat(found).containsExactly(expected);
    }
  }

  @Test
  void elementsBeyondThoseOfTrainingArePassedOverAndCounted() {
    FeatureEncoder encoder = fit(Layout.SPARSE, EncoderOptions.Scale.NONE);
    SparseVector longer =
        new SparseVector(SparseVector.ANY_SIZE, new int[] {1, 95, 99}, new double[] {4, 5, 6});
    Object[] row = {1, "k1", longer, new double[] {1, 1}};
    double[] features = new double[encoder.width()];
    assertThat(encoder.encode(row, Precision.FLOAT64, (i, value) -> features[i] = value))
        .isEqualTo(2);
    assertThat(features[encoder.featureNames().indexOf("words[1]")]).isEqualTo(4);
  }

  @Test
  void aVectorOfAnotherSizeAndAMissingElementAreRefused() {
    SparseColumn column = new SparseColumn("words", 3);
    RawValues values = new RawValues(List.of());
    SparseVector larger = new SparseVector(4, new int[] {1}, new double[] {1});
    assertThatThrownBy(() -> column.encode(values, larger, 0, (i, x) -> {}))
        .hasMessage(
            "Cannot read column \"words\": expected a vector of size 3, found a vector of size 4");
    assertThatThrownBy(() -> column.encode(values, null, 0, (i, x) -> {}))
        .hasMessage(
            "Cannot read column \"words\": expected a vector of size 3, found a missing value");
    double[] missing = {1, Double.NaN, 2};
    assertThatThrownBy(() -> column.encode(values, missing, 0, (i, x) -> {}))
        .hasMessage(
            "Cannot read column \"words\": expected a number, as in all training rows, found NaN"
                + " (Double)");
  }

  @Test
  void theLayoutGoesByTheShareOfFeaturesThatAreNotZero() {
    EncoderOptions options = Tables.options().build();
    List<Object[]> keys = new ArrayList<>();
    IntStream.range(0, 128).forEach(i -> keys.add(new Object[] {"k" + i}));
    assertThat(layout("key", options, keys)).isEqualTo(Layout.SPARSE);
    assertThat(layout("key", options, keys.subList(0, 127))).isEqualTo(Layout.DENSE);
    List<Object[]> vectors = new ArrayList<>();
    IntStream.range(0, 9).forEach(i -> vectors.add(new Object[] {vector(200, i, 9 + i % 3)}));
    assertThat(layout("v", options, vectors)).isEqualTo(Layout.SPARSE);
    vectors.add(new Object[] {vector(200, 9, 11)});
    assertThat(layout("v", options, vectors)).isEqualTo(Layout.DENSE);
    vectors.set(9, new Object[] {null});
    assertThat(layout("v", options, vectors)).isEqualTo(Layout.DENSE);
  }

  private static Layout layout(String name, EncoderOptions options, List<Object[]> rows) {
    return Tables.fit(List.of(name), options, rows).encoder().layout();
  }

  private static SparseVector vector(int size, int first, int count) {
    int[] indices = IntStream.range(first, first + count).toArray();
    return new SparseVector(size, indices, IntStream.of(indices).mapToDouble(i -> i + 1).toArray());
  }

  @Test
  void whatIsWrittenIsSmallAndReadsBackEqual() {
    FeatureEncoder encoder = fit(Layout.SPARSE, EncoderOptions.Scale.STANDARD);
    RawValues values = new RawValues(List.of());
    TargetEncoder target =
        new ClassTarget(Task.BINARY, "y", new Classes(List.of("0", "1")), List.of(1L, 1L), values);
    RowEncoder rows =
        new RowEncoder(encoder, target, ExampleWeight.of(Optional.empty(), List.of()));
    assertThat(RowEncoder.fromJson(rows.toJson())).isEqualTo(rows);
    assertThat(rows.toJson()).contains("\"layout\" : \"sparse\"").doesNotContain("words[");
    assertThat(encoder.describedNames()).contains("words[0..89]", "key=k1", "x");
    FeatureEncoder dense = fit(Layout.DENSE, EncoderOptions.Scale.STANDARD);
    RowEncoder before = new RowEncoder(dense, target, rows.weight());
    assertThat(before.toJson()).doesNotContain("layout");
    assertThat(RowEncoder.fromJson(before.toJson())).isEqualTo(before);
  }

  @Test
  void rowsOfWeightCountAsOften() {
    EncoderOptions options = options(Layout.SPARSE, EncoderOptions.Scale.STANDARD);
    TableProfile twice = TableProfile.ofFeatures(NAMES, options);
    TableProfile weighted = TableProfile.ofFeatures(NAMES, options);
    for (Object[] row : rows(20)) {
      twice.add(row, 1);
      twice.add(row, 1);
      weighted.add(row, 2);
    }
    assertThat(weighted.weight()).isEqualByComparingTo(BigDecimal.valueOf(40));
    FeatureEncoder encoder =
        FeatureEncoder.fit(weighted, options, FeatureStatistics.none()).encoder();
    SparseScaling expected = SparseScaling.of(twice, encoder, options);
    SparseScaling found = SparseScaling.of(weighted, encoder, options);
    assertThat(found.means()).containsExactly(expected.means());
    assertThat(found.deviations()).containsExactly(expected.deviations());
  }
}
