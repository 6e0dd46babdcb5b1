package lockstep.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lockstep.data.BadDataException;
import lockstep.encode.ExampleWeight;
import lockstep.encode.FeatureEncoder;
import lockstep.encode.FeatureStatistics;
import lockstep.encode.Fitted;
import lockstep.encode.RowEncoder;
import lockstep.encode.SparseScaling;
import lockstep.encode.TargetEncoder;
import lockstep.linalg.Precision;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Takes a job's table or tables to cached shards: place, profile, fit, pack. */
public final class TablePreparation {
  private final SparkSession spark;
  private final TableOptions options;

  /** A preparation of what the options name. */
  public TablePreparation(SparkSession spark, TableOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /**
   * Prepares the table with an encoder fitted to its training rows.
   *
   * @throws MissingInputException if a table is not there
   * @throws BadDataException if it cannot be used as asked
   */
  public PreparedTable prepare() {
    Placement placement = placement();
    SourceTable source = SourceTable.open(spark, options);
    JavaRDD<Row> placed = placement.place(source.rows());
    ProfilePass profile = profile(placed, placement, source.roles());
    List<String> warnings = new ArrayList<>(source.warnings());
    refuse(source, profile.badRows());
    requireRows(profile);
    RowEncoder encoder = fit(profile, placed, placement, source.roles(), warnings);
    SparseScaling scaling =
        fitting(() -> SparseScaling.of(profile.features(), encoder.features(), options.features()));
    return pack(source, placed, placement, encoder, scaling, options.precision(), warnings);
  }

  /**
   * Prepares the table with an encoder that was fitted before, for judging a model.
   *
   * @throws MissingInputException if a table is not there
   * @throws BadDataException if it cannot be used as asked
   */
  public PreparedTable prepare(RowEncoder encoder, Precision precision) {
    Placement placement = placement();
    SourceTable source = SourceTable.open(spark, options);
    TableReader.requireColumns(
        String.join(", ", options.paths()), source.rows(), encoder.inputColumns());
    JavaRDD<Row> placed = placement.place(source.rows());
    List<String> warnings = new ArrayList<>(source.warnings());
    // A model's first layer holds the scale.
    return pack(source, placed, placement, encoder, SparseScaling.NONE, precision, warnings);
  }

  private Placement placement() {
    int cores = spark.sparkContext().defaultParallelism();
    int shards = options.shardCount(cores);
    return new Placement(shards, Math.min(shards, cores), options.seed(), options.shares());
  }

  private ProfilePass profile(JavaRDD<Row> placed, Placement placement, Roles roles) {
    ExampleWeight weight = ExampleWeight.of(options.weight(), options.target().nullValues());
    try {
      // Every task has a copy of its own of both, since it gets its own copy of the closures.
      ProfilePass empty = new ProfilePass(roles.features(), options.features(), options.target());
      ProfilePass zero = new ProfilePass(roles.features(), options.features(), options.target());
      return placed
          .mapPartitions(
              rows -> List.of(empty.addAll(placement.rows(rows), roles, weight)).iterator())
          // Not treeReduce: Spark makes no partitions at all of a table without rows.
          .treeAggregate(zero, ProfilePass::add, ProfilePass::add, 2);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(e.getMessage(), e);
    }
  }

  private BadDataException noRows() {
    return new BadDataException(
        "Cannot use %s: expected rows, found none".formatted(String.join(", ", options.paths())));
  }

  private void requireRows(ProfilePass profile) {
    if (profile.rows() == 0) {
      throw noRows();
    }
    if (profile.labels().rows() == 0) {
      throw new BadDataException(
          "Cannot train on %s: none of its %d rows is a usable training row"
              .formatted(String.join(", ", options.paths()), profile.rows()));
    }
  }

  private void refuse(SourceTable source, BadRows badRows) {
    if (badRows.count() > 0 && !options.skipBadRows()) {
      BadRows.Example example = badRows.example().orElseThrow();
      String where =
          BadRowReport.locate(source.rows(), example.hash())
              .orElse("a row of " + String.join(", ", options.paths()));
      String others =
          badRows.count() == 1 ? "" : ", one of %,d bad rows".formatted(badRows.count());
      throw new BadDataException(
          "Cannot read %s: %s%s; data.bad-rows: skip leaves such rows out"
              .formatted(where, example.reason(), others));
    }
  }

  private RowEncoder fit(
      ProfilePass profile,
      JavaRDD<Row> placed,
      Placement placement,
      Roles roles,
      List<String> warnings) {
    Fitted<TargetEncoder> target =
        fitting(() -> TargetEncoder.fit(profile.labels(), options.target()));
    FeatureStatistics statistics =
        new TrainingStatistics(spark, placed, placement, roles, options).of(profile.features());
    Fitted<FeatureEncoder> features =
        fitting(() -> FeatureEncoder.fit(profile.features(), options.features(), statistics));
    warnings.addAll(target.warnings());
    warnings.addAll(features.warnings());
    ExampleWeight weight = ExampleWeight.of(options.weight(), options.target().nullValues());
    return new RowEncoder(features.encoder(), target.encoder(), weight);
  }

  private static <T> T fitting(Supplier<T> fit) {
    try {
      return fit.get();
    } catch (IllegalArgumentException e) {
      throw new BadDataException(e.getMessage(), e);
    }
  }

  private PreparedTable pack(
      SourceTable source,
      JavaRDD<Row> placed,
      Placement placement,
      RowEncoder encoder,
      SparseScaling scaling,
      Precision precision,
      List<String> warnings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // Sent apart from the closure: the closure is part of every later step's task.
    Broadcast<PackPass> pass =
        context.broadcast(new PackPass(source.roles().columns(), encoder, precision));
    JavaRDD<PackPass.Packed> packed =
        placed.mapPartitionsWithIndex(
            (partition, rows) ->
                pass.value().pack(placement.rows(rows), placement.shardsOf(partition)),
            true);
    packed.persist(StorageLevel.MEMORY_AND_DISK());
    PackSummary summary = new PackSummary(encoder.target());
    packed.map(PackPass.Packed::summary).collect().forEach(summary::add);
    long badRows = summary.badRows().count();
    try {
      if (summary.isEmpty()) {
        throw noRows();
      }
      refuse(source, summary.badRows());
    } catch (BadDataException e) {
      packed.unpersist(false);
      throw e;
    }
    if (badRows > 0) {
      warnings.add("%d bad rows were left out".formatted(badRows));
    }
    if (summary.unseenCategories() > 0) {
      warnings.add(encoder.features().unseenWarning(summary.unseenCategories()));
    }
    return new PreparedTable(packed, placement.shards(), encoder, scaling, summary, warnings);
  }
}
