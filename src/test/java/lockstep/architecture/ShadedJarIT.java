package lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import lockstep.spark.SparkJvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the one jar we give away, and that what is in it works when nothing else is there. */
class ShadedJarIT {
  private static JarFile jar;
  private static URLClassLoader alone;

  @BeforeAll
  static void open() throws IOException {
    Path path = SparkJvm.lockstepJar();
    jar = new JarFile(path.toFile());
    alone =
        new URLClassLoader(new URL[] {path.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    alone.close();
    jar.close();
  }

  @Test
  void oneFileMatchesTheDocumentedPattern() throws IOException {
    try (Stream<Path> files = Files.list(SparkJvm.lockstepJar().getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("lockstep_2.13-") && name.endsWith(".jar"))
          .containsExactly(SparkJvm.lockstepJar().getFileName().toString());
    }
  }

  @Test
  void holdsOurRoomsTheRelocatedLibrariesAndBlas() {
    List<String> prefixes =
        Stream.concat(
                new Rooms("lockstep").names().stream().map(room -> "lockstep/" + room + "/"),
                Stream.of(
                    "lockstep/shaded/jackson/",
                    "lockstep/shaded/snakeyaml/",
                    "lockstep/shaded/picocli/",
                    "lockstep/shaded/progressbar/",
                    "org/jline/",
                    "dev/ludovic/netlib/",
                    "org/netlib/",
                    "resources/native/",
                    "org/bytedeco/",
                    "META-INF/"))
            .toList();

    assertThat(files())
        .filteredOn(name -> name.contains("/"))
        .allMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    for (String present : List.of("lockstep/linalg/", "lockstep/shaded/jackson/databind/")) {
      assertThat(files()).anyMatch(name -> name.startsWith(present));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "breeze/",
        "org/apache/spark/",
        "scala/",
        "org/apache/hadoop/",
        "org/slf4j/",
        "org/apache/logging/",
        "com/fasterxml/",
        "org/yaml/",
        "picocli/",
        "me/tongfei/",
        "org/jline/nativ/",
        "META-INF/versions/",
        "META-INF/maven/"
      })
  void holdsNone(String forbidden) {
    assertThat(files()).noneMatch(name -> name.startsWith(forbidden));
  }

  @Test
  void relocatedClassesNameNoLibraryByItsOldName() throws IOException {
    for (String name : files()) {
      if (name.startsWith("lockstep/") && name.endsWith(".class")) {
        assertThat(text(name))
            .as(name)
            .doesNotContain("com/fasterxml/jackson", "org/yaml/snakeyaml");
      }
    }
  }

  @Test
  void servicesNameClassesOfThisJar() throws Exception {
    List<String> services =
        files().stream().filter(name -> name.matches("META-INF/services/[^/]+")).toList();

    assertThat(services).contains("META-INF/services/lockstep.shaded.jackson.core.JsonFactory");
    for (String service : services) {
      for (String provider : text(service).lines().filter(line -> !line.isBlank()).toList()) {
        assertThat(alone.loadClass(provider).getClassLoader()).isSameAs(alone);
      }
    }
  }

  @Test
  void manifestNamesTheMainClassAndTheVersion() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
        .isEqualTo("lockstep.cli.Main");
    assertThat(SparkJvm.lockstepJar().getFileName().toString())
        .endsWith(
            jar.getManifest().getMainAttributes().getValue("Implementation-Version") + ".jar");
  }

  @Test
  void relocatedJacksonReadsJson() throws Exception {
    Object mapper = create("lockstep.shaded.jackson.databind.ObjectMapper");
    Object tree =
        mapper.getClass().getMethod("readTree", String.class).invoke(mapper, "{\"a\":[1,\"x\"]}");

    assertThat(tree).hasToString("{\"a\":[1,\"x\"]}");
  }

  @Test
  void blasMultipliesWithoutSpark() throws Exception {
    Class<?> blas = alone.loadClass("dev.ludovic.netlib.blas.BLAS");
    Object java =
        alone.loadClass("dev.ludovic.netlib.blas.JavaBLAS").getMethod("getInstance").invoke(null);
    Object dot =
        blas.getMethod("ddot", int.class, double[].class, int.class, double[].class, int.class)
            .invoke(java, 2, new double[] {1, 2}, 1, new double[] {3, 4}, 1);

    assertThat(dot).isEqualTo(11.0);
  }

  @Test
  void relocatedProgressBarFindsATerminal() throws Exception {
    Class<?> bar = alone.loadClass("lockstep.shaded.progressbar.ProgressBar");
    try (AutoCloseable open =
        (AutoCloseable) bar.getConstructor(String.class, long.class).newInstance("epochs", 2L)) {
      bar.getMethod("step").invoke(open);
      assertThat(bar.getMethod("getCurrent").invoke(open)).isEqualTo(1L);
    }
  }

  private static Object create(String name) throws ReflectiveOperationException {
    return alone.loadClass(name).getConstructor().newInstance();
  }

  private static List<String> files() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
  }

  private static String text(String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
