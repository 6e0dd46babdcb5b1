package lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lockstep.spark.SparkJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher in a house of its own, whose path has a space, with a program that prints what
 * reaches it. Maven and a Spark installation are played by scripts that print how they are called.
 */
class LauncherIT {
  private static final String PROGRAM =
      """
      package lockstep.cli;

      public final class Main {
        public static void main(String[] arguments) throws Exception {
          for (String argument : arguments) {
            System.out.println("[" + argument + "]");
          }
          for (String setting : new String[] {"spark.master", "spark.ui.enabled", "spark.x.y"}) {
            System.out.println(setting + "=" + System.getProperty(setting));
          }
          org.slf4j.LoggerFactory.getLogger("lockstep.cli").info("ours");
          org.slf4j.LoggerFactory.getLogger("org.apache.spark").info("Spark's");
          if (arguments[arguments.length - 1].equals("fail")) {
            throw new org.apache.spark.SparkUserAppException(65, null);
          }
        }
      }
      """;

  @TempDir static Path folder;
  private static Path house;

  @BeforeAll
  static void build() throws IOException {
    house = Files.createDirectories(folder.resolve("my house"));
    for (String part : List.of("scripts/lockstep", "pom.xml")) {
      copy(Path.of(part), house.resolve(part));
    }
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      files.filter(Files::isRegularFile).forEach(file -> copy(file, house.resolve(file)));
    }
    Files.createDirectories(house.resolve("src/main"));
    Path jars = Path.of(System.getProperty("lockstep.spark.classpath.file"));
    copy(jars, house.resolve("target/spark-home/jars").resolve(jars.getFileName()));
    compile(jar());
  }

  @Test
  void argumentsReachTheProgramAndItsExitCodeComesBack() {
    SparkJvm.Finished run =
        run(
            launcher(
                "train", "a b", "x=1", "--conf", "spark.x.y=1 2", "--master=local[3]", "fail"));

    assertThat(run.out())
        .isEqualTo(
            """
            [train]
            [a b]
            [x=1]
            [fail]
            spark.master=local[3]
            spark.ui.enabled=false
            spark.x.y=1 2
            """);
    assertThat(run.err()).endsWith("ours\n").doesNotContain("Spark's", "Exception");
    assertThat(run.exitCode()).isEqualTo(65);
  }

  @Test
  void confGoesBeforeOurDefaults() {
    SparkJvm.Finished run = run(launcher("train", "--conf", "spark.ui.enabled=true"));

    assertThat(run.out()).contains("spark.master=local[*]", "spark.ui.enabled=true");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void helpOfTheLauncherNeedsNoBuild() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty/scripts"));
    copy(Path.of("scripts/lockstep"), empty.resolve("lockstep"));

    SparkJvm.Finished run = run(new ProcessBuilder(empty.resolve("lockstep").toString(), "--help"));

    assertThat(run.out()).startsWith("Usage: scripts/lockstep <command>").contains("--master URL");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void helpOfACommandIsTheProgramsOwn() {
    SparkJvm.Finished run = run(launcher("train", "--help"));

    assertThat(run.out()).startsWith("[train]\n[--help]\n").contains("spark.master=null");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void installedSparkRunsTheSameJar() throws IOException {
    ProcessBuilder command = launcher("train", "a b", "fail");
    command.environment().put("SPARK_HOME", installedSpark().toString());

    SparkJvm.Finished run = run(command);

    assertThat(run.out().lines())
        .startsWith("--master", "local[*]", "--class", "lockstep.cli.Main", "--driver-memory", "4g")
        .contains("spark.ui.enabled=false")
        .endsWith(jar().toRealPath().toString(), "train", "a b", "fail");
    assertThat(run.exitCode()).isEqualTo(65);
  }

  @Test
  void clusterKeepsItsOwnSettings() throws IOException {
    ProcessBuilder command = launcher("train", "--master", "yarn");
    command.environment().put("SPARK_HOME", installedSpark().toString());

    assertThat(run(command).out().lines())
        .startsWith("--master", "yarn", "--class", "lockstep.cli.Main")
        .hasSize(6);
  }

  @Test
  void changedSourcesAreBuiltFirst() throws IOException {
    Path mvn = script("bin/mvn", "echo called with \"$@\"; exit 1");
    Path changed = Files.createFile(house.resolve("src/main/Changed.java"));
    try {
      ProcessBuilder command = launcher("train");
      command.environment().merge("PATH", mvn.getParent() + ":", (path, first) -> first + path);

      SparkJvm.Finished run = run(command);

      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("called with -q -B").contains("Cannot build Lockstep: ");
      assertThat(run.exitCode()).isEqualTo(69);
    } finally {
      Files.delete(changed);
      Files.setLastModifiedTime(jar(), FileTime.from(Instant.now()));
    }
  }

  @ParameterizedTest
  @CsvSource({"11.0.2, 2019-01-15", "25, 2025-09-16"})
  void otherJavaIsNamedInOneSentence(String version, String date) throws IOException {
    String name = "openjdk version \"%s\" %s".formatted(version, date);
    Path java = script("jdk-" + version + "/bin/java", "echo '" + name + "' >&2");
    ProcessBuilder command = launcher("train");
    command.environment().put("JAVA_HOME", java.getParent().getParent().toString());

    SparkJvm.Finished run = run(command);

    assertThat(run.err())
        .isEqualTo(
            "Cannot start Lockstep: expected Java 17 to 23, found %s at '%s'.\n"
                .formatted(name, java));
    assertThat(run.exitCode()).isEqualTo(69);
  }

  @Test
  void missingValueOfAnOptionIsAnErrorOfUse() {
    SparkJvm.Finished run = run(launcher("train", "--master"));

    assertThat(run.err())
        .isEqualTo("Cannot read the command line: expected a value after --master, found none.\n");
    assertThat(run.exitCode()).isEqualTo(64);
  }

  private static Path jar() {
    return house.resolve("target").resolve(SparkJvm.lockstepJar().getFileName());
  }

  private static ProcessBuilder launcher(String... arguments) {
    List<String> command = new ArrayList<>(List.of(house.resolve("scripts/lockstep").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder launcher = new ProcessBuilder(command).directory(folder.toFile());
    launcher.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return launcher;
  }

  private static SparkJvm.Finished run(ProcessBuilder command) {
    return SparkJvm.run(command);
  }

  private static Path installedSpark() throws IOException {
    script("spark home/bin/spark-submit", "printf '%s\\n' \"$@\"; exit 65");
    return folder.resolve("spark home");
  }

  private static Path script(String name, String line) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/usr/bin/env bash\n" + line + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path jar) throws IOException {
    Path source = Files.createDirectories(folder.resolve("program")).resolve("Main.java");
    Files.writeString(source, PROGRAM);
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                SparkJvm.sparkClassPath(),
                "-d",
                source.getParent().toString(),
                source.toString());
    assertThat(errors).isZero();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry("lockstep/cli/Main.class"));
      Files.copy(source.resolveSibling("lockstep/cli/Main.class"), entries);
    }
  }
}
