package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PatientRowsTest {
  private static final int ROWS = 100_000;
  private static final RowGenerator GENERATOR =
      new TableSpec(Kind.PATIENTS, ROWS, 0, 0, 42).generator();
  private static final List<GeneratedRow> TABLE =
      LongStream.range(0, ROWS).mapToObj(GENERATOR::row).toList();

  @Test
  void theColumnsAreThoseOfTheStrokeTable() {
    assertThat(GENERATOR.columns().stream().map(Column::name))
        .containsExactly(
            "id",
            "gender",
            "age",
            "hypertension",
            "heart_disease",
            "ever_married",
            "work_type",
            "Residence_type",
            "avg_glucose_level",
            "bmi",
            "smoking_status",
            "label");
    assertThat(levels("gender")).containsExactlyInAnyOrder("Female", "Male", "Other");
    assertThat(levels("ever_married")).containsExactlyInAnyOrder("Yes", "No");
    assertThat(levels("work_type"))
        .containsExactlyInAnyOrder(
            "Private", "Self-employed", "Govt_job", "children", "Never_worked");
    assertThat(levels("Residence_type")).containsExactlyInAnyOrder("Urban", "Rural");
    assertThat(levels("smoking_status"))
        .containsExactlyInAnyOrder("never smoked", "formerly smoked", "smokes", "Unknown");
    assertThat(levels("id")).hasSize(ROWS);
  }

  @Test
  void aboutOneRowInTwentyIsPositiveAsTheTruthSays() {
    double positives = sum(row -> row.labels()[0]);
    double expected = sum(PatientRowsTest::probability);
    double variance = sum(row -> probability(row) * (1 - probability(row)));
    assertThat(positives).isCloseTo(expected, within(5 * Math.sqrt(variance)));
    assertThat(positives / ROWS).isBetween(0.045, 0.055);
  }

  @Test
  void labelsAreDrawnWithTheStatedProbabilities() {
    assertThat(calibration(0)).isLessThan(Calibration.BOUND);
  }

  @Test
  void theCheckOfProbabilitiesRejectsAWrongTruth() {
    assertThat(calibration(0.2)).isGreaterThan(Calibration.BOUND);
  }

  @Test
  void bodyMassIsMissingInOneRowOfTwentyFive() {
    double missing = sum(row -> cell(row, "bmi") == null ? 1 : 0);
    double sd = Math.sqrt(ROWS * 0.04 * 0.96);
    assertThat(missing).isCloseTo(0.04 * ROWS, within(5 * sd));
  }

  @Test
  void theCentersAndScalesOfTheTruthAreThoseOfTheColumns() {
    for (Term term : GENERATOR.truth().outputs().get(0).terms()) {
      if (term instanceof Term.Scaled scaled && scaled.scale() != 1) {
        List<Double> values =
            TABLE.stream()
                .map(row -> (Double) cell(row, term.column()))
                .filter(value -> value != null)
                .toList();
        double mean = values.stream().mapToDouble(x -> x).sum() / values.size();
        double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double sd = Math.sqrt(squares / values.size());
        assertThat(mean).as(term.column()).isCloseTo(scaled.center(), within(0.02 * sd));
        assertThat(sd).as(term.column()).isCloseTo(scaled.scale(), within(0.02 * sd));
      }
    }
  }

  @Test
  void valuesStayInTheirRanges() {
    for (GeneratedRow row : TABLE) {
      assertThat((Double) cell(row, "age")).isBetween(0.08, 82.0);
      assertThat((Double) cell(row, "avg_glucose_level")).isBetween(55.0, 272.0);
      Double bodyMass = (Double) cell(row, "bmi");
      if (bodyMass != null) {
        assertThat(bodyMass).isBetween(10.0, 98.0);
      }
    }
  }

  @Test
  void riskFactorsRiseWithAgeAndChildrenAreUnmarried() {
    for (String risk : List.of("hypertension", "heart_disease", "label")) {
      double young = rate(risk, row -> age(row) < 40);
      double old = rate(risk, row -> age(row) >= 60);
      assertThat(old).as(risk).isGreaterThan(5 * young);
    }
    assertThat(TABLE.stream().filter(row -> age(row) < 18))
        .allMatch(row -> cell(row, "ever_married").equals("No"));
    assertThat(TABLE.stream().filter(row -> age(row) >= 18))
        .noneMatch(row -> cell(row, "work_type").equals("children"));
  }

  private static double calibration(double shift) {
    Calibration calibration = new Calibration();
    for (GeneratedRow row : TABLE) {
      calibration.add(Link.sigmoid(row.scores()[0] + shift), row.labels()[0]);
    }
    return calibration.worst();
  }

  private static double probability(GeneratedRow row) {
    return Link.sigmoid(row.scores()[0]);
  }

  private static double age(GeneratedRow row) {
    return (Double) cell(row, "age");
  }

  private static double rate(String column, Predicate<GeneratedRow> rows) {
    return TABLE.stream()
        .filter(rows)
        .mapToLong(row -> (Long) cell(row, column))
        .average()
        .orElse(0);
  }

  private static double sum(ToDoubleFunction<GeneratedRow> value) {
    return TABLE.stream().mapToDouble(value).sum();
  }

  private static Set<Object> levels(String column) {
    return TABLE.stream().map(row -> cell(row, column)).collect(Collectors.toSet());
  }

  private static Object cell(GeneratedRow row, String column) {
    for (int j = 0; j < row.cells().length; j++) {
      if (GENERATOR.columns().get(j).name().equals(column)) {
        return row.cells()[j];
      }
    }
    throw new AssertionError("no column " + column);
  }
}
