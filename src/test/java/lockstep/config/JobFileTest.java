package lockstep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {
  @TempDir Path folder;

  @Test
  void whatAFileLeavesOutHasItsDefault() {
    JobConfig job = parse("data: { path: x.csv }");
    assertThat(job.seed()).isEqualTo(42);
    assertThat(job.data().path()).contains("x.csv");
    assertThat(job.data().label()).containsExactly("label");
    assertThat(job.data().shards()).isEqualTo(new AutoCount(OptionalInt.empty()));
    assertThat(job.data().csv().nullValues())
        .containsExactly("", "NA", "N/A", "NaN", "nan", "?", "null");
    assertThat(job.features().numeric().listed()).isEmpty();
    assertThat(job.model().positive()).isEmpty();
    assertThat(job.train().batchSize()).isEqualTo(new BatchSize(OptionalInt.of(32)));
    assertThat(job.train().earlyStopping().monitor()).isEqualTo(Monitor.VALIDATION_LOSS);
    assertThat(job.output().runId()).isEmpty();
  }

  @Test
  void everyDefaultMayBeSpelledOut() {
    String yaml =
        """
        version: 1
        job: job
        seed: 42
        data:
          path: x.csv
          train: null
          validation: null
          test: null
          generate: null
          format: auto
          csv: { header: true, delimiter: ",", null-values: ["", "NA", "N/A", "NaN", "nan", "?", "null"] }
          label: label
          weight: null
          ignore: []
          split: { train: 0.6, validation: 0.2, test: 0.2 }
          shards: auto
          bad-rows: fail
        features:
          numeric: auto
          categorical: auto
          impute: mean
          scale: standard
          scale-target: standard
          max-categories: 1000
        model: { task: auto, positive: null, hidden: [], activation: leaky-relu }
        train:
          optimizer: adam
          learning-rate: 0.001
          batch-size: 32
          epochs: 100
          l2: 0.0
          loss: auto
          early-stopping: { monitor: validation-loss, patience: 0, restore-best: true }
          precision: float32
          engine: auto
        evaluate: { thresholds: [0.5] }
        output: { dir: runs, run-id: null }
        """;
    assertThat(parse(yaml)).isEqualTo(parse("data: { path: x.csv }"));
  }

  @Test
  void theFileGoesOverTheDefaultsAndOverridesOverBoth() {
    String yaml = "data: { path: x.csv }\ntrain:\n  epochs: 7\n  l2: 1\n";
    JobConfig job =
        JobFile.parse("x", yaml, List.of("train.epochs=8", "model.hidden=[32, 16]", "seed=1"));
    assertThat(job.train().epochs()).isEqualTo(8);
    assertThat(job.train().l2()).isEqualTo(1);
    assertThat(job.train().learningRate()).isEqualTo(0.001);
    assertThat(job.model().hidden()).containsExactly(32, 16);
    assertThat(JobFile.of(List.of("train.epochs=2", "train.epochs=3", "data.path=/x=1.csv")))
        .satisfies(last -> assertThat(last.train().epochs()).isEqualTo(3))
        .satisfies(last -> assertThat(last.data().path()).contains("/x=1.csv"));
  }

  @Test
  void overridesAloneAreAJobAndMayReplaceASection() {
    JobConfig job =
        JobFile.of(
            List.of(
                "data={train: a.csv, test: b.csv, label: [x, y]}",
                "data.split={train: 0.8, validation: 0.1, test: 0.1}"));
    assertThat(job.data().train()).contains("a.csv");
    assertThat(job.data().label()).containsExactly("x", "y");
    assertThat(job.data().split()).isEqualTo(new SplitConfig(0.8, 0.1, 0.1));
  }

  @Test
  void anEmptySectionKeepsItsDefaultsAndANullOverridePutsThemBack() {
    JobConfig plain = parse("data: { path: x.csv }");
    assertThat(parse("data: { path: x.csv }\ntrain:\nevaluate: null\n")).isEqualTo(plain);
    String generated = "data: { path: x.csv, generate: { kind: binary, rows: 10 } }";
    assertThat(parse(generated).data().generate().rows()).isEqualTo(10);
    assertThat(JobFile.parse("x", generated, List.of("data.generate=null"))).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "no", "on", "True", "1", "1.0", "0x10", "1e3", "010", "2020-01-01"})
  void aLabelStaysAsItIsWritten(String label) {
    String yaml =
        "data: { path: x, label: %s, ignore: [a, %s], csv: { null-values: [%s] } }"
            .formatted(label, label + "2", label);
    JobConfig job = JobFile.parse("x", yaml, List.of("model.positive=" + label));
    assertThat(job.model().positive()).contains(label);
    assertThat(job.data().label()).containsExactly(label);
    assertThat(job.data().ignore()).containsExactly("a", label + "2");
    assertThat(job.data().csv().nullValues()).containsExactly(label);
  }

  @Test
  void nullIsNothingForAValueAndAWordInAList() {
    JobConfig job =
        parse(
            "data: { path: x, csv: { null-values: [null, ~, 'null', ''] } }\nmodel: { positive: null }");
    assertThat(job.model().positive()).isEmpty();
    assertThat(job.data().csv().nullValues()).containsExactly("null", "~", "null", "");
    assertThat(parse("data: { path: x }\nmodel: { positive: 'null' }").model().positive())
        .contains("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-3", "0.001", "1.0E-3", ".001", "+0.001"})
  void numbersAreThoseOfYaml12(String written) {
    JobConfig job = JobFile.of(List.of("data.path=x", "train.learning-rate=" + written));
    assertThat(job.train().learningRate()).isEqualTo(0.001);
  }

  @Test
  void wordsAndNumbersShareAKey() {
    List<String> overrides =
        List.of(
            "data.path=x",
            "data.shards=64",
            "train.batch-size=full",
            "data.csv.multi-line=true",
            "features.numeric=[a, 2020]",
            "features.categorical=[]");
    JobConfig job = JobFile.of(overrides);
    assertThat(job.data().shards().number()).hasValue(64);
    assertThat(job.train().batchSize().rows()).isEmpty();
    assertThat(job.data().csv().multiLine()).isEqualTo(CsvConfig.MultiLine.TRUE);
    assertThat(job.features().numeric().listed()).contains(List.of("a", "2020"));
    assertThat(job.features().categorical().listed()).contains(List.of());
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkAreRead() throws IOException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, "\uFEFFjob: a1\r\ndata:\r\n  path: ä b.csv\r\n");
    JobConfig job = JobFile.read(file, List.of());
    assertThat(job.job()).isEqualTo("a1");
    assertThat(job.data().path()).isEqualTo(Optional.of("ä b.csv"));
  }

  @Test
  void aMissingFileIsToldFromABadOne() throws IOException {
    Files.writeString(folder.resolve("stroke.yaml"), "version: 2");
    assertThatThrownBy(() -> JobFile.read(folder.resolve("strok.yaml"), List.of()))
        .isInstanceOf(MissingJobFileException.class)
        .hasMessageStartingWith("Cannot read " + folder.resolve("strok.yaml"))
        .hasMessageEndingWith("found nothing; the nearest is \"stroke.yaml\"");
    assertThatThrownBy(() -> JobFile.read(folder.resolve("no/where.yaml"), List.of()))
        .isInstanceOf(MissingJobFileException.class)
        .hasMessageEndingWith("expected a job file, found nothing");
    assertThatThrownBy(() -> JobFile.read(folder, List.of()))
        .isInstanceOf(MissingJobFileException.class)
        .hasMessageEndingWith("found a folder");
    assertThatThrownBy(() -> JobFile.read(folder.resolve("stroke.yaml"), List.of()))
        .isExactlyInstanceOf(ConfigException.class);
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "job: ä".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> JobFile.read(latin, List.of()))
        .isExactlyInstanceOf(ConfigException.class)
        .hasMessageEndingWith("expected text in UTF-8, found other bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train.epoch=5 | unknown key \"train.epoch\"; the nearest is \"train.epochs\"",
        "epochs=5 | unknown key \"epochs\"; the nearest is \"train.epochs\"",
        "train.learningRate=5 | unknown key \"train.learningRate\"; the nearest is \"train.learning-rate\"",
        "data..path=x | unknown key \"data.\"; the nearest is \"data.csv\"",
        "train=5 | train: expected keys and values, found 5",
        "train.epochs.x=5 | train.epochs: expected a whole number, found {\"x\":5}",
        "train.epochs | expected key=value, as in train.epochs=5",
        "=5 | expected key=value, as in train.epochs=5",
        "model.hidden=[1, 2 | ill YAML: expected ',' or ']', but got <stream end> (while parsing a flow sequence)",
      })
  void aMistakeInAnOverrideNamesIt(String override, String sentence) {
    assertThatThrownBy(() -> JobFile.parse("x.yaml", "data: { path: x }", List.of(override)))
        .isExactlyInstanceOf(ConfigException.class)
        .hasMessage("Cannot read the override \"%s\": %s", override, sentence);
  }

  private static JobConfig parse(String yaml) {
    return JobFile.parse("x.yaml", yaml, List.of());
  }
}
