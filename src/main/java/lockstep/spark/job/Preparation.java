package lockstep.spark.job;

import java.util.Locale;
import lockstep.config.GenerateConfig;
import lockstep.config.JobConfig;
import lockstep.data.Split;
import lockstep.generate.Kind;
import lockstep.generate.TableSpec;
import lockstep.spark.generate.GenerateJob;
import lockstep.spark.table.PreparedTable;
import lockstep.spark.table.TableOptions;
import lockstep.spark.table.TablePreparation;
import lockstep.store.OutputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The first stage of every run: the table, made if the job says so, encoded and packed. */
final class Preparation {
  private Preparation() {}

  /** Prepares the job's table and describes it to the user and the manifest. */
  static PreparedTable of(Run run) {
    TableOptions options = new JobSettings(run.config()).tables();
    generateIfAbsent(run.spark(), run.config(), run.observer());
    PreparedTable table =
        run.stopwatch().time("prepare", () -> new TablePreparation(run.spark(), options).prepare());
    run.manifest().describe(table, options.paths());
    table.warnings().forEach(run.observer()::warn);
    run.observer()
        .say(
            "prepared %s: %,d rows (%,d train, %,d validation, %,d test), %,d features"
                .formatted(
                    String.join(", ", options.paths()),
                    table.rows(Split.TRAIN) + table.rows(Split.VALIDATION) + table.rows(Split.TEST),
                    table.rows(Split.TRAIN),
                    table.rows(Split.VALIDATION),
                    table.rows(Split.TEST),
                    table.encoder().features().width()));
    return table;
  }

  /** Writes the table of {@code data.generate} if there is none at {@code data.path}. */
  static void generateIfAbsent(SparkSession spark, JobConfig config, JobObserver observer) {
    GenerateConfig generate = config.data().generate();
    if (generate.kind() == GenerateConfig.Kind.NONE) {
      return;
    }
    String path = config.data().path().orElseThrow();
    Path location = new Path(path);
    try {
      FileSystem files = location.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (files.exists(location)) {
        return;
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("Cannot look for the table " + path, e);
    }
    generate(spark, config, false);
    observer.say("generated %,d rows in %s".formatted(generate.rows(), path));
  }

  /** Writes the table of {@code data.generate} to {@code data.path}. */
  static String generate(SparkSession spark, JobConfig config, boolean overwrite) {
    GenerateConfig generate = config.data().generate();
    Kind kind = Kind.valueOf(generate.kind().name());
    TableSpec spec =
        new TableSpec(
            kind,
            generate.rows(),
            generate.features(),
            generate.classes(),
            generate.seed(),
            generate.nonZeros(),
            generate.positiveRate());
    String format = config.data().format().name().toLowerCase(Locale.ROOT);
    String path = config.data().path().orElseThrow();
    try {
      return GenerateJob.run(spark, spec, path, format, overwrite).truthPath();
    } catch (IllegalArgumentException e) {
      throw new OutputException(e.getMessage(), e);
    }
  }
}
