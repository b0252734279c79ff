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
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.util.Timeout;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** Threads that wait in pools that have nothing left. Each method is one finding. */
final class Pools {
    private static final PoolingHttpClientConnectionManager HTTP4 = new PoolingHttpClientConnectionManager();

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
        start(() -> foundByTheTask(alone));
        start(() -> notFound(hidden));

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

        HTTP4.setDefaultMaxPerRoute(1);
        leasesOfHttp4();
        start(Pools::leasesOfHttp4);

        org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager http5 =
                new org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager();
        http5.setDefaultMaxPerRoute(2);
        leasesOfHttp5(http5);
        leasesOfHttp5(http5);
        start(() -> leasesOfHttp5(http5));
        start(() -> leasesOfHttp5(http5));
        start(() -> leasesOfTwo(http5));
        org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager other =
                new org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager();
        other.setDefaultMaxPerRoute(1);
        leasesOfHttp5(other);
        start(() -> leasesOfTwo(other));

        InstrumentedPool<Object> reactive = PoolBuilder.from(Mono.fromSupplier(Object::new))
                .sizeBetween(0, 1)
                .buildPool();
        reactive.acquire().block();
        start(() -> blocks(reactive));
        start(() -> blocks(reactive));
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

    private static void foundByTheTask(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    /** Nothing but this frame refers to the pool. */
    private static void notFound(GenericObjectPoolConfig<Object> config) throws Exception {
        GenericObjectPool<Object> pool = new GenericObjectPool<>(new Made(), config);
        pool.borrowObject();
        pool.borrowObject();
    }

    private static void empty(GenericObjectPool<Object> pool) throws Exception {
        pool.borrowObject();
    }

    private static void connects(DataSource pool) throws Exception {
        pool.getConnection();
    }

    /** The pool is in a static field alone. */
    private static void leasesOfHttp4() throws Exception {
        HTTP4.requestConnection(new HttpRoute(new HttpHost("localhost")), null).get(0, TimeUnit.SECONDS);
    }

    private static void leasesOfHttp5(org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager pool)
            throws Exception {
        request(pool).get(Timeout.ofDays(1));
    }

    /** The threads of one finding wait in two pools. */
    private static void leasesOfTwo(org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager pool)
            throws Exception {
        request(pool).get(Timeout.ofDays(1));
    }

    private static LeaseRequest request(org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager pool) {
        return pool.lease(
                "scene",
                new org.apache.hc.client5.http.HttpRoute(new org.apache.hc.core5.http.HttpHost("localhost", 80)),
                null);
    }

    private static void blocks(InstrumentedPool<Object> pool) {
        pool.acquire().map(PooledRef::poolable).filter(made -> true).block();
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
