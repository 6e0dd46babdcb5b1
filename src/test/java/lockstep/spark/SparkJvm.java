package lockstep.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts JVMs that have the Spark of the build on their class path and nothing else of ours, as an
 * installed Spark would. Only in integration tests: the build says where jar and class path are,
 * and sets the environment Spark's workers read.
 */
public final class SparkJvm {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /**
   * Spark's classes as a JVM holds them in memory: with them, one starts in half the time. Left by
   * the first that was submitted and came to a good end; those before it go without.
   */
  private static final Path ARCHIVE =
      Path.of(System.getProperty("lockstep.spark.classpath.file"))
          .resolveSibling("tests.jsa")
          .toAbsolutePath();

  private SparkJvm() {}

  /** What a process left: its exit code and both its outputs. */
  public record Finished(int exitCode, String out, String err) {}

  /** The shaded jar. */
  public static Path lockstepJar() {
    return Path.of(System.getProperty("lockstep.jar"));
  }

  /** The jars of Spark, as one class path. */
  public static String sparkClassPath() {
    return read(Path.of(System.getProperty("lockstep.spark.classpath.file"))).strip();
  }

  /** The jars of Spark, then all that the tests' own process has. */
  public static String testClassPath() {
    return sparkClassPath() + File.pathSeparator + System.getProperty("java.class.path");
  }

  /** For executors, as {@code spark.executor.extraJavaOptions}. */
  public static String executorOptions() {
    return String.join(" ", startingFast());
  }

  /** The compiler is that of the tests themselves, see pom.xml. */
  private static List<String> startingFast() {
    String compiler = "-XX:TieredStopAtLevel=1";
    return Files.exists(ARCHIVE)
        ? List.of(compiler, "-Xlog:disable", "-XX:SharedArchiveFile=" + ARCHIVE)
        : List.of(compiler);
  }

  /**
   * The command {@code java <options of Spark> -Xmx<heap> -cp <classPath> <mainClass> <arguments>},
   * not yet started.
   */
  public static ProcessBuilder java(
      String heap, String classPath, String mainClass, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("conf/jvm.options").toAbsolutePath(),
                "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"),
                "-Xmx" + heap));
    command.addAll(startingFast());
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /**
   * Submits the shaded jar to a master and waits for the end.
   *
   * @param mainClass a class of the shaded jar, or of our tests: those are known to the driver
   *     alone
   */
  public static Finished submit(
      String master, List<String> confs, String mainClass, String... arguments) {
    List<String> submit = new ArrayList<>(List.of("--master", master, "--class", mainClass));
    List<String> settings = new ArrayList<>(confs);
    settings.addAll(List.of("spark.ui.enabled=false", "spark.driver.host=127.0.0.1"));
    settings.add("spark.executor.extraJavaOptions=" + executorOptions());
    settings.forEach(setting -> submit.addAll(List.of("--conf", setting)));
    submit.add(lockstepJar().toString());
    submit.addAll(List.of(arguments));
    String classPath = sparkClassPath() + File.pathSeparator + Path.of("target/test-classes");
    ProcessBuilder command = java("1g", classPath, "org.apache.spark.deploy.SparkSubmit", submit);
    // An archive cannot hold a class that comes from a folder.
    boolean archives = mainClass.startsWith("lockstep.cli.") && !Files.exists(ARCHIVE);
    return archives ? archiving(command) : run(command);
  }

  /** Runs a process to its end, and keeps the archive that it leaves if that is a good one. */
  private static Finished archiving(ProcessBuilder command) {
    try {
      Path left = Files.createTempFile(ARCHIVE.getParent(), "classes", ".jsa");
      command.command().addAll(1, List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + left));
      Finished finished = run(command);
      if (finished.exitCode() == 0) {
        Files.move(left, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.delete(left);
      }
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a process to its end.
   *
   * @throws IllegalStateException if it has not ended after three minutes; it is killed then, with
   *     the processes it started
   */
  public static Finished run(ProcessBuilder command) {
    return run(command, LIMIT);
  }

  /**
   * Runs a process to its end.
   *
   * @throws IllegalStateException if it has not ended within the limit; it is killed then, with the
   *     processes it started
   */
  public static Finished run(ProcessBuilder command, Duration limit) {
    try {
      Path out = Files.createTempFile("lockstep", ".out");
      Path err = Files.createTempFile("lockstep", ".err");
      Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        kill(process);
      }
      Finished finished = new Finished(ended ? process.exitValue() : -1, read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      if (!ended) {
        throw new IllegalStateException(
            "Cannot run %s: expected an end within %s, found %s"
                .formatted(command.command(), limit, finished));
      }
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends a process and those it started: politely, and after ten seconds by force. */
  static void kill(Process process) {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroy);
    for (ProcessHandle member : family) {
      member
          .onExit()
          .orTimeout(10, TimeUnit.SECONDS)
          .exceptionally(
              late -> {
                member.destroyForcibly();
                return member;
              })
          .join();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
