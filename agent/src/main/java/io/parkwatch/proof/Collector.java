// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.parkwatch.finding.WhyNot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What this JVM's garbage collector can tell. */
final class Collector implements Runnable {
    /**
     * Those that look through a waiting thread's stack only if something leads to the thread (facts of the trials: G1,
     * Parallel, Serial).
     */
    private final List<String> able = List.of("G1 ", "PS ", "Copy", "MarkSweepCompact");

    private final List<String> whole = List.of("G1 Old Generation", "PS MarkSweep", "MarkSweepCompact");

    private static final int TRIES = 20;

    /** Why nothing can be proved by collections on demand; null: it can be tried. */
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

    /** Why nothing can be proved here; null: it can be tried. */
    @Nullable
    WhyNot cannotAtAll() {
        try {
            List<String> names = new ArrayList<>();
            for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
                names.add(bean.getName());
            }
            if (!isAble(names)) {
                return WhyNot.COLLECTOR;
            }
            return isDebugged() ? WhyNot.DEBUGGER : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return WhyNot.COLLECTOR;
        }
    }

    boolean isAble(List<String> names) {
        for (String name : names) {
            if (able.stream().noneMatch(name::startsWith)) {
                return false;
            }
        }
        return !names.isEmpty();
    }

    /** JDWP says where it listens, or was named when the JVM started. */
    private static boolean isDebugged() throws ReflectiveOperationException {
        Properties told = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
        return told.containsKey("sun.jdwp.listenerAddress")
                || ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(argument -> argument.contains("jdwp"));
    }

    private static boolean flag(String name) {
        try {
            HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Boolean.parseBoolean(bean.getVMOption(name).getValue());
        } catch (LinkageError | IllegalArgumentException notToldHere) {
            return false; // the canaries will show it
        }
    }

    /**
     * One whole collection; only ever because somebody asked. Nothing says that {@code System.gc()} must collect: if it
     * did not, old threads would not have been looked at.
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

    /** How many there were. */
    long whole() {
        long count = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += whole.contains(bean.getName()) ? bean.getCollectionCount() : 0;
        }
        return count;
    }
}
