// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.boot;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The agent's first class in a JVM, and the only one that the program's loaders can see. It has the three entry points,
 * and loads all other classes, with the platform loader as its parent. It never leaves a JVM, and a newer jar that is
 * attached runs the old class. So it takes the jar's path from the command, and changes only with the protocol's
 * number. Any failure in here is one line on standard error.
 */
public final class Starter extends ClassLoader implements Closeable {
    /** The argument of {@link #agentmain}: {@code @1|path of the jar, URL-encoded|command}. */
    private static final String PROTOCOL = "@1";

    private static final String HOME = "inst/";

    /**
     * The loader whose agent watches; null if there is none. Under a security manager, where no other loader can be
     * created, also the one whose agent watched last.
     */
    private static volatile @Nullable Starter last;

    /** Not from the JVM's cache of jars, where closing one loader would close the other's jar. */
    private final JarFile jar;

    private final String url;
    private final ProtectionDomain domain = domain();
    private volatile boolean closed;

    private Starter(File file) throws IOException {
        super("parkwatch", ClassLoader.getPlatformClassLoader());
        this.jar = new JarFile(file, false);
        this.url = "jar:" + file.toURI() + "!/" + HOME;
    }

    /** Called by the JVM before {@code main}. */
    public static void premain(String options, Instrumentation instrumentation) {
        try {
            enter(ownJar(), "premain", options == null ? "" : options, instrumentation);
        } catch (Throwable t) {
            said("could not start, the program runs without it: " + cause(t));
        }
    }

    /**
     * Called by the JVM for each command that is attached. Other tools may pass options alone, which mean an attach.
     */
    public static void agentmain(String command, Instrumentation instrumentation) {
        try {
            String text = command == null ? "" : command;
            String[] parts = text.split("\\|", 3);
            if (!text.startsWith("@")) {
                enter(ownJar(), "agentmain", "attach " + text, instrumentation);
            } else if (parts[0].equals(PROTOCOL) && parts.length == 3) {
                File file = new File(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                enter(file, "agentmain", parts[2], instrumentation);
            } else {
                said("another release of Parkwatch was in this JVM before, and does not understand the newer one's "
                        + parts[0] + ": use that release, or restart the JVM");
            }
        } catch (Throwable t) {
            said("the command failed, the program runs on: " + cause(t));
        }
    }

    public static void main(String[] arguments) throws Throwable {
        try {
            // Stays open until the JVM ends.
            new Starter(ownJar())
                    .loadClass("io.parkwatch.cli.Main")
                    .getMethod("main", String[].class, File.class)
                    .invoke(null, arguments, ownJar());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Enters the agent, which returns whether it stays. One that stays closes the loader itself when it leaves. */
    private static void enter(File jar, String way, String text, Instrumentation instrumentation) throws Throwable {
        Starter loader;
        try {
            loader = new Starter(jar);
        } catch (RuntimeException e) { // thrown under a security manager
            Starter there = last;
            if (there == null) {
                throw e;
            }
            loader = there;
        }
        boolean stays = false;
        try {
            byte[] hub = loader.read("io/parkwatch/hook/Hub.class");
            stays = way.equals("premain")
                    ? premain(loader, text, instrumentation, hub)
                    : (boolean) loader.loadClass("io.parkwatch.Entry")
                            .getMethod(way, String.class, Instrumentation.class, byte[].class)
                            .invoke(null, text, instrumentation, hub);
        } finally {
            if (stays) {
                last = loader;
            }
            if (!stays || loader.closed) {
                loader.close();
            }
        }
    }

    /** Avoids reflection, for which the JDK would generate some eight classes for a method of this shape. */
    private static boolean premain(Starter loader, String options, Instrumentation instrumentation, byte[] hub)
            throws Throwable {
        Object entry = loader.loadClass("io.parkwatch.Entry$Way")
                .getDeclaredConstructor()
                .newInstance();
        return (boolean) ((InvocationHandler) entry).invoke(entry, null, new Object[] {options, instrumentation, hub});
    }

    /**
     * Gives the agent's own classes all permissions: a security manager that the program sets would refuse each look.
     */
    private static ProtectionDomain domain() {
        ProtectionDomain programs = Starter.class.getProtectionDomain();
        if (Runtime.version().feature() >= 24) { // no security managers any more
            return programs;
        }
        Permissions all = new Permissions();
        all.add(List.<Permission>of(new AllPermission()).get(0)); // otherwise verifying this would load both
        return new ProtectionDomain(programs.getCodeSource(), all);
    }

    private static File ownJar() throws Exception {
        CodeSource source = Starter.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("its jar is on the boot class path; take it off -Xbootclasspath/a");
        }
        return new File(source.getLocation().toURI());
    }

    private static Throwable cause(Throwable t) {
        return t instanceof InvocationTargetException && t.getCause() != null ? t.getCause() : t;
    }

    private static void said(String line) {
        // Does what text.Printable does, whose class may be missing here.
        System.err.println("parkwatch: " + line.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " "));
    }

    private byte[] read(String entry) throws IOException {
        ZipEntry found = jar.getEntry(entry);
        if (found == null) {
            throw new IOException("no " + entry + " in " + jar.getName());
        }
        return read(found);
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readNBytes((int) entry.getSize()); // reads into a single buffer
        }
    }

    /** Looks in the agent's own jar first: no name is in both places, and the platform loader takes longer to miss. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            found = found == null ? own(name) : found;
            return found == null ? super.loadClass(name, resolve) : found;
        }
    }

    private @Nullable Class<?> own(String name) throws ClassNotFoundException {
        try {
            ZipEntry entry = jar.getEntry(HOME + name.replace('.', '/') + ".class");
            if (entry == null) {
                return null;
            }
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException | IllegalStateException e) { // closed
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return jar.getEntry(HOME + name) == null ? null : new URL(url + name);
        } catch (MalformedURLException | IllegalStateException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    /** Bypasses the JVM's cache of jars, which would keep the jar open. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            ZipEntry found = jar.getEntry(HOME + name);
            return found == null ? super.getResourceAsStream(name) : jar.getInputStream(found);
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    /** Stops loading classes. Under a security manager the last loader stays open, for an agent that comes back. */
    @Override
    @SuppressWarnings({"ReferenceEquality", "removal"}) // returns null in releases without security managers
    public void close() throws IOException {
        if (last == this && !closed && System.getSecurityManager() != null) {
            return;
        }
        closed = true;
        if (last == this) {
            last = null;
        }
        jar.close();
    }
}
