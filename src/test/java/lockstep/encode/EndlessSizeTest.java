package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.encode.EncoderOptions.Impute;
import lockstep.encode.EncoderOptions.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndlessSizeTest {
  private static final List<Object[]> ROWS =
      Tables.column(SparseVector.of(Map.of(0, 1.0)), SparseVector.of(Map.of(2, 2.0)));

  private static FeatureEncoder fit(int features, Layout layout) {
    EncoderOptions options =
        new EncoderOptions(
            Optional.empty(),
            Optional.empty(),
            Impute.MEAN,
            Scale.STANDARD,
            Optional.of(layout),
            10,
            List.of(""),
            List.of(),
            new EndlessSize(features));
    return Tables.fit(List.of("features"), options, ROWS).encoder();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aGivenNumberIsThatOfTheFeaturesThoughNoRowHasTheLast(Layout layout) {
    assertThat(fit(0, layout).width()).isEqualTo(3);
    assertThat(fit(7, layout).width()).isEqualTo(7);
    assertThat(fit(7, layout).encode(ROWS.get(1), new double[7], 0)).isZero();
    assertThatThrownBy(() -> fit(2, layout))
        .isInstanceOf(BadValueException.class)
        .hasMessage(
            "Cannot read column \"features\": expected an index of at most 2"
                + " (data.libsvm.features), found \"3\"");
  }

  @Test
  void anIndexThatNoMemoryHoldsIsAMistake() {
    long heap = 4L << 30;
    EndlessSize.SEEN.check("features", 2_000_000, heap);
    assertThatThrownBy(() -> EndlessSize.SEEN.check("features", 1_999_999_999, heap))
        .hasMessage(
            "Cannot read column \"features\": expected an index of at most 33,554,432 (a heap of"
                + " 4.0 GB holds no model of more; data.libsvm.features says how many there are),"
                + " found \"1999999999\"");
  }
}
