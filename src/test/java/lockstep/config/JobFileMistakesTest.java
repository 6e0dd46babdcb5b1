package lockstep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in a file is told with the line of that file, the key and what was expected. */
class JobFileMistakesTest {
  @Test
  void anUnknownKeyIsToldWithItsLineAndTheNearest() {
    String yaml = "version: 1\n\ndata:\n  path: x.csv   # a table\n\ntrain:\n  epoch: 5\n";
    fails(yaml, "line 7: unknown key \"train.epoch\"; the nearest is \"train.epochs\"");
    fails(
        "train.epochs: 5",
        "line 1: unknown key \"train.epochs\": with dots it is for the command line, here it is"
            + " nested");
  }

  @Test
  void aKeyGivenTwiceIsToldWithBothLines() {
    String yaml = "data:\n  path: x.csv\n  label: y\n  path: z.csv\n";
    fails(yaml, "line 4: key \"data.path\" is given twice, first in line 2");
  }

  @Test
  void illYamlIsToldWithItsLine() {
    fails("data:\n  path: [x\nseed: 1", "line 3: ill YAML: expected ',' or ']', but got :", true);
    fails("data:\n\tpath: x", "line 2: ill YAML: found character '\\t(TAB)'", true);
    fails("a: 1\n---\nb: 2", "line 2: ill YAML: but found another document", true);
    fails("data: !class x", "line 1: ill YAML: tags such as !class mean nothing here");
    fails("? [a, b]\n: 1", "line 1: ill YAML: expected a name as key, found a list or a mapping");
    fails("data: &a { path: x }\ntrain: *a", "ill YAML: Number of aliases", true);
    fails("- a", "line 1: expected keys and values, found [\"a\"]");
    fails("seed: 1\njob: \u0001", "line 2: ill YAML: character U+0001 is not allowed");
  }

  @Test
  void theTableItselfHasNoDefault() {
    fails("", "data.path: expected a table, here or in data.train, found neither");
    assertThatThrownBy(() -> JobFile.of(List.of()))
        .hasMessage(
            "Cannot read the command line: data.path: expected a table, here or in data.train,"
                + " found neither");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 2 | version: expected 1, found 2",
        "version: '1' | version: expected a whole number, found \"1\"",
        "seed: 1.5 | seed: expected a whole number, found 1.5",
        "seed: 99999999999999999999 | seed: expected a whole number, found 99999999999999999999",
        "seed: null | seed: expected a whole number, found null",
        "job: a/b | job: expected a folder name (letters, digits, dot, hyphen and underscore, first"
            + " a letter or digit), found \"a/b\"",
        "job: .. | job: expected a folder name (letters, digits, dot, hyphen and underscore, first"
            + " a letter or digit), found \"..\"",
        "job: null | job: expected text, found null",
        "job: [a] | job: expected text, found [\"a\"]",
        "train: {epochs: 5.0} | train.epochs: expected a whole number, found 5.0",
        "train: {epochs: five} | train.epochs: expected a whole number, found \"five\"",
        "train: {epochs: true} | train.epochs: expected a whole number, found true",
        "train: {epochs: 0} | train.epochs: expected 1 or more, found 0",
        "train: {epochs: 3000000000} | train.epochs: expected a whole number, found 3000000000",
        "train: {learning-rate: '0.1'} | train.learning-rate: expected a number, found \"0.1\"",
        "train: {learning-rate: 0} | train.learning-rate: expected a number above 0, found 0.0",
        "train: {learning-rate: .inf} | train.learning-rate: expected a number, found \".inf\"",
        "train: {learning-rate: NaN} | train.learning-rate: expected a number above 0, found NaN",
        "train: {learning-rate: 1e999} | train.learning-rate: expected a number above 0, found"
            + " Infinity",
        "train: {schedule: cos} | train.schedule.kind: expected one of constant, step, exponential,"
            + " inverse-time, inverse-sqrt, cosine, one-cycle, piecewise, reduce-on-plateau, found"
            + " \"cos\"; the nearest is \"cosine\"",
        "train: {schedule: [cosine]} | train.schedule: expected keys and values, found"
            + " [\"cosine\"]",
        "train: {schedule: {steps: 0}} | train.schedule.steps: expected 1 or more, found 0",
        "train: {schedule: {factor: 0}} | train.schedule.factor: expected a number above 0, found"
            + " 0.0",
        "train: {schedule: {kind: reduce-on-plateau, factor: 1}} | train.schedule.factor: expected"
            + " less than 1 to reduce the rate, found 1.0",
        "train: {schedule: {rise: 1}} | train.schedule.rise: expected 0 or more and less than 1,"
            + " found 1.0",
        "train: {schedule: {boundaries: [3, 3], rates: [1, 1]}} | train.schedule.boundaries:"
            + " expected steps in rising order, found [3, 3]",
        "train: {schedule: {boundaries: [3], rates: []}} | train.schedule.rates: expected one for"
            + " each of the boundaries, found 0",
        "train: {schedule: piecewise} | train.schedule.kind: expected boundaries beside it, found"
            + " piecewise",
        "train: {optimizer-options: {momentum: 1}} | train.optimizer-options.momentum: expected 0"
            + " or more and less than 1, found 1.0",
        "train: {optimizer-options: {epsilon: -1}} | train.optimizer-options.epsilon: expected 0 or"
            + " more, found -1.0",
        "train: {optimizer: lbfgs, batch-size: 32} | train.batch-size: expected full, as lbfgs"
            + " takes all rows in every step, found 32",
        "train: {optimizer: lbfgs, batch-size: full, schedule: cosine} | train.schedule: expected"
            + " constant without warm-up, as lbfgs has no learning rate, found cosine",
        "train: {optimizer: lbfgs, batch-size: full, schedule: {warmup-steps: 3}} | train.schedule:"
            + " expected constant without warm-up, as lbfgs has no learning rate, found constant",
        "train: {optimizer: lbfgs, batch-size: full, clip: {norm: 2}} | train.clip: expected null"
            + " for norm and value, as lbfgs searches along the whole gradient, found 2.0",
        "train: {optimizer-options: {memory: 0}} | train.optimizer-options.memory: expected 1 or"
            + " more, found 0",
        "train: {clip: {norm: 0}} | train.clip.norm: expected a number above 0, found 0.0",
        "train: {clip: {value: -1}} | train.clip.value: expected a number above 0, found -1.0",
        "train: {max-steps: 0} | train.max-steps: expected 1 or more, found 0",
        "train: {max-steps: 1.5} | train.max-steps: expected a whole number or null, found 1.5",
        "train: {max-seconds: 0} | train.max-seconds: expected a number above 0, found 0.0",
        "train: {tolerance: -1} | train.tolerance: expected 0 or more, found -1.0",
        "train: {early-stopping: {min-delta: -1}} | train.early-stopping.min-delta: expected 0 or"
            + " more, found -1.0",
        "train: {early-stopping: {start-from-epoch: -1}} | train.early-stopping.start-from-epoch:"
            + " expected 0 or more, found -1",
        "train: {l1: -1} | train.l1: expected 0 or more, found -1.0",
        "train: {loss: huber, huber-delta: 0} | train.huber-delta: expected a number above 0, found"
            + " 0.0",
        "train: {loss: poisson}\\n"
            + "model: {task: binary} | train.loss: expected auto or cross-entropy, as this loss is"
            + " for regression, found poisson",
        "train: {label-smoothing: 1} | train.label-smoothing: expected 0 or more and less than 1,"
            + " found 1.0",
        "train: {class-weight: even} | train.class-weight: expected balanced or a weight of 0 or"
            + " more by label, found \"even\"",
        "train: {class-weight: {a: -1}} | train.class-weight: expected balanced or a weight of 0 or"
            + " more by label, found -1.0",
        "train: {positive-weight: {a: x}} | train.positive-weight: expected balanced or a weight of"
            + " 0 or more by label, found {\"a\":\"x\"}",
        "train: {class-weight: balanced}\\n"
            + "model: {task: regression} | train.class-weight: expected null, as a regression has"
            + " no labels, found \"balanced\"",
        "model: {activation: [relu, tanh], hidden: [3]} | model.activation: expected one for all"
            + " hidden layers, or a list of one for each of the 1, found 2",
        "model: {activation: []} | model.activation: expected one for all hidden layers, or a list"
            + " of one for each of the 0, found 0",
        "model: {leaky-relu-slope: .inf} | model.leaky-relu-slope: expected a number, found"
            + " \".inf\"",
        "train: {optimizer: lbfgs, batch-size: full, on-divergence: retry} | train.on-divergence: expected stop, as lbfgs has no learning rate to lower, found retry",
        "model: {dropout: 0.5, hidden: [3]}\\ntrain: {optimizer: lbfgs, batch-size: full} | model.dropout: expected 0, as lbfgs needs the same function in every step, found [0.5]",
        "model: {dropout: none} | model.dropout: expected a number, or a list of them, found \"none\"",
        "model: {dropout: 1} | model.dropout: expected 0 or more and less than 1, found [1.0]",
        "model: {dropout: [0.1, 0.2], hidden: [3]} | model.dropout: expected one for all hidden layers, or a list of one for each of the 1, found 2",
        "evaluate: {tune-threshold: f2} | evaluate.tune-threshold.kind: expected one of none, f1, f-beta, cost, precision-at-recall, recall-at-precision, youden, found \"f2\"; the nearest is \"f1\"",
        "evaluate: {tune-threshold: {beta: 0}} | evaluate.tune-threshold.beta: expected a number above 0, found 0.0",
        "evaluate: {tune-threshold: {recall: 90}} | evaluate.tune-threshold.recall: expected 0 to 1, found 90.0",
        "evaluate: {tune-threshold: {false-positive-cost: -1}} | evaluate.tune-threshold.false-positive-cost: expected 0 or more, found -1.0",
        "evaluate: {tune-threshold: {false-positive-cost: 0, false-negative-cost: 0}} | evaluate.tune-threshold.false-negative-cost: expected more than 0, as false-positive-cost is 0, found 0.0",
        "train: {l2: -1} | train.l2: expected 0 or more, found -1.0",
        "train: {batch-size: 0} | train.batch-size: expected full or a whole number of 1 or more,"
            + " found 0",
        "train: {batch-size: all} | train.batch-size: expected full or a whole number of 1 or more,"
            + " found \"all\"",
        "train: {batch-size: null} | train.batch-size: expected full or a whole number of 1 or"
            + " more, found null",
        "train: {batch-size: 1.5} | train.batch-size: expected full or a whole number of 1 or more,"
            + " found 1.5",
        "train: {optimizer: adm} | train.optimizer: expected one of sgd, momentum, nesterov,"
            + " rmsprop, adagrad, adam, adamw, lbfgs, found \"adm\"; the nearest is \"adam\"",
        "train: {optimizer: ADAM} | train.optimizer: expected one of sgd, momentum, nesterov,"
            + " rmsprop, adagrad, adam, adamw, lbfgs, found \"ADAM\"; the nearest is \"adam\"",
        "train: {optimizer: 2} | train.optimizer: expected one of sgd, momentum, nesterov, rmsprop,"
            + " adagrad, adam, adamw, lbfgs, found 2",
        "train: {optimizer: ''} | train.optimizer: expected one of sgd, momentum, nesterov,"
            + " rmsprop, adagrad, adam, adamw, lbfgs, found \"\"",
        "train: {engine: tree} | train.engine: expected one of auto, resident, tree-aggregate,"
            + " local, found \"tree\"; the nearest is \"tree-aggregate\"",
        "train: {early-stopping: {patience: -1}} | train.early-stopping.patience: expected 0 or"
            + " more, found -1",
        "train: {early-stopping: {restore-best: yes}} | train.early-stopping.restore-best: expected"
            + " true or false, found \"yes\"",
        "model: {hidden: [8, 0]} | model.hidden: expected widths of 1 or more, found [8, 0]",
        "model: {hidden: 8} | model.hidden: expected a list, each a whole number, found 8",
        "model: {hidden: [8, x]} | model.hidden: expected a list, each a whole number, found"
            + " [8,\"x\"]",
        "model: {hidden: [8, null]} | model.hidden: expected a list, each a whole number, found"
            + " [8,null]",
        "model: {positive: [1]} | model.positive: expected text or null, found [1]",
        "model: {activation: leaky} | model.activation: expected one of relu, leaky-relu, elu,"
            + " gelu, tanh, sigmoid, linear, or a list of them, found \"leaky\"; the nearest is"
            + " \"leaky-relu\"",
        "evaluate: {thresholds: [0.5, 2]} | evaluate.thresholds: expected numbers from 0 to 1,"
            + " found [0.5, 2.0]",
        "features: {max-categories: 0} | features.max-categories: expected 1 or more, found 0",
        "features: {numeric: all} | features.numeric: expected auto or a list of columns, found"
            + " \"all\"",
        "features: {numeric: [a], categorical: [b, a]} | features.categorical: expected no column"
            + " that features.numeric names, found \"a\"",
        "output: {run-id: .x} | output.run-id: expected a folder name (letters, digits, dot, hyphen"
            + " and underscore, first a letter or digit), found \".x\"",
        "output: {dir: ''} | output.dir: expected a name, found \"\"",
        "model: {task: regression}\\n"
            + "train: {loss: cross-entropy} | train.loss: expected auto, squared-error, huber or"
            + " poisson, as cross-entropy needs classes, found cross-entropy",
        "train: {loss: squared-error}\\n"
            + "model: {task: multiclass} | train.loss: expected auto or cross-entropy, as squared"
            + " error is for regression and binary, found squared-error",
      })
  void aBadValueIsToldWithItsKey(String yaml, String sentence) {
    int line = yaml.startsWith("model: {task: regression}") ? 4 : 3;
    fails("data:\n  path: x\n" + yaml.replace("\\n", "\n"), "line " + line + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train: y | data.train: expected null, as path is given, found \"y\"",
        "test: y | data.test: expected null without train, found \"y\"",
        "validation: y | data.validation: expected null without train, found \"y\"",
        "weight: ' ' | data.weight: expected a name, found \" \"",
        "label: [] | data.label: expected a column or a list of columns, found []",
        "label: [a, a] | data.label: expected each name once, found [a, a]",
        "label: {a: 1} | data.label: expected a list, each text, found {\"a\":1}",
        "ignore: a | data.ignore: expected a list, each text, found \"a\"",
        "ignore: [label] | data.ignore: expected no column that data.label names, found \"label\"",
        "shards: -1 | data.shards: expected auto or a whole number of 1 or more, found -1",
        "shards: many | data.shards: expected auto or a whole number of 1 or more, found \"many\"",
        "bad-rows: skp | data.bad-rows: expected one of fail, skip, found \"skp\"; the nearest is"
            + " \"skip\"",
        "split: {train: 0.7} | data.split: expected shares that sum to 1, found [0.7, 0.2, 0.2]",
        "split: {train: 0, test: 0.8} | data.split.train: expected more than 0 and at most 1, found"
            + " 0.0",
        "split: {train: 0.9, test: -0.1} | data.split.test: expected 0 to 1, found -0.1",
        "csv: {delimiter: ab} | data.csv.delimiter: expected one character, perhaps in quotes,"
            + " found \"ab\"",
        "csv: {quote: ','} | data.csv.quote: expected another character than the delimiter, found"
            + " \",\"",
        "csv: {encoding: utf-9} | data.csv.encoding: expected a character encoding such as UTF-8,"
            + " found \"utf-9\"",
        "csv: {encoding: 'a b'} | data.csv.encoding: expected a character encoding such as UTF-8,"
            + " found \"a b\"",
        "csv: {multi-line: maybe} | data.csv.multi-line: expected one of auto, true, false, found"
            + " \"maybe\"",
        "csv: {header: 1} | data.csv.header: expected true or false, found 1",
        "generate: {kind: binary, rows: 0} | data.generate.rows: expected 1 or more, found 0",
        "generate: {classes: 1} | data.generate.classes: expected 2 or more, found 1",
        "generate: {features: 0} | data.generate.features: expected 1 or more, found 0",
        "generate: {non-zeros: 0} | data.generate.non-zeros: expected 1 or more, found 0",
        "generate: {kind: sparse, non-zeros: 21} | data.generate.non-zeros: expected no more than"
            + " the 20 features, found 21",
        "generate: {positive-rate: 1} | data.generate.positive-rate: expected more than 0 and less"
            + " than 1, found 1.0",
      })
  void aBadValueOfTheDataIsToldWithItsKey(String yaml, String sentence) {
    fails("data:\n  path: x\n\n  " + yaml, "line 4: " + sentence);
  }

  @Test
  void keysThatContradictEachOtherAreTold() {
    fails(
        "data:\n  path: x\ntrain:\n  optimizer: lbfgs",
        "train.batch-size: expected full, as lbfgs takes all rows in every step, found 32");
    fails(
        "data:\n  train: x\n  generate:\n    kind: binary",
        "line 4: data.generate.kind: expected none, as there is no path to write the table to,"
            + " found binary");
    fails(
        "data:\n  path: x\n  label: [a, b]\nmodel:\n  task: binary",
        "line 5: model.task: expected auto, multilabel or regression, as data.label lists several"
            + " columns, found binary");
    fails(
        "data:\n  path: x\n  offset: o\ntrain:\n  loss: huber",
        "line 3: data.offset: expected null, or poisson as train.loss, found \"o\"");
    fails(
        "data:\n  path: x\n  label: [a, b]\ntrain:\n  loss: squared-error",
        "line 5: train.loss: expected auto or cross-entropy, as squared error is for regression"
            + " and binary, found squared-error");
  }

  @Test
  void aRecordMadeInJavaObeysTheSameRules() {
    assertThatThrownBy(() -> new OutputConfig("runs", Optional.of("a b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot accept run-id: expected a folder name")
        .hasMessageEndingWith("found \"a b\"");
    assertThatThrownBy(() -> new AutoCount(OptionalInt.of(0)))
        .hasMessageStartingWith("Cannot accept the value: expected auto or a whole number");
  }

  @Test
  void monitorsKnowTheirDirectionAndTheirMetric() {
    JobConfig job =
        JobFile.of(List.of("data.path=x", "train.early-stopping.monitor=validation-weighted-f1"));
    Monitor monitor = job.train().earlyStopping().monitor();
    assertThat(monitor.higherIsBetter()).isTrue();
    assertThat(monitor.onValidation()).isTrue();
    assertThat(monitor.metric()).isEqualTo("weighted_f1");
    assertThat(Monitor.TRAIN_LOSS.metric()).isEqualTo("loss");
    assertThat(Monitor.TRAIN_LOSS.higherIsBetter()).isFalse();
    assertThat(Monitor.TRAIN_LOSS.onValidation()).isFalse();
    assertThat(Monitor.VALIDATION_RMSE.higherIsBetter()).isFalse();
  }

  private static void fails(String yaml, String sentence) {
    fails(yaml, sentence, false);
  }

  private static void fails(String yaml, String sentence, boolean only) {
    var thrown =
        assertThatThrownBy(() -> JobFile.parse("jobs/x.yaml", yaml, List.of()))
            .isExactlyInstanceOf(ConfigException.class);
    if (only) {
      thrown.hasMessageStartingWith("Cannot read jobs/x.yaml: ").hasMessageContaining(sentence);
    } else {
      thrown.hasMessage("Cannot read jobs/x.yaml: %s", sentence);
    }
  }
}
