package lockstep.spark.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which workers of an attempt have begun, and when each executor was last heard of. An executor in
 * the driver's own process is never silent: only those that have said something can be.
 */
final class RollCall {
  private final int tasks;
  private final long begun;
  private final Set<Integer> present = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  /**
   * Nobody is there yet.
   *
   * @param now in nanoseconds, as all times here
   */
  RollCall(int tasks, long now) {
    this.tasks = tasks;
    this.begun = now;
  }

  /** A task has begun. */
  void joined(int task) {
    present.add(task);
  }

  /** An executor has said something. */
  void heard(String executor, long now) {
    heard.put(executor, now);
  }

  /** Whether all tasks have begun. */
  boolean isComplete() {
    return present.size() == tasks;
  }

  /** Why it is no use to wait any longer, if it is none. */
  Optional<String> complaint(long now, Duration limit) {
    List<String> silent = silent(now, limit);
    if (!silent.isEmpty()) {
      return Optional.of(
          "nothing was heard of executor %s for %d seconds"
              .formatted(String.join(", ", silent), limit.toSeconds()));
    }
    return !isComplete() && now - begun > limit.toNanos()
        ? Optional.of(
            "%d of %d workers began within %d seconds"
                .formatted(present.size(), tasks, limit.toSeconds()))
        : Optional.empty();
  }

  /** The executors that have said nothing for longer than the limit. */
  List<String> silent(long now, Duration limit) {
    return heard.entrySet().stream()
        .filter(executor -> now - executor.getValue() > limit.toNanos())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
