// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.FieldConstants;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects that may be pools. No field leads from what a thread waits on to its pool, so this visits what the pools of
 * some libraries leave where it can be found: threads and timed tasks of their own, and beans of the platform's server.
 * Then it walks from the task of the waiting thread, and from the static fields of the classes on its stack.
 */
final class PoolCandidates {
    /** The most tasks, and the most entries of maps, that one look visits. */
    private static final int MOST = 10_000;

    /** The class of a thread, task or bean, and the way to its pool; an asterisk stands for each value of a map. */
    private static final String WAYS = """
            com.zaxxer.hikari.pool.HikariPool$HouseKeeper=this$0:com.zaxxer.hikari.pool.HikariPool
            com.zaxxer.hikari.pool.HikariPool$MaxLifetimeTask=this$0:com.zaxxer.hikari.pool.HikariPool
            com.zaxxer.hikari.pool.HikariPool$KeepaliveTask=this$0:com.zaxxer.hikari.pool.HikariPool
            org.apache.commons.pool2.impl.EvictionTimer$WeakRunner=ref:java.lang.ref.WeakReference get() \
                    this$0:org.apache.commons.pool2.impl.BaseGenericObjectPool
            com.alibaba.druid.pool.DruidDataSource$CreateConnectionThread=this$0:com.alibaba.druid.pool.DruidDataSource
            com.alibaba.druid.pool.DruidDataSource$DestroyConnectionThread=this$0:com.alibaba.druid.pool.DruidDataSource
            com.mchange.v2.resourcepool.BasicResourcePool$CullTask=\
                    this$0:com.mchange.v2.resourcepool.BasicResourcePool
            com.mchange.v2.resourcepool.BasicResourcePool$CheckIdleResourcesTask=\
                    this$0:com.mchange.v2.resourcepool.BasicResourcePool
            com.mchange.v2.c3p0.management.DynamicPooledDataSourceManagerMBean=\
                    pds:com.mchange.v2.c3p0.PooledDataSource \
                    poolManager:com.mchange.v2.c3p0.impl.C3P0PooledConnectionPoolManager \
                    authsToPools:java.util.Map * rp:com.mchange.v2.resourcepool.ResourcePool
            """;

    private final Instrumentation instrumentation;
    private final Map<String, Way> ways = new HashMap<>();
    private final @Nullable TimedTasks tasks = TimedTasks.find();
    private final @Nullable FieldConstants constants = FieldConstants.find();
    private final @Nullable LoadedTypes types = LoadedTypes.find();
    private @Nullable PlatformBeans beans;

    /** @param each leads on from each value of the map that {@code path} leads to; null if that leads to the pool */
    private record Way(FieldPath path, @Nullable FieldPath each) {
        static Way of(String text) {
            int each = text.indexOf(" * ");
            return each < 0
                    ? new Way(new FieldPath(text), null)
                    : new Way(new FieldPath(text.substring(0, each)), new FieldPath(text.substring(each + 3)));
        }
    }

    PoolCandidates(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        for (String line : WAYS.split("\n", -1)) {
            int end = line.indexOf('=');
            if (end > 0) {
                ways.put(line.substring(0, end), Way.of(line.substring(end + 1)));
            }
        }
    }

    /** Visits the objects that threads and beans lead to. Some may be visited more than once. */
    void forEach(Thread[] threads, Consumer<Object> visitor) {
        HashMaps maps = new HashMaps(MOST);
        int left = MOST;
        for (Thread thread : threads) {
            if (thread == null || tasks == null) {
                continue;
            }
            lead(thread, maps, visitor);
            Object[] timed = tasks.of(thread);
            for (int i = 0; timed != null && i < timed.length && left > 0; i++) {
                Object task = timed[i] == null ? null : tasks.inner(timed[i]);
                if (task != null) {
                    left--;
                    lead(task, maps, visitor);
                }
            }
        }
        try {
            beans = beans == null ? PlatformBeans.find(instrumentation) : beans;
            if (beans != null) {
                beans.forEach(maps, bean -> {
                    visitor.accept(bean);
                    lead(bean, maps, visitor);
                });
            }
        } catch (LinkageError noManagementInThisImage) {
            // There are no beans.
        }
    }

    /** Starts a walk, which must not outlive the look; null in a release where none is possible. */
    @Nullable
    ObjectWalk walk() {
        return constants == null || types == null ? null : new ObjectWalk(instrumentation, constants, types);
    }

    /**
     * Returns the first wanted object that a waiting thread's task and the classes on its stack lead to; null if none.
     */
    @Nullable
    Object near(Thread thread, List<Frame> frames, ObjectWalk walk, Predicate<Object> wanted) {
        walk.restart();
        Object task = tasks == null ? null : tasks.tasks().of(thread);
        walk.from(thread);
        walk.from(task);
        for (Frame frame : frames) {
            Class<?> type =
                    types == null || isJdks(frame.className()) ? null : types.known(frame.className(), task, thread);
            if (type != null) {
                walk.fromStatics(type);
            }
        }
        return walk.find(PoolCandidates::isFollowed, wanted);
    }

    /** Of the JDK's objects only collections and references are followed: the others lead everywhere. */
    static boolean isFollowed(Class<?> type) {
        if (type.getClassLoader() == null) {
            String in = type.getPackageName();
            return in.equals("java.util")
                    || in.equals("java.util.concurrent")
                    || in.equals("java.util.concurrent.atomic");
        }
        return !isJdks(type.getName()) && !ClassLoader.class.isAssignableFrom(type);
    }

    private static boolean isJdks(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    private void lead(Object from, HashMaps maps, Consumer<Object> visitor) {
        Way way = ways.get(from.getClass().getName());
        if (way == null) {
            return;
        }
        lead(from, way.path, to -> {
            if (way.each == null) {
                visitor.accept(to);
            } else {
                maps.forEach(to, value -> lead(value, way.each, visitor));
            }
        });
    }

    private void lead(Object from, FieldPath path, Consumer<Object> visitor) {
        try {
            Object to = path.read(from, instrumentation);
            if (to != null) {
                visitor.accept(to);
            }
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // The pools of this release are not found.
        }
    }
}
