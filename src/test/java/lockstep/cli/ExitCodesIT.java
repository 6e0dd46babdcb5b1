package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A mistake of the user's ends in one sentence, an exit code, and nothing half-made. */
class ExitCodesIT {
  /**
   * A mistake and what the user is told.
   *
   * @param words of the command; {@code @} stands for the folder of the tables
   */
  private record Mistake(int code, String sentence, String... words) {
    @Override
    public String toString() {
      return code + ": " + String.join(" ", words);
    }
  }

  private static final String PEOPLE = "run @/job.yaml data.path=@/people.csv ";

  /** Mistakes that are seen before there is a run. */
  static final List<Mistake> COMMANDS =
      List.of(
          mistake(
              "runn @/job.yaml",
              64,
              "Cannot run \"runn\": expected one of describe, evaluate, generate, help, predict, prepare, run, train; the nearest is \"run\""),
          mistake("run", 64, "Cannot run: expected a job file, or key=value, found neither"),
          mistake(
              "run @/job.yaml train.epochs",
              64,
              "Cannot read \"train.epochs\": expected key=value beside the job file @/job.yaml"),
          mistake(
              "run @/job.yaml --epochs",
              64,
              "Cannot read the option --epochs: expected --help, --version, key=value or a job file"),
          mistake(
              "predict @/job.yaml model=@/m input=@/people.csv",
              64,
              "Cannot predict: expected output=<new path>, found none"),
          mistake(
              "generate kind=patients output=@/p.csv overwrite=yes",
              64,
              "Cannot generate: expected overwrite=true or overwrite=false, found overwrite=yes"),
          mistake(
              "run @/jobb.yaml",
              66,
              "Cannot read @/jobb.yaml: expected a job file, found nothing; the nearest is \"job.yaml\""),
          mistake("run @", 66, "Cannot read @: expected a job file, found a folder"),
          mistake(
              "run @/unknown-key.yaml",
              78,
              "Cannot read @/unknown-key.yaml: line 3: unknown key \"data.lable\"; the nearest is \"data.label\""),
          mistake(
              "run @/twice.yaml",
              78,
              "Cannot read @/twice.yaml: line 2: key \"job\" is given twice, first in line 1"),
          mistake(
              "run @/job.yaml train.epochs=many",
              78,
              "Cannot read the override \"train.epochs=many\": train.epochs: expected a whole number, found \"many\""),
          mistake(
              "run @/job.yaml train.epoch=5",
              78,
              "Cannot read the override \"train.epoch=5\": unknown key \"train.epoch\"; the nearest is \"train.epochs\""),
          mistake(
              "train train.epochs=5",
              78,
              "Cannot read the command line: data.path: expected a table, here or in data.train, found neither"),
          mistake(
              "generate output=@/p.csv",
              78,
              "Cannot generate a table: expected data.generate.kind to be patients, binary, multiclass, multilabel or regression, found none"),
          mistake(
              "generate kind=patients rows=10 output=@/job.yaml/p.csv",
              73,
              "Cannot generate the table @/job.yaml/p.csv: Parent path is not a directory: file:@/job.yaml"),
          mistake(
              "generate kind=patients rows=10 output=@/people.csv",
              73,
              "Cannot generate the table @/people.csv: expected a new path or leave to overwrite, found file:@/people.csv"),
          mistake(
              "generate kind=patients rows=10 output=@/people",
              73,
              "Cannot generate the table @/people: expected the format csv, json, parquet or orc, or a path that ends in one, found neither"),
          mistake(
              "evaluate @/job.yaml output.dir=@/none",
              66,
              "Cannot find a run of job people in @/none/people: expected one with a model"),
          mistake(
              "evaluate @/job.yaml model=@/none",
              66,
              "Cannot find a model at @/none: expected a run or a model, found no model.json"),
          mistake(
              PEOPLE + "output.dir=@/people.csv output.run-id=x",
              73,
              "Cannot create the folder @/people.csv/people/x: Parent path is not a directory: file:@/people.csv"));

  /** Mistakes that end a run: its folder says the same. */
  static final List<Mistake> RUNS =
      List.of(
          mistake(
              "run @/job.yaml data.path=@/peeple.csv",
              66,
              "Cannot find the table @/peeple.csv; the nearest is people.csv"),
          mistake(
              PEOPLE + "data.label=lable",
              65,
              "Cannot find column \"lable\" in @/people.csv; the nearest is \"label\""),
          mistake(
              PEOPLE + "data.weight=agee",
              65,
              "Cannot find column \"agee\" in @/people.csv; the nearest is \"age\""),
          mistake(
              PEOPLE + "features.numeric=[aeg]",
              65,
              "Cannot find column \"aeg\" in @/people.csv; the nearest is \"age\""),
          mistake(
              "run @/job.yaml data.path=@/no-number.csv features.numeric=[age]",
              65,
              "Cannot read row 5 of no-number.csv: column \"age\": expected a number, found \"old\"; data.bad-rows: skip leaves such rows out"),
          mistake(
              "run @/job.yaml data.path=@/empty.csv",
              65,
              "Cannot read @/empty.csv: found no columns"),
          mistake(
              "run @/job.yaml data.path=@/header.csv",
              65,
              "Cannot use @/header.csv: expected rows, found none"),
          mistake(
              "run @/job.yaml data.path=@/one-class.csv",
              65,
              "Cannot read label column \"label\" as binary: expected 2 classes, found 1 (yes)"),
          mistake(
              PEOPLE + "data.label=sex model.positive=female",
              65,
              "Cannot take \"female\" as the positive label of column \"sex\": expected one of f, m"),
          mistake(
              "run @/job.yaml data.path=@/no-number.csv data.label=age model.task=regression",
              65,
              "Cannot read row 5 of no-number.csv: column \"age\": expected a number, found \"old\"; data.bad-rows: skip leaves such rows out"),
          mistake(
              "run @/job.yaml data.path=@/no-label.csv",
              65,
              "Cannot read row 3 of no-label.csv: column \"label\": expected a label, found a missing value; data.bad-rows: skip leaves such rows out"),
          mistake(
              "run @/job.yaml data.path=@/short.csv",
              65,
              "Cannot read row 2 of short.csv: its record does not fit the columns of the table; data.bad-rows: skip leaves such rows out"),
          mistake(
              "run @/job.yaml data.path=@/constant.csv",
              65,
              "Cannot fit an encoder: expected a feature column that varies, found only constant ones: age, sex"),
          mistake(
              "run @/job.yaml data.path=@/weights.csv data.weight=negative",
              65,
              "Cannot read row 2 of weights.csv: column \"negative\": expected a weight of 0 or more, found \"-1\"; data.bad-rows: skip leaves such rows out"),
          mistake(
              "run @/job.yaml data.path=@/weights.csv data.weight=none",
              65,
              "Cannot fit an encoder: expected a positive example weight, found only zeros"),
          mistake(
              PEOPLE + "data.format=parquet",
              65,
              "Cannot read the table @/people.csv: file:@/people.csv is not a Parquet file. Expected magic number at tail, but found [121, 101, 115, 10]"),
          mistake(
              "run @/job.yaml data.path=@/people.xls",
              65,
              "Cannot tell the format of @/people.xls: expected a suffix of [csv, parquet, json, orc], or data.format"),
          mistake(
              "run @/job.yaml data.path=@/plain.csv.gz",
              65,
              "Cannot read the table @/plain.csv.gz: not a gzip file"),
          mistake(
              PEOPLE
                  + "data.split.train=0.8 data.split.validation=0 train.early-stopping.patience=2",
              65,
              "Cannot stop early on validation-loss: the job has no validation rows"),
          mistake(
              PEOPLE
                  + "train.early-stopping.monitor=validation-rmse train.early-stopping.patience=2",
              78,
              "Cannot stop early on validation-rmse: expected one of validation-loss, validation-accuracy, validation-weighted-f1, validation-macro-f1, validation-roc-auc, validation-pr-auc for this task"));

  @TempDir static Path folder;

  private static Mistake mistake(String words, int code, String sentence) {
    return new Mistake(code, sentence, words.split(" ", -1));
  }

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
    assertTold(mistake, run(mistake, Stream.of()));
  }

  @ParameterizedTest
  @FieldSource("RUNS")
  void mistakeEndsTheRunWhoseFolderSaysTheSame(Mistake mistake) throws IOException {
    Path runs = Files.createTempDirectory(folder, "runs");

    Ran ran = run(mistake, Stream.of("output.dir=" + runs, "output.run-id=x"));

    assertTold(mistake, ran);
    Path run = runs.resolve("people/x");
    JsonNode status = new JsonMapper().readTree(run.resolve("status.json").toFile());
    assertThat(status.path("state").asText()).isEqualTo("failed");
    assertThat(status.path("code").asInt()).isEqualTo(mistake.code);
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

  private static Ran run(Mistake mistake, Stream<String> more) {
    Stream<String> words = Arrays.stream(mistake.words);
    return Ran.lockstep(
        Stream.concat(words, more)
            .map(word -> word.replace("@", folder.toString()))
            .toArray(String[]::new));
  }

  private static void assertTold(Mistake mistake, Ran ran) {
    assertThat(ran.err())
        .as("standard error")
        .containsExactly("lockstep: " + mistake.sentence.replace("@", folder.toString()));
    assertThat(ran.code()).isEqualTo(mistake.code);
  }
}
