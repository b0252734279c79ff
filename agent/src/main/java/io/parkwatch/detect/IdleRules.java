// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How idle threads of the JDK and of known libraries wait. A new case is a row here and a row in its test. */
final class IdleRules {
    private static final String JUC = "java.util.concurrent.";

    private static final String CLOSE_FUTURE = "io.netty.channel.AbstractChannel$CloseFuture";

    private final List<IdleRule> first = List.of(
            jdk(JUC + "ThreadPoolExecutor", "getTask", "a pool's worker waits for work"),
            jdk(JUC + "ScheduledThreadPoolExecutor$DelayedWorkQueue", "*", "a scheduler's worker waits for its time"),
            jdk(JUC + "ForkJoinPool", "awaitWork", "a fork-join worker waits for work"),
            jdk(JUC + "DelayScheduler", "loop", "the JDK's timer of futures waits for its time"),
            jdk("java.util.TimerThread", "mainLoop", "a timer waits for its time"),
            jdk("java.lang.ref.ReferenceQueue", "remove", "a cleaner waits for the collector"),
            jdk("java.lang.ref.NativeReferenceQueue", "remove", "a cleaner waits for the collector"),
            jdk(
                    "java.lang.ref.Reference",
                    "waitForReferencePendingList",
                    "the reference handler waits for the collector"),
            jdk("java.lang.VirtualThread", "unblockVirtualThreads", "the JDK's unblocker waits for monitors"),
            // Not all of sun.nio: its decoders stand around a read of whatever stream.
            jdk("sun.nio.ch.", "*", "waits for the network, not for a thread"),
            jdk("sun.nio.fs.", "*", "waits for the file system, not for a thread"),
            jdk("jdk.internal.net.http.HttpClientImpl", "send", "waits for a server's answer"),
            jdk("jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream", "*", "waits for the network"),
            jdk("com.sun.jndi.ldap.LdapRequest", "getReplyBer", "waits for a server's answer"),
            jdk(
                    "jdk.internal.net.http.HttpClientImpl$SelectorManager",
                    "*",
                    "the HTTP client's selector waits for the network"),
            jdk("java.awt.EventQueue", "getNextEvent", "the event thread waits for the user"),
            jdk("sun.java2d.", "*", "a thread of the desktop's own"),
            jdk("sun.awt.", "*", "a thread of the desktop's own"),
            jdk("com.sun.jmx.", "*", "remote management waits for its clients"),
            jdk("sun.rmi.", "*", "remote calls wait for their peers and the collector"),
            jdk("jdk.jfr.internal.", "*", "the flight recorder waits for its time"),
            jdk("java.lang.ProcessImpl", "waitFor", "waits for another process, not for a thread"),
            library(
                    "org.springframework.boot.reactor.netty.NettyWebServer$1",
                    "run",
                    "reactor.core.publisher.",
                    "the server's thread waits for the end"),
            library(
                    "org.springframework.boot.web.embedded.netty.NettyWebServer$1",
                    "run",
                    "reactor.core.publisher.",
                    "the server's thread waits for the end"),
            library(
                    "org.apache.activemq.store.kahadb.disk.journal.DataFileAppender",
                    "processQueue",
                    "org.apache.activemq.store.kahadb.disk.journal.",
                    "the journal's writer waits for something to write"),
            library(
                    "org.apache.activemq.store.kahadb.scheduler.JobSchedulerImpl",
                    "mainLoop",
                    "org.apache.activemq.store.kahadb.scheduler.",
                    "the broker's scheduler waits for its time"),
            library(
                    "com.mchange.v2.async.ThreadPoolAsynchronousRunner$PoolThread",
                    "run",
                    "com.mchange.v2.async.",
                    "a pool's worker waits for work"),
            library(
                    "org.glassfish.grizzly.utils.DelayedExecutor$DelayedRunnable",
                    "run",
                    "org.glassfish.grizzly.utils.",
                    "a timer waits for its time"),
            library(
                    "com.github.kagkarlsson.scheduler.Waiter",
                    "doWait",
                    "com.github.kagkarlsson.scheduler.",
                    "the scheduler waits for its time"),
            library(
                    "io.grpc.internal.ServerImpl",
                    "awaitTermination",
                    "io.grpc.internal.",
                    "the server's thread waits for the end"),
            library(
                    "oracle.jdbc.driver.BlockSource$ThreadedCachingBlockSource$BlockReleaser",
                    "run",
                    "oracle.jdbc.",
                    "the driver's releaser waits for its time"),
            library(
                    "org.eclipse.paho.client.mqttv3.internal.CommsCallback",
                    "run",
                    "org.eclipse.paho.client.mqttv3.",
                    "the client's callback thread waits for messages"),
            library(
                    "org.eclipse.paho.client.mqttv3.internal.ClientState",
                    "get",
                    "org.eclipse.paho.client.mqttv3.",
                    "the client's sender waits for messages"),
            library(
                    "org.apache.derby.impl.services.daemon.BasicDaemon",
                    "rest",
                    "org.apache.derby.",
                    "the database's daemon waits for work"),
            library(
                    "org.apache.log4j.AsyncAppender$Dispatcher",
                    "run",
                    "org.apache.log4j.",
                    "the log's writer waits for events"),
            library("org.hsqldb.lib.HsqlTimer$TaskQueue", "park", "org.hsqldb.lib.", "a timer waits for its time"),
            library(
                    "org.eclipse.osgi.framework.eventmgr.EventManager$EventThread",
                    "getNextEvent",
                    "org.eclipse.osgi.framework.eventmgr.",
                    "an event thread waits for events"),
            library(
                    "org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode",
                    "park",
                    "org.jboss.threads.",
                    "a pool's worker waits for work"),
            library(
                    "com.hazelcast.internal.util.executor.StripedExecutor$Worker",
                    "run",
                    "com.hazelcast.internal.",
                    "an event worker waits for events"),
            library(
                    "com.hazelcast.spi.impl.operationexecutor.impl.OperationQueueImpl",
                    "take",
                    "com.hazelcast.internal.util.concurrent.",
                    "an operation thread waits for operations"),
            library(
                    "com.hazelcast.spi.impl.operationservice.impl.InboundResponseHandlerSupplier$ResponseThread",
                    "doRun",
                    "com.hazelcast.internal.util.concurrent.",
                    "a response thread waits for responses"),
            library(
                    "com.hazelcast.internal.networking.nio.iobalancer.IOBalancerThread",
                    "run",
                    "com.hazelcast.internal.networking.",
                    "the balancer waits for its time"),
            library(
                    "org.apache.zookeeper.ClientCnxn$EventThread",
                    "run",
                    "org.apache.zookeeper.",
                    "the client's event thread waits for events"),
            library(
                    "org.apache.zookeeper.server.SyncRequestProcessor",
                    "run",
                    "org.apache.zookeeper.server.",
                    "a request processor waits for requests"),
            library(
                    "org.apache.zookeeper.server.RequestThrottler",
                    "run",
                    "org.apache.zookeeper.server.",
                    "a request processor waits for requests"),
            library(
                    "org.apache.zookeeper.server.PrepRequestProcessor",
                    "run",
                    "org.apache.zookeeper.server.",
                    "a request processor waits for requests"),
            library(
                    "org.apache.zookeeper.server.ZooKeeperServerMain",
                    "runFromConfig",
                    "org.apache.zookeeper.server.",
                    "the server's main waits for the end"),
            library(
                    "org.apache.camel.component.seda.SedaConsumer",
                    "doRun",
                    "org.apache.camel.component.seda.",
                    "a seda consumer waits for exchanges"),
            library(
                    "org.apache.kafka.streams.processor.internals.DefaultStateUpdater$StateUpdaterThread",
                    "waitIfAllChangelogsCompletelyRead",
                    "org.apache.kafka.streams.",
                    "the state updater has nothing to restore"),
            library(
                    "io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker",
                    "run",
                    "io.opentelemetry.sdk.",
                    "the exporter's worker waits for its time"),
            library(
                    "io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor$Worker",
                    "run",
                    "io.opentelemetry.sdk.",
                    "the exporter's worker waits for its time"),
            library(
                    "com.mongodb.internal.connection.DefaultServerMonitor$ServerMonitor",
                    "waitForSignalOrTimeout",
                    "com.mongodb.internal.",
                    "a server's monitor waits for its time"),
            library(
                    "org.glassfish.grizzly.threadpool.",
                    "getTask",
                    "org.glassfish.grizzly.threadpool.",
                    "a pool's worker waits for work"),
            library(
                    "org.apache.curator.framework.state.ConnectionStateManager",
                    "processEvents",
                    "org.apache.curator.",
                    "waits for changes of the connection"),
            library(
                    "org.apache.curator.framework.imps.CuratorFrameworkImpl",
                    "backgroundOperationsLoop",
                    "org.apache.curator.",
                    "waits for background operations"),
            library(
                    "org.jgroups.protocols.PerDestinationBundler",
                    "waitUntilMessagesAreAvailable",
                    "org.jgroups.",
                    "the bundler waits for messages"),
            library(
                    "org.eclipse.jetty.util.thread.VirtualThreadPool$1",
                    "run",
                    "org.eclipse.jetty.util.",
                    "keeps the JVM alive for virtual threads"),
            library(
                    "org.apache.tomcat.util.threads.ThreadPoolExecutor",
                    "getTask",
                    "org.apache.tomcat.",
                    "a pool's worker waits for work"),
            library(
                    "org.apache.catalina.core.StandardServer",
                    "await",
                    "org.apache.catalina.",
                    "Tomcat's main waits for the end"),
            library(
                    "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner",
                    "idleJobPoll",
                    "org.eclipse.jetty.util.",
                    "a pool's worker waits for work"),
            library(
                    "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner",
                    "run",
                    "org.eclipse.jetty.util.",
                    "a pool's worker waits for work"),
            library(
                    "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread",
                    "waitForTask",
                    "org.eclipse.jetty.util.",
                    "a reserved worker waits for work"),
            library(
                    "org.apache.kafka.queue.KafkaEventQueue$EventHandler",
                    "handleEvents",
                    "org.apache.kafka.queue.",
                    "a broker's event queue is empty"),
            library(
                    "kafka.server.ReplicaManager$LogDirFailureHandler",
                    "doWork",
                    "org.apache.kafka.storage.",
                    "waits for a disk to fail"),
            library(
                    "kafka.server.KafkaRequestHandler",
                    "run",
                    "kafka.network.",
                    "a request handler waits for a request"),
            library(
                    "kafka.server.BrokerServer",
                    "awaitShutdown",
                    "kafka.server.",
                    "the broker's main waits for the end"),
            library(
                    "kafka.server.KafkaRaftServer",
                    "awaitShutdown",
                    "kafka.server.",
                    "the broker's main waits for the end"),
            library(
                    "org.apache.kafka.server.util.ShutdownableThread",
                    "pause",
                    "org.apache.kafka.server.util.",
                    "a broker's thread pauses between its rounds"),
            library(
                    "org.apache.kafka.server.util.timer.SystemTimer",
                    "advanceClock",
                    "org.apache.kafka.server.util.timer.",
                    "a broker's timer waits for its time"),
            library(
                    "org.apache.kafka.coordinator.common.runtime.EventAccumulator",
                    "*",
                    "org.apache.kafka.coordinator.",
                    "a coordinator waits for events"),
            library(
                    "org.apache.kafka.raft.KafkaRaftClient",
                    "poll",
                    "org.apache.kafka.raft.",
                    "the quorum's thread waits for messages"),
            library(
                    "org.apache.kafka.clients.consumer.internals.AbstractCoordinator$HeartbeatThread",
                    "run",
                    "org.apache.kafka.clients.",
                    "the heartbeat waits while the consumer itself polls"),
            library(
                    "org.apache.activemq.artemis.core.io.buffer.TimedBuffer$CheckTimer",
                    "run",
                    "org.apache.activemq.artemis.core.io.",
                    "the journal's timer waits for something to flush"),
            library(
                    "org.apache.activemq.artemis.core.remoting.server.impl.RemotingServiceImpl$FailureCheckAndFlushThread",
                    "run",
                    "org.apache.activemq.artemis.",
                    "waits between two checks"),
            library(
                    "ch.qos.logback.core.AsyncAppenderBase$Worker",
                    "run",
                    "ch.qos.logback.core.",
                    "the log's writer waits for events"),
            library(
                    "org.apache.logging.log4j.core.appender.AsyncAppenderEventDispatcher",
                    "*",
                    "org.apache.logging.log4j.core.",
                    "the log's writer waits for events"),
            library(
                    "com.lmax.disruptor.BatchEventProcessor",
                    "processEvents",
                    "com.lmax.disruptor.",
                    "an event processor waits for events"),
            library(
                    "org.apache.logging.log4j.core.async.",
                    "waitFor",
                    "com.lmax.disruptor.",
                    "the log's writer waits for events"),
            library("okio.AsyncTimeout$Watchdog", "run", "okio.", "the watchdog of time-outs waits for the next"),
            library(
                    "okhttp3.internal.concurrent.TaskRunner",
                    "awaitTaskToRun",
                    "okhttp3.internal.concurrent.",
                    "the task runner waits for work"),
            library(
                    "org.quartz.simpl.SimpleThreadPool$WorkerThread",
                    "run",
                    "org.quartz.simpl.",
                    "a pool's worker waits for work"),
            library(
                    "org.quartz.core.QuartzSchedulerThread",
                    "run",
                    "org.quartz.core.",
                    "the scheduler waits for its time"),
            library(
                    "org.h2.mvstore.FileStore$BackgroundWriterThread",
                    "run",
                    "org.h2.mvstore.",
                    "the database's background writer waits for work"),
            library(
                    "org.h2.mvstore.MVStore$BackgroundWriterThread",
                    "run",
                    "org.h2.mvstore.",
                    "the database's background writer waits for work"),
            library(
                    "com.google.common.base.internal.Finalizer",
                    "run",
                    "com.google.common.base.internal.",
                    "waits for the collector"),
            library("io.netty.util.HashedWheelTimer$Worker", "run", "io.netty.util.", "a timer waits for its time"),
            library(
                    "io.netty.util.concurrent.SingleThreadEventExecutor",
                    "takeTask",
                    "io.netty.util.concurrent.",
                    "an event executor waits for work"),
            library(
                    "io.netty.util.concurrent.GlobalEventExecutor",
                    "takeTask",
                    "io.netty.util.concurrent.",
                    "the event executor waits for work"),
            library(
                    "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker",
                    "park",
                    "kotlinx.coroutines.",
                    "a dispatcher's worker waits for work"),
            library(
                    "kotlinx.coroutines.DefaultExecutor",
                    "run",
                    "kotlinx.coroutines.",
                    "the coroutines' timer waits for its time"),
            library("io.ktor.", "*", "io.ktor.", "ktor's own coroutines wait for the network and for the end"),
            library(
                    "com.softwaremill.jox.structured.ActorRef",
                    "lambda$create$",
                    "com.softwaremill.jox.",
                    "an actor waits for messages"),
            library(
                    "com.softwaremill.jox.structured.Par",
                    "lambda$par$",
                    "com.softwaremill.jox.",
                    "the scope's own fork waits for the tasks, as does who called it"),
            library(
                    "org.apache.pekko.actor.LightArrayRevolverScheduler",
                    "*",
                    "org.apache.pekko.",
                    "a timer waits for its time"),
            library("akka.actor.LightArrayRevolverScheduler", "*", "akka.", "a timer waits for its time"));

    final List<IdleRule> rows = new ArrayList<>(first);

    IdleRules() {
        rows.addAll(new IdleStores().rows);
        rows.addAll(new IdleMessages().rows);
        rows.addAll(new IdleServices().rows);
    }

    private static IdleRule jdk(String marker, String method, String reason) {
        // Nothing more than what is innocent anyway.
        return new IdleRule(marker, method, "java.", reason);
    }

    private static IdleRule library(String marker, String method, String library, String reason) {
        return new IdleRule(marker, method, library, reason);
    }

    /** Netty's {@code closeFuture().sync()}: the network ends it, and a server's lasts as long as the server. */
    static boolean isConnectionsEnd(@Nullable String monitor) {
        return monitor != null && (monitor.equals(CLOSE_FUTURE) || monitor.endsWith('.' + CLOSE_FUTURE));
    }

    /** The first row that says that this wait is idle; null: none. */
    @Nullable
    IdleRule match(List<Frame> frames) {
        for (IdleRule row : rows) {
            if (row.matches(frames)) {
                return row;
            }
        }
        return null;
    }
}
