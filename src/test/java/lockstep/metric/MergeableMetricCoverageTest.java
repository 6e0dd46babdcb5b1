package lockstep.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.function.Function;
import lockstep.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

/** Every metric keeps the contract, and the contract rejects what is none. */
class MergeableMetricCoverageTest {
  @Test
  void everyMetricHasAContractTest() throws ClassNotFoundException {
    List<JavaClass> metrics =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("lockstep")
                .stream()
                .filter(type -> type.isAssignableTo(MergeableMetric.class) && !type.isInterface())
                .toList();
    assertThat(metrics).hasSizeGreaterThan(5);
    for (JavaClass metric : metrics) {
      assertThat(Class.forName(metric.getName() + "ContractTest"))
          .isAssignableTo(MergeableMetricContractTest.class);
    }
  }

  @Test
  void theContractRejectsAMeanOfMeans() {
    MergeableMetricContractTest<MeanOfMeans> contract = contractOf(MeanOfMeans::of);
    assertThatThrownBy(() -> contract.partsAddUpToTheWhole(3)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(contract::emptySumsAreTheIdentity).isInstanceOf(AssertionError.class);
    assertThatThrownBy(contract::plusIsAssociativeAndCommutative)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theContractRejectsAMetricThatIgnoresWeightsOrSeesTheOrder() {
    MergeableMetricContractTest<LastRow> contract = contractOf(LastRow::of);
    assertThatThrownBy(contract::rowOrderDoesNotMatter).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> contract.weightTwoIsTheRowTwice(2)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(contract::weightZeroIsTheRowAbsent).isInstanceOf(AssertionError.class);
  }

  private record MeanOfMeans(double mean) implements MergeableMetric<MeanOfMeans> {
    @Override
    public MeanOfMeans plus(MeanOfMeans other) {
      return new MeanOfMeans((mean + other.mean) / 2);
    }

    static MeanOfMeans of(List<Row> rows) {
      return new MeanOfMeans(
          rows.stream().mapToDouble(row -> row.outputArray()[0]).average().orElse(0));
    }
  }

  private record LastRow(double output) implements MergeableMetric<LastRow> {
    @Override
    public LastRow plus(LastRow other) {
      return other;
    }

    static LastRow of(List<Row> rows) {
      return new LastRow(rows.isEmpty() ? 0 : rows.get(rows.size() - 1).outputArray()[0]);
    }
  }

  /** Anonymous, so that the test runner does not run what must fail. */
  private static <S extends MergeableMetric<S>> MergeableMetricContractTest<S> contractOf(
      Function<List<Row>, S> sums) {
    return new MergeableMetricContractTest<>() {
      @Override
      Row row(SplitMix64 random) {
        return Row.ofClass(random, 2, 1);
      }

      @Override
      S of(List<Row> rows) {
        return sums.apply(rows);
      }
    };
  }
}
