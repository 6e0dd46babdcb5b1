package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.GradientSum;
import lockstep.train.Crew;
import lockstep.train.Evaluator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers of the driver's process, in threads of the test. */
@Timeout(60)
class TeamTest {
  private static final int STEPS = 50;
  private static final Duration HELP = Duration.ofMillis(500);
  private static final StepPlan PLAN = new StepPlan(1, 0, STEPS);
  private static final List<DataShard> SHARDS = SmallTraining.ofEpochs(1).shards();

  @Test
  void theShardsAreThoseOfAllTasksOnce() {
    Team team = new Team(3, 2);
    team.join(3, 1, SHARDS.subList(0, 1));
    team.join(3, 1, SHARDS.subList(0, 1));
    assertThat(team.isComplete()).isFalse();
    team.join(2, 0, SHARDS.subList(2, 3));
    assertThat(team.isComplete()).as("a task of an attempt before").isFalse();
    team.join(3, 0, SHARDS.subList(1, 2));
    assertThat(team.isComplete()).isTrue();
    List<DataShard> all = new ArrayList<>();
    WorkerShards made = team.shards(shards -> work(shards, all));
    assertThat(all).containsExactly(SHARDS.get(0), SHARDS.get(1));
    assertThat(team.shards(shards -> work(shards, all))).isSameAs(made);
    assertThat(all).hasSize(2);
  }

  private static WorkerShards work(List<DataShard> shards, List<DataShard> seen) {
    seen.addAll(shards);
    Evaluator evaluator = SmallTraining.ofEpochs(1).evaluator();
    return new WorkerShards(shards, 2, evaluator, Crew.ALONE);
  }

  @Test
  void workIsLedOnceAndNeverAgain() {
    Team team = new Team(1, 2);
    assertThat(Stream.of(5L, 5L, 4L, 7L, 7L, 6L).map(team::leads))
        .containsExactly(true, false, false, true, false, false);
  }

  /** Adds up one sum a step. */
  private static final class Count implements Assignment {
    private final int steps;
    private int done;

    Count(int steps) {
      this.steps = steps;
    }

    @Override
    public Work first(long ticket) {
      return new Work.Step(ticket, new double[] {0}, PLAN, 0);
    }

    @Override
    public Work next(long ticket, Serializable result) {
      done++;
      return done < steps ? new Work.Step(ticket, new double[] {0}, PLAN, done) : null;
    }
  }

  /** A worker that hands in the sums of all shards of the work it leads; gives their number. */
  private static int leads(ResidentSession session, Team team, Runnable each) {
    InProcessExchange exchange = new InProcessExchange(session, team, 1, true, () -> {});
    int led = 0;
    Work work = exchange.await(0);
    while (!(work instanceof Work.Stop)) {
      led++;
      each.run();
      ShardTree<GradientSum> sums = new ShardTree<>(1);
      sums.add(0, new GradientSum(new double[] {1}, 1, 1), GradientSum::absorb);
      exchange.contribute(work.ticket(), sums, () -> null);
      work = exchange.await(work.ticket());
    }
    return led;
  }

  /** A session whose first attempt has two tasks. */
  private static ResidentSession session(String name) {
    ResidentOptions options =
        new ResidentOptions(Duration.ofSeconds(30), Duration.ofSeconds(30), RunSize.UNKNOWN);
    ResidentSession session =
        new ResidentSession(name, 1, Precision.FLOAT64, options, System::nanoTime);
    session.begin(1, 2);
    return session;
  }

  private static CompletableFuture<Integer> worker(
      ResidentSession session, int task, Runnable each) {
    session.join(1, task);
    session.team().join(1, task, SHARDS.subList(task, task + 1));
    return CompletableFuture.supplyAsync(() -> leads(session, session.team(), each));
  }

  @Test
  void nobodyBeginsBeforeAllHaveJoinedAndEveryStepIsLedOnce() throws Exception {
    ResidentSession session = session("team");
    CompletableFuture<Integer> first = worker(session, 0, () -> {});
    Count count = new Count(STEPS);
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> session.run(count, () -> true));
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(count.done).isZero();

    CompletableFuture<Integer> second = worker(session, 1, () -> {});
    run.get();
    session.close();
    assertThat(count.done).isEqualTo(STEPS);
    assertThat(first.get() + second.get()).isEqualTo(STEPS);
  }

  /** In each step whoever leads shares with the other what takes half a second. */
  @Test
  void helpIsNotCountedAsWaiting() throws Exception {
    MetricRegistry registry = new MetricRegistry();
    EngineMetrics.registerExecutor(registry);
    Timer waits = registry.timer("exchangeWait");
    long before = waits.getCount();
    ResidentSession session = session("help");
    CyclicBarrier both = new CyclicBarrier(2);
    Runnable share = () -> session.crew().share(2, piece -> helpTogether(both));
    CompletableFuture<Integer> first = worker(session, 0, share);
    CompletableFuture<Integer> second = worker(session, 1, share);
    session.run(new Count(3), () -> true);
    session.close();
    assertThat(first.get() + second.get()).isEqualTo(3);
    assertThat(waits.getCount() - before).as("waits").isBetween(1L, 4L);
    assertThat(Duration.ofNanos(waits.getSnapshot().getMax())).isLessThan(HELP);
  }

  private static void helpTogether(CyclicBarrier both) {
    try {
      both.await();
      TimeUnit.MILLISECONDS.sleep(HELP.toMillis());
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One thread is held up in a shard; the other does all the rest in the meantime. */
  @Test
  void whoIsHeldUpHoldsUpOneShardAlone() throws InterruptedException, ExecutionException {
    WorkerCrew crew = new WorkerCrew(() -> {});
    CountDownLatch others = new CountDownLatch(7);
    AtomicInteger done = new AtomicInteger();
    CompletableFuture<Void> helper =
        CompletableFuture.runAsync(
            () -> {
              while (done.get() < 8) {
                crew.help();
                Thread.onSpinWait();
              }
            });
    crew.share(
        8,
        shard -> {
          if (shard == 0) {
            awaitAll(others);
          } else {
            others.countDown();
          }
          done.incrementAndGet();
        });
    helper.get();
    assertThat(done).hasValue(8);
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
