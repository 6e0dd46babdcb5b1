package lockstep.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JobConfigPropertyTest {
  private static final ModelConfig.Activation RELU = ModelConfig.Activation.RELU;

  @Property(tries = 300, seed = "42")
  void whatIsWrittenIsReadBackEqual(@ForAll("jobs") JobConfig job) throws JsonProcessingException {
    JsonNode written = new ObjectMapper().readTree(JobFile.toTree(job).toString());
    assertThat(JobFile.fromTree("manifest.json", written)).isEqualTo(job);
    assertThat(JobFile.toTree(JobFile.fromTree("manifest.json", written)))
        .isEqualTo(JobFile.toTree(job));
  }

  @Property(tries = 300, seed = "42")
  void aNameInQuotesIsReadAsItIs(@ForAll("names") String name) throws JsonProcessingException {
    String quoted = new ObjectMapper().writeValueAsString(name).replace("\u007f", "\\u007f");
    JobConfig job = JobFile.of(List.of("data.path=x", "model.positive=" + quoted));
    assertThat(job.model().positive()).contains(name);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8),
        Arbitraries.of(
            "yes", "null", "~", "1.0", "1e3", "ä ö", "a.b", "\uD83D\uDE80", "#", "a: b"));
  }

  @Provide
  Arbitrary<JobConfig> jobs() {
    return Combinators.combine(data(), features(), model(), train(), Arbitraries.longs())
        .as(
            (data, features, model, train, seed) ->
                new JobConfig(
                    1,
                    "job",
                    seed,
                    data,
                    features,
                    model,
                    train,
                    new EvaluateConfig(
                        List.of(0.1, train.l2() > 1 ? 1 : train.l2()),
                        new TuneThresholdConfig(
                            TuneThresholdConfig.Kind.COST, 0.5, train.l2(), 2, 0.25, 1)),
                    new OutputConfig("runs", Optional.of("r1").filter(id -> seed % 2 == 0))));
  }

  private Arbitrary<DataConfig> data() {
    Arbitrary<List<String>> columns =
        names().filter(name -> !name.isBlank()).list().uniqueElements().ofMinSize(3).ofMaxSize(6);
    return Combinators.combine(
            columns,
            names().list().ofMaxSize(4),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of(CsvConfig.MultiLine.class),
            Arbitraries.of(GenerateConfig.Kind.class))
        .as(
            (names, marks, number, multiLine, kind) ->
                new DataConfig(
                    Optional.of("x.csv"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new GenerateConfig(kind, 10, 2, 2, number, 2, 0.25),
                    number > 6 ? DataConfig.Format.ORC : DataConfig.Format.AUTO,
                    new CsvConfig(number > 4, "\t", "'", multiLine, "UTF-8", marks),
                    new LibsvmConfig(
                        new AutoCount(number < 5 ? OptionalInt.empty() : OptionalInt.of(number))),
                    names.subList(0, 1 + number % 2),
                    Optional.of(names.get(2)).filter(name -> number > 3),
                    Optional.empty(),
                    names.subList(3, names.size()),
                    new SplitConfig(0.7, 0.1, 0.2),
                    new AutoCount(number == 0 ? OptionalInt.empty() : OptionalInt.of(number)),
                    DataConfig.BadRows.SKIP));
  }

  private Arbitrary<FeaturesConfig> features() {
    Arbitrary<Columns> columns =
        Arbitraries.of("column one", "column.two", "2020202020")
            .list()
            .uniqueElements()
            .optional()
            .map(Columns::new);
    return Combinators.combine(columns, Arbitraries.of(FeaturesConfig.Impute.class))
        .as(
            (numeric, impute) ->
                new FeaturesConfig(
                    numeric,
                    new Columns(Optional.of(List.of("a fourth column"))),
                    impute,
                    FeaturesConfig.Scale.NONE,
                    FeaturesConfig.Scale.STANDARD,
                    FeaturesConfig.Layout.SPARSE,
                    7));
  }

  private Arbitrary<ModelConfig> model() {
    return Combinators.combine(
            names().optional(),
            Arbitraries.integers().between(1, 1 << 20).list().ofMaxSize(3),
            Arbitraries.of(ModelConfig.Activation.class),
            Arbitraries.of(ModelConfig.Initialization.class))
        .as(
            (positive, hidden, activation, initialization) ->
                new ModelConfig(
                    ModelConfig.Task.AUTO,
                    positive,
                    hidden,
                    hidden.size() == 2 ? List.of(activation, RELU) : List.of(activation),
                    hidden.size() == 3 ? List.of(0.0, 0.5, 0.25) : List.of(0.5),
                    hidden.size(),
                    initialization,
                    hidden.isEmpty()));
  }

  private Arbitrary<TrainConfig> train() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1e300).ofScale(20),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.of(TrainConfig.Engine.class),
            Arbitraries.of(Monitor.class))
        .as(
            (number, count, engine, monitor) ->
                new TrainConfig(
                    Optional.of("runs/a b/" + count).filter(path -> count % 2 == 0),
                    TrainConfig.Optimizer.MOMENTUM,
                    number + Double.MIN_VALUE,
                    new OptimizerOptions(0.1, 0.2, 0.3, 0.4, number, number, number, count),
                    schedule(number + Double.MIN_VALUE, count, monitor),
                    new ClipConfig(Optional.of(number + 1), Optional.empty()),
                    new BatchSize(count % 2 == 0 ? OptionalInt.of(count) : OptionalInt.empty()),
                    count,
                    Optional.of((long) count),
                    Optional.of(number + 1).filter(seconds -> count % 5 == 0),
                    number,
                    number,
                    number,
                    Optional.of(weights(number)).filter(weights -> count % 7 > 0),
                    Optional.of(new LabelWeights(Optional.empty())).filter(w -> count % 3 == 0),
                    TrainConfig.Loss.AUTO,
                    number + 1,
                    1 / (1 + number) / 2,
                    new EarlyStoppingConfig(
                        monitor, count, number, count, Optional.of(-number), count % 3 == 0),
                    TrainConfig.OnDivergence.RETRY,
                    new CheckpointConfig(
                        Optional.of(count).filter(n -> n % 2 == 0),
                        Optional.of(number).filter(n -> n > 0),
                        count),
                    TrainConfig.Precision.FLOAT64,
                    engine,
                    count,
                    Integer.MAX_VALUE - count + 1));
  }

  private static LabelWeights weights(double number) {
    return new LabelWeights(Optional.of(Map.of("a b", number, "1", 1.0, "1.0", number)));
  }

  private static ScheduleConfig schedule(double number, int count, Monitor monitor) {
    ScheduleConfig.Kind[] kinds = ScheduleConfig.Kind.values();
    return new ScheduleConfig(
        kinds[count % kinds.length],
        Optional.of((long) count).filter(steps -> steps % 2 == 0),
        0.5,
        1,
        count % 2 == 0,
        1,
        number,
        0,
        List.of((long) count, 1L << 40),
        List.of(number, 0.1),
        count,
        monitor,
        count,
        number,
        number);
  }
}
