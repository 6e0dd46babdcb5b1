package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lockstep.data.BadDataException;
import lockstep.data.Split;
import lockstep.encode.EncoderOptions.Impute;
import lockstep.encode.Task;
import lockstep.spark.DataFrames;
import lockstep.spark.SharedSpark;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePreparationIT {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir Path folder;

  private Path csv(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  /** {@code first,second,label,w} of rows with numbers, categories, gaps and weights. */
  private static List<String> mixedRows(int rows) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String number = i % 7 == 0 ? "" : Double.toString((i * 37 % 101) / 8.0);
      lines.add("%s,%s,%s,%s".formatted(number, "abc".charAt(i % 3), i % 2, 1 + i % 4));
    }
    return lines;
  }

  private Path mixed(String name, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("first,second,label,w"));
    lines.addAll(rows);
    return Files.write(folder.resolve(name), lines);
  }

  /** One feature of the rows of a split, sorted. */
  private static List<Double> feature(PreparedTable table, int feature, Split split) {
    return table
        .toDataFrame(SPARK)
        .filter(functions.col("split").equalTo(split.label()))
        .collectAsList()
        .stream()
        .map(row -> ((Vector) row.getAs("features")).apply(feature))
        .sorted()
        .toList();
  }

  @Test
  void missingNumbersBecomeTheStatisticOfTheTrainingRows() throws IOException {
    Path train = csv("train.csv", "x,label", "1,0", "2,1", "9,0", "NA,1", "100,0", ",1");
    Path test = csv("test.csv", "x,label", "NA,0", "-5,1");
    // Of 1, 2, 9, 100: mean 28, median (2 + 9) / 2.
    assertFill(train, test, Impute.MEAN, 28);
    assertFill(train, test, Impute.MEDIAN, 5.5);
    assertFill(train, test, Impute.ZERO, 0);
  }

  private static void assertFill(Path train, Path test, Impute impute, double fill) {
    try (PreparedTable table = Preparing.tables(train, test).impute(impute).prepare()) {
      List<Double> expected = new ArrayList<>(List.of(1.0, 2.0, 9.0, 100.0, fill, fill));
      Collections.sort(expected);
      assertThat(feature(table, 0, Split.TRAIN)).isEqualTo(expected);
      assertThat(feature(table, 0, Split.TEST)).isEqualTo(List.of(-5.0, fill));
    }
  }

  /** More categories than a profile keeps: the most frequent are found by Spark. */
  @Test
  void columnsOfVeryManyCategoriesKeepTheMostFrequent() {
    Path path = folder.resolve("names.parquet");
    SPARK
        .range(52_000)
        .selectExpr(
            "CASE WHEN id < 500 THEN 'zoe' WHEN id < 900 THEN 'ann' WHEN id < 1200 THEN 'max'"
                + " ELSE concat('n', id) END AS name",
            "id % 2 AS label")
        .write()
        .parquet(path.toString());
    try (PreparedTable table = Preparing.table(path).maxCategories(3).prepare()) {
      assertThat(table.encoder().features().featureNames())
          .containsExactly("name=ann", "name=max", "name=zoe", "name=<other>");
      assertThat(table.warnings())
          .containsExactly(
              "Column \"name\" has too many categories to count: the 3 most frequent are kept, the others share the feature name=<other>");
      Dataset<Row> rows = table.toDataFrame(SPARK);
      Row sums =
          rows.select(
                  org.apache
                      .spark
                      .ml
                      .functions
                      .vector_to_array(functions.col("features"), "float64")
                      .as("f"))
              .selectExpr("sum(f[0])", "sum(f[1])", "sum(f[2])", "sum(f[3])")
              .first();
      assertThat(sums).isEqualTo(RowFactory.create(400.0, 300.0, 500.0, 50_800.0));
    }
  }

  @Test
  void vectorsAndArraysBecomeOneFeatureAnElement() {
    Path path = folder.resolve("vectors.parquet");
    SPARK
        .range(20)
        .selectExpr("array(id, id * id, 0) AS list", "double(id) AS x", "int(id % 2) AS label")
        .withColumn(
            "vector",
            org.apache.spark.ml.functions.array_to_vector(
                functions.col("list").cast("array<double>")))
        .write()
        .parquet(path.toString());
    try (PreparedTable table = Preparing.table(path).prepare()) {
      assertThat(table.rows(Split.TRAIN)).isEqualTo(20);
      List<Row> rows = table.toDataFrame(SPARK).collectAsList();
      int width = table.encoder().features().width();
      assertThat(table.encoder().features().inputColumns()).containsExactly("list", "x", "vector");
      for (Row row : rows) {
        Vector features = row.getAs("features");
        assertThat(features.size()).isEqualTo(width);
        double id = features.apply(0);
        assertThat(features.apply(1)).isEqualTo(id * id);
        assertThat(features.apply(width - 3)).isEqualTo(id);
        assertThat((double) row.getAs("label")).isEqualTo(id % 2);
      }
    }
  }

  @Test
  void badRowsAreCountedWhereTheJobSkipsThem() throws IOException {
    List<String> rows = mixedRows(40);
    rows.set(5, "1,a,0,heavy");
    rows.set(9, "1,a,0,-1");
    rows.set(11, "1,a");
    Path path = mixed("t.csv", rows);
    try (PreparedTable table = Preparing.table(path).weight("w").skippingBadRows().prepare()) {
      assertThat(table.badRows()).isEqualTo(3);
      assertThat(table.rows(Split.TRAIN)).isEqualTo(37);
      assertThat(table.warnings()).contains("3 bad rows were left out");
    }
    assertThatThrownBy(() -> Preparing.table(path).weight("w").prepare())
        .isInstanceOf(BadDataException.class)
        .hasMessageMatching(
            "Cannot read row (6|10|12) of t.csv: .*, one of 3 bad rows; data.bad-rows: skip leaves such rows out");
  }

  /** A row that does not train is not looked at by the profile, but by the packing. */
  @Test
  void badRowsOfOtherSplitsAreFoundToo() throws IOException {
    Path train = csv("train.csv", "x,label", "1,0", "2,1", "3,1");
    Path test = csv("test.csv", "x,label", "4,0", "four,1", "5,7");
    assertThatThrownBy(() -> Preparing.tables(train, test).prepare())
        .isInstanceOf(BadDataException.class)
        .hasMessageMatching(
            "Cannot read row [23] of test.csv: column \"(x|label)\": .*, one of 2 bad rows; .*");
    try (PreparedTable table = Preparing.tables(train, test).skippingBadRows().prepare()) {
      assertThat(table.badRows()).isEqualTo(2);
      assertThat(table.rows(Split.TEST)).isEqualTo(1);
    }
  }

  @Test
  void columnsThatSayNothingAreLeftOutWithAWarning() throws IOException {
    Path path = csv("t.csv", "one,none,x,label", "1,,5,0", "1,,6,1", "1,NA,7,0");
    try (PreparedTable table = Preparing.table(path).prepare()) {
      assertThat(table.encoder().features().featureNames()).containsExactly("x");
      assertThat(table.warnings())
          .hasSize(2)
          .anyMatch(warning -> warning.contains("\"one\" is constant (1)"))
          .anyMatch(warning -> warning.contains("\"none\" has no value in any training row"));
    }
  }

  @Test
  void rowsWeightsAndLabelsAreCountedBySplit() throws IOException {
    Path path = mixed("t.csv", mixedRows(200));
    try (PreparedTable table = Preparing.table(path).weight("w").shares(0.5, 0.3, 0.2).prepare()) {
      Dataset<Row> rows = table.toDataFrame(SPARK);
      assertThat(rows.count()).isEqualTo(200);
      for (Split split : Split.values()) {
        Dataset<Row> part = rows.filter(functions.col("split").equalTo(split.label()));
        assertThat(table.rows(split)).isEqualTo(part.count()).isPositive();
        assertThat(table.weight(split))
            .isEqualTo(part.agg(functions.sum("weight")).first().getDouble(0));
        assertThat(table.labelCounts(split))
            .containsEntry("1", part.filter("label = 1").count())
            .containsEntry("0", part.filter("label = 0").count());
      }
    }
  }

  @Test
  void severalLabelColumnsMakeAVector() throws IOException {
    Path path = csv("t.csv", "x,a,b", "1,0,1", "2,1,1", "3,1,0", "4,0,0");
    try (PreparedTable table = Preparing.table(path).labels("a", "b").prepare()) {
      assertThat(table.encoder().target().task()).isEqualTo(Task.MULTILABEL);
      for (Row row : table.toDataFrame(SPARK).collectAsList()) {
        double x = ((Vector) row.getAs("features")).apply(0);
        Vector label = row.getAs("label");
        assertThat(label.toArray()).containsExactly(x == 2 || x == 3 ? 1 : 0, x < 3 ? 1 : 0);
      }
    }
  }

  @Test
  void theOrderOfTheInputLeavesNoTrace() throws IOException {
    List<String> rows = mixedRows(300);
    Path path = mixed("a.csv", rows);
    Collections.shuffle(rows, new Random(1));
    Path folderOfParts = Files.createDirectories(folder.resolve("b.csv"));
    mixed("b.csv/1.csv", rows.subList(0, 250));
    mixed("b.csv/2.csv", rows.subList(250, 300));
    try (PreparedTable one = prepareMixed(path);
        PreparedTable other = prepareMixed(folderOfParts)) {
      DataFrames.assertEqual(one.toDataFrame(SPARK), other.toDataFrame(SPARK));
      assertThat(other.encoder()).isEqualTo(one.encoder());
      assertThat(other.encoder().toJson()).isEqualTo(one.encoder().toJson());
      assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
      assertThat(one.toDataFrame(SPARK).select("features").distinct().count()).isGreaterThan(100);
    }
  }

  private static PreparedTable prepareMixed(Path path) {
    return Preparing.table(path).weight("w").standardised().shares(0.5, 0.3, 0.2).prepare();
  }

  /** What the comparison above is able to see. */
  @Test
  void oneOtherCellIsAnotherTable() throws IOException {
    List<String> rows = mixedRows(50);
    Path path = mixed("a.csv", rows);
    rows.set(20, rows.get(20).replaceFirst("^[^,]*", "77"));
    Path changed = mixed("b.csv", rows);
    try (PreparedTable one = prepareMixed(path);
        PreparedTable other = prepareMixed(changed)) {
      assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
      assertThatThrownBy(
              () -> DataFrames.assertEqual(one.toDataFrame(SPARK), other.toDataFrame(SPARK)))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void standardisedFeaturesHaveMeanZeroAndDeviationOneOverTheTrainingWeights() throws IOException {
    Path path = mixed("t.csv", mixedRows(300));
    try (PreparedTable table = prepareMixed(path)) {
      double weight = 0;
      double sum = 0;
      double squares = 0;
      for (Row row : table.toDataFrame(SPARK).filter("split = 'train'").collectAsList()) {
        double w = row.getAs("weight");
        double x = ((Vector) row.getAs("features")).apply(0);
        weight += w;
        sum += w * x;
        squares += w * x * x;
      }
      assertThat(sum / weight).isCloseTo(0, within(1e-12));
      assertThat(squares / weight).isCloseTo(1, within(1e-12));
    }
  }
}
