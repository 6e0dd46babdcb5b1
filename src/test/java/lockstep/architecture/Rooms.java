package lockstep.architecture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rooms of the house below one root package, and which may import which. Whoever may import a
 * room may import what that room's own types are made of, so arrows are followed to their end.
 */
record Rooms(String root) {
  private static final String ARROWS =
      """
      text      ->
      linalg    ->
      optim     ->
      config    ->
      data      -> linalg
      nn        -> linalg
      loss      -> linalg
      metric    -> linalg
      generate  -> linalg
      objective -> nn loss data
      train     -> objective optim metric data
      encode    -> data linalg
      model     -> encode nn loss
      store     -> model train
      spark     -> store generate config
      report    -> metric
      cli       -> spark report config
      """;

  /**
   * Rooms of formulas and pure functions: no library but BLAS, no clock, no unseeded randomness.
   */
  private static final List<String> MATHEMATICS =
      List.of("linalg", "data", "nn", "loss", "optim", "objective", "metric", "generate");

  private static final Map<String, List<String>> DIRECT = parse();

  private static Map<String, List<String>> parse() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    ARROWS
        .lines()
        .map(line -> line.split("->", -1))
        .forEach(sides -> arrows.put(sides[0].strip(), words(sides[1])));
    return arrows;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  Set<String> names() {
    return DIRECT.keySet();
  }

  /**
   * The packages a room's classes may name: its own, {@code text}, and every room its arrows reach.
   */
  String[] importableFrom(String room) {
    Set<String> reached = new TreeSet<>(List.of(room, "text"));
    Deque<String> open = new ArrayDeque<>(DIRECT.get(room));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        open.addAll(DIRECT.get(next));
      }
    }
    return packages(reached.stream());
  }

  String[] packages(String... rooms) {
    return packages(Arrays.stream(rooms));
  }

  String[] all() {
    return packages(names().stream());
  }

  String[] mathematics() {
    return packages(MATHEMATICS.stream());
  }

  private String[] packages(Stream<String> rooms) {
    return rooms.map(room -> root + "." + room + "..").toArray(String[]::new);
  }
}
