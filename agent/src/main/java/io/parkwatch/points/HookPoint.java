// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.points;

import org.jspecify.annotations.Nullable;

/**
 * One method that carries a hook.
 *
 * @param owner internal name of the class
 * @param method name; {@code <init>} stands for all constructors
 * @param descriptor null if any descriptor matches
 * @param since the first JDK feature release that has the method
 * @param jdk whether the class is in {@code java.base}; other classes belong to a library, in any loader
 * @param family the library, as a message names it, if all its releases have the method; null if some have it elsewhere
 */
public record HookPoint(
        String owner,
        String method,
        @Nullable String descriptor,
        Hook hook,
        int since,
        boolean jdk,
        @Nullable String family) {

    /** The first JDK feature release that the agent runs on. */
    private static final int OLDEST = 17;

    /** Returns the point for a method of {@code java.base}. */
    public static HookPoint point(String owner, String method, @Nullable String descriptor, Hook hook, int since) {
        return new HookPoint(owner, method, descriptor, hook, since, true, null);
    }

    /** Returns the point for all constructors of a channel class of {@code java.base}. */
    public static HookPoint making(String owner, Hook hook) {
        return point(owner, "<init>", null, hook, OLDEST);
    }

    /** Returns the point for a method of a library. */
    public static HookPoint in(
            @Nullable String family, String owner, String method, @Nullable String descriptor, Hook hook) {
        return new HookPoint(owner, method, descriptor, hook, OLDEST, false, family);
    }

    /** Returns the point for all constructors of a channel class of a library or of the program. */
    public static HookPoint makingIn(String owner, Hook hook) {
        return in(null, owner, "<init>", null, hook);
    }

    /** Returns the point for all methods of this name in a class of the program. */
    public static HookPoint entering(String owner, String method) {
        return in(null, owner, method, null, Hook.ENTERS);
    }

    /**
     * Returns a unique name. The record itself is no key: the JDK would compute its hash with method handles that keep
     * the class of {@code hook}, and so this agent's loader, in a soft cache after the agent has left.
     */
    public String name() {
        return owner + '.' + method + (descriptor == null ? "" : descriptor) + ' ' + hook.name();
    }
}
