package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
  private static final List<String> NAMES = List.of("age", "gender", "pixels");
  private static final FeatureEncoder ENCODER =
      Tables.fit(
              NAMES,
              Tables.options().build(),
              List.of(
                  new Object[] {"10", "Male", new double[] {0, 4}},
                  new Object[] {"30", "Female", new double[] {2, Double.NaN}},
                  new Object[] {"20", "NA", null}))
          .encoder();

  @Test
  void featuresAreNamedAfterTheirColumn() {
    assertThat(ENCODER.inputColumns()).isEqualTo(NAMES);
    assertThat(ENCODER.featureNames())
        .containsExactly(
            "age", "gender=Female", "gender=Male", "gender=<missing>", "pixels[0]", "pixels[1]");
    assertThat(ENCODER.width()).isEqualTo(6);
  }

  @Test
  void writesEveryFeatureOfTheRowAndNothingElse() {
    double[] features = {9, 9, 9, 9, 9, 9, 9, 9};
    int unseen = ENCODER.encode(new Object[] {30, " Male ", new double[] {2, 5}}, features, 1);
    // pixels[0] is 0, 2 and the fill 1: deviation sqrt(2/3). pixels[1] never varies: 4 becomes 0.
    double deviation = Math.sqrt(200.0 / 3);
    assertThat(features).containsExactly(9, 10 / deviation, 0, 1, 0, 1 / Math.sqrt(2.0 / 3), 1, 9);
    assertThat(unseen).isZero();
  }

  @Test
  void singlePrecisionIsTheDoubleRounded() {
    Object[] row = {"12.7", null, new double[] {0.3, 0.1}};
    double[] features = Tables.encode(ENCODER, row);
    float[] single = new float[6];
    ENCODER.encode(row, single, 0);
    for (int i = 0; i < single.length; i++) {
      assertThat(single[i]).isEqualTo((float) features[i]);
    }
    assertThatThrownBy(() -> ENCODER.encode(new Object[] {1e300, null, null}, new float[6], 0))
        .hasMessageContaining("within the range of float32")
        .isInstanceOf(BadValueException.class);
  }

  @Test
  void anUnseenCategoryIsAllZerosAndCounted() {
    double[] features = {7, 7, 7, 7, 7, 7};
    assertThat(ENCODER.encode(new Object[] {20, "Other", null}, features, 0)).isEqualTo(1);
    assertThat(features).containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void aMissingCategoryIsUnseenIfTrainingHadNone() {
    FeatureEncoder encoder =
        Tables.fit(List.of("x"), Tables.options().build(), Tables.column("a", "b")).encoder();
    double[] features = new double[2];
    assertThat(encoder.encode(new Object[] {"?"}, features, 0)).isEqualTo(1);
    assertThat(features).containsExactly(0, 0);
  }

  @Test
  void typedNumbersFindTheCategoriesThatTextsMade() {
    EncoderOptions options = Tables.options().categorical("code").build();
    FeatureEncoder encoder =
        Tables.fit(List.of("code"), options, Tables.column("01", "1", "2.0")).encoder();
    assertThat(Tables.encode(encoder, "01")).containsExactly(1, 0, 0);
    assertThat(Tables.encode(encoder, 1)).containsExactly(0, 1, 0);
    assertThat(Tables.encode(encoder, 2)).containsExactly(0, 0, 1);
    assertThat(Tables.encode(encoder, "2")).containsExactly(0, 0, 0);
  }

  @Test
  void aTableReadAsTextAndReadTypedGiveTheSameFeatures() {
    List<Object[]> texts = Tables.column("0.1", "0.25", "NA", "-7", "1e3");
    List<Object[]> typed = Tables.column(0.1, 0.25, null, -7, 1000L);
    EncoderOptions options = Tables.options().build();
    FeatureEncoder fromTexts = Tables.fit(List.of("x"), options, texts).encoder();
    assertThat(fromTexts).isEqualTo(Tables.fit(List.of("x"), options, typed).encoder());
    assertThat(Tables.encode(fromTexts, "0.25")).isEqualTo(Tables.encode(fromTexts, 0.25));
  }

  @Test
  void badCellsAreRefusedByColumn() {
    assertThatThrownBy(() -> Tables.encode(ENCODER, "old", "Male", null))
        .hasMessage("Cannot read column \"age\": expected a number, found \"old\"");
    assertThatThrownBy(() -> Tables.encode(ENCODER, 1, "Male", new double[3]))
        .hasMessage(
            "Cannot read column \"pixels\": expected a vector of size 2, found a vector of size 3");
    assertThatThrownBy(() -> Tables.encode(ENCODER, 1, "Male", "0 1"))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> Tables.encode(ENCODER, 1, new double[2], null))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(
            () -> Tables.encode(ENCODER, 1, "Male", new double[] {0, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("expected a finite number");
  }
}
