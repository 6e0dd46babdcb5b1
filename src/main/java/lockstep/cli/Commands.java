package lockstep.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lockstep.config.JobConfig;
import lockstep.spark.job.DescribeJob;
import lockstep.spark.job.EvaluateJob;
import lockstep.spark.job.GenerateTableJob;
import lockstep.spark.job.PredictJob;
import lockstep.spark.job.PrepareJob;
import lockstep.spark.job.TrainJob;
import picocli.CommandLine.Command;

/** The commands, one class each. */
final class Commands {
  private Commands() {}

  @Command(
      name = "generate",
      description = "Writes a labelled table whose truth is known, and the truth beside it.",
      footer = {
        "",
        "Keys of its own: kind (patients, binary, multiclass, multilabel, regression, sparse), rows, features, classes,",
        "non-zeros, positive-rate, seed, output, format, overwrite (true or false). For example",
        "  lockstep generate kind=patients rows=1000000 seed=1 output=/tmp/patients.parquet",
        "  lockstep generate kind=sparse rows=100000 features=2000000 non-zeros=40 output=/tmp/words.libsvm"
      })
  static final class Generate extends SparkCommand {
    private static final List<String> KEYS =
        List.of("kind", "rows", "features", "classes", "seed", "non-zeros", "positive-rate");

    @Override
    protected Work read(Words words) {
      boolean overwrite = words.takeFlag("overwrite");
      words.take("output").ifPresent(path -> words.add("data.path=" + Words.quoted(path)));
      words.rename("format", "data.format");
      for (String key : KEYS) {
        words.rename(key, "data.generate." + key);
      }
      JobConfig config = words.job();
      GenerateTableJob.check(config);
      return (spark, console) ->
          console.print("truth: " + GenerateTableJob.run(spark, config, overwrite, console));
    }
  }

  @Command(
      name = "prepare",
      description =
          "Writes the encoded table in Spark ML's columns (features, label, weight, split), as Parquet.")
  static final class Prepare extends SparkCommand {
    @Override
    protected Work read(Words words) {
      JobConfig config = words.job();
      return (spark, console) ->
          console.print(
              "prepared: " + PrepareJob.run(spark, config, console) + "/" + PrepareJob.PREPARED);
    }
  }

  @Command(
      name = "train",
      description = "Prepares the table, trains, and saves the model.",
      footer = {
        "",
        "Keys of its own: resume, the folder of a run that was interrupted; it goes on from its newest checkpoint,",
        "and ends as if it had never stopped. The job is the run's own, so no job file is needed. For example",
        "  lockstep train resume=runs/stroke/first"
      })
  static final class Train extends SparkCommand {
    @Override
    protected Work read(Words words) {
      return training(words, false);
    }
  }

  private static SparkCommand.Work training(Words words, boolean evaluate) {
    Optional<String> resume = words.take("resume");
    if (resume.isPresent()) {
      UnaryOperator<JobConfig> job = words.jobOver();
      return (spark, console) ->
          console.print("run: " + TrainJob.resume(spark, resume.get(), job, evaluate, console));
    }
    JobConfig config = words.job();
    return (spark, console) ->
        console.print("run: " + TrainJob.run(spark, config, evaluate, console));
  }

  @Command(
      name = "run",
      description =
          "Prepares, trains, and evaluates on every split; saves model, history and metrics.",
      footer = {"", "Like train it takes resume, the folder of a run that was interrupted."})
  static final class Run extends SparkCommand {
    @Override
    protected Work read(Words words) {
      return training(words, true);
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
    protected Work read(Words words) {
      Optional<String> model = words.take("model");
      JobConfig config = words.job();
      return (spark, console) -> {
        String run = model.orElseGet(() -> EvaluateJob.newestRun(spark, config));
        EvaluateJob.run(spark, config, run, console);
        console.print("metrics: " + run + "/metrics.json");
      };
    }
  }

  @Command(
      name = "predict",
      description = "Writes a table's columns plus prediction and probability.",
      footer = {
        "",
        "Keys of its own: model (the folder of a run), input and output (paths of tables). For example",
        "  lockstep predict jobs/stroke.yaml model=runs/stroke/first input=new.csv output=scored.parquet",
        "The job file says how the input is stored (data.format, data.csv); a plain CSV needs none."
      })
  static final class Predict extends SparkCommand {
    @Override
    protected Work read(Words words) {
      String model = words.required("model", "folder of a run");
      String input = words.required("input", "table");
      String output = words.required("output", "new path");
      words.add("data.train=null");
      words.add("data.validation=null");
      words.add("data.test=null");
      words.add("data.path=" + Words.quoted(input));
      JobConfig config = words.job();
      return (spark, console) -> {
        PredictJob.run(spark, config, model, input, output, console);
        console.print("output: " + output);
      };
    }
  }

  @Command(
      name = "describe",
      description =
          "Shows the layers of a job's or a run's network: output shapes, parameters, bytes.",
      footer = {"", "Instead of a job file it takes the folder of a run."})
  static final class Describe extends SparkCommand {
    @Override
    protected Work read(Words words) {
      Optional<String> run = words.folder();
      if (run.isPresent()) {
        return (spark, console) -> print(console, DescribeJob.ofRun(spark, run.get()));
      }
      JobConfig config = words.job();
      return (spark, console) -> print(console, DescribeJob.ofJob(spark, config, console));
    }

    private static void print(Console console, String summary) {
      summary.lines().forEach(console::print);
    }
  }
}
