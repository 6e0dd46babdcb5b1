package lockstep.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the rows of every kind. */
class RowGeneratorLawsTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @EnumSource
  void aRowDependsOnSeedAndNumberAlone(Kind kind) {
    RowGenerator upwards = generator(kind, SEED);
    List<Object[]> rows = cells(upwards, 0, 200);
    RowGenerator downwards = generator(kind, SEED);
    for (int i = 199; i >= 0; i--) {
      assertThat(downwards.row(i).cells()).isEqualTo(rows.get(i));
    }
    assertThat(generator(kind, SEED).row(77).cells()).isEqualTo(rows.get(77));
  }

  @ParameterizedTest
  @EnumSource
  void theNumberOfRowsDoesNotChangeARow(Kind kind) {
    RowGenerator longer = new TableSpec(kind, Long.MAX_VALUE, 4, 3, SEED, 2, 0.3).generator();
    assertThat(longer.row(9).cells()).isEqualTo(generator(kind, SEED).row(9).cells());
    assertThat(longer.row(1L << 40).cells()).hasSameSizeAs(longer.columns());
  }

  @ParameterizedTest
  @EnumSource
  void seedsAndNumbersGiveDifferentRows(Kind kind) {
    // Whole rows differ but for the id of patients, their first cell.
    int first = kind == Kind.PATIENTS ? 1 : 0;
    assertThat(from(first, generator(kind, SEED).row(0)))
        .isNotEqualTo(from(first, generator(kind, 43).row(0)));
    RowGenerator generator = generator(kind, SEED);
    long distinct =
        LongStream.range(0, 1000).mapToObj(i -> from(first, generator.row(i))).distinct().count();
    assertThat(distinct).isGreaterThan(990);
  }

  @ParameterizedTest
  @EnumSource
  void cellsHaveTheTypesOfTheirColumns(Kind kind) {
    RowGenerator generator = generator(kind, SEED);
    assertThat(generator.columns().stream().map(Column::name)).doesNotHaveDuplicates();
    for (Object[] cells : cells(generator, 0, 500)) {
      assertThat(cells).hasSameSizeAs(generator.columns());
      for (int j = 0; j < cells.length; j++) {
        Column column = generator.columns().get(j);
        if (cells[j] != null) {
          assertThat(cells[j]).as(column.name()).isInstanceOf(type(column));
        } else {
          assertThat(column.name()).isEqualTo("bmi");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTruthScoresARawRowToTheSameBits(Kind kind) {
    RowGenerator generator = generator(kind, SEED);
    for (int i = 0; i < 500; i++) {
      GeneratedRow row = generator.row(i);
      Map<String, Object> typed = new HashMap<>();
      Map<String, Object> text = new HashMap<>();
      for (int j = 0; j < row.cells().length; j++) {
        String name = generator.columns().get(j).name();
        typed.put(name, row.cells()[j]);
        text.put(name, Objects.toString(row.cells()[j], "N/A"));
      }
      if (kind == Kind.SPARSE) {
        // A vector has no text of its own.
        text.putAll(typed);
      }
      assertThat(generator.truth().scores(typed::get)).isEqualTo(row.scores());
      assertThat(generator.truth().scores(text::get)).isEqualTo(row.scores());
    }
  }

  @ParameterizedTest
  @EnumSource
  void labelCellsAreTheNumericLabels(Kind kind) {
    RowGenerator generator = generator(kind, SEED);
    for (int i = 0; i < 100; i++) {
      GeneratedRow row = generator.row(i);
      for (int j = 0; j < row.labels().length; j++) {
        Object cell = row.cells()[row.cells().length - row.labels().length + j];
        double label = row.labels()[j];
        switch (kind) {
          case MULTICLASS -> assertThat(cell).isEqualTo("c" + (int) label);
          case REGRESSION -> assertThat(cell).isEqualTo(label);
          default -> assertThat(cell).isEqualTo((long) label);
        }
      }
    }
  }

  private static RowGenerator generator(Kind kind, long seed) {
    return new TableSpec(kind, 1000, 4, 3, seed, 2, 0.3).generator();
  }

  private static List<Object[]> cells(RowGenerator generator, long from, long to) {
    return LongStream.range(from, to).mapToObj(i -> generator.row(i).cells()).toList();
  }

  private static List<Object> from(int first, GeneratedRow row) {
    return Arrays.asList(row.cells()).subList(first, row.cells().length);
  }

  private static Class<?> type(Column column) {
    return switch (column.type()) {
      case INTEGER -> Long.class;
      case REAL -> Double.class;
      case TEXT -> String.class;
      case VECTOR -> SortedMap.class;
    };
  }
}
