package lockstep.spark.job;

import lockstep.config.ConfigException;
import lockstep.config.GenerateConfig;
import lockstep.config.JobConfig;
import org.apache.spark.sql.SparkSession;

/** {@code generate}: writes the table of {@code data.generate} to {@code data.path}. */
public final class GenerateTableJob {
  private GenerateTableJob() {}

  /**
   * Checks that the job says what to generate, and where.
   *
   * @throws ConfigException if it does not
   */
  public static void check(JobConfig config) {
    if (config.data().generate().kind() == GenerateConfig.Kind.NONE) {
      throw new ConfigException(
          "Cannot generate a table: expected data.generate.kind to be patients, binary, multiclass, multilabel, regression or sparse, found none");
    }
    if (config.data().path().isEmpty()) {
      throw new ConfigException("Cannot generate a table: expected data.path, found none");
    }
  }

  /**
   * Generates the table.
   *
   * @param overwrite whether one that is there is replaced
   * @return the path of the file that holds the truth about it
   */
  public static String run(
      SparkSession spark, JobConfig config, boolean overwrite, JobObserver observer) {
    check(config);
    String truth = Preparation.generate(spark, config, overwrite);
    observer.say(
        "generated %,d rows in %s"
            .formatted(config.data().generate().rows(), config.data().path().get()));
    return truth;
  }
}
