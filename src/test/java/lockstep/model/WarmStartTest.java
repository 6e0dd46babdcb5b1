package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.encode.Categories;
import lockstep.encode.CategoryColumn;
import lockstep.encode.ClassTarget;
import lockstep.encode.Classes;
import lockstep.encode.CountTarget;
import lockstep.encode.FeatureEncoder;
import lockstep.encode.MultilabelTarget;
import lockstep.encode.NumericColumn;
import lockstep.encode.RegressionTarget;
import lockstep.encode.RowEncoder;
import lockstep.encode.Scaling;
import lockstep.encode.TargetEncoder;
import lockstep.encode.Task;
import lockstep.encode.VectorColumn;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.Poisson;
import lockstep.nn.Gelu;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An old model and its warm successor as functions of raw rows. */
class WarmStartTest {
  private static final double ROUNDING = 1e-12;
  private static final int ROWS = 200;

  private static final FeatureEncoder BEFORE =
      new FeatureEncoder(
          Models.NULLS,
          List.of(
              new NumericColumn("age", new Scaling(50, 40, 10)),
              new NumericColumn("bmi", new Scaling(28, 25, 4)),
              new CategoryColumn("smokes", new Categories(List.of("no", "yes")), true, false),
              new CategoryColumn("city", new Categories(List.of("a", "b")), false, true),
              new CategoryColumn("town", new Categories(List.of("x", "y")), true, true),
              new VectorColumn("pixels", List.of(new Scaling(0, 1, 2), new Scaling(0, 3, 4)))),
          List.of());

  /** Lost: bmi, town, city=b. New: income, smokes=pipe, city=c. All numbers on another scale. */
  private static final FeatureEncoder NOW =
      new FeatureEncoder(
          Models.NULLS,
          List.of(
              new NumericColumn("income", new Scaling(3000, 2000, 700)),
              new VectorColumn("pixels", List.of(new Scaling(0, -1, 3), new Scaling(0, 0, 1))),
              new CategoryColumn("city", new Categories(List.of("c", "a")), true, true),
              new NumericColumn("age", new Scaling(44, 33.3, 17)),
              new CategoryColumn(
                  "smokes", new Categories(List.of("yes", "pipe", "no")), true, false)),
          List.of());

  private static TrainedModel model(
      FeatureEncoder features, TargetEncoder target, List<Integer> hidden) {
    Network network = network(features, target, hidden);
    return model(features, target, network, random(5, network.layout().size()));
  }

  private static Network network(
      FeatureEncoder features, TargetEncoder target, List<Integer> hidden) {
    return Network.of(features.width(), hidden, new LeakyRelu(0.1), target.outputs());
  }

  private static TrainedModel model(
      FeatureEncoder features, TargetEncoder target, Network network, double[] parameters) {
    return new TrainedModel(
        new RowEncoder(features, target, Models.UNWEIGHTED),
        network,
        target instanceof CountTarget ? new Poisson(false) : Losses.of(target.task()),
        Precision.FLOAT64,
        0.5,
        parameters);
  }

  private static double[] random(long seed, int size) {
    SplitMix64 random = new SplitMix64(seed);
    double[] numbers = new double[size];
    Arrays.setAll(numbers, i -> 2 * random.nextDouble() - 1);
    return numbers;
  }

  /** The successor of an old model, for other features and labels. */
  private static TrainedModel warm(TrainedModel old, FeatureEncoder features, TargetEncoder now) {
    List<Integer> hidden =
        old.network().layers().stream()
            .limit(old.network().layers().size() - 1L)
            .map(l -> l.units())
            .toList();
    Network network = network(features, now, hidden);
    double[] start = random(6, network.layout().size());
    RowEncoder encoder = new RowEncoder(features, now, Models.UNWEIGHTED);
    return model(features, now, network, WarmStart.of(old, encoder, network, start).parameters());
  }

  private static TargetEncoder classes(Task task, String... labels) {
    return new ClassTarget(
        task,
        "kind",
        new Classes(List.of(labels)),
        Arrays.stream(labels).map(label -> 1L).toList(),
        Models.NULLS);
  }

  private static TargetEncoder numbers(List<String> columns, Scaling... scalings) {
    return new RegressionTarget(
        columns, List.of(scalings), columns.stream().map(c -> 1L).toList(), Models.NULLS);
  }

  private static Map<String, Object> row(SplitMix64 random) {
    Map<String, Object> row = new HashMap<>();
    row.put("age", 100 * random.nextDouble());
    row.put("income", 5000 * random.nextDouble());
    row.put("pixels", new double[] {random.nextGaussian(), 9 * random.nextGaussian()});
    row.put("smokes", Arrays.asList("no", "yes", "pipe", null).get(random.nextInt(4)));
    row.put("city", Arrays.asList("a", "c", "elsewhere", null).get(random.nextInt(4)));
    return row;
  }

  /** Everything that a model says of a row, as numbers. */
  private static double[] said(TrainedModel model, Map<String, Object> row) {
    Prediction prediction = model.score(row);
    if (prediction.probability().length > 0) {
      return prediction.probability();
    }
    return prediction.prediction() instanceof List<?> list
        ? list.stream().mapToDouble(each -> (Double) each).toArray()
        : new double[] {(Double) prediction.prediction()};
  }

  private static void assertAgreement(TrainedModel old, TrainedModel now) {
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < ROWS; i++) {
      Map<String, Object> row = row(random);
      double[] expected = said(old, row);
      double[] found = said(now, row);
      assertThat(found).as(row.toString()).hasSameSizeAs(expected);
      for (int k = 0; k < found.length; k++) {
        double bound = ROUNDING * Math.max(1, Math.abs(expected[k]));
        assertThat(found[k]).as(row.toString()).isCloseTo(expected[k], within(bound));
      }
    }
  }

  static Stream<TargetEncoder> targets() {
    return Stream.of(
        classes(Task.BINARY, "0", "1"),
        classes(Task.MULTICLASS, "a", "b", "ç"),
        new MultilabelTarget(List.of("happy", "sad"), List.of(1L, 1L), Models.NULLS),
        numbers(List.of("price"), new Scaling(0, 1000, 200)),
        new CountTarget(List.of("claims"), List.of(), List.of(1L), Models.NULLS));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void scoresEveryRowAsTheOldModelDoes(TargetEncoder target) {
    for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(6), List.of(7, 5))) {
      TrainedModel old = model(BEFORE, target, hidden);

      assertAgreement(old, warm(old, NOW, target));
    }
  }

  @Test
  void theLawIsBrokenByAStartThatKnowsNothing() {
    TargetEncoder target = classes(Task.BINARY, "0", "1");
    TrainedModel cold = model(NOW, target, List.of(6));

    assertThatThrownBy(() -> assertAgreement(model(BEFORE, target, List.of(6)), cold))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void withTheSameEncoderTheParametersAreTheSame() {
    for (TargetEncoder target : targets().limit(3).toList()) {
      TrainedModel old = model(BEFORE, target, List.of(7, 5));

      assertThat(warm(old, BEFORE, target).parameters()).isEqualTo(old.parameters());
    }
  }

  @Test
  void aMissingNumberIsTheNewFill() {
    TargetEncoder target = classes(Task.BINARY, "0", "1");
    TrainedModel old = model(BEFORE, target, List.of(6));
    Map<String, Object> row = row(new SplitMix64(2));
    row.put("age", null);
    double found = said(warm(old, NOW, target), row)[1];
    row.put("age", 44);

    assertThat(found).isCloseTo(said(old, row)[1], within(ROUNDING));
  }

  @Test
  void aLostCategoryIsOneThatNobodyHasSeen() {
    TargetEncoder target = classes(Task.BINARY, "0", "1");
    TrainedModel old = model(BEFORE, target, List.of(6));
    Map<String, Object> row = row(new SplitMix64(2));
    row.put("city", "b");
    double found = said(warm(old, NOW, target), row)[1];
    row.put("city", "elsewhere");

    assertThat(found).isCloseTo(said(old, row)[1], within(ROUNDING));
  }

  @Test
  void whatBecameOfNamesIsSaid() {
    TargetEncoder target = classes(Task.BINARY, "0", "1");
    TrainedModel old = model(BEFORE, target, List.of());
    WarmStart start =
        WarmStart.of(
            old,
            new RowEncoder(NOW, target, Models.UNWEIGHTED),
            network(NOW, target, List.of()),
            new double[NOW.width() + 1]);

    assertThat(start.features().added())
        .containsExactly("income", "city=c", "city=<missing>", "smokes=pipe");
    assertThat(start.features().dropped())
        .containsExactly("bmi", "city=b", "town=x", "town=y", "town=<missing>", "town=<other>");
    assertThat(start.features().kept()).hasSize(8).contains("pixels[1]", "smokes=<missing>");
    assertThat(start.labels().kept()).containsExactly("0", "1");
  }

  @Test
  void classesThatStayKeepTheirOddsAndNewOnesStartAsWithoutTheModel() {
    TrainedModel old = model(BEFORE, classes(Task.MULTICLASS, "a", "b", "ç"), List.of(6));
    TargetEncoder target = classes(Task.MULTICLASS, "ç", "new", "a");
    TrainedModel now = warm(old, NOW, target);
    Map<String, Object> row = row(new SplitMix64(3));
    double[] before = said(old, row);
    double[] found = said(now, row);

    assertThat(found[2] / found[0]).isCloseTo(before[0] / before[2], within(1e-10));
    double[] cold = random(6, now.parameters().length);
    int bias = cold.length - 2;
    assertThat(now.parameters()[bias]).isEqualTo(cold[bias]);
  }

  @Test
  void theOtherClassAsThePositiveOneTurnsTheScoreAround() {
    TrainedModel old = model(BEFORE, classes(Task.BINARY, "0", "1"), List.of(6));
    TrainedModel now = warm(old, NOW, classes(Task.BINARY, "1", "0"));
    Map<String, Object> row = row(new SplitMix64(4));

    assertThat(said(now, row)[1]).isCloseTo(said(old, row)[0], within(ROUNDING));
  }

  @Test
  void aThirdClassLeavesTheOddsOfTheTwo() {
    TrainedModel two = model(BEFORE, classes(Task.BINARY, "0", "1"), List.of(6));
    TrainedModel three = warm(two, NOW, classes(Task.MULTICLASS, "0", "1", "2"));
    TrainedModel again = warm(three, NOW, classes(Task.BINARY, "0", "1"));
    Map<String, Object> row = row(new SplitMix64(5));
    double[] before = said(two, row);

    assertThat(said(three, row)[1] / said(three, row)[0])
        .isCloseTo(before[1] / before[0], within(1e-10));
    assertThat(said(again, row)).containsExactly(before, within(ROUNDING));
  }

  @Test
  void targetsKeepTheirUnit() {
    TrainedModel old =
        model(BEFORE, numbers(List.of("a", "b"), scaling(5, 3), scaling(-100, 40)), List.of(6));
    TrainedModel now =
        warm(
            old, NOW, numbers(List.of("c", "b", "a"), scaling(0, 1), scaling(7, 2), scaling(1, 9)));
    Map<String, Object> row = row(new SplitMix64(6));

    assertThat(said(now, row)[1]).isCloseTo(said(old, row)[1], within(1e-10));
    assertThat(said(now, row)[2]).isCloseTo(said(old, row)[0], within(1e-10));
  }

  private static Scaling scaling(double mean, double scale) {
    return new Scaling(0, mean, scale);
  }

  @Test
  void anotherKindOfModelIsRefused() {
    TrainedModel old = model(BEFORE, classes(Task.BINARY, "0", "1"), List.of(6));

    assertRefused(
        () -> warm(old, NOW, numbers(List.of("price"), scaling(0, 1))),
        "expected a model of numbers, found a model of classes");
    assertRefused(
        () -> warm(old, NOW, classes(Task.BINARY, "no", "yes")),
        "expected a model with a label of the table (no, yes), found one with others (0, 1)");
    assertRefused(
        () ->
            warm(
                old,
                new FeatureEncoder(
                    Models.NULLS, List.of(new NumericColumn("Age", scaling(0, 1))), List.of()),
                classes(Task.BINARY, "0", "1")),
        "expected a model with a feature of the table (Age), found one with others (age, bmi,"
            + " smokes=no, smokes=yes, smokes=<missing>, ...)");
  }

  @Test
  void otherHiddenLayersAreRefused() {
    TargetEncoder target = classes(Task.BINARY, "0", "1");
    TrainedModel old = model(BEFORE, target, List.of(6, 3));
    RowEncoder encoder = new RowEncoder(NOW, target, Models.UNWEIGHTED);
    Network other = Network.of(NOW.width(), List.of(6), new Gelu(), 1);
    Network linear = Network.of(NOW.width(), List.of(), null, 1);

    assertRefused(
        () -> WarmStart.of(old, encoder, other, new double[other.layout().size()]),
        "expected the hidden layers [6 gelu], found the hidden layers [6 leaky-relu of slope 0.1, 3"
            + " leaky-relu of slope 0.1]");
    assertRefused(
        () -> WarmStart.of(old, encoder, linear, new double[linear.layout().size()]),
        "expected no hidden layers, found the hidden layers [6 leaky-relu of slope 0.1, 3"
            + " leaky-relu of slope 0.1]");
  }

  private static void assertRefused(Runnable start, String message) {
    assertThatThrownBy(start::run)
        .isInstanceOf(IncompatibleModelException.class)
        .hasMessage(message);
  }
}
