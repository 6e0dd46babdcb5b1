package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockstep.data.Split;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementIT {
  private static final SparkSession SPARK = SharedSpark.session();
  private static final SplitShares SHARES = new SplitShares(0.6, 0.25, 0.15);

  /** Where a row was put. */
  private record Place(int partition, int shard, Split split, RowHash hash, String cells)
      implements Serializable {}

  private static Placement placement(int shards, int partitions) {
    return new Placement(shards, partitions, 42, SHARES);
  }

  /** Rows 0 .. n-1, of a number and two columns that depend on it, one with missing cells. */
  private static Dataset<Row> table(int rows) {
    return placeable(
        SPARK
            .range(rows)
            .selectExpr("id", "id % 10 AS digit", "IF(id % 3 = 0, NULL, concat('x', id)) AS text"));
  }

  private static Dataset<Row> placeable(Dataset<Row> table) {
    return table
        .withColumn(TableReader.CORRUPT, functions.lit(null).cast("string"))
        .withColumn(Placement.GIVEN_SPLIT, functions.lit(null).cast("string"));
  }

  /** All rows, partition after partition. */
  private static List<Place> places(Dataset<Row> table, Placement placement) {
    return placement
        .place(table)
        .mapPartitionsWithIndex((partition, rows) -> places(partition, placement.rows(rows)), true)
        .collect();
  }

  private static Iterator<Place> places(int partition, Iterator<PlacedRow> rows) {
    List<Place> places = new ArrayList<>();
    rows.forEachRemaining(
        row ->
            places.add(
                new Place(
                    partition,
                    row.shard(),
                    row.split(),
                    row.hash(),
                    Arrays.toString(row.cells()))));
    return places.iterator();
  }

  private static Map<Split, Long> counts(List<Place> places) {
    return places.stream()
        .collect(Collectors.groupingBy(Place::split, TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Split> splits(List<Place> places) {
    return places.stream().collect(Collectors.toMap(Place::cells, Place::split));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "8, 1", "8, 3", "8, 8", "64, 7"})
  void everyRowIsPlacedExactlyOnceInItsShardAndItsOrder(int shards, int partitions) {
    Placement placement = placement(shards, partitions);
    List<Place> places = places(table(500), placement);
    List<String> given =
        table(500).drop(TableReader.CORRUPT, Placement.GIVEN_SPLIT).collectAsList().stream()
            .map(row -> "[%s, %s, %s]".formatted(row.get(0), row.get(1), row.get(2)))
            .toList();
    assertThat(places).extracting(Place::cells).containsExactlyInAnyOrderElementsOf(given);
    assertThat(places)
        .isSortedAccordingTo(
            Comparator.comparingInt(Place::partition)
                .thenComparingInt(Place::shard)
                .thenComparing(Place::hash));
    assertThat(places)
        .allMatch(place -> placement.shardsOf(place.partition()).contains(place.shard()));
  }

  @Test
  void everyShardHasOnePartition() {
    for (int partitions : List.of(1, 2, 5, 8)) {
      Placement placement = placement(8, partitions);
      List<Integer> held = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        assertThat(placement.shardsOf(partition)).isNotEmpty();
        held.addAll(placement.shardsOf(partition));
      }
      assertThat(held).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void theOrderOfTheRowsAndTheNumberOfTasksDoNotMatter() {
    List<Place> places = places(table(500), placement(8, 1));
    Dataset<Row> shuffled = table(500).orderBy(functions.rand(5)).repartition(5);
    for (int partitions : List.of(1, 3, 8)) {
      List<Place> others = places(shuffled, placement(8, partitions));
      assertThat(others)
          .usingElementComparator(
              (a, b) ->
                  a.shard() == b.shard() && a.split() == b.split() && a.cells().equals(b.cells())
                      ? 0
                      : 1)
          .containsExactlyElementsOf(places);
    }
  }

  @Test
  void theOrderOfTheColumnsDoesNotMatterAndWhichIsMissingDoes() {
    Dataset<Row> turned = placeable(table(100).select("text", "digit", "id"));
    assertThat(places(turned, placement(8, 2)))
        .extracting(Place::hash)
        .containsExactlyElementsOf(
            places(table(100), placement(8, 2)).stream().map(Place::hash).toList());
    Dataset<Row> swapped =
        SPARK.sql("SELECT 'x' AS a, CAST(NULL AS STRING) AS b UNION ALL SELECT NULL, 'x'");
    assertThat(places(placeable(swapped), placement(8, 2)))
        .extracting(Place::hash)
        .doesNotHaveDuplicates();
  }

  /** Within six standard deviations of a binomial. */
  private static void assertAbout(long found, int of, double share) {
    assertThat((double) found)
        .isCloseTo(of * share, within(6 * Math.sqrt(of * share * (1 - share))));
  }

  @Test
  void shardsAreEquallyFullAndSplitsHaveTheirShares() {
    List<Place> places = places(table(8000), placement(8, 2));
    places.stream()
        .collect(Collectors.groupingBy(Place::shard, Collectors.counting()))
        .forEach((shard, rows) -> assertAbout(rows, 8000, 1.0 / 8));
    Map<Split, Long> counts = counts(places);
    assertAbout(counts.get(Split.TRAIN), 8000, 0.6);
    assertAbout(counts.get(Split.VALIDATION), 8000, 0.25);
    assertAbout(counts.get(Split.TEST), 8000, 0.15);
  }

  @Test
  void rowsKeepTheirSideWhenTheTableGrows() {
    Map<String, Split> before = splits(places(table(400), placement(8, 2)));
    Map<String, Split> after = splits(places(table(900), placement(16, 3)));
    assertThat(after).hasSize(900).containsAllEntriesOf(before);
  }

  @Test
  void copiesOfARowAreSpreadAndKeepTheirSidesToo() {
    Dataset<Row> copies = SPARK.range(1000).selectExpr("'same' AS text");
    List<Place> places = places(placeable(copies), placement(8, 3));
    assertThat(places).extracting(Place::shard).containsOnly(places.get(0).shard());
    Map<Split, Long> counts = counts(places);
    assertAbout(counts.get(Split.TRAIN), 1000, 0.6);
    assertAbout(counts.get(Split.VALIDATION), 1000, 0.25);
    List<Place> fewer = places(placeable(copies.limit(700)), placement(8, 3));
    assertThat(fewer).isEqualTo(places.subList(0, 700));
  }

  @Test
  void anotherSeedSplitsOtherwiseAndPlacesAlike() {
    List<Place> places = places(table(300), placement(8, 2));
    List<Place> others = places(table(300), new Placement(8, 2, 43, SHARES));
    assertThat(others).extracting(Place::hash).isEqualTo(places.stream().map(Place::hash).toList());
    assertThat(splits(others)).isNotEqualTo(splits(places));
  }

  @Test
  void aSplitThatIsGivenIsKept() {
    Dataset<Row> given =
        table(90)
            .withColumn(Placement.GIVEN_SPLIT, functions.expr("IF(digit < 5, 'TEST', 'TRAIN')"));
    List<Place> places = places(given, placement(8, 2));
    assertThat(places)
        .allMatch(
            place -> (place.split() == Split.TEST) == place.cells().matches("\\[\\d+, [0-4], .*"));
  }

  @Test
  void sharesOfNothingGetNothing() {
    assertThat(counts(places(table(200), new Placement(8, 2, 42, new SplitShares(1, 0, 0)))))
        .containsOnlyKeys(Split.TRAIN);
    assertThat(counts(places(table(200), new Placement(8, 2, 42, new SplitShares(0.5, 0, 0.5)))))
        .containsOnlyKeys(Split.TRAIN, Split.TEST);
  }
}
