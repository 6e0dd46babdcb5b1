package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.spark.SparkJvm;
import lockstep.spark.job.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README says what is so: its commands run as they stand, in their order, only their paths are
 * those of a scratch folder.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmeIT {
  private static final Pattern FENCED = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;
  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  @Order(1)
  void itsCommandsRunAndTheFirstGivesTheResultItNames() throws IOException {
    List<List<String>> commands = commands("scripts/lockstep ");
    assertThat(commands).hasSizeGreaterThan(6);
    List<String> lasts = new ArrayList<>();
    for (List<String> command : commands) {
      Ran ran = Ran.lockstep(scratch(command)).succeeded();
      lasts.add(ran.out().get(ran.out().size() - 1));
    }

    Path first = Path.of(lasts.get(0).substring("run: ".length()));
    double auc =
        new JsonMapper()
            .readTree(first.resolve("metrics.json").toFile())
            .at("/test/roc_auc")
            .asDouble();
    assertThat(readme)
        .contains(String.format(Locale.ROOT, "**ROC-AUC %.3f on\nthe test split**", auc));
  }

  @Test
  @Order(2)
  void itsJavaCompilesAndScores() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("java"));
    String body = block("java").replace("runs/", folder.resolve("runs") + "/");
    Files.writeString(
        sources.resolve("Readme.java"),
        """
        import java.util.Map;
        import lockstep.model.Prediction;
        import lockstep.model.TrainedModel;

        public class Readme {
          public static double score() {
            %s
            return probability;
          }
        }
        """
            .formatted(body));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                "target/classes",
                sources.resolve("Readme.java").toString());
    assertThat(errors).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {sources.toUri().toURL()})) {
      Object probability = loader.loadClass("Readme").getMethod("score").invoke(null);
      assertThat((Double) probability).isBetween(0.0, 1.0);
    }
  }

  @Test
  void itsJobFileIsOne() {
    JobConfig job = JobFile.parse("README.md", block("yaml"), List.of());

    assertThat(job.job()).isEqualTo("stroke");
  }

  @Test
  void itsSubmitLineNamesTheJarAndAJob() {
    List<String> words = commands("spark-submit ").get(0);

    assertThat(words).contains("lockstep.cli.Main", "target/" + SparkJvm.lockstepJar().getFileName());
    int run = words.indexOf("run");
    JobConfig job = JobFile.read(Path.of(words.get(run + 1)), words.subList(run + 2, words.size()));
    assertThat(job.data().path()).contains("hdfs:///patients.parquet");
  }

  @Test
  void itsScriptsAndLinksAreThere() {
    for (List<String> command : commands("scripts/")) {
      assertThat(Path.of(command.get(0))).isExecutable();
    }
    Matcher links = Pattern.compile("\\]\\(([^):]+)\\)").matcher(readme);
    while (links.find()) {
      assertThat(Path.of(links.group(1))).exists();
    }
  }

  @Test
  void itListsEveryExitCode() {
    assertThat(Stream.of(ExitCode.values()))
        .allSatisfy(code -> assertThat(readme).contains("\n| %d | ".formatted(code.code())));
  }

  /** The words of the lines that begin so, from the blocks of shell. */
  private static List<List<String>> commands(String beginning) {
    return blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(beginning))
        .map(line -> List.of(line.split(" ", -1)))
        .toList();
  }

  private static String[] scratch(List<String> command) {
    Stream<String> words =
        command.stream()
            .skip(1)
            .map(word -> word.replace("target/quickstart", folder.toString()))
            .map(word -> word.replaceFirst("^(model=)?runs/", "$1" + folder + "/runs/"));
    boolean withJob = command.contains("jobs/quickstart.yaml");
    Stream<String> paths =
        Stream.of("output.dir=" + folder.resolve("runs"), "data.path=" + folder.resolve("patients.csv"));
    boolean predicts = command.contains("predict");
    return Stream.concat(words, withJob ? paths.limit(predicts ? 1 : 2) : Stream.of())
        .toArray(String[]::new);
  }

  private static String block(String language) {
    return blocks(language).get(0);
  }

  private static List<String> blocks(String language) {
    return FENCED
        .matcher(readme)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
