package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.data.ShardTree;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.objective.GradientSum;
import lockstep.objective.TouchedColumns;
import lockstep.train.Problem;
import lockstep.train.ShardEvaluation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read again, to the bit. */
class MessagesTest {
  private static final Message.Sender SENDER = new Message.Sender("app-1-2", 3, "exécuteur 4");

  private static double[] numbers(int count, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void parametersArriveInThePrecisionTheyAreUsedIn(Precision precision) {
    double[] parameters = numbers(1000, 1);
    StepPlan plan = new StepPlan(-5, 17, 96);
    Work.Step step =
        (Work.Step)
            WorkBytes.read(
                WorkBytes.write(new Work.Step(1L << 40, parameters, plan, 95), precision));
    double[] expected =
        precision == Precision.FLOAT64
            ? parameters
            : Arrays.stream(parameters).map(value -> (float) value).toArray();
    assertThat(step.parameters()).containsExactly(expected);
    assertThat(step.plan()).isEqualTo(plan);
    assertThat(step.step()).isEqualTo(95);
    assertThat(step.ticket()).isEqualTo(1L << 40);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aStepIsOneFlatArrayAndLittleElse(Precision precision) {
    int width = precision == Precision.FLOAT32 ? 4 : 8;
    byte[] written =
        WorkBytes.write(new Work.Step(1, numbers(1000, 1), new StepPlan(1, 0, 1), 0), precision);
    assertThat(written.length).isBetween(1000 * width, 1000 * width + 64);
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void aJudgementNamesItsSplit(Split split) {
    Work.Judge judge =
        (Work.Judge)
            WorkBytes.read(
                WorkBytes.write(
                    new Work.Judge(9, new double[] {1, 0.1}, split), Precision.FLOAT64));
    assertThat(judge.split()).isEqualTo(split);
    assertThat(judge.parameters()).containsExactly(1, 0.1);
  }

  @Test
  void wordsWithoutParametersAreTheSame() {
    for (Work work : List.of(new Work.Wait(7), new Work.Stop(8), ResidentSession.LEAVE)) {
      assertThat(WorkBytes.read(WorkBytes.write(work, Precision.FLOAT32))).isEqualTo(work);
    }
    for (Message message :
        List.of(
            new Message.Join(SENDER, 12),
            new Message.Poll(SENDER, 1L << 50),
            new Message.Alive(SENDER))) {
      assertThat(MessageBytes.read(MessageBytes.write(message))).isEqualTo(message);
    }
  }

  @Property(tries = 100)
  void sumsOfAnyShardsArriveToTheBit(
      @ForAll @IntRange(min = 1, max = 70) int shards, @ForAll long seed) {
    SplitMix64 random = new SplitMix64(seed);
    ShardTree<GradientSum> held = new ShardTree<>(shards);
    ShardTree<GradientSum> others = new ShardTree<>(shards);
    ShardTree<GradientSum> all = new ShardTree<>(shards);
    for (int shard = 0; shard < shards; shard++) {
      int[] columns = {shard % 40, 40};
      boolean sparse = random.nextInt(4) > 0;
      TouchedColumns touched = sparse ? new TouchedColumns(columns, 41, 2) : TouchedColumns.ALL;
      double[] gradient = numbers(sparse ? 5 : 83, seed + shard);
      ShardTree<GradientSum> tree = random.nextInt(2) == 0 ? held : others;
      GradientSum sum = new GradientSum(touched, gradient, shard, 0.1);
      tree.add(shard, sum, GradientSum::plus);
      all.add(shard, sum, GradientSum::plus);
    }
    Message.Sums sums =
        (Message.Sums)
            MessageBytes.read(
                MessageBytes.write(new Message.Sums(SENDER, 6, held, Optional.empty())));
    assertThat(sums.sender()).isEqualTo(SENDER);
    assertThat(sums.ticket()).isEqualTo(6);
    others.addAll(sums.tree(), GradientSum::plus);
    assertThat(others.root()).isEqualTo(all.root());
  }

  @Test
  void shardsSideBySideTravelAsOneArray() {
    ShardTree<GradientSum> tree = new ShardTree<>(8);
    for (int shard = 4; shard < 8; shard++) {
      tree.add(shard, GradientSum.zero(1000), GradientSum::absorb);
    }
    int written = MessageBytes.write(new Message.Sums(SENDER, 6, tree, Optional.empty())).length;
    assertThat(written).isBetween(8 * 1000, 8 * 1000 + 128);
  }

  @Test
  void sumsOfSparseRowsTravelAsWhatTheyTouch() {
    ShardTree<GradientSum> tree = new ShardTree<>(4);
    for (int shard = 0; shard < 2; shard++) {
      TouchedColumns touched = new TouchedColumns(new int[] {shard, 1000}, 2_000_000, 3);
      tree.add(shard, new GradientSum(touched, new double[9], 0, 1), GradientSum::absorb);
    }
    int written = MessageBytes.write(new Message.Sums(SENDER, 6, tree, Optional.empty())).length;
    assertThat(written).isBetween(3 * (4 + 3 * 8), 3 * (4 + 3 * 8) + 160);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void whatAnExecutorReadsOfTheParametersIsAllThatItIsSent(Precision precision) {
    int features = 2_000_000;
    StepPlan plan = new StepPlan(3, 4, 5);
    Wish wish = new Wish(plan, 2, new TouchedColumns(new int[] {1, 700, 1_999_999}, features, 1));
    Message.Sums sums = new Message.Sums(SENDER, 6, new ShardTree<>(1), Optional.of(wish));
    byte[] asked = MessageBytes.write(sums);
    assertThat(asked.length).isLessThan(160);
    assertThat(((Message.Sums) MessageBytes.read(asked)).wish()).contains(wish);

    double[] parameters = IntStream.rangeClosed(0, features).asDoubleStream().toArray();
    Work.Step step = new Work.Step(9, parameters, plan, 2);
    byte[] written = WorkBytes.write(Work.Part.of(step, wish), precision);
    assertThat(written.length).isLessThan(90);
    double[] known = new double[features + 1];
    Work.Step whole = ((Work.Part) WorkBytes.read(written)).whole(wish, known);
    assertThat(whole.ticket()).isEqualTo(9);
    assertThat(whole.plan()).isEqualTo(plan);
    assertThat(whole.step()).isEqualTo(2);
    assertThat(whole.parameters()).isSameAs(known);
    for (int i = 0; i <= features; i++) {
      boolean read = i == 1 || i == 700 || i >= 1_999_999;
      if (known[i] != (read ? i : 0)) {
        assertThat(known[i]).as("parameter %d", i).isEqualTo(read ? i : 0);
      }
    }
  }

  @Test
  void evaluationsArriveToTheBit() {
    Problem problem = Problem.logistic();
    ShardTree<ShardEvaluation> tree = new ShardTree<>(3);
    List<ShardEvaluation> parts = new ArrayList<>();
    for (var shard : problem.shards(30, 0, 7)) {
      parts.add(problem.evaluator().evaluate(problem.parameters(1), shard.train()));
      tree.add(shard.number(), parts.get(shard.number()), ShardEvaluation::plus);
    }
    Message.Evaluations read =
        (Message.Evaluations)
            MessageBytes.read(MessageBytes.write(new Message.Evaluations(SENDER, 6, tree)));
    ShardEvaluation expected = parts.get(0).plus(parts.get(1)).plus(parts.get(2));
    assertThat(read.ticket()).isEqualTo(6);
    assertThat(read.tree().root().ranking()).isEqualTo(expected.ranking());
    assertThat(problem.evaluator().metrics(read.tree().root().sums(), expected.ranking()))
        .isEqualTo(problem.evaluator().metrics(expected.sums(), expected.ranking()));
  }

  @Test
  void whatIsNeitherWorkNorMessageIsRefused() {
    byte[] work = WorkBytes.write(new Work.Wait(1), Precision.FLOAT32);
    work[0] = 9;
    assertThatThrownBy(() -> WorkBytes.read(work))
        .hasMessage("Cannot read work: expected kind 0 to 4, found 9");
    byte[] message = MessageBytes.write(new Message.Alive(SENDER));
    message[0] = 9;
    assertThatThrownBy(() -> MessageBytes.read(message))
        .hasMessage("Cannot read a message: expected kind 0 to 4, found 9");
  }
}
