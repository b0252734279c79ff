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
 * @param library the name in messages, if all its releases have the method; null if some have it elsewhere
 */
public record HookPoint(
        String owner,
        String method,
        @Nullable String descriptor,
        Hook hook,
        int since,
        boolean jdk,
        @Nullable String library) {

    /** The first JDK feature release that the agent runs on. */
    private static final int OLDEST = 17;

    /** Returns the point for a method of {@code java.base}. */
    public static HookPoint inJdk(String owner, String method, @Nullable String descriptor, Hook hook, int since) {
        return new HookPoint(owner, method, descriptor, hook, since, true, null);
    }

    /** Returns the point for all constructors of a channel class of {@code java.base}. */
    public static HookPoint constructorsInJdk(String owner, Hook hook) {
        return inJdk(owner, "<init>", null, hook, OLDEST);
    }

    /** Returns the point for a method of a library. */
    public static HookPoint inLibrary(
            @Nullable String library, String owner, String method, @Nullable String descriptor, Hook hook) {
        return new HookPoint(owner, method, descriptor, hook, OLDEST, false, library);
    }

    /** Returns the point for all constructors of a channel class of a library or of the program. */
    public static HookPoint constructorsIn(String owner, Hook hook) {
        return inLibrary(null, owner, "<init>", null, hook);
    }

    /** Returns the point for all methods of this name in a class of the program. */
    public static HookPoint entering(String owner, String method) {
        return inLibrary(null, owner, method, null, Hook.ENTERS);
    }

    /**
     * Returns a unique name. The record itself is no key: the JDK would compute its hash with method handles that keep
     * the class of {@code hook}, and so this agent's loader, in a soft cache after the agent has left.
     */
    public String name() {
        return owner + '.' + method + (descriptor == null ? "" : descriptor) + ' ' + hook.name();
    }
}
