package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerCrewTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final WorkerCrew crew = new WorkerCrew(calls::incrementAndGet);
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void end() {
    over.set(true);
  }

  private void startHelper() {
    Thread helper =
        new Thread(
            () -> {
              while (!over.get()) {
                crew.help();
                Thread.onSpinWait();
              }
            });
    helper.setDaemon(true);
    helper.start();
  }

  @Test
  void everyPieceIsDoneOnceHoweverManyHelp() {
    for (int helpers = 0; helpers < 3; helpers++) {
      for (int pieces : new int[] {1, 2, 3, 100}) {
        AtomicIntegerArray done = new AtomicIntegerArray(pieces);
        crew.share(pieces, done::incrementAndGet);
        for (int piece = 0; piece < pieces; piece++) {
          assertThat(done.get(piece)).isEqualTo(1);
        }
      }
      startHelper();
    }
  }

  /** Each of two pieces ends only when the other has begun. */
  @Test
  void whoWaitsTakesPart() {
    startHelper();
    int before = calls.get();
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = Collections.newSetFromMap(new ConcurrentHashMap<>());
    crew.share(
        2,
        piece -> {
          threads.add(Thread.currentThread());
          both.countDown();
          await(both);
        });
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
    assertThat(calls).hasValue(before + 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingToHelpWithIsNoWork() {
    assertThat(crew.help()).isFalse();
    crew.share(0, piece -> {});
    crew.share(1, piece -> {});
    assertThat(crew.help()).isFalse();
    assertThat(calls).as("one piece calls nobody").hasValue(0);
  }

  /** Whoever it happens to: sums of which a part is missing are not to be used. */
  @Test
  void anErrorIsThrownWhereTheWorkIsWantedAndLeavesTheHelper() {
    startHelper();
    CountDownLatch both = new CountDownLatch(2);
    Thread owner = Thread.currentThread();
    assertThatThrownBy(
            () ->
                crew.share(
                    2,
                    piece -> {
                      both.countDown();
                      await(both);
                      if (Thread.currentThread() != owner) {
                        throw new OutOfMemoryError("in a helper");
                      }
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("in a helper");
    whoWaitsTakesPart();
  }

  /** The last piece takes longer than anybody spins. */
  @Test
  void theOwnerWaitsForTheLastPieceHoweverLongItTakes() {
    startHelper();
    CountDownLatch both = new CountDownLatch(2);
    Thread owner = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    crew.share(
        2,
        piece -> {
          both.countDown();
          await(both);
          if (Thread.currentThread() != owner) {
            LockSupport.parkNanos(20_000_000);
            done.set(true);
          }
        });
    assertThat(done).isTrue();
  }

  @Test
  void aFailureIsThrownWhereTheWorkIsWanted() {
    startHelper();
    for (int failing = 0; failing < 5; failing++) {
      int wrong = failing;
      assertThatThrownBy(
              () ->
                  crew.share(
                      5,
                      piece -> {
                        if (piece == wrong) {
                          throw new IllegalStateException("piece " + piece);
                        }
                      }))
          .hasMessage("piece " + wrong);
    }
  }
}
