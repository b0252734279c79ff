// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.states;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;

/** Threads that wait in pools that have nothing left. Each method is one finding. */
final class Pools {
    private Pools() {}

    public static void main(String[] args) throws Exception {
        GenericObjectPool<Object> bean = new GenericObjectPool<>(new Made(), config(2));
        bean.borrowObject();
        bean.borrowObject();
        start(() -> foundAsABean(bean));
        start(() -> foundAsABean(bean));

        GenericObjectPoolConfig<Object> evicts = config(1);
        evicts.setJmxEnabled(false);
        evicts.setTimeBetweenEvictionRuns(Duration.ofHours(1));
        GenericObjectPool<Object> task = new GenericObjectPool<>(new Made(), evicts);
        task.borrowObject();
        start(() -> foundByItsEvictor(task));

        GenericObjectPoolConfig<Object> hidden = config(1);
        hidden.setJmxEnabled(false);
        GenericObjectPool<Object> alone = new GenericObjectPool<>(new Made(), hidden);
        alone.borrowObject();
        start(() -> notFound(alone));

        GenericObjectPool<Object> none = new GenericObjectPool<>(new Made(), config(0));
        start(() -> empty(none));

        HikariConfig connections = new HikariConfig();
        connections.setDataSource(proxy(DataSource.class, (self, method, with) -> answer(method.getReturnType())));
        connections.setMaximumPoolSize(2);
        connections.setConnectionTimeout(0); // no time-out
        HikariDataSource hikari = new HikariDataSource(connections);
        hikari.getConnection();
        hikari.getConnection();
        start(() -> connects(hikari));
        start(() -> connects(hikari));
        start(() -> connects(hikari));
        new Scene().play();
    }

    private static GenericObjectPoolConfig<Object> config(int most) {
        GenericObjectPoolConfig<Object> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(most);
        return config;
    }

    private static void start(Job job) {
        Spawn.unstarted("scene", job.body()).start();
    }

    private static void foundAsABean(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    private static void foundByItsEvictor(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    private static void notFound(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    private static void empty(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    private static void connects(DataSource pool) throws Exception {
        pool.getConnection();
    }

    private static final class Made extends BasePooledObjectFactory<Object> {
        @Override
        public Object create() {
            return new Object();
        }

        @Override
        public PooledObject<Object> wrap(Object made) {
            return new DefaultPooledObject<>(made);
        }
    }

    /** Returns what the pool needs to take a connection for a good one. */
    private static @Nullable Object answer(Class<?> wanted) {
        if (wanted == Connection.class) {
            return proxy(Connection.class, (self, method, with) -> answer(method.getReturnType()));
        }
        return wanted == int.class ? (Object) 0 : wanted == boolean.class ? true : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(Pools.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
