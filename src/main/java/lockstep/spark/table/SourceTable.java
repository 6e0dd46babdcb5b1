package lockstep.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.data.BadDataException;
import lockstep.data.Split;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The raw table of a job, whether it comes whole or in splits, with the columns that {@link
 * Placement} needs; and which column is what.
 *
 * @param rows the columns of {@code roles}, {@link TableReader#CORRUPT}, {@link
 *     Placement#GIVEN_SPLIT}, and {@link TableReader#LINE} if the table has it
 * @param roles of the columns
 * @param warnings columns that were left out
 */
record SourceTable(Dataset<Row> rows, Roles roles, List<String> warnings) {

  /**
   * Opens the tables and checks their columns.
   *
   * @throws BadDataException if a column that is asked for is missing
   * @throws MissingInputException if a table is
   */
  static SourceTable open(SparkSession spark, TableOptions options) {
    TableReader reader = new TableReader(spark, options.format());
    if (options.path().isPresent()) {
      String path = options.path().get();
      Dataset<Row> table = reader.read(path);
      List<String> warnings = new ArrayList<>();
      Roles roles = roles(path, table, options, warnings);
      return new SourceTable(withSplit(select(table, roles), null), roles, warnings);
    }
    String trainPath = options.tables().get(Split.TRAIN);
    Dataset<Row> train = reader.read(trainPath);
    List<String> warnings = new ArrayList<>();
    Roles roles = roles(trainPath, train, options, warnings);
    Dataset<Row> all = withSplit(select(train, roles), Split.TRAIN);
    for (Map.Entry<Split, String> other : options.tables().entrySet()) {
      if (other.getKey() != Split.TRAIN) {
        Dataset<Row> table = reader.read(other.getValue());
        TableReader.requireColumns(other.getValue(), table, roles.columns());
        // Only tables of lines have line numbers.
        all = all.unionByName(withSplit(select(table, roles), other.getKey()), true);
      }
    }
    return new SourceTable(all, roles, warnings);
  }

  private static Roles roles(
      String path, Dataset<Row> table, TableOptions options, List<String> warnings) {
    List<String> ignored = options.ignore();
    List<String> labels = options.target().columns();
    List<String> weight = options.weight().stream().toList();
    List<String> offset = options.target().offset().stream().toList();
    List<String> asked =
        Stream.of(labels, weight, offset, ignored, listed(options)).flatMap(List::stream).toList();
    TableReader.requireColumns(path, table, asked);
    List<String> features = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (var field : table.schema().fields()) {
      String name = field.name();
      if (name.equals(TableReader.CORRUPT) || name.equals(TableReader.LINE)) {
        continue;
      }
      boolean supported = RawCells.supports(field.dataType());
      boolean role =
          Stream.of(labels, weight, offset, ignored).anyMatch(names -> names.contains(name));
      if (supported) {
        columns.add(name);
        if (!role) {
          features.add(name);
        }
      } else if (!ignored.contains(name)) {
        if (asked.contains(name)) {
          RawCells.requireSupported(field, path);
        }
        warnings.add(
            "Column \"%s\" is of type %s: left out"
                .formatted(name, field.dataType().simpleString()));
      }
    }
    return new Roles(columns, features, labels, weight);
  }

  private static List<String> listed(TableOptions options) {
    List<String> listed = new ArrayList<>(options.features().numeric().orElse(List.of()));
    listed.addAll(options.features().categorical().orElse(List.of()));
    return listed;
  }

  private static Dataset<Row> select(Dataset<Row> table, Roles roles) {
    Stream<String> ours = Stream.of(TableReader.CORRUPT, TableReader.LINE);
    Column[] columns =
        Stream.concat(roles.columns().stream(), ours.filter(List.of(table.columns())::contains))
            .map(Placement::quoted)
            .toArray(Column[]::new);
    return table.select(columns);
  }

  private static Dataset<Row> withSplit(Dataset<Row> table, Split given) {
    String name = given == null ? null : given.name();
    return table.withColumn(Placement.GIVEN_SPLIT, functions.lit(name).cast(DataTypes.StringType));
  }
}
