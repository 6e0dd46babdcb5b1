package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lockstep.data.BadDataException;
import lockstep.train.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorsTest {
  private static Monitors monitors(long negative, long positive) {
    return new Monitors(
        Problem.logistic().evaluator(), Map.of("no", negative, "yes", positive), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"validation-roc-auc", "validation-pr-auc"})
  void anAreaNeedsRowsOfBothLabels(String monitor) {
    assertThatCode(() -> monitors(1, 2).require(monitor, "stop early")).doesNotThrowAnyException();
    assertThatThrownBy(() -> monitors(0, 2).require(monitor, "stop early"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "Cannot stop early on " + monitor + ": expected validation rows of both labels, found");
  }

  @Test
  void othersDoNot() {
    assertThatCode(() -> monitors(0, 2).require("validation-loss", "stop early"))
        .doesNotThrowAnyException();
  }
}
