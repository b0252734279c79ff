// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.api;

import io.parkwatch.it.undo.Groups;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads applications into sibling loaders, as a container does, each with its own copy of the API, and passes questions
 * on to them. Its argument is their class path.
 */
final class Tenants {
    private final URL[] classPath;
    private final Map<String, Function<String, String>> applications = new HashMap<>();
    private final Map<String, WeakReference<ClassLoader>> loaders = new HashMap<>();

    private Tenants(String classPath) throws IOException {
        String[] entries = classPath.split(File.pathSeparator, -1);
        this.classPath = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            this.classPath[i] = Path.of(entries[i]).toUri().toURL();
        }
    }

    public static void main(String[] args) throws Exception {
        Tenants tenants = new Tenants(args[0]);
        tenants.deploy("one");
        tenants.deploy("two");
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(line + ": " + tenants.answer(line.split(" ", -1)));
        }
    }

    /**
     * Answers {@code groups 1}, {@code stick 2}, {@code undeploy 3 one}, {@code gone 4 one}, {@code findings 5 two}.
     */
    private String answer(String[] words) {
        return switch (words[0]) {
            case "groups" -> Groups.names();
            case "stick" -> stick();
            case "undeploy" -> undeploy(words[2]);
            case "gone" -> gone(words[2]);
            default -> application(words[2]).apply(words[0]);
        };
    }

    @SuppressWarnings("unchecked") // the tenant's class implements it
    private void deploy(String name) throws Exception {
        URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        applications.put(name, (Function<String, String>)
                loader.loadClass("Tenant").getConstructor().newInstance());
        loaders.put(name, new WeakReference<>(loader));
    }

    private Function<String, String> application(String name) {
        Function<String, String> application = applications.get(name);
        if (application == null) {
            throw new IllegalStateException("no tenant " + name);
        }
        return application;
    }

    private String undeploy(String name) {
        String last = application(name).apply("close");
        applications.remove(name);
        return last;
    }

    private String gone(String name) {
        System.gc();
        WeakReference<ClassLoader> loader = loaders.get(name);
        @Nullable ClassLoader there = loader == null ? null : loader.get();
        return String.valueOf(there == null);
    }

    private static String stick() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread stuck = new Thread(() -> put(queue), "stuck");
        stuck.setDaemon(true);
        stuck.start();
        return "stuck";
    }

    private static void put(SynchronousQueue<String> queue) {
        try {
            queue.put("a");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
