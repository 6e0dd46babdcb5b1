package lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lockstep");
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("lockstep");
  private static final HouseRules RULES = new HouseRules(new Rooms("lockstep"));

  @Test
  void everyClassHasARoom() {
    assertThat(HOUSE).isNotEmpty();
    RULES.everyClassHasARoom().check(HOUSE);
  }

  @Test
  void importsFollowTheArrows() {
    RULES.importsFollowTheArrows().check(HOUSE);
  }

  @Test
  void roomsFormNoCycle() {
    RULES.roomsFormNoCycle().check(HOUSE);
  }

  @Test
  void mathematicsIsPlainJava() {
    RULES.mathematicsIsPlainJava().check(HOUSE);
  }

  @Test
  void onlyLinalgKnowsBlas() {
    RULES.onlyLinalgKnowsBlas().check(HOUSE);
  }

  @Test
  void onlySparkAndCliKnowSpark() {
    RULES.onlySparkAndCliKnowSpark().check(HOUSE);
  }

  @Test
  void onlyStoreAndSparkKnowHadoop() {
    RULES.onlyStoreAndSparkKnowHadoop().check(HOUSE);
  }

  @Test
  void nobodyKnowsBreeze() {
    RULES.nobodyKnowsBreeze().check(HOUSE);
  }

  @Test
  void onlyCliPrints() {
    RULES.onlyCliPrints().check(HOUSE);
  }

  @Test
  void mathematicsIsRepeatable() {
    RULES.mathematicsIsRepeatable().check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lockstep.loss.Loss",
        "lockstep.optim.Optimizer",
        "lockstep.optim.LearningRate",
        "lockstep.nn.Activation",
        "lockstep.metric.Metric",
        "lockstep.train.StepEngine"
      })
  void everyImplementationHasAContractTest(String contract) {
    new ContractRule(contract, TESTS).rule().check(HOUSE);
  }

  @Test
  void everyPackageSaysItsDecision() {
    assertThat(packagesWithoutInfo(Path.of("src/main/java"))).isEmpty();
  }

  @Test
  void packageWithoutInfoIsFound(@TempDir Path sources) throws IOException {
    Path silent = Files.createDirectories(sources.resolve("lockstep/silent"));
    Path speaking = Files.createDirectories(sources.resolve("lockstep/speaking"));
    Files.createFile(silent.resolve("A.java"));
    Files.createFile(speaking.resolve("A.java"));
    Files.createFile(speaking.resolve("package-info.java"));

    assertThat(packagesWithoutInfo(sources)).containsExactly(silent);
  }

  private static List<Path> packagesWithoutInfo(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
