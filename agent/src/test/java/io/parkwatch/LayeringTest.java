// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.parkwatch.support.Clocks;
import io.parkwatch.support.Stderr;
import io.parkwatch.weave.SelfTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that dependencies point one way: hook, births, look, detect, finding, then the outputs. */
class LayeringTest {
    private static final JavaClasses OURS = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final String ROOT = "io.parkwatch";

    private static final int MOST_FILES = 20;

    /** The packages that each package may use, besides itself and libraries. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            entry("text", Set.of()),
            entry("support", Set.of("text")),
            entry("finding", Set.of()),
            entry("detect", Set.of("families", "finding", "text")),
            entry("gather", Set.of("detect", "finding")),
            entry("proof", Set.of("finding", "support")),
            entry("search", Set.of("finding")),
            entry("custom", Set.of("finding")),
            entry("births", Set.of("custom", "finding")),
            entry("points", Set.of()),
            entry("families", Set.of("points", "births", "finding", "support")),
            entry("families.jdk", Set.of("families", "points", "births", "finding")),
            entry("families.jox", Set.of("families", "points", "births", "finding")),
            entry("families.kotlinx", Set.of("families", "points", "finding")),
            entry("families.coreasync", Set.of("families", "points", "finding")),
            entry("families.custom", Set.of("families", "families.jdk", "custom", "births", "finding")),
            entry("look.jvm", Set.of("families", "proof", "finding")),
            entry("look.waits", Set.of("look.jvm", "births", "families", "custom", "detect", "finding", "support")),
            entry("look.cells", Set.of("look.waits", "look.jvm", "births", "families", "detect", "finding")),
            entry("look.proofs", Set.of("look.waits", "look.jvm", "proof", "detect", "finding", "support")),
            entry("look.executors", Set.of("look.jvm")),
            entry(
                    "look.holders",
                    Set.of("look.executors", "look.waits", "look.jvm", "births", "detect", "gather", "finding")),
            entry("look.states", Set.of("look.waits", "look.jvm", "births", "families", "detect", "gather", "finding")),
            entry(
                    "look",
                    Set.of(
                            "look.states",
                            "look.holders",
                            "gather",
                            "look.proofs",
                            "look.cells",
                            "look.waits",
                            "look.jvm",
                            "births",
                            "families",
                            "custom",
                            "detect",
                            "proof",
                            "search",
                            "finding",
                            "support")),
            entry("weave.define", Set.of("points", "custom", "finding", "support")),
            entry("weave", Set.of("weave.define", "points", "custom", "finding", "support")),
            entry("report", Set.of("search", "finding", "text")),
            entry("metrics", Set.of("finding", "text")),
            entry("changes", Set.of("finding", "support", "text")),
            entry("http", Set.of("report", "metrics", "options", "search", "finding", "text", "support")),
            entry("options", Set.of("detect", "custom", "finding", "support", "text")),
            entry("attach", Set.of("report", "finding", "text")),
            entry("cli.jvm", Set.of()),
            entry("cli.watch", Set.of("cli.jvm", "attach", "report", "finding", "text")),
            entry("cli", Set.of("cli.watch", "cli.jvm", "attach", "options", "report", "finding", "support", "text")),
            entry("boot", Set.of()),
            entry("hook", Set.of()));

    /** Classes whose static initializers run at the start. */
    private static final Set<String> AT_START = Set.of(
            // Enums have initializers for their constants.
            "attach.Tenure",
            "finding.Kind",
            "finding.Role",
            "finding.Verdict",
            "finding.WhyNot",
            "look.jvm.Wait",
            "options.ProofMode",
            "points.Hook",
            "points.Hook$What",
            "points.Hook$Where",
            // For hooks and passes over all threads only a constant is fast enough.
            "hook.Hub",
            "look.waits.Table",
            "births.CallSite",
            "births.Places",
            // It prints the line of each failure.
            "support.Stderr");

    static Set<String> packages() {
        return KNOWN.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsThoseAlone(String layer) {
        knowsOnly(layer, KNOWN.getOrDefault(layer, Set.of()));
    }

    /** A reader cannot grasp more files at once. */
    @Test
    void noPackageHasMoreThanTwentyFiles() {
        Map<String, Set<String>> files = new TreeMap<>();
        for (JavaClass type : OURS) {
            files.computeIfAbsent(type.getPackageName(), p -> new TreeSet<>()).add(file(type));
        }

        assertThat(files.values()).allSatisfy(names -> assertThat(names).hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void everyPackageHasItsRow() {
        Set<String> all = new TreeSet<>();
        for (JavaClass type : OURS) {
            if (type.getPackageName().startsWith(ROOT + '.')) {
                all.add(type.getPackageName().substring(ROOT.length() + 1));
            }
        }

        assertThat(packages()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theStarterAndTheHubUseTheJdkAlone() {
        for (String home : Set.of("boot", "hook")) {
            check(classes()
                    .that()
                    .resideInAPackage(ROOT + '.' + home)
                    .should()
                    .onlyDependOnClassesThat(DescribedPredicate.describe(
                            "are the JDK's or its own (jspecify's annotation is not loaded)",
                            to -> to.getPackageName().startsWith("java.")
                                    || to.getPackageName().equals(ROOT + '.' + home)
                                    || to.getPackageName().equals("org.jspecify.annotations"))));
        }
    }

    @Test
    void nobodyButTheWayInKnowsTheAgentThatWiresAll() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Agent.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(Entry.class.getName())
                .and(areNotNestedIn(Agent.class))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Agent.class));
    }

    @Test
    void theDetectorTouchesNoThread() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".detect")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, java.util.concurrent.Executor.class, java.io.File.class, Path.class));
    }

    @Test
    void onlyTheStarterAndStderrPrint() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Stderr.class.getName())
                .and()
                .resideOutsideOfPackage(ROOT + ".boot")
                .should()
                .accessTargetWhere(calls("standard output or error", System.class, "out", "err"))
                .orShould()
                .accessTargetWhere(calls("a stack trace on standard error", Throwable.class, "printStackTrace")));
    }

    @Test
    void nobodyEndsTheProgramOrHangsOnItsEndButTheCommandLineItsOwn() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.Main")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.watch.TerminalScreen")
                .should()
                .accessTargetWhere(calls("the end of the JVM", System.class, "exit"))
                .orShould()
                .accessTargetWhere(calls("the end of the JVM", Runtime.class, "exit", "halt", "addShutdownHook")));
    }

    @Test
    void oneClassOfTheAgentAndOneOfTheCommandLineReadTheClock() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Clocks.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.Parkwatch")
                .should()
                .accessTargetWhere(calls("the time", System.class, "nanoTime", "currentTimeMillis"))
                .orShould()
                .accessTargetWhere(calls("the time", Instant.class, "now"))
                .orShould()
                .accessTargetWhere(calls("the time", LocalDateTime.class, "now"))
                .orShould()
                .accessTargetWhere(calls("the time", Clock.class, "systemUTC", "systemDefaultZone", "system"))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Date.class));
    }

    @Test
    void nobodyTouchesALoggerOrSetsASystemProperty() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging", "org.slf4j..", "org.apache..")
                .orShould()
                .accessTargetWhere(calls("a property of the JVM", System.class, "setProperty", "setProperties")));
    }

    /**
     * A static initializer that fails, as in a program that is out of memory, is never run again: what needs its class
     * fails from then on. So what it would make is made by an instance, which the next look can make again. Those of
     * {@link #AT_START} run while the agent starts, which either succeeds or leaves the program alone;
     * {@code OutOfMemoryIT} holds that they do.
     */
    @Test
    void noStaticInitializerDoesWorkThatCouldFailLater() {
        check(classes()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..") // the JVM of a command ends with the command
                .and(areNotNestedIn(SelfTest.class)) // tests an initializer
                .should(new ArchCondition<JavaClass>("have no static initializer, unless it runs at the start") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean has = type.getStaticInitializer().isPresent();
                        boolean may = AT_START.contains(type.getName().substring(ROOT.length() + 1));
                        if (has != may) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + (has ? " has one" : " has none, and need not be listed")));
                        }
                    }
                }));
    }

    /** A reader of one file of a circle must read all of them. ArchUnit's slices missed some of ten circles. */
    @Test
    void noFilesDependOnEachOtherInACircle() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : OURS) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!isForeign(target)) {
                    uses.computeIfAbsent(file(type), f -> new TreeSet<>()).add(file(target));
                }
            }
        }
        Map<String, Set<String>> circles = new TreeMap<>();
        uses.keySet().forEach(file -> {
            Set<String> others = new TreeSet<>(reachedFrom(file, uses));
            others.removeIf(other -> !reachedFrom(other, uses).contains(file));
            if (others.size() > 1) {
                circles.put(file, others);
            }
        });

        assertThat(circles).isEmpty();
    }

    /** Returns all files that a file uses, directly or not. It includes the file itself only in a circle. */
    private static Set<String> reachedFrom(String file, Map<String, Set<String>> uses) {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(uses.getOrDefault(file, Set.of()));
        while (!next.isEmpty()) {
            String one = next.pop();
            if (reached.add(one)) {
                next.addAll(uses.getOrDefault(one, Set.of()));
            }
        }
        return reached;
    }

    private static String file(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Checks that a package uses only foreign classes, itself, and these packages. */
    private static void knowsOnly(String layer, Set<String> allowed) {
        String home = ROOT + '.' + layer;
        check(classes()
                .that()
                .resideInAPackage(home)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are foreign, of " + layer + ", or of " + allowed,
                        to -> isForeign(to)
                                || to.getPackageName().equals(home)
                                || allowed.stream()
                                        .anyMatch(name -> to.getPackageName().equals(ROOT + '.' + name)))));
    }

    private static boolean isForeign(JavaClass to) {
        return !to.getBaseComponentType().getPackageName().startsWith(ROOT);
    }

    private static DescribedPredicate<JavaClass> areNotNestedIn(Class<?> outer) {
        return DescribedPredicate.describe(
                "are not nested in " + outer.getSimpleName(), c -> !c.getName().startsWith(outer.getName() + '$'));
    }

    /** Includes method references and lambdas. */
    private static DescribedPredicate<JavaAccess<?>> calls(String what, Class<?> owner, String... members) {
        Set<String> names = Set.of(members);
        return DescribedPredicate.describe(
                what,
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && names.contains(access.getTarget().getName()));
    }

    private static void check(ArchRule rule) {
        rule.check(OURS);
    }
}
