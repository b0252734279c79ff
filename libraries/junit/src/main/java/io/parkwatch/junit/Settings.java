// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * How a test is judged: by the nearest annotation, else by the configuration parameters.
 *
 * @param scope {@code method}, {@code class}, {@code run} or {@code off}
 * @param within how long its threads may take
 * @param roles those that fail; empty for all
 * @param allowed what may be left
 */
record Settings(
        String scope,
        Duration within,
        Set<String> roles,
        boolean live,
        boolean idlePools,
        boolean prove,
        List<Allowance> allowed) {
    private static final String PREFIX = "parkwatch.";
    private static final List<String> SCOPES = List.of("method", "class", "run", "off");
    private static final List<String> ROLES = List.of("sender", "receiver", "lock", "waiter", "carrier");

    /** The age from which a wait is stuck, unless {@code within} is shorter. */
    private static final Duration THRESHOLD = Duration.ofMillis(300);

    /** Stuck threads that may be left: of one finding or at one place; all if both are empty. */
    record Allowance(String fingerprint, String at) {
        boolean allows(Leak leak) {
            boolean anywhere = fingerprint.isEmpty() && at.isEmpty();
            return anywhere
                    || fingerprint.equals(leak.thread().fingerprint().orElse("-"))
                    || (!at.isEmpty()
                            && leak.thread().stack().stream()
                                    .anyMatch(frame -> frame.startsWith(at.replace('#', '.') + "(")));
        }
    }

    /** Returns those of a test; {@code around} are those of its class, which are the same for nearly all. */
    static Settings of(ExtensionContext context, Settings around) {
        boolean own = AnnotationSupport.isAnnotated(context.getElement(), NoStuckThreads.class)
                || AnnotationSupport.isAnnotated(context.getElement(), AllowStuck.class)
                || AnnotationSupport.isAnnotated(context.getElement(), AllowStuck.All.class);
        return own ? of(context) : around;
    }

    static Settings of(ExtensionContext context) {
        String scope = word(context, "scope", "method", SCOPES);
        Optional<NoStuckThreads> annotation = annotation(context);
        List<Allowance> allowed = allowed(context);
        if (scope.equals("off") || annotation.isEmpty()) {
            return new Settings(
                    scope,
                    duration(parameter(context, "within").orElse("500ms"), PREFIX + "within"),
                    roles(parameter(context, "roles")
                            .map(text -> List.of(text.split(",")))
                            .orElse(List.of())),
                    flag(context, "live"),
                    flag(context, "idlePools"),
                    word(context, "prove", "auto", List.of("auto", "off")).equals("auto"),
                    allowed);
        }
        NoStuckThreads is = annotation.get();
        return new Settings(
                is.scope().name().toLowerCase(Locale.ROOT),
                duration(is.within(), "within of @NoStuckThreads"),
                roles(List.of(is.roles())),
                is.live(),
                is.idlePools(),
                is.prove() == Prove.AUTO,
                allowed);
    }

    /** Returns the age from which a wait is stuck. One that begins as the test ends must reach it in time. */
    Duration threshold() {
        Duration part = within.multipliedBy(3).dividedBy(5);
        return part.compareTo(THRESHOLD) < 0 ? part : THRESHOLD;
    }

    boolean fails(Leak leak) {
        return (roles.isEmpty()
                        || !leak.isStuck()
                        || roles.contains(leak.thread().role()))
                && allowed.stream().noneMatch(allowance -> allowance.allows(leak));
    }

    private static Optional<NoStuckThreads> annotation(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<NoStuckThreads> found =
                    AnnotationSupport.findAnnotation(at.get().getElement(), NoStuckThreads.class);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<Allowance> allowed(ExtensionContext context) {
        List<Allowance> allowed = new ArrayList<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            for (AllowStuck each :
                    AnnotationSupport.findRepeatableAnnotations(at.get().getElement(), AllowStuck.class)) {
                allowed.add(new Allowance(each.fingerprint(), each.at()));
            }
        }
        return allowed;
    }

    static Optional<String> parameter(ExtensionContext context, String name) {
        return context.getConfigurationParameter(PREFIX + name).map(String::strip);
    }

    /** Returns a parameter that is one of these words. */
    static String word(ExtensionContext context, String name, String usual, List<String> words) {
        String word = parameter(context, name).orElse(usual);
        if (!words.contains(word)) {
            throw wrong(PREFIX + name, word, String.join(", ", words));
        }
        return word;
    }

    private static boolean flag(ExtensionContext context, String name) {
        return word(context, name, "false", List.of("true", "false")).equals("true");
    }

    private static Set<String> roles(List<String> words) {
        for (String word : words) {
            if (!ROLES.contains(word.strip())) {
                throw wrong("roles", word, String.join(", ", ROLES));
            }
        }
        return Set.copyOf(words.stream().map(String::strip).toList());
    }

    private static Duration duration(String text, String name) {
        try {
            String number = text.replaceAll("[a-z]+$", "");
            long count = Long.parseLong(number);
            return switch (text.substring(number.length())) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> throw new NumberFormatException();
            };
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a time such as 500ms or 2s");
        }
    }

    private static ExtensionConfigurationException wrong(String name, String value, String allowed) {
        return new ExtensionConfigurationException("parkwatch: " + name + "=" + value + ": allowed is " + allowed);
    }
}
