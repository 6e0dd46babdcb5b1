package lockstep.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** PyTorch or scikit-learn in a process of its own that trains one epoch when asked. */
final class PythonPeer implements Contestant {
  private static final double ENOUGH_MILLISECONDS = 500;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;
  private final int mostEpochs;
  private final List<Double> losses = new ArrayList<>();

  private PythonPeer(String name, Process process, BufferedReader answers, int mostEpochs) {
    this.name = name;
    this.process = process;
    this.answers = answers;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.mostEpochs = mostEpochs;
  }

  /** The title of a library. */
  static String title(String library) {
    return library.equals("torch") ? "PyTorch" : "scikit-learn";
  }

  /**
   * Starts a peer on rows written by {@link Rows#writeNumpy}.
   *
   * @param library torch or sklearn
   * @return empty if no Python here has that library
   */
  static Optional<Contestant> start(
      String library, int threads, Path folder, Rows rows, Training training, int mostEpochs) {
    return pythons().stream()
        .flatMap(
            python -> start(python, library, threads, folder, rows, training, mostEpochs).stream())
        .findFirst();
  }

  private static Optional<Contestant> start(
      String python,
      String library,
      int threads,
      Path folder,
      Rows rows,
      Training training,
      int mostEpochs) {
    try {
      Process process = command(python, library, threads, folder, rows, training).start();
      BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
      String first = answers.readLine();
      if (first == null || !first.startsWith("ready ")) {
        process.destroy();
        return Optional.empty();
      }
      String name =
          "%s %s, %d thread%s"
              .formatted(title(library), first.substring(6), threads, threads == 1 ? "" : "s");
      return Optional.of(new PythonPeer(name, process, answers, mostEpochs));
    } catch (IOException e) {
      // There is no such Python.
      return Optional.empty();
    }
  }

  private static List<String> pythons() {
    String named = System.getenv("LOCKSTEP_PYTHON");
    return named == null ? List.of("python3", "/usr/bin/python3") : List.of(named);
  }

  private static ProcessBuilder command(
      String python, String library, int threads, Path folder, Rows rows, Training training)
      throws IOException {
    Path script = folder.resolve("peers.py");
    try (InputStream source = PythonPeer.class.getResourceAsStream("peers.py")) {
      Files.write(script, source.readAllBytes());
    }
    String hidden =
        training.hidden().isEmpty()
            ? "-"
            : training.hidden().stream().map(String::valueOf).collect(Collectors.joining(","));
    ProcessBuilder command =
        new ProcessBuilder(
            python,
            script.toString(),
            library,
            folder.toString(),
            hidden,
            "" + rows.classes(),
            "" + training.batch(),
            "" + training.rate());
    command.environment().put("OMP_NUM_THREADS", "" + threads);
    command.environment().put("OPENBLAS_NUM_THREADS", "" + threads);
    return command.redirectError(folder.resolve(library + threads + ".log").toFile());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double round() {
    double milliseconds = 0;
    int epochs = 0;
    while (epochs < mostEpochs && (epochs == 0 || milliseconds < ENOUGH_MILLISECONDS)) {
      milliseconds += epoch();
      epochs++;
    }
    return milliseconds / epochs;
  }

  private double epoch() {
    try {
      orders.write("epoch\n");
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException(
            "Cannot time %s: expected an epoch's time, found its process ended".formatted(name));
      }
      String[] numbers = answer.split(" ", -1);
      losses.add(Double.parseDouble(numbers[1]));
      return Double.parseDouble(numbers[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot time " + name, e);
    }
  }

  @Override
  public List<Double> losses() {
    return List.copyOf(losses);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
