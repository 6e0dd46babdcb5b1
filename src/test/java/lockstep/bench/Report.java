package lockstep.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as they come: a table on a stream, and in the end a JSON file. */
final class Report {
  private static final String ROW = "%-5s %-56s %11s %-9s %8s  %-30s %-8s %s%n";

  private final PrintStream out;
  private final Map<String, Object> about;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Map<String, List<Double>>> losses = new LinkedHashMap<>();

  /** A report of a run on what {@code about} describes. */
  Report(PrintStream out, Map<String, Object> about) {
    this.out = out;
    this.about = new LinkedHashMap<>(about);
    about.forEach((name, value) -> out.printf("%s: %s%n", name, value));
  }

  /** A new case begins. */
  void begin(String caseName, String title) {
    out.printf("%n(%s) %s%n", caseName, title);
    out.printf(ROW, "case", "what", "median", "", "ratio", "over", "target", "met?");
  }

  /** One more line. */
  void add(Figure figure) {
    figures.add(figure);
    if (figure.median() == null) {
      out.printf("%-5s %s: %s%n", figure.caseName(), figure.what(), figure.note());
      return;
    }
    String met = figure.met() == null ? "" : figure.met() ? "yes" : "NO";
    out.printf(
        ROW,
        figure.caseName(),
        figure.what(),
        Figure.number(figure.median()),
        figure.unit(),
        figure.ratio() == null ? "" : Figure.number(figure.ratio()),
        orEmpty(figure.peer()),
        orEmpty(figure.target()),
        figure.note() == null ? met : (met + "  " + figure.note()).strip());
  }

  /** The loss curves of a case, of which the table shows the ends. */
  void losses(String caseName, Race race) {
    race.losses().forEach((name, curve) -> curve(caseName, name, curve));
  }

  /** One curve more. */
  void curve(String caseName, String name, List<Double> curve) {
    losses.computeIfAbsent(caseName, none -> new LinkedHashMap<>()).put(name, curve);
    out.printf(
        "%-5s   epoch 1, 2, %d: %s %s %s   %s%n",
        caseName,
        curve.size(),
        loss(curve, 0),
        loss(curve, 1),
        loss(curve, curve.size() - 1),
        name);
  }

  private static String loss(List<Double> curve, int epoch) {
    return epoch < curve.size() ? "%.5f".formatted(curve.get(epoch)) : "-";
  }

  /** All lines so far. */
  List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Writes everything, samples and loss curves too. */
  void write(Path file) {
    Map<String, Object> document = new LinkedHashMap<>(about);
    document.put("figures", figures);
    document.put("loss_per_epoch", losses);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.toFile(), document);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    out.printf("%nwritten: %s%n", file);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
