package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A mistake of the user's ends in one sentence, an exit code, and nothing half-made. */
class ExitCodesIT {
  private static final String PEOPLE = "run @/job.yaml data.path=@/people.csv ";

  /** Mistakes that are seen before there is a run. */
  static final List<Mistake> COMMANDS =
      List.of(
          Mistake.of(
              "runn @/job.yaml",
              64,
              "Cannot run \"runn\": expected one of describe, evaluate, generate, help, predict,"
                  + " prepare, run, train; the nearest is \"run\""),
          Mistake.of("run", 64, "Cannot run: expected a job file, or key=value, found neither"),
          Mistake.of(
              "run @/job.yaml train.epochs",
              64,
              "Cannot read \"train.epochs\": expected key=value beside the job file @/job.yaml"),
          Mistake.of(
              "run @/job.yaml --epochs",
              64,
              "Cannot read the option --epochs: expected --help, --version, key=value or a job"
                  + " file"),
          Mistake.of(
              "predict @/job.yaml model=@/m input=@/people.csv",
              64,
              "Cannot predict: expected output=<new path>, found none"),
          Mistake.of(
              "generate kind=patients output=@/p.csv overwrite=yes",
              64,
              "Cannot generate: expected overwrite=true or overwrite=false, found overwrite=yes"),
          Mistake.of(
              "run @/jobb.yaml",
              66,
              "Cannot read @/jobb.yaml: expected a job file, found nothing; the nearest is"
                  + " \"job.yaml\""),
          Mistake.of("run @", 66, "Cannot read @: expected a job file, found a folder"),
          Mistake.of(
              "run @/unknown-key.yaml",
              78,
              "Cannot read @/unknown-key.yaml: line 3: unknown key \"data.lable\"; the nearest is"
                  + " \"data.label\""),
          Mistake.of(
              "run @/twice.yaml",
              78,
              "Cannot read @/twice.yaml: line 2: key \"job\" is given twice, first in line 1"),
          Mistake.of(
              "run @/job.yaml train.epochs=many",
              78,
              "Cannot read the override \"train.epochs=many\": train.epochs: expected a whole"
                  + " number, found \"many\""),
          Mistake.of(
              "run @/job.yaml train.epoch=5",
              78,
              "Cannot read the override \"train.epoch=5\": unknown key \"train.epoch\"; the nearest"
                  + " is \"train.epochs\""),
          Mistake.of(
              "train train.epochs=5",
              78,
              "Cannot read the command line: data.path: expected a table, here or in data.train,"
                  + " found neither"),
          Mistake.of(
              "generate output=@/p.csv",
              78,
              "Cannot generate a table: expected data.generate.kind to be patients, binary,"
                  + " multiclass, multilabel, regression or sparse, found none"),
          Mistake.of(
              "generate kind=patients rows=10 output=@/job.yaml/p.csv",
              73,
              "Cannot generate the table @/job.yaml/p.csv: Parent path is not a directory:"
                  + " file:@/job.yaml"),
          Mistake.of(
              "generate kind=patients rows=10 output=@/people.csv",
              73,
              "Cannot generate the table @/people.csv: expected a new path or leave to overwrite,"
                  + " found file:@/people.csv"),
          Mistake.of(
              "generate kind=patients rows=10 output=@/people",
              73,
              "Cannot generate the table @/people: expected the format csv, json, parquet or orc,"
                  + " or a path that ends in one, found neither"),
          Mistake.of(
              "evaluate @/job.yaml output.dir=@/none",
              66,
              "Cannot find a run of job people in @/none/people: expected one with a model"),
          Mistake.of(
              "evaluate @/job.yaml model=@/none",
              66,
              "Cannot find a model at @/none: expected a run or a model, found no model.json"),
          Mistake.of(
              PEOPLE + "output.dir=@/people.csv output.run-id=x",
              73,
              "Cannot create the folder @/people.csv/people/x: Parent path is not a directory:"
                  + " file:@/people.csv"));

  /** Mistakes that end a run: its folder says the same. */
  static final List<Mistake> RUNS =
      List.of(
          Mistake.of(
              "run @/job.yaml data.path=@/peeple.csv",
              66,
              "Cannot find the table @/peeple.csv; the nearest is people.csv"),
          Mistake.of(
              PEOPLE + "train.init-from=@/none",
              66,
              "Cannot find a model at @/none: expected a run or a model, found no model.json"),
          Mistake.of(
              PEOPLE + "data.label=lable",
              65,
              "Cannot find column \"lable\" in @/people.csv; the nearest is \"label\""),
          Mistake.of(
              PEOPLE + "data.weight=agee",
              65,
              "Cannot find column \"agee\" in @/people.csv; the nearest is \"age\""),
          Mistake.of(
              PEOPLE + "features.numeric=[aeg]",
              65,
              "Cannot find column \"aeg\" in @/people.csv; the nearest is \"age\""),
          Mistake.of(
              "run @/job.yaml data.path=@/no-number.csv features.numeric=[age]",
              65,
              "Cannot read row 5 of no-number.csv: column \"age\": expected a number, found"
                  + " \"old\"; data.bad-rows: skip leaves such rows out"),
          Mistake.of(
              "run @/job.yaml data.path=@/empty.csv",
              65,
              "Cannot read @/empty.csv: found no columns"),
          Mistake.of(
              "run @/job.yaml data.path=@/header.csv",
              65,
              "Cannot use @/header.csv: expected rows, found none"),
          Mistake.of(
              "run @/job.yaml data.path=@/one-class.csv",
              65,
              "Cannot read label column \"label\" as binary: expected 2 classes, found 1 (yes)"),
          Mistake.of(
              PEOPLE + "data.label=sex model.positive=female",
              65,
              "Cannot take \"female\" as the positive label of column \"sex\": expected one of f,"
                  + " m"),
          Mistake.of(
              "run @/job.yaml data.path=@/no-number.csv data.label=age model.task=regression",
              65,
              "Cannot read row 5 of no-number.csv: column \"age\": expected a number, found"
                  + " \"old\"; data.bad-rows: skip leaves such rows out"),
          Mistake.of(
              "run @/job.yaml data.path=@/no-label.csv",
              65,
              "Cannot read row 3 of no-label.csv: column \"label\": expected a label, found a"
                  + " missing value; data.bad-rows: skip leaves such rows out"),
          Mistake.of(
              "run @/job.yaml data.path=@/short.csv",
              65,
              "Cannot read row 2 of short.csv: its record does not fit the columns of the table;"
                  + " data.bad-rows: skip leaves such rows out"),
          Mistake.of(
              "run @/job.yaml data.path=@/constant.csv",
              65,
              "Cannot fit an encoder: expected a feature column that varies, found only constant"
                  + " ones: age, sex"),
          Mistake.of(
              "run @/job.yaml data.path=@/weights.csv data.weight=negative",
              65,
              "Cannot read row 2 of weights.csv: column \"negative\": expected a weight of 0 or"
                  + " more, found \"-1\"; data.bad-rows: skip leaves such rows out"),
          Mistake.of(
              "run @/job.yaml data.path=@/weights.csv data.weight=none",
              65,
              "Cannot fit an encoder: expected a positive example weight, found only zeros"),
          Mistake.of(
              PEOPLE + "data.format=parquet",
              65,
              "Cannot read the table @/people.csv: file:@/people.csv is not a Parquet file."
                  + " Expected magic number at tail, but found [121, 101, 115, 10]"),
          Mistake.of(
              "run @/job.yaml data.path=@/people.xls",
              65,
              "Cannot tell the format of @/people.xls: expected a suffix of [csv, parquet, json,"
                  + " orc, libsvm], or data.format"),
          Mistake.of(
              "run @/job.yaml data.path=@/plain.csv.gz",
              65,
              "Cannot read the table @/plain.csv.gz: not a gzip file"),
          Mistake.of(
              PEOPLE
                  + "data.split.train=0.8 data.split.validation=0 train.early-stopping.patience=2",
              65,
              "Cannot stop early on validation-loss: the job has no validation rows"),
          Mistake.of(
              PEOPLE
                  + "train.early-stopping.monitor=validation-rmse train.early-stopping.patience=2",
              78,
              "Cannot stop early on validation-rmse: expected one of validation-loss,"
                  + " validation-accuracy, validation-weighted-f1, validation-macro-f1,"
                  + " validation-roc-auc, validation-pr-auc for this task"));

  @TempDir static Path folder;

  @BeforeAll
  static void writeTables() throws IOException {
    List<String> people = new ArrayList<>(List.of("age,sex,label"));
    IntStream.range(0, 40)
        .mapToObj(i -> "%d,%s,%s".formatted(i, i % 2 == 0 ? "f" : "m", i % 3 == 0 ? "yes" : "no"))
        .forEach(people::add);
    write("people.csv", people);
    write("people.xls", people);
    write("plain.csv.gz", people);
    write("empty.csv", List.of());
    write("header.csv", people.subList(0, 1));
    write("one-class.csv", edited(people, line -> line.replaceAll("no$", "yes")));
    write("constant.csv", edited(people, line -> line.replaceAll("^\\d+,.", "1,f")));
    write("no-label.csv", replaced(people, 3, "2,f,NA"));
    write("no-number.csv", replaced(people, 5, "old,f,no"));
    write("short.csv", replaced(people, 2, "1,m"));
    write(
        "weights.csv",
        replaced(
            edited(people, line -> line + (line.startsWith("age") ? ",negative,none" : ",1,0")),
            2,
            "1,m,no,-1,0"));
    write("job.yaml", List.of("job: people", "data: { path: people.csv }", "train: { epochs: 2 }"));
    write("unknown-key.yaml", List.of("job: people", "data:", "  lable: x"));
    write("twice.yaml", List.of("job: people", "job: others"));
  }

  private static void write(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  private static List<String> edited(
      List<String> lines, java.util.function.UnaryOperator<String> edit) {
    return lines.stream().map(edit).toList();
  }

  private static List<String> replaced(List<String> lines, int number, String line) {
    List<String> copy = new ArrayList<>(lines);
    copy.set(number, line);
    return copy;
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void mistakeIsToldInOneSentence(Mistake mistake) {
    mistake.assertTold(folder, mistake.run(folder));
  }

  @ParameterizedTest
  @FieldSource("RUNS")
  void mistakeEndsTheRunWhoseFolderSaysTheSame(Mistake mistake) throws IOException {
    Path runs = Files.createTempDirectory(folder, "runs");

    Ran ran = mistake.run(folder, "output.dir=" + runs, "output.run-id=x");

    mistake.assertTold(folder, ran);
    Path run = runs.resolve("people/x");
    JsonNode status = new JsonMapper().readTree(run.resolve("status.json").toFile());
    assertThat(status.path("state").asText()).isEqualTo("failed");
    assertThat(status.path("code").asInt()).isEqualTo(mistake.code());
    assertThat("lockstep: " + status.path("reason").asText()).isEqualTo(ran.err().get(0));
    assertThat(run.resolve("model")).doesNotExist();
  }

  @Test
  void noWordsShowTheUsage() {
    Ran ran = Ran.lockstep();

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("Usage: lockstep [-hV] <command>");
  }

  @Test
  void aRunThatIsDoneIsNotReplacedAndOneThatFailedIs() throws IOException {
    Path runs = Files.createTempDirectory(folder, "runs");
    String[] words = words(PEOPLE + "output.run-id=x output.dir=" + runs);
    String[] wrong = words(PEOPLE + "output.run-id=x data.label=lable output.dir=" + runs);

    assertThat(Ran.lockstep(wrong).code()).isEqualTo(65);
    Ran.lockstep(words).succeeded();
    Ran again = Ran.lockstep(words);

    assertThat(again.code()).isEqualTo(73);
    assertThat(again.err())
        .containsExactly(
            "lockstep: Cannot create the run %s/people/x: it is there already, and done; choose another output.run-id"
                .formatted(runs));
  }

  private static String[] words(String line) {
    return line.replace("@", folder.toString()).split(" ", -1);
  }
}
