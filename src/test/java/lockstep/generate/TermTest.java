package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermTest {
  private static final Term AGE = new Term.Scaled("age", 40, 20, 3);
  private static final Term MALE = new Term.Level("gender", "Male", 0.5);

  @Test
  void scaledTermsCountStandardDeviationsFromTheCenter() {
    assertThat(AGE.contribution(60.0)).isEqualTo(3);
    assertThat(AGE.contribution(40L)).isZero();
    assertThat(AGE.contribution("30")).isEqualTo(-1.5);
  }

  @Test
  void missingCellsCountAsTheCenter() {
    assertThat(AGE.contribution(null)).isZero();
    assertThat(AGE.contribution("N/A")).isZero();
    assertThat(MALE.contribution(null)).isZero();
  }

  @Test
  void levelTermsCountOnlyTheirCategory() {
    assertThat(MALE.contribution("Male")).isEqualTo(0.5);
    assertThat(MALE.contribution("male")).isZero();
  }

  @Test
  void elementTermsCountWhatTheVectorHolds() {
    Term third = new Term.Element("features", 2, 3);
    assertThat(third.contribution(Map.of(2, 0.5, 3, 1.0))).isEqualTo(1.5);
    assertThat(third.contribution(Map.of(3, 1.0))).isZero();
  }

  @Test
  void aScoreIsItsInterceptPlusItsTerms() {
    LinearScore score = new LinearScore("label", -1, List.of(AGE, MALE));
    assertThat(score.score(Map.of("age", 60, "gender", "Male")::get)).isEqualTo(2.5);
    LinearTruth truth = new LinearTruth(Link.LOGISTIC, List.of(score), 0);
    assertThat(truth.expected(Map.of("age", 60, "gender", "Male")::get))
        .containsExactly(1 / (1 + Math.exp(-2.5)));
  }
}
