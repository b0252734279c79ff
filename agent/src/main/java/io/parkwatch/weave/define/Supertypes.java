// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import io.parkwatch.custom.CustomTypes;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations and names of a class's supertypes before the class is woven. The JVM loads them only after it
 * has taken the class's file, too late for hooks. Called in any thread that loads a class; loads none itself.
 */
public final class Supertypes {
    /** Name of the jar with the annotations. A program that has it may use them; any other pays nothing. */
    private static final String JAR = "parkwatch-annotations";

    /** The most supertypes that are read; the watcher learns of later ones when it meets them on a stack. */
    private static final int MOST = 20_000;

    private final CustomTypes types;
    private final CustomClasses custom;
    private final boolean onPath;
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    public Supertypes(CustomTypes types, CustomClasses custom) {
        this.types = types;
        this.custom = custom;
        this.onPath = names("java.class.path") || names("jdk.module.path");
    }

    private static boolean names(String property) {
        return System.getProperty(property, "").contains(JAR);
    }

    /** Reads the supertypes of a class that came from the same jar or folder, as its {@code domain} says. */
    public void read(@Nullable ProtectionDomain domain, byte[] file) {
        if (domain == null || !(onPath || types.any()) || !Constants.isClass(file)) {
            return;
        }
        try {
            String location = ClassFiles.location(domain);
            if (location != null) {
                follow(location, new ClassReader(file));
            }
        } catch (RuntimeException notReadable) {
            // Then its subtypes cannot be read either; the JVM reports why.
        }
    }

    private void follow(String location, ClassReader reader) {
        read(location, reader.getSuperName());
        for (String implemented : reader.getInterfaces()) {
            read(location, implemented);
        }
    }

    /** Under a security manager the program's thread may not be allowed to read the file. */
    private record Read(String location, String file) implements PrivilegedAction<byte @Nullable []> {
        @Override
        public byte @Nullable [] run() {
            return ClassFiles.in(location, file);
        }
    }

    @SuppressWarnings("removal") // just runs the action where security managers are gone
    private void read(String location, @Nullable String name) {
        if (name == null || CustomClasses.isLibrary(name) || read.size() >= MOST || !read.add(name)) {
            return;
        }
        byte[] file = AccessController.doPrivileged(new Read(location, name + ".class"));
        if (file != null && Constants.isClass(file)) {
            follow(location, new ClassReader(file));
            custom.meet(name, file);
        }
    }
}
