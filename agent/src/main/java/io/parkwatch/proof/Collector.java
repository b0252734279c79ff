// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.parkwatch.finding.WhyNot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The capabilities of this JVM's garbage collector. */
final class Collector implements Runnable {
    /** Those that scan a waiting thread's stack only if something references the thread (facts of the trials). */
    private final List<String> able = List.of("G1 ", "PS ", "Copy", "MarkSweepCompact");

    private final List<String> whole = List.of("G1 Old Generation", "PS MarkSweep", "MarkSweepCompact");

    private static final int TRIES = 20;

    /** Returns why nothing can be proved by collections on demand; null if it can be tried. */
    @Nullable
    WhyNot cannot() {
        WhyNot atAll = cannotAtAll();
        if (atAll != null) {
            return atAll;
        }
        if (flag("DisableExplicitGC")) {
            return WhyNot.NO_COLLECTION;
        }
        return flag("UseG1GC") && flag("ExplicitGCInvokesConcurrent") ? WhyNot.CONCURRENT : null;
    }

    /** Returns why nothing can be proved in this JVM; null if it can be tried. */
    @Nullable
    WhyNot cannotAtAll() {
        try {
            List<String> names = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .map(GarbageCollectorMXBean::getName)
                    .toList();
            if (!isAble(names)) {
                return WhyNot.COLLECTOR;
            }
            return isDebugged() ? WhyNot.DEBUGGER : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return WhyNot.COLLECTOR;
        }
    }

    boolean isAble(List<String> names) {
        return !names.isEmpty() && names.stream().allMatch(name -> able.stream().anyMatch(name::startsWith));
    }

    /** Reports whether JDWP is present: it has published where it listens, or was named when the JVM started. */
    private static boolean isDebugged() throws ReflectiveOperationException {
        Properties properties = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
        return properties.containsKey("sun.jdwp.listenerAddress")
                || ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(argument -> argument.contains("jdwp"));
    }

    private static boolean flag(String name) {
        try {
            HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Boolean.parseBoolean(bean.getVMOption(name).getValue());
        } catch (LinkageError | IllegalArgumentException unknownHere) {
            return false; // the canaries will show it
        }
    }

    /**
     * Runs one whole collection, only ever on request. {@code System.gc()} need not collect, and without a collection
     * the old threads would not have been examined; so this checks that one has run.
     */
    @Override
    public void run() {
        long before = whole();
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            if (whole() > before) {
                return;
            }
        }
        throw new IllegalStateException("the JVM makes no whole collection");
    }

    long whole() {
        long count = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += whole.contains(bean.getName()) ? bean.getCollectionCount() : 0;
        }
        return count;
    }
}
