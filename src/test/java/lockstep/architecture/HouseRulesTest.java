package lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule is shown a small house that breaks it once, in the packages below {@code fixture}. */
class HouseRulesTest {
  private static final String ROOT = "lockstep.architecture.fixture";
  private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);
  private static final HouseRules RULES = new HouseRules(new Rooms(ROOT));

  @Test
  void arrowsAreFollowedToTheirEnd() {
    assertThat(new Rooms("lockstep").importableFrom("objective"))
        .containsExactly(
            "lockstep.data..",
            "lockstep.linalg..",
            "lockstep.loss..",
            "lockstep.nn..",
            "lockstep.objective..",
            "lockstep.text..");
  }

  @Test
  void classOutsideTheRoomsIsRejected() {
    assertThat(violations(RULES.everyClassHasARoom())).singleElement().asString().contains("Stray");
  }

  @Test
  void importAgainstTheArrowsIsRejected() {
    assertThat(violations(RULES.importsFollowTheArrows()))
        .anyMatch(line -> line.contains("optim.KnowsLoss") && line.contains("loss.Loss"))
        .noneMatch(line -> line.contains("objective.Prints") && line.contains("loss.Loss"));
  }

  @Test
  void cycleBetweenRoomsIsRejected() {
    assertThat(violations(RULES.roomsFormNoCycle()))
        .singleElement()
        .asString()
        .contains("Slice data")
        .contains("Slice metric");
  }

  @Test
  void libraryInTheMathematicsIsRejected() {
    assertThat(violations(RULES.mathematicsIsPlainJava()))
        .anyMatch(line -> line.contains("org.slf4j.Logger"));
  }

  @Test
  void blasOutsideLinalgIsRejected() {
    assertOnlyFound(RULES.onlyLinalgKnowsBlas(), "dev.ludovic.netlib.blas.BLAS");
  }

  @Test
  void sparkInTheMathematicsIsRejected() {
    assertOnlyFound(RULES.onlySparkAndCliKnowSpark(), "org.apache.spark.SparkConf");
  }

  @Test
  void hadoopInTheMathematicsIsRejected() {
    assertOnlyFound(RULES.onlyStoreAndSparkKnowHadoop(), "org.apache.hadoop.fs.Path");
  }

  @Test
  void breezeIsRejected() {
    assertOnlyFound(RULES.nobodyKnowsBreeze(), "breeze.linalg.DenseVector");
  }

  @Test
  void printingOutsideCliIsRejected() {
    assertThat(violations(RULES.onlyCliPrints()))
        .anyMatch(line -> line.contains("System.out"))
        .anyMatch(line -> line.contains("printStackTrace"));
  }

  @Test
  void clockAndUnseededRandomnessAreRejected() {
    List<String> found = violations(RULES.mathematicsIsRepeatable());

    for (String access :
        List.of(
            "java.util.Random.<init>()",
            "Math.random()",
            "ThreadLocalRandom.current()",
            "System.currentTimeMillis()",
            "System.nanoTime()",
            "Instant.now()")) {
      assertThat(found).anyMatch(line -> line.contains(access));
    }
    assertThat(found).noneMatch(line -> line.contains("Random.<init>(long)"));
  }

  @Test
  void implementationWithoutContractTestIsRejected() {
    ArchRule rule = new ContractRule(ROOT + ".loss.Loss", FIXTURE).rule();

    assertThat(violations(rule))
        .singleElement()
        .asString()
        .contains("UntestedLoss has no LossContractTest");
  }

  private static void assertOnlyFound(ArchRule rule, String library) {
    assertThat(violations(rule)).isNotEmpty().allMatch(line -> line.contains(library));
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(FIXTURE).getFailureReport().getDetails();
  }
}
