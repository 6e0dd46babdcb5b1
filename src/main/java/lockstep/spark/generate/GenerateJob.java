package lockstep.spark.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import lockstep.generate.TableSpec;
import lockstep.generate.TableTruth;
import org.apache.spark.sql.SparkSession;

/**
 * Writes a labelled table of any size, and beside it the truth: the coefficients its labels were
 * drawn from and the best score possible on it. The table is a function of its spec alone: cluster,
 * number of partitions and format do not change its rows or their order.
 */
public final class GenerateJob {
  private static final long MOST_ROWS_PER_FILE = 1_000_000;

  private GenerateJob() {}

  /**
   * Generates the table; target and truth file appear when both are complete, or not at all.
   *
   * @param path the folder of part files to write, as Spark's writers do; also if it is called
   *     something.csv.gz
   * @param format csv, json, parquet, orc, of sparse rows libsvm or parquet, or {@code auto}: by
   *     the suffix of the path. Text is compressed if the path ends in {@code .gz}
   * @param overwrite whether a table that stands at the path is replaced
   * @throws IllegalArgumentException if the format is none of these, or something that is not a
   *     table stands at the path
   * @throws UncheckedIOException if the target exists and is not to be overwritten (the cause is a
   *     {@link java.nio.file.FileAlreadyExistsException}), or cannot be written
   */
  public static GeneratedTable run(
      SparkSession session, TableSpec spec, String path, String format, boolean overwrite) {
    int parallelism = session.sparkContext().defaultParallelism();
    long files = Math.max(parallelism, 1 + (spec.rows() - 1) / MOST_ROWS_PER_FILE);
    return run(session, spec, path, format, overwrite, (int) Math.min(files, spec.rows()));
  }

  static GeneratedTable run(
      SparkSession session,
      TableSpec spec,
      String path,
      String format,
      boolean overwrite,
      int partitions) {
    TableFormat tableFormat = TableFormat.of(format, path, spec.kind());
    try (TableTarget target = TableTarget.open(session, path, overwrite)) {
      tableFormat.write(TableRows.of(session, spec, partitions), target.draft());
      TableTruth truth =
          new TableTruth(
              spec, spec.generator().truth(), OptimumPass.run(session, spec, partitions));
      target.publish(TruthFile.json(truth));
      return new GeneratedTable(target.path(), target.truthPath(), spec.rows(), truth);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot generate the table " + path + ": " + e.getMessage(), e);
    }
  }
}
