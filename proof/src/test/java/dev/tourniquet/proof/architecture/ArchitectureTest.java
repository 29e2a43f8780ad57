package dev.tourniquet.proof.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tourniquet.proof.architecture.Modules.in;
import static dev.tourniquet.proof.architecture.Modules.ofThisBuild;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/architecture.md, and the house rules that can be read from compiled classes. Beside each rule stands
 * code of which it does not hold: a rule that finds nothing there would find nothing anywhere.
 */
final class ArchitectureTest {
    private static final JavaClasses ALL = Modules.classes();
    private static final Set<String> FUNCTIONS = Modules.functions();

    private static final DescribedPredicate<JavaClass> JDK_AND_JACKSON =
            resideInAnyPackage("java..", "javax.xml.stream..", "com.fasterxml.jackson..", "org.jspecify..");

    @Test
    void coreUsesTheJdkAndJacksonOnly() {
        holds(usesOnly("core", JDK_AND_JACKSON.or(in("core"))));
        breaks(usesOnly("runtime", JDK_AND_JACKSON.or(in("core")).or(in("runtime"))));
    }

    @Test
    void runtimeKnowsCoreAndTheSdk() {
        DescribedPredicate<JavaClass> sdk =
                resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws.services.lambda..");

        holds(usesOnly("runtime", JDK_AND_JACKSON.or(sdk).or(in(Set.of("core", "runtime")))));
        breaks(usesOnly("identity", JDK_AND_JACKSON.or(sdk).or(in(Set.of("core", "identity")))));
    }

    @Test
    void identityKnowsRuntimeAndCore() {
        holds(knowsOnly("identity", Set.of("core", "runtime")));
        breaks(knowsOnly("identity", Set.of("core")));
    }

    @Test
    void noFunctionKnowsAnother() {
        assertThat(FUNCTIONS).hasSizeGreaterThanOrEqualTo(6);
        FUNCTIONS.forEach(function -> holds(knowsOnly(function, Set.of("core", "runtime", "identity"))));
        breaks(knowsOnly("isolate-instance", Set.of("core", "runtime")));
    }

    @Test
    void theLocalAwsKnowsNothingOfTheProduct() {
        holds(knowsOnly("local-aws", Set.of()));
        breaks(knowsOnly("replay", Set.of("core", "runtime")));
    }

    @Test
    void infraKnowsTheFunctionsByThePathOfTheirPackagesOnly() {
        holds(knowsOnly("infra", Set.of()));
        breaks(knowsOnly("republish-outcomes", Set.of()));
    }

    /** It loads them by the names that the template gives their handlers. */
    @Test
    void replayKnowsNoFunctionByName() {
        holds(knowsOnly("replay", Set.of("core", "runtime", "local-aws")));
        breaks(knowsOnly("replay", Set.of("core", "local-aws")));
    }

    @Test
    void nothingKnowsReplayButTheProofs() {
        Set<String> shipped = new TreeSet<>(FUNCTIONS);
        shipped.addAll(Set.of("core", "runtime", "identity", "infra", "local-aws"));

        holds(noClasses().that(in(shipped)).should().dependOnClassesThat(in(Set.of("replay", "proof"))));
        breaks(noClasses().that(in("proof")).should().dependOnClassesThat(in(Set.of("replay"))));
    }

    @Test
    void onlyHandlersArePublic() {
        holds(onlyHandlersArePublic(in(FUNCTIONS)));
        breaks(onlyHandlersArePublic(in("core")));
    }

    /** The CDK's command line talks to its app through two variables of its own. */
    @Test
    void oneClassReadsTheEnvironment() {
        DescribedPredicate<JavaClass> reader =
                named("dev.tourniquet.runtime.Aws").or(named("dev.tourniquet.infra.TourniquetApp"));

        holds(noClasses().that(DescribedPredicate.not(reader)).should().callMethodWhere(readsEnvironment()));
        breaks(noClasses().that(reader).should().callMethodWhere(readsEnvironment()));
    }

    /** Time comes from a clock that is handed in, and is waited for through a Pause. */
    @Test
    void noFunctionAsksTheSystemWhatTimeItIs() {
        Set<String> running = new TreeSet<>(FUNCTIONS);
        running.addAll(Set.of("core", "identity"));

        holds(asksTheSystem(running));
        breaks(asksTheSystem(Set.of("proof", "replay", "local-aws")));
    }

    private static ArchRule asksTheSystem(Set<String> modules) {
        return noClasses()
                .that(in(modules))
                .and(DescribedPredicate.not(named("dev.tourniquet.engine.Pause")))
                .should()
                .callMethodWhere(DescribedPredicate.describe("the system's clock is read or waited for", call -> {
                    String owner = call.getTargetOwner().getName();
                    String method = call.getTarget().getName();
                    boolean now = owner.startsWith("java.time.")
                            && method.equals("now")
                            && call.getTarget().getRawParameterTypes().isEmpty();
                    return now
                            || (owner.equals("java.time.InstantSource") && method.equals("system"))
                            || (owner.equals("java.lang.System") && method.matches("currentTimeMillis|nanoTime"))
                            || (owner.equals("java.lang.Thread") && method.equals("sleep"));
                }));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> readsEnvironment() {
        return DescribedPredicate.describe(
                "the environment is read",
                call -> call.getTargetOwner().getName().equals("java.lang.System")
                        && call.getTarget().getName().equals("getenv"));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(
                name, type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
    }

    private static ArchRule onlyHandlersArePublic(DescribedPredicate<JavaClass> which) {
        return classes()
                .that(which)
                .and()
                .areTopLevelClasses()
                .and()
                .haveModifier(PUBLIC)
                .should()
                .haveSimpleNameEndingWith("Handler")
                .andShould()
                .beAssignableTo(DescribedPredicate.describe(
                        "a handler of Lambda",
                        type -> type.getName()
                                .matches("com\\.amazonaws\\.services\\.lambda\\.runtime\\.Request(Stream)?Handler")));
    }

    private static ArchRule knowsOnly(String module, Set<String> others) {
        return usesOnly(module, in(others).or(in(module)).or(DescribedPredicate.not(ofThisBuild())));
    }

    private static ArchRule usesOnly(String module, DescribedPredicate<JavaClass> allowed) {
        return classes().that(in(module)).should().onlyDependOnClassesThat(allowed);
    }

    private static void holds(ArchRule rule) {
        rule.check(ALL);
    }

    /** Fails, too, where there is nothing to which the rule applies. */
    private static void breaks(ArchRule rule) {
        assertThat(rule.evaluate(ALL).hasViolation())
                .as("shown to fail: " + rule.getDescription())
                .isTrue();
    }
}
