package lockstep.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The times of contestants that worked in turn.
 *
 * @param times by name, one of each round, in milliseconds
 * @param losses by name, of those that have any
 */
record Race(Map<String, double[]> times, Map<String, List<Double>> losses) {

  /**
   * Lets every contestant work {@code warmups} times uncounted, then once a round. Who begins turns
   * from round to round, and every other round goes backwards, so that nobody always follows the
   * same neighbour.
   */
  static Race run(List<Contestant> contestants, int warmups, int rounds) {
    Map<String, double[]> times = new LinkedHashMap<>();
    for (Contestant contestant : contestants) {
      times.put(contestant.name(), new double[rounds]);
      for (int i = 0; i < warmups; i++) {
        contestant.round();
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        int turn = round % 2 == 0 ? i : contestants.size() - 1 - i;
        Contestant next = contestants.get((turn + round) % contestants.size());
        times.get(next.name())[round] = next.round();
      }
    }
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    for (Contestant contestant : contestants) {
      if (!contestant.losses().isEmpty()) {
        losses.put(contestant.name(), contestant.losses());
      }
    }
    return new Race(times, losses);
  }

  /** The median time, in milliseconds. */
  double median(String name) {
    return median(times.get(name));
  }

  /** The median over rounds of one contestant's time over another's. */
  double ratio(String name, String peer) {
    double[] ratios = times.get(name).clone();
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] /= times.get(peer)[round];
    }
    return median(ratios);
  }

  /**
   * The name beginning with {@code prefix} whose median is smallest.
   *
   * @throws IllegalArgumentException if there is none
   */
  String fastest(String prefix) {
    return times.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .min(Comparator.comparingDouble(this::median))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find a contestant: expected one of %s, found none that begins with %s"
                        .formatted(times.keySet(), prefix)));
  }

  /** Whether some contestant's name begins so. */
  boolean has(String prefix) {
    return times.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
