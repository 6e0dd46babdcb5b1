package lockstep.spark.table;

import com.google.common.collect.Iterators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.data.Split;
import lockstep.encode.EncoderOptions.Impute;
import lockstep.encode.FeatureKinds;
import lockstep.encode.FeatureStatistics;
import lockstep.encode.RawValues;
import lockstep.encode.SparseVector;
import lockstep.encode.TableProfile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Statistics of the training rows that a profile cannot hold in bounded memory, by Spark SQL: exact
 * medians ({@code percentile}), and the most frequent categories of columns that have very many.
 */
record TrainingStatistics(
    SparkSession spark,
    JavaRDD<Row> placed,
    Placement placement,
    Roles roles,
    TableOptions options) {
  private static final String COLUMN = "column";
  private static final String ELEMENT = "element";
  private static final String VALUE = "value";

  FeatureStatistics of(TableProfile profile) {
    FeatureKinds kinds = FeatureKinds.of(profile);
    Map<String, double[]> medians = Map.of();
    if (options.features().impute() == Impute.MEDIAN) {
      List<String> columns = kinds.filled(profile);
      medians = columns.isEmpty() ? Map.of() : medians(columns);
    }
    List<String> overflowed = kinds.overflowed(profile);
    return new FeatureStatistics(
        medians, overflowed.isEmpty() ? Map.of() : topCategories(overflowed));
  }

  private Map<String, double[]> medians(List<String> columns) {
    StructType schema =
        new StructType()
            .add(COLUMN, DataTypes.StringType)
            .add(ELEMENT, DataTypes.IntegerType)
            .add(VALUE, DataTypes.DoubleType);
    Dataset<Row> medians =
        cells(columns, schema, TrainingStatistics::numbers)
            .groupBy(COLUMN, ELEMENT)
            .agg(functions.expr("percentile(value, 0.5)").as(VALUE))
            .orderBy(COLUMN, ELEMENT);
    Map<String, List<Double>> found = new HashMap<>();
    for (Row row : medians.collectAsList()) {
      List<Double> elements = found.computeIfAbsent(row.getString(0), name -> new ArrayList<>());
      // An element without any value is constant, whatever its median.
      while (elements.size() < row.getInt(1)) {
        elements.add(0.0);
      }
      elements.add(row.getDouble(2));
    }
    Map<String, double[]> arrays = new HashMap<>();
    found.forEach(
        (name, list) -> arrays.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  private Map<String, Map<String, Long>> topCategories(List<String> columns) {
    StructType schema =
        new StructType().add(COLUMN, DataTypes.StringType).add(VALUE, DataTypes.StringType);
    Dataset<Row> counts =
        cells(columns, schema, TrainingStatistics::texts).groupBy(COLUMN, VALUE).count();
    Map<String, Map<String, Long>> top = new HashMap<>();
    for (String column : columns) {
      Map<String, Long> categories = new LinkedHashMap<>();
      counts
          .filter(functions.col(COLUMN).equalTo(column))
          .orderBy(functions.col("count").desc(), functions.col(VALUE))
          .limit(options.features().maxCategories())
          .collectAsList()
          .forEach(row -> categories.put(row.getString(1), row.getLong(2)));
      top.put(column, categories);
    }
    return top;
  }

  /** The present training cells of some columns, one a row. */
  private Dataset<Row> cells(List<String> columns, StructType schema, CellReader reader) {
    RowLayout layout = new RowLayout(roles.columns(), columns);
    RawValues rawValues = new RawValues(options.features().nullValues());
    CellPass pass = new CellPass(placement, columns, layout, rawValues, reader);
    return spark.createDataFrame(placed.mapPartitions(pass::cells), schema);
  }

  /** What a task does: it takes no more of this record with it than that. */
  private record CellPass(
      Placement placement,
      List<String> columns,
      RowLayout layout,
      RawValues rawValues,
      CellReader reader)
      implements Serializable {

    Iterator<Row> cells(Iterator<Row> partition) {
      return Iterators.concat(Iterators.transform(placement.rows(partition), this::cells));
    }

    private Iterator<Row> cells(PlacedRow row) {
      List<Row> found = new ArrayList<>();
      if (row.split() == Split.TRAIN && row.corrupt() == null) {
        Object[] picked = layout.pick(row.cells());
        for (int i = 0; i < picked.length; i++) {
          reader.read(columns.get(i), picked[i], rawValues, found);
        }
      }
      return found.iterator();
    }
  }

  /** Turns a cell into rows of the schema at hand. */
  @FunctionalInterface
  private interface CellReader extends Serializable {
    void read(String column, Object cell, RawValues rawValues, List<Row> found);
  }

  private static void numbers(String column, Object cell, RawValues rawValues, List<Row> found) {
    double[] numbers =
        cell instanceof double[] vector
            ? vector
            : cell instanceof SparseVector vector
                ? vector.toArray(vector.size())
                : new double[] {rawValues.number(column, cell)};
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i])) {
        found.add(RowFactory.create(column, i, numbers[i]));
      }
    }
  }

  private static void texts(String column, Object cell, RawValues rawValues, List<Row> found) {
    String text = rawValues.text(column, cell);
    if (text != null) {
      found.add(RowFactory.create(column, text));
    }
  }
}
