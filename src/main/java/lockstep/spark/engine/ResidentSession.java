package lockstep.spark.engine;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import lockstep.data.ShardTree;
import lockstep.linalg.Precision;

/**
 * The driver's side of resident workers. They come in attempts, one barrier job each: work is only
 * given to, and results only taken from, the attempt at hand, and of its results only those of the
 * piece of work on offer.
 *
 * <p>Nothing here waits but {@link #run}, which has bounds: for workers to begin, for each executor
 * to be heard of, for the result of one piece of work.
 */
final class ResidentSession {
  /** Workers without work for so long leave, so that other jobs get their slots. */
  static final Duration REST_AFTER = Duration.ofSeconds(2);

  /** For workers of whose attempt the driver knows nothing. */
  static final Work LEAVE = new Work.Stop(Long.MAX_VALUE);

  private static final Map<String, ResidentSession> RUNNING = new ConcurrentHashMap<>();
  private static final Duration GIVE_WAY_AFTER = Duration.ofMillis(50);
  private static final long CHECK_MILLIS = 20;

  private final String id;
  private final Precision precision;
  private final ResidentOptions options;
  private final AwakeClock clock;
  private final Desk desk;
  private volatile int attempt = -1;
  private final Map<Message.Sender, Wish> wishes = new ConcurrentHashMap<>();
  private volatile RollCall rollCall = new RollCall(0, 0);
  private volatile Team team = new Team(-1, 0);

  ResidentSession(
      String id,
      int shardCount,
      Precision precision,
      ResidentOptions options,
      LongSupplier nanoTime) {
    this.id = id;
    this.precision = precision;
    this.options = options;
    this.clock = new AwakeClock(nanoTime);
    this.desk = new Desk(shardCount, clock);
    RUNNING.put(id, this);
  }

  /** The session of that name if it runs in this process, else null. */
  static ResidentSession inThisProcess(String id) {
    return RUNNING.get(id);
  }

  /** Sends the workers of other sessions home that have had nothing to do for a moment. */
  private static void restIdle() {
    RUNNING.values().forEach(session -> session.restAfter(GIVE_WAY_AFTER));
  }

  private void restAfter(Duration idle) {
    if (desk.offered() instanceof Work.Wait && desk.age(clock.now()) > idle.toNanos()) {
      desk.shutIfIdle();
    }
  }

  String id() {
    return id;
  }

  /** The precision in which workers compute. */
  Precision precision() {
    return precision;
  }

  /** A new barrier job begins; what comes of any other is dropped from here on. */
  void begin(int newAttempt, int tasks) {
    rollCall = new RollCall(tasks, clock.now());
    team = new Team(newAttempt, tasks);
    wishes.clear();
    attempt = newAttempt;
    desk.clear();
  }

  /**
   * Runs an assignment to its end, on the workers of the attempt that has begun.
   *
   * @param running whether their job runs
   * @throws WorkersLostException if they are gone or silent, or take too long
   * @throws IllegalStateException if this thread is interrupted
   */
  void run(Assignment assignment, BooleanSupplier running) {
    clock.begin();
    try {
      desk.begin(assignment);
      while (desk.isBusy()) {
        desk.await(CHECK_MILLIS);
        check(clock.look(), running);
      }
    } catch (InterruptedException e) {
      desk.clear();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot go on: training was interrupted", e);
    } catch (WorkersLostException e) {
      desk.shut();
      throw e;
    }
    desk.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private void check(long now, BooleanSupplier running) {
    if (!desk.isBusy()) {
      return;
    }
    if (!running.getAsBoolean()) {
      throw WorkersLostException.ended("resident workers ended");
    }
    if (!rollCall.isComplete()) {
      restIdle();
    }
    List<String> silent = rollCall.silent(now, options.workerTimeout());
    rollCall
        .complaint(now, options.workerTimeout())
        .ifPresent(
            complaint -> {
              throw WorkersLostException.inVain(complaint, silent);
            });
    if (desk.age(now) > options.stepTimeout().toNanos()) {
      throw WorkersLostException.inVain(
          "a step took more than %d seconds".formatted(options.stepTimeout().toSeconds()), silent);
    }
  }

  /** Tells the workers to leave; others may begin. */
  void rest() {
    desk.shut();
  }

  /** Whether the workers have been told to leave. */
  boolean rests() {
    return desk.offered() instanceof Work.Stop;
  }

  /** Ends the session; workers that still ask are told to leave. */
  void close() {
    rest();
    RUNNING.remove(id);
  }

  /** A task of an attempt has begun. */
  void join(int workerAttempt, int task) {
    if (workerAttempt == attempt) {
      rollCall.joined(task);
    }
  }

  /** An executor of an attempt, in another process, has said something. */
  void heard(int workerAttempt, String executor) {
    if (workerAttempt == attempt) {
      rollCall.heard(executor, clock.now());
    }
  }

  /** The work after {@code ticket} if there is some, else a {@link Work.Wait}. Does not block. */
  Work poll(int workerAttempt, long ticket) {
    if (workerAttempt != attempt) {
      return LEAVE;
    }
    restAfter(REST_AFTER);
    Work work = desk.offered();
    return work.isNews(ticket) ? work : new Work.Wait(ticket);
  }

  /** An executor of an attempt says what it will read of the parameters of a step to come. */
  void wish(Message.Sender executor, Optional<Wish> wish) {
    if (executor.attempt() == attempt) {
      wish.ifPresentOrElse(w -> wishes.put(executor, w), () -> wishes.remove(executor));
    }
  }

  /** Work as it is sent to an executor: of a step that it has a wish for, that part. */
  Work asWished(Message.Sender executor, Work work) {
    Wish wish = wishes.get(executor);
    return wish != null && work instanceof Work.Step step && wish.isFor(step)
        ? Work.Part.of(step, wish)
        : work;
  }

  /** Takes a result, if it is of this attempt and of the piece on offer. Does not block. */
  void contribute(int workerAttempt, long ticket, ShardTree<? extends Serializable> result) {
    if (workerAttempt == attempt) {
      desk.handIn(ticket, result);
    }
  }

  /** The workers of the attempt at hand, if they are threads of this process. */
  Team team() {
    return team;
  }

  /** The workers of this process. */
  WorkerCrew crew() {
    return desk.crew();
  }

  /** Parks the calling thread until there may be news after {@code ticket}, or for so long. */
  void park(long ticket, long nanos) {
    desk.park(ticket, nanos);
  }
}
