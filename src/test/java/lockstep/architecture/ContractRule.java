package lockstep.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * An interface ships with its laws: every concrete class of type {@code X} is named in a test that
 * extends {@code XContractTest}. An interface that does not exist has no such class, and the rule
 * holds.
 *
 * @param contract full name of the interface
 * @param tests where the contract tests are looked for
 */
record ContractRule(String contract, JavaClasses tests) {
  ArchRule rule() {
    return classes()
        .that(DescribedPredicate.describe("implement " + contract, this::implementsContract))
        .should(beNamedInAContractTest())
        .allowEmptyShould(true);
  }

  private String contractTest() {
    return contract.substring(contract.lastIndexOf('.') + 1) + "ContractTest";
  }

  private boolean implementsContract(JavaClass type) {
    return type.isAssignableTo(contract)
        && !type.isInterface()
        && !type.isAnonymousClass()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private ArchCondition<JavaClass> beNamedInAContractTest() {
    return new ArchCondition<>("be named in a test that extends " + contractTest()) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean named = contractTests().anyMatch(test -> names(test, type));
        String found = named ? " has a " : " has no ";
        events.add(new SimpleConditionEvent(type, named, type.getName() + found + contractTest()));
      }
    };
  }

  private Stream<JavaClass> contractTests() {
    return tests.stream()
        .filter(test -> !test.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(
            test ->
                test.getAllRawSuperclasses().stream()
                    .anyMatch(parent -> parent.getSimpleName().equals(contractTest())));
  }

  /** By name: a class is another object in every import. */
  private static boolean names(JavaClass test, JavaClass type) {
    return test.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().getName().equals(type.getName()));
  }
}
