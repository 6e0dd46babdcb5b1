package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetEncoderTest {
  @Test
  void theLabelsDecideTheTask() {
    assertThat(auto("yes", "no").task()).isEqualTo(Task.BINARY);
    assertThat(auto("a", "b", "c").task()).isEqualTo(Task.MULTICLASS);
    assertThat(auto(0, 1).task()).isEqualTo(Task.BINARY);
    assertThat(auto("1", "2.0", "3").task()).isEqualTo(Task.MULTICLASS);
    assertThat(auto(0.5, 1.5).task()).isEqualTo(Task.REGRESSION);
    assertThat(auto(true, false).labels()).containsExactly("false", "true");
    assertThat(auto(numbers(100)).task()).isEqualTo(Task.MULTICLASS);
    assertThat(auto(numbers(101)).task()).isEqualTo(Task.REGRESSION);
    assertThat(auto(numbers(60_000)).task()).isEqualTo(Task.REGRESSION);
  }

  @Test
  void numbersAreOneClassHoweverTheyAreWritten() {
    TargetEncoder target = auto("10", "9", "9.0", " 1e1 ", 9);
    assertThat(target.labels()).containsExactly("9", "10");
    assertThat(target.labelCounts()).containsExactly(3L, 2L);
    assertThat(encode(target, "10.0")).containsExactly(1);
    assertThat(encode(target, 9L)).containsExactly(0);
    assertThat(encode(auto(-1, 1), "-1")).containsExactly(0);
    assertThat(auto("10", "9", "x").labels()).containsExactly("10", "9", "x");
  }

  @Test
  void thePositiveLabelCountsAsOne() {
    assertThat(encode(auto("no", "yes"), "yes")).containsExactly(1);
    TargetEncoder turned = fit(Optional.of(Task.BINARY), Optional.of("no"), "no", "yes", "yes");
    assertThat(turned.labels()).containsExactly("yes", "no");
    assertThat(turned.labelCounts()).containsExactly(2L, 1L);
    assertThat(encode(turned, "no")).containsExactly(1);
    TargetEncoder numeric = fit(Optional.empty(), Optional.of("1.0"), 1, 2);
    assertThat(numeric.labels()).containsExactly("2", "1");
    assertThat(encode(numeric, "1")).containsExactly(1);
    assertThat(encode(numeric, 2)).containsExactly(0);
    assertThatThrownBy(() -> fit(Optional.empty(), Optional.of("yess"), "no", "yes"))
        .hasMessage(
            "Cannot take \"yess\" as the positive label of column \"y\": expected one of no, yes");
  }

  @Test
  void anUnseenLabelAmongManyNumbersIsPerhapsATarget() {
    TargetEncoder ages = auto(IntStream.range(20, 60).boxed().toArray());
    assertThatThrownBy(() -> encode(ages, 87))
        .hasMessageContaining("28, 29, ... (or any number, if model.task is regression), found")
        .hasMessageContaining("87");
    TargetEncoder digits = auto(IntStream.range(0, 10).boxed().toArray());
    assertThatThrownBy(() -> encode(digits, 10)).hasMessageNotContaining("regression");
  }

  @Test
  void anUnseenOrMissingLabelIsRefused() {
    TargetEncoder target = auto("a", "b");
    assertThatThrownBy(() -> encode(target, "c"))
        .isInstanceOf(BadValueException.class)
        .hasMessage("Cannot read column \"y\": expected one of the labels a, b, found \"c\"");
    assertThatThrownBy(() -> encode(target, "NA"))
        .hasMessage("Cannot read column \"y\": expected a label, found a missing value");
    assertThatThrownBy(() -> encode(auto(1, 2), 3)).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> encode(auto(1, 2), (Object) null))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> auto("a", "b", null)).isInstanceOf(BadValueException.class);
  }

  @Test
  void aTaskThatTheLabelsDoNotSuitIsRefused() {
    assertThatThrownBy(() -> fit(Optional.of(Task.BINARY), Optional.empty(), "a", "b", "c"))
        .hasMessage(
            "Cannot read label column \"y\" as binary: expected 2 classes, found 3 (a, b, c)");
    assertThatThrownBy(() -> auto("a", "a"))
        .hasMessage("Cannot read label column \"y\" as binary: expected 2 classes, found 1 (a)");
    assertThatThrownBy(() -> fit(Optional.of(Task.MULTICLASS), Optional.empty(), 1, 1))
        .hasMessageContaining("expected at least 2 classes, found 1 (1)");
    assertThatThrownBy(() -> fit(Optional.of(Task.REGRESSION), Optional.empty(), "1", "tall"))
        .hasMessage("Cannot read column \"y\": expected a number, found \"tall\"");
    assertThatThrownBy(() -> fit(Optional.of(Task.REGRESSION), Optional.empty(), 4, 4))
        .hasMessageContaining("expected at least 2 different values, found 4.0");
    assertThatThrownBy(() -> fit(Optional.of(Task.MULTILABEL), Optional.empty(), 0, 2))
        .hasMessage(
            "Cannot read label column \"y\" as multilabel: expected 0 or 1, -1 or 1, false or true,"
                + " found 0, 2");
    assertThatThrownBy(() -> auto()).hasMessageContaining("at least one training row");
  }

  @Test
  void severalLabelColumnsHoldOrNot() {
    List<String> names = List.of("calm", "sad", "new");
    Fitted<TargetEncoder> fitted =
        fit(
            names,
            Optional.empty(),
            new Object[] {"1.0", -1, "true"},
            new Object[] {0, "1", "true"});
    TargetEncoder target = fitted.encoder();
    assertThat(target.task()).isEqualTo(Task.MULTILABEL);
    assertThat(target.labels()).isEqualTo(names);
    assertThat(target.labelCounts()).containsExactly(1L, 1L, 2L);
    assertThat(fitted.warnings())
        .containsExactly(
            "Label column \"new\" holds in 2 of 2 training rows: there is nothing to learn in it");
    assertThat(encode(target, true, "-1.0", "FALSE")).containsExactly(1, 0, 0);
    assertThatThrownBy(() -> encode(target, 1, 1, 2)).isInstanceOf(BadValueException.class);
    assertThat(
            fit(names, Optional.empty(), new Object[] {1, -1, 3}, new Object[] {0, 0, 0})
                .encoder()
                .task())
        .isEqualTo(Task.REGRESSION);
    assertThatThrownBy(() -> fit(names, Optional.of(Task.BINARY), new Object[] {1, 1, 1}))
        .hasMessageContaining("expected one label column, found calm, sad, new");
  }

  @Test
  void targetsAreStandardisedAndPredictionsGivenInTheirUnit() {
    RegressionTarget target = (RegressionTarget) auto(1.5, 4.5, "1.5", 4.5);
    assertThat(target.scalings()).containsExactly(new Scaling(0, 3, 1.5));
    assertThat(encode(target, 6)).containsExactly(2);
    assertThat(target.decode(2, 0)).isEqualTo(6);
    TargetOptions unscaled =
        new TargetOptions(
            List.of("y"), Optional.empty(), Optional.empty(), EncoderOptions.Scale.NONE, List.of());
    TableProfile profile = TableProfile.ofLabels(unscaled);
    Tables.column(0.1, 0.7).forEach(row -> profile.add(row, 1));
    RegressionTarget plain = (RegressionTarget) TargetEncoder.fit(profile, unscaled).encoder();
    assertThat(encode(plain, 0.3)).containsExactly(0.3);
    assertThat(plain.decode(0.3, 0)).isEqualTo(0.3);
  }

  @Test
  void outputsAndWidthFollowTheTask() {
    assertThat(auto("a", "b"))
        .extracting(TargetEncoder::width, TargetEncoder::outputs)
        .containsExactly(1, 1);
    assertThat(auto("a", "b", "c"))
        .extracting(TargetEncoder::width, TargetEncoder::outputs)
        .containsExactly(1, 3);
    assertThat(auto(0.5, 1))
        .extracting(TargetEncoder::width, TargetEncoder::outputs)
        .containsExactly(1, 1);
  }

  private static Object[] numbers(int count) {
    return IntStream.range(0, count).boxed().toArray();
  }

  private static TargetEncoder auto(Object... cells) {
    return fit(Optional.empty(), Optional.empty(), cells);
  }

  private static TargetEncoder fit(
      Optional<Task> task, Optional<String> positive, Object... cells) {
    TargetOptions options = options(List.of("y"), task, positive);
    TableProfile profile = TableProfile.ofLabels(options);
    Tables.column(cells).forEach(row -> profile.add(row, 1));
    return TargetEncoder.fit(profile, options).encoder();
  }

  private static Fitted<TargetEncoder> fit(
      List<String> names, Optional<Task> task, Object[]... rows) {
    TargetOptions options = options(names, task, Optional.empty());
    TableProfile profile = TableProfile.ofLabels(options);
    for (Object[] row : rows) {
      profile.add(row, 1);
    }
    return TargetEncoder.fit(profile, options);
  }

  private static TargetOptions options(
      List<String> names, Optional<Task> task, Optional<String> positive) {
    return new TargetOptions(
        names, task, positive, EncoderOptions.Scale.STANDARD, Tables.NULL_VALUES);
  }

  private static double[] encode(TargetEncoder target, Object... cells) {
    double[] labels = new double[target.width()];
    target.encode(cells, labels, 0);
    return labels;
  }
}
