package lockstep.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Set;

/** The architecture, as rules about the classes below one root package. */
record HouseRules(Rooms rooms) {
  private static final Set<String> UNREPEATABLE =
      Set.of(
          "java.lang.Math.random",
          "java.lang.StrictMath.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current");

  ArchRule everyClassHasARoom() {
    return classes().should().resideInAnyPackage(rooms.all()).allowEmptyShould(true);
  }

  ArchRule importsFollowTheArrows() {
    List<ArchRule> arrows = rooms.names().stream().map(this::importsOf).toList();
    return CompositeArchRule.of(arrows).as("imports follow the arrows");
  }

  private ArchRule importsOf(String room) {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms.packages(room))
        .should()
        .dependOnClassesThat(
            resideInAPackage(rooms.root() + "..")
                .and(resideOutsideOfPackages(rooms.importableFrom(room))))
        .allowEmptyShould(true);
  }

  ArchRule roomsFormNoCycle() {
    return slices()
        .matching(rooms.root() + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  ArchRule mathematicsIsPlainJava() {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms.mathematics())
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "java..", rooms.root() + "..", "dev.ludovic.netlib..", "org.bytedeco.."))
        .allowEmptyShould(true);
  }

  ArchRule onlyLinalgKnowsBlas() {
    return only(rooms.packages("linalg"), "dev.ludovic.netlib..", "org.bytedeco..");
  }

  ArchRule onlySparkAndCliKnowSpark() {
    return only(rooms.packages("spark", "cli"), "org.apache.spark..", "scala..");
  }

  ArchRule onlyStoreAndSparkKnowHadoop() {
    return only(rooms.packages("store", "spark"), "org.apache.hadoop..");
  }

  ArchRule nobodyKnowsBreeze() {
    return only(new String[0], "breeze..");
  }

  private static ArchRule only(String[] allowed, String... libraries) {
    return noClasses()
        .that(resideOutsideOfPackages(allowed))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .allowEmptyShould(true);
  }

  ArchRule onlyCliPrints() {
    return noClasses()
        .that(resideOutsideOfPackages(rooms.packages("cli")))
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true);
  }

  ArchRule mathematicsIsRepeatable() {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms.mathematics())
        .should(
            accessTargetWhere(
                DescribedPredicate.describe(
                    "the clock or unseeded randomness", HouseRules::drifts)))
        .allowEmptyShould(true);
  }

  private static boolean drifts(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    boolean unseeded =
        owner.equals("java.util.Random")
            && name.equals("<init>")
            && access.getTarget() instanceof CodeUnitAccessTarget constructor
            && constructor.getRawParameterTypes().isEmpty();
    boolean clock =
        owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
    return unseeded || clock || UNREPEATABLE.contains(owner + "." + name);
  }
}
