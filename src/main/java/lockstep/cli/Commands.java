package lockstep.cli;

import lockstep.config.JobConfig;
import lockstep.spark.job.DescribeJob;
import lockstep.spark.job.EvaluateJob;
import lockstep.spark.job.GenerateTableJob;
import lockstep.spark.job.PredictJob;
import lockstep.spark.job.PrepareJob;
import lockstep.spark.job.TrainJob;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** The commands, one class each. */
final class Commands {
  private Commands() {}

  @Command(
      name = "generate",
      description = "Writes a labelled table whose truth is known, and the truth beside it.",
      footer = {
        "",
        "Keys of its own: kind (patients, binary, multiclass, multilabel, regression), rows, features,",
        "classes, seed, output, format, overwrite (true or false). For example",
        "  lockstep generate kind=patients rows=1000000 seed=1 output=/tmp/patients.parquet"
      })
  static final class Generate extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      boolean overwrite = words.take("overwrite").map(Boolean::parseBoolean).orElse(false);
      words.rename("output", "data.path");
      words.rename("format", "data.format");
      for (String key : new String[] {"kind", "rows", "features", "classes", "seed"}) {
        words.rename(key, "data.generate." + key);
      }
      JobConfig config = words.job();
      console.print("truth: " + GenerateTableJob.run(spark, config, overwrite, console));
    }
  }

  @Command(
      name = "prepare",
      description =
          "Writes the encoded table in Spark ML's columns (features, label, weight, split), as Parquet.")
  static final class Prepare extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      String run = PrepareJob.run(spark, words.job(), console);
      console.print("prepared: " + run + "/" + PrepareJob.PREPARED);
    }
  }

  @Command(name = "train", description = "Prepares the table, trains, and saves the model.")
  static final class Train extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      console.print("run: " + TrainJob.run(spark, words.job(), false, console));
    }
  }

  @Command(
      name = "run",
      description =
          "Prepares, trains, and evaluates on every split; saves model, history and metrics.")
  static final class Run extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      console.print("run: " + TrainJob.run(spark, words.job(), true, console));
    }
  }

  @Command(
      name = "evaluate",
      description =
          "Judges the model of a run on the job's tables; the run gets a new metrics.json.",
      footer = {
        "",
        "Keys of its own: model, the folder of the run; without it the job's newest run. For example",
        "  lockstep evaluate jobs/stroke.yaml model=runs/stroke/first"
      })
  static final class Evaluate extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      String model = words.take("model").orElse(null);
      JobConfig config = words.job();
      String run = model == null ? EvaluateJob.newestRun(spark, config) : model;
      EvaluateJob.run(spark, config, run, console);
      console.print("metrics: " + run + "/metrics.json");
    }
  }

  @Command(
      name = "predict",
      description = "Writes a table's columns plus prediction and probability.",
      footer = {
        "",
        "Keys of its own: model (the folder of a run), input and output (paths of tables). For example",
        "  lockstep predict jobs/stroke.yaml model=runs/stroke/first input=new.csv output=scored.parquet"
      })
  static final class Predict extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      String model = words.required("model");
      String input = words.required("input");
      String output = words.required("output");
      words.add("data.train=null");
      words.add("data.path=" + Words.quoted(input));
      PredictJob.run(spark, words.job(), model, input, output, console);
      console.print("output: " + output);
    }
  }

  @Command(
      name = "describe",
      description =
          "Shows the layers of a job's or a run's network: output shapes, parameters, bytes.")
  static final class Describe extends SparkCommand {
    @Override
    protected void run(SparkSession spark, Words words, Console console) {
      String summary =
          words.folder().isPresent()
              ? DescribeJob.ofRun(spark, words.folder().get())
              : DescribeJob.ofJob(spark, words.job(), console);
      summary.lines().forEach(console::print);
    }
  }
}
