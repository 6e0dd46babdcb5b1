package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableSpecTest {
  @Test
  void numbersOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new TableSpec(Kind.PATIENTS, 0, 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot generate a table: expected rows of 1 or more, found 0");
    assertThatThrownBy(() -> new TableSpec(Kind.BINARY, 1, 0, 2, 1))
        .hasMessage("Cannot generate a table: expected features of 1 or more, found 0");
    assertThatThrownBy(() -> new TableSpec(Kind.MULTICLASS, 1, 1, 1, 1))
        .hasMessage("Cannot generate a table: expected classes of 2 or more, found 1");
    assertThatThrownBy(() -> new TableSpec(Kind.MULTILABEL, 1, 1, 1, 1))
        .hasMessage("Cannot generate a table: expected classes of 2 or more, found 1");
  }

  @Test
  void numbersOfSparseRowsAreChecked() {
    assertThatThrownBy(() -> new TableSpec(Kind.SPARSE, 1, 5, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot generate a table: expected non-zeros of 1 or more, found 0");
    assertThatThrownBy(() -> new TableSpec(Kind.SPARSE, 1, 5, 0, 1, 6, 0.5))
        .hasMessage(
            "Cannot generate a table: expected non-zeros of no more than the 5 features, found 6");
    for (double rate : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> new TableSpec(Kind.SPARSE, 1, 5, 0, 1, 5, rate))
          .hasMessage(
              "Cannot generate a table: expected a positive-rate between 0 and 1, found " + rate);
    }
  }

  @Test
  void numbersAKindDoesNotReadAreNotChecked() {
    assertThat(new TableSpec(Kind.PATIENTS, 1, 0, 0, 1).generator().columns()).hasSize(12);
    assertThat(new TableSpec(Kind.REGRESSION, 1, 3, 0, 1).generator().columns()).hasSize(4);
  }

  @Test
  void kindsAreReadByTheirWord() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.of(kind.word())).isEqualTo(kind);
    }
    assertThatThrownBy(() -> Kind.of("patient"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate a table: expected a kind of patients, binary, multiclass, multilabel,"
                + " regression, sparse, found patient");
  }
}
