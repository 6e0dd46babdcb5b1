package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.GradientSum;
import lockstep.objective.TouchedColumns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver's side alone: no Spark, workers are calls. */
@Timeout(60)
class ResidentSessionTest {
  private static final StepPlan PLAN = new StepPlan(1, 0, 3);
  private static final ResidentOptions OPTIONS =
      new ResidentOptions(Duration.ofSeconds(5), Duration.ofSeconds(9), RunSize.UNKNOWN);

  private final AtomicLong clock = new AtomicLong();
  private final ResidentSession session =
      new ResidentSession("session", 2, Precision.FLOAT64, OPTIONS, clock::get);

  @AfterEach
  void close() {
    session.close();
  }

  /** Three steps; the parameter of each is the gradient sum of the one before. */
  private static final class Chain implements Assignment {
    private final List<Double> sums = new ArrayList<>();

    @Override
    public Work first(long ticket) {
      sums.clear();
      return new Work.Step(ticket, new double[] {0}, PLAN, 0);
    }

    @Override
    public Work next(long ticket, Serializable result) {
      double sum = ((GradientSum) result).gradient()[0];
      sums.add(sum);
      return sums.size() < PLAN.steps()
          ? new Work.Step(ticket, new double[] {sum}, PLAN, sums.size())
          : null;
    }
  }

  /** Runs an assignment in a thread of its own. */
  private CompletableFuture<Void> run(Assignment assignment, BooleanSupplier running) {
    return CompletableFuture.runAsync(() -> session.run(assignment, running));
  }

  /** Asks until there is work. */
  private Work news(int attempt, long ticket) {
    Work work = session.poll(attempt, ticket);
    while (!work.isNews(ticket)) {
      Thread.onSpinWait();
      work = session.poll(attempt, ticket);
    }
    return work;
  }

  private static ShardTree<GradientSum> sum(int shard, double value) {
    ShardTree<GradientSum> tree = new ShardTree<>(2);
    tree.add(shard, new GradientSum(new double[] {value}, value, 1), GradientSum::absorb);
    return tree;
  }

  /** Both shards of a step, and the step after it. */
  private Work step(int attempt, long ticket, double left, double right) {
    session.contribute(attempt, ticket, sum(1, right));
    session.contribute(attempt, ticket, sum(0, left));
    return session.poll(attempt, ticket);
  }

  @Test
  void anAssignmentIsItsStepsOneAfterAnother() throws Exception {
    session.begin(1, 2);
    Chain chain = new Chain();
    CompletableFuture<Void> run = run(chain, () -> true);
    Work work = news(1, 0);
    for (double value : new double[] {1, 2, 3}) {
      work = step(1, work.ticket(), value, 10 * value);
    }
    run.get();
    assertThat(work).isInstanceOf(Work.Wait.class);
    assertThat(chain.sums).containsExactly(11.0, 22.0, 33.0);
  }

  @Test
  void resultsAndQuestionsOfAnEarlierAttemptAreDropped() throws Exception {
    AtomicBoolean firstRuns = new AtomicBoolean(true);
    session.begin(1, 2);
    CompletableFuture<Void> first = run(new Chain(), firstRuns::get);
    Work old = news(1, 0);
    session.contribute(1, old.ticket(), sum(0, 100));
    firstRuns.set(false);
    assertThatThrownBy(first::get).hasCauseInstanceOf(WorkersLostException.class);

    session.begin(2, 2);
    Chain chain = new Chain();
    CompletableFuture<Void> second = run(chain, () -> true);
    Work work = news(2, 0);
    assertThat(session.poll(1, old.ticket())).isEqualTo(ResidentSession.LEAVE);
    session.contribute(1, work.ticket(), sum(0, 1000));
    session.contribute(1, old.ticket(), sum(1, 1000));
    for (double value : new double[] {1, 2, 3}) {
      work = step(2, work.ticket(), value, 10 * value);
    }
    second.get();
    assertThat(chain.sums).containsExactly(11.0, 22.0, 33.0);
  }

  @Test
  void anExecutorIsSentWhatItWishesOfTheStepThatItKnew() {
    Message.Sender sender = new Message.Sender("any", 1, "0");
    StepPlan plan = new StepPlan(1, 0, 3);
    Wish wish = new Wish(plan, 2, new TouchedColumns(new int[] {1}, 4, 1));
    Work.Step second = new Work.Step(5, new double[] {1, 2, 3, 4, 5}, plan, 1);
    Work.Step third = new Work.Step(6, new double[] {1, 2, 3, 4, 5}, plan, 2);
    session.begin(1, 2);
    session.wish(sender, Optional.of(wish));
    assertThat(session.asWished(sender, second)).isSameAs(second);
    assertThat(session.asWished(sender, third))
        .isInstanceOfSatisfying(
            Work.Part.class, part -> assertThat(part.parameters()).containsExactly(2, 5));
    Message.Sender other = new Message.Sender("any", 1, "1");
    assertThat(session.asWished(other, third)).isSameAs(third);
    session.wish(sender, Optional.empty());
    assertThat(session.asWished(sender, third)).isSameAs(third);

    // Others have taken the executor's place, who know nothing of the parameters.
    session.wish(sender, Optional.of(wish));
    session.begin(2, 2);
    Message.Sender again = new Message.Sender("any", 2, "0");
    session.wish(sender, Optional.of(wish));
    assertThat(session.asWished(again, third)).isSameAs(third);
    assertThat(session.asWished(sender, third)).isSameAs(third);
  }

  @Test
  void resultsOfAnEarlierStepAreDropped() throws Exception {
    session.begin(1, 2);
    Chain chain = new Chain();
    CompletableFuture<Void> run = run(chain, () -> true);
    Work first = news(1, 0);
    Work second = step(1, first.ticket(), 1, 10);
    session.contribute(1, first.ticket(), sum(0, 1000));
    Work third = step(1, second.ticket(), 2, 20);
    step(1, third.ticket(), 3, 30);
    run.get();
    assertThat(chain.sums).containsExactly(11.0, 22.0, 33.0);
  }

  @Test
  void workersThatEndedMayBeReplaced() {
    session.begin(1, 2);
    WorkersLostException lost = lost(run(new Chain(), () -> false));
    assertThat(lost.replaceable()).isTrue();
    assertThat(session.rests()).isTrue();
    assertThat(session.poll(1, 0)).isInstanceOf(Work.Stop.class);
  }

  @Test
  void anExecutorThatSaysNothingForTooLongIsNamed() {
    session.begin(1, 2);
    session.join(1, 0);
    session.join(1, 1);
    session.heard(1, "7");
    session.heard(2, "8");
    WorkersLostException lost = lost(run(new Chain(), () -> timePassesAndIsHeard("6")));
    assertThat(lost)
        .hasMessage("nothing was heard of executor 7 for 5 seconds")
        .extracting(WorkersLostException::silent)
        .isEqualTo(List.of("7"));
    assertThat(lost.replaceable()).isFalse();
  }

  private boolean timePassesAndIsHeard(String executor) {
    session.heard(1, executor);
    session.poll(1, 0);
    return timePasses();
  }

  @Test
  void workersThatDoNotBeginAreNotWaitedForAnyLonger() {
    session.begin(1, 2);
    session.join(1, 1);
    session.join(1, 1);
    assertThat(lost(run(new Chain(), this::timePasses)))
        .hasMessage("1 of 2 workers began within 5 seconds");
  }

  @Test
  void aStepThatTakesTooLongIsNotWaitedForAnyLonger() {
    session.begin(1, 1);
    session.join(1, 0);
    assertThat(lost(run(new Chain(), this::timePasses)))
        .hasMessage("a step took more than 9 seconds");
  }

  @Test
  void timeInWhichTheDriverSleptIsNoSilence() throws Exception {
    session.begin(1, 1);
    session.join(1, 0);
    session.heard(1, "7");
    AtomicBoolean slept = new AtomicBoolean();
    Chain chain = new Chain();
    CompletableFuture<Void> run =
        run(
            chain,
            () -> {
              if (slept.compareAndSet(false, true)) {
                clock.addAndGet(TimeUnit.HOURS.toNanos(1));
              }
              return true;
            });
    while (!slept.get()) {
      Thread.onSpinWait();
    }
    Work work = news(1, 0);
    for (double value : new double[] {1, 2, 3}) {
      work = step(1, work.ticket(), value, value);
    }
    run.get();
    assertThat(chain.sums).containsExactly(2.0, 4.0, 6.0);
  }

  /** The job runs, and half a second has passed since the last look. */
  private boolean timePasses() {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
    return true;
  }

  @Test
  void whatTheMathematicsThrowsIsThrownByTheRunAndTheWorkersStay() {
    session.begin(1, 2);
    Assignment wrong =
        new Assignment() {
          @Override
          public Work first(long ticket) {
            return new Work.Step(ticket, new double[] {0}, PLAN, 0);
          }

          @Override
          public Work next(long ticket, Serializable result) {
            throw new ArithmeticException("infinite");
          }
        };
    CompletableFuture<Void> run = run(wrong, () -> true);
    Work after = step(1, news(1, 0).ticket(), 1, 2);
    assertThatThrownBy(run::get).hasCauseInstanceOf(ArithmeticException.class);
    assertThat(after).isInstanceOf(Work.Wait.class);
    assertThat(session.rests()).isFalse();
  }

  @Test
  void anInterruptEndsTheRunAndTheSameWorkersCanRunIt() throws Exception {
    session.begin(1, 2);
    Chain chain = new Chain();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread driver =
        new Thread(
            () -> {
              try {
                session.run(chain, () -> true);
              } catch (IllegalStateException e) {
                thrown.complete(e);
              }
            });
    driver.start();
    Work old = news(1, 0);
    session.contribute(1, old.ticket(), sum(0, 1000));
    driver.interrupt();
    assertThat(thrown.get()).hasMessage("Cannot go on: training was interrupted");
    CompletableFuture<Void> again = run(chain, () -> true);
    session.contribute(1, old.ticket(), sum(1, 1000));
    Work work = news(1, old.ticket());
    for (double value : new double[] {1, 2, 3}) {
      work = step(1, work.ticket(), value, 10 * value);
    }
    again.get();
    assertThat(chain.sums).containsExactly(11.0, 22.0, 33.0);
  }

  @Test
  void workersWithoutWorkForAWhileLeaveAndDoNotTakeUpMore() throws Exception {
    session.begin(1, 2);
    CompletableFuture<Void> run = run(new Chain(), () -> true);
    Work work = news(1, 0);
    for (double value : new double[] {1, 2, 3}) {
      work = step(1, work.ticket(), value, value);
    }
    run.get();
    clock.addAndGet(ResidentSession.REST_AFTER.toNanos() - 1);
    assertThat(session.poll(1, work.ticket())).isInstanceOf(Work.Wait.class);
    clock.addAndGet(2);
    assertThat(session.poll(1, work.ticket())).isInstanceOf(Work.Stop.class);
    assertThat(session.rests()).isTrue();
    assertThat(lost(run(new Chain(), () -> true)).replaceable()).isTrue();
  }

  @Test
  void aSessionThatHasEndedIsNotFound() {
    assertThat(ResidentSession.inThisProcess("session")).isSameAs(session);
    session.close();
    assertThat(ResidentSession.inThisProcess("session")).isNull();
    assertThat(session.poll(-1, 0)).isInstanceOf(Work.Stop.class);
  }

  @Test
  void theOrderOfResultsDoesNotMatter() throws Exception {
    List<Double> sums = new ArrayList<>();
    for (boolean reversed : new boolean[] {false, true}) {
      session.begin(sums.size() + 1, 2);
      Chain chain = new Chain();
      CompletableFuture<Void> run = run(chain, () -> true);
      Work work = news(sums.size() + 1, 0);
      for (int step = 0; step < PLAN.steps(); step++) {
        List<ShardTree<GradientSum>> parts = new ArrayList<>(List.of(sum(0, 1e16), sum(1, 1)));
        if (reversed) {
          Collections.reverse(parts);
        }
        for (ShardTree<GradientSum> part : parts) {
          session.contribute(sums.size() + 1, work.ticket(), part);
        }
        work = session.poll(sums.size() + 1, work.ticket());
      }
      run.get();
      sums.add(chain.sums.get(2));
    }
    assertThat(sums.get(0)).isEqualTo(sums.get(1));
  }

  private static WorkersLostException lost(CompletableFuture<Void> run) {
    try {
      run.get();
    } catch (ExecutionException e) {
      return (WorkersLostException) e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("the workers were not lost");
  }
}
