// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Unseen.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdleRulesTest {
    private static final IdleRules RULES = new IdleRules();
    static final String AWAIT = "jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park"
            + " < juc.locks.AbstractQueuedSynchronizer$ConditionNode.block < juc.ForkJoinPool.unmanagedBlock"
            + " < juc.ForkJoinPool.managedBlock < juc.locks.AbstractQueuedSynchronizer$ConditionObject.await";
    static final String NANOS = "jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos"
            + " < juc.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos";
    static final String ACQUIRE =
            "jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < juc.locks.AbstractQueuedSynchronizer.acquire";
    static final String WAIT = "java.lang.Object.wait0 < java.lang.Object.wait";
    private static final String SLEEP = "java.lang.Thread.sleep0 < java.lang.Thread.sleep";
    private static final String TPE =
            "juc.ThreadPoolExecutor.getTask < juc.ThreadPoolExecutor.runWorker < juc.ThreadPoolExecutor$Worker.run < java.lang.Thread.run";
    private static final String VPARK =
            "java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < juc.locks.LockSupport.park";

    /** Stacks of idle threads, from the marker's own on what stands around it. Begins with the row: {@code class#method}. */
    private static final List<String> IDLE = List.of(
            "java.util.concurrent.ThreadPoolExecutor#getTask: " + AWAIT + " < *juc.LinkedBlockingQueue.take < " + TPE,
            "java.util.concurrent.ThreadPoolExecutor#getTask: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos"
                    + " < *juc.LinkedTransferQueue$DualNode.await < *juc.SynchronousQueue$Transferer.xferLifo"
                    + " < *juc.SynchronousQueue.xfer < *juc.SynchronousQueue.poll < " + TPE,
            // Artemis has a queue of its own in between, Vert.x a runnable beneath.
            "java.util.concurrent.ThreadPoolExecutor#getTask: " + NANOS + " < *juc.LinkedBlockingQueue.poll"
                    + " < *org.apache.activemq.artemis.utils.ActiveMQThreadPoolExecutor$ThreadPoolQueue.poll < " + TPE
                    + " < org.apache.activemq.artemis.utils.ActiveMQThreadFactory$1.run",
            "java.util.concurrent.ThreadPoolExecutor#getTask: " + AWAIT + " < *juc.LinkedBlockingQueue.take < " + TPE
                    + " < io.netty.util.concurrent.FastThreadLocalRunnable.run",
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue#*: " + AWAIT
                    + " < *juc.ScheduledThreadPoolExecutor$DelayedWorkQueue.take < " + TPE,
            "java.util.concurrent.ForkJoinPool#awaitWork: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park"
                    + " < juc.ForkJoinPool.awaitWork < juc.ForkJoinPool.runWorker < juc.ForkJoinWorkerThread.run",
            "java.util.concurrent.ForkJoinPool#awaitWork: jdk.internal.misc.Unsafe.park < juc.ForkJoinPool.awaitWork"
                    + " < juc.ForkJoinPool.deactivate < juc.ForkJoinPool.runWorker < juc.ForkJoinWorkerThread.run",
            "java.util.concurrent.DelayScheduler#loop: jdk.internal.misc.Unsafe.park < juc.DelayScheduler.loop"
                    + " < juc.DelayScheduler.run",
            "java.util.TimerThread#mainLoop: " + WAIT + " < java.util.TimerThread.mainLoop < java.util.TimerThread.run",
            "java.lang.ref.ReferenceQueue#remove: " + AWAIT + " < java.lang.ref.ReferenceQueue.await"
                    + " < java.lang.ref.ReferenceQueue.remove0 < java.lang.ref.ReferenceQueue.remove"
                    + " < jdk.internal.ref.CleanerImpl.run < java.lang.Thread.run",
            "java.lang.ref.ReferenceQueue#remove: java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove"
                    + " < com.google.common.base.internal.Finalizer.run < java.lang.Thread.run",
            "java.lang.ref.NativeReferenceQueue#remove: " + WAIT + " < java.lang.ref.NativeReferenceQueue.await"
                    + " < java.lang.ref.ReferenceQueue.remove0 < java.lang.ref.NativeReferenceQueue.remove"
                    + " < java.lang.ref.Finalizer$FinalizerThread.run",
            "java.lang.ref.Reference#waitForReferencePendingList: java.lang.ref.Reference.waitForReferencePendingList"
                    + " < java.lang.ref.Reference.processPendingReferences < java.lang.ref.Reference$ReferenceHandler.run",
            "java.lang.VirtualThread#unblockVirtualThreads: java.lang.VirtualThread.takeVirtualThreadListToUnblock"
                    + " < java.lang.VirtualThread.unblockVirtualThreads",
            "sun.nio.ch.#*: " + VPARK + " < sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop",
            "sun.nio.ch.#*: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < *juc.LinkedTransferQueue$DualNode.await"
                    + " < *juc.LinkedTransferQueue.xfer < *juc.LinkedTransferQueue.take < sun.nio.ch.Poller.updateLoop",
            "sun.nio.ch.#*: " + VPARK + " < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park"
                    + " < sun.nio.ch.NioSocketImpl.implRead < java.net.Socket$SocketInputStream.read"
                    + " < io.helidon.common.socket.IdleInputStream.read < java.lang.VirtualThread.run",
            "sun.nio.fs.#*: " + AWAIT + " < *juc.LinkedBlockingDeque.take < sun.nio.fs.AbstractWatchService.take"
                    + " < com.acme.Reload.run < java.lang.Thread.run",
            "jdk.internal.net.http.HttpClientImpl#send: " + Waits.PARK
                    + "juc.CompletableFuture$Signaller.block < juc.CompletableFuture.waitingGet < juc.CompletableFuture.get"
                    + " < jdk.internal.net.http.HttpClientImpl.send < jdk.internal.net.http.HttpClientFacade.send"
                    + " < com.acme.Prices.fetch < java.lang.VirtualThread.run",
            "jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream#*: " + AWAIT
                    + " < *juc.ArrayBlockingQueue.take"
                    + " < jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream.current"
                    + " < jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream.read < sun.nio.cs.StreamDecoder.readBytes"
                    + " < java.io.BufferedReader.readLine < com.acme.Events.read < java.lang.VirtualThread.run",
            "com.sun.jndi.ldap.LdapRequest#getReplyBer: " + AWAIT + " < *juc.LinkedBlockingQueue.take"
                    + " < com.sun.jndi.ldap.LdapRequest.getReplyBer < com.sun.jndi.ldap.Connection.readReply"
                    + " < com.sun.jndi.ldap.LdapClient.ldapBind < com.sun.jndi.ldap.LdapCtx.connect < com.acme.Directory.open < java.lang.Thread.run",
            "jdk.internal.net.http.HttpClientImpl$SelectorManager#*: " + WAIT
                    + " < jdk.internal.net.http.HttpClientImpl$SelectorManager.run",
            "java.lang.ProcessImpl#waitFor: " + AWAIT + " < java.lang.ProcessImpl.waitFor < com.acme.Supervisor.run",
            "org.springframework.boot.reactor.netty.NettyWebServer$1#run: " + AWAIT
                    + " < juc.CountDownLatch.await < reactor.core.publisher.BlockingSingleSubscriber.blockingGet < reactor.core.publisher.Mono.block < org.springframework.boot.reactor.netty.NettyWebServer$1.run",
            "org.springframework.boot.web.embedded.netty.NettyWebServer$1#run: " + AWAIT
                    + " < juc.CountDownLatch.await < reactor.core.publisher.BlockingSingleSubscriber.blockingGet < reactor.core.publisher.Mono.block < org.springframework.boot.web.embedded.netty.NettyWebServer$1.run",
            "org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode#park: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos < org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode.park < org.jboss.threads.EnhancedQueueExecutor$ThreadBody.run < org.xnio.XnioWorker$WorkerThreadFactory$1$1.run < java.lang.Thread.run",
            "com.hazelcast.internal.util.executor.StripedExecutor$Worker#run: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < com.hazelcast.internal.util.executor.StripedExecutor$Worker.run",
            "com.hazelcast.spi.impl.operationexecutor.impl.OperationQueueImpl#take: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < com.hazelcast.spi.impl.operationexecutor.impl.OperationQueueImpl.take < com.hazelcast.spi.impl.operationexecutor.impl.OperationThread.loop",
            "com.hazelcast.spi.impl.operationservice.impl.InboundResponseHandlerSupplier$ResponseThread#doRun: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < *com.hazelcast.internal.util.concurrent.MPSCQueue.take < com.hazelcast.spi.impl.operationservice.impl.InboundResponseHandlerSupplier$ResponseThread.doRun",
            "com.hazelcast.internal.networking.nio.iobalancer.IOBalancerThread#run: " + NANOS
                    + " < *juc.LinkedBlockingQueue.poll < com.hazelcast.internal.networking.nio.iobalancer.IOBalancerThread.run",
            "org.apache.zookeeper.ClientCnxn$EventThread#run: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.zookeeper.ClientCnxn$EventThread.run",
            "org.apache.zookeeper.server.SyncRequestProcessor#run: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.zookeeper.server.SyncRequestProcessor.run",
            "org.apache.zookeeper.server.RequestThrottler#run: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.zookeeper.server.RequestThrottler.run",
            "org.apache.zookeeper.server.PrepRequestProcessor#run: " + AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.zookeeper.server.PrepRequestProcessor.run",
            "org.apache.zookeeper.server.ZooKeeperServerMain#runFromConfig: " + AWAIT
                    + " < juc.CountDownLatch.await < org.apache.zookeeper.server.ZooKeeperServerMain.runFromConfig < org.apache.zookeeper.server.embedded.ZooKeeperServerEmbeddedImpl$4.run",
            "org.apache.camel.component.seda.SedaConsumer#doRun: " + NANOS
                    + " < *juc.LinkedBlockingQueue.poll < org.apache.camel.component.seda.SedaConsumer.doRun < org.apache.camel.component.seda.SedaConsumer.run < juc.ThreadPoolExecutor.runWorker",
            "org.apache.kafka.streams.processor.internals.DefaultStateUpdater$StateUpdaterThread#waitIfAllChangelogsCompletelyRead: "
                    + AWAIT
                    + " < org.apache.kafka.streams.processor.internals.DefaultStateUpdater$StateUpdaterThread.waitIfAllChangelogsCompletelyRead < org.apache.kafka.streams.processor.internals.DefaultStateUpdater$StateUpdaterThread.run",
            "io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker#run: " + NANOS
                    + " < *juc.ArrayBlockingQueue.poll < io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker.run",
            "io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor$Worker#run: " + NANOS
                    + " < *juc.ArrayBlockingQueue.poll < io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor$Worker.run",
            "com.mongodb.internal.connection.DefaultServerMonitor$ServerMonitor#waitForSignalOrTimeout: " + NANOS
                    + " < com.mongodb.internal.connection.DefaultServerMonitor$ServerMonitor.lambda$waitForSignalOrTimeout$1 < com.mongodb.internal.Locks.checkedWithLock < com.mongodb.internal.connection.DefaultServerMonitor$ServerMonitor.waitForSignalOrTimeout < com.mongodb.internal.connection.DefaultServerMonitor$ServerMonitor.run",
            "org.glassfish.grizzly.threadpool.#getTask: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < *juc.LinkedTransferQueue.take < org.glassfish.grizzly.threadpool.FixedThreadPool$BasicWorker.getTask < org.glassfish.grizzly.threadpool.AbstractThreadPool$Worker.doWork",
            "org.apache.curator.framework.state.ConnectionStateManager#processEvents: " + NANOS
                    + " < *juc.ArrayBlockingQueue.poll < org.apache.curator.framework.state.ConnectionStateManager.processEvents",
            "org.apache.curator.framework.imps.CuratorFrameworkImpl#backgroundOperationsLoop: " + AWAIT
                    + " < *juc.DelayQueue.take < org.apache.curator.framework.imps.CuratorFrameworkImpl.backgroundOperationsLoop",
            "org.jgroups.protocols.PerDestinationBundler#waitUntilMessagesAreAvailable: " + AWAIT
                    + " < org.jgroups.protocols.PerDestinationBundler.waitUntilMessagesAreAvailable < org.jgroups.protocols.PerDestinationBundler.run < org.jgroups.util.Runner.run",
            "org.eclipse.jetty.util.thread.VirtualThreadPool$1#run: " + AWAIT
                    + " < org.eclipse.jetty.util.thread.AutoLock$WithCondition.await < org.eclipse.jetty.util.thread.VirtualThreadPool$1.run",
            "java.awt.EventQueue#getNextEvent: " + AWAIT + " < java.awt.EventQueue.getNextEvent"
                    + " < java.awt.EventDispatchThread.pumpOneEventForFilters < java.awt.EventDispatchThread.run",
            "sun.java2d.#*: " + AWAIT + " < sun.java2d.Disposer.run < java.lang.Thread.run",
            "sun.awt.#*: " + WAIT + " < sun.awt.AWTAutoShutdown.run < java.lang.Thread.run",
            "com.sun.jmx.#*: " + WAIT + " < com.sun.jmx.remote.internal.ArrayNotificationBuffer.fetchNotifications"
                    + " < java.lang.Thread.run",
            "sun.rmi.#*: " + WAIT + " < sun.rmi.transport.ObjectTable$Reaper.run < java.lang.Thread.run",
            "jdk.jfr.internal.#*: " + WAIT + " < jdk.jfr.internal.PlatformRecorder.takeNap < java.lang.Thread.run",
            "org.apache.tomcat.util.threads.ThreadPoolExecutor#getTask: " + NANOS + " < *juc.LinkedBlockingQueue.poll"
                    + " < *org.apache.tomcat.util.threads.TaskQueue.poll"
                    + " < org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask"
                    + " < org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker < java.lang.Thread.run",
            "org.apache.catalina.core.StandardServer#await: " + SLEEP
                    + " < org.apache.catalina.core.StandardServer.await"
                    + " < org.springframework.boot.web.embedded.tomcat.TomcatWebServer$1.run",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner#idleJobPoll: " + NANOS
                    + " < org.eclipse.jetty.util.thread.AutoLock$WithCondition.awaitNanos"
                    + " < *org.eclipse.jetty.util.BlockingArrayQueue.poll"
                    + " < org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll"
                    + " < org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run < java.lang.Thread.run",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner#run: " + AWAIT
                    + " < org.eclipse.jetty.util.thread.AutoLock$WithCondition.await"
                    + " < *org.eclipse.jetty.util.BlockingArrayQueue.take"
                    + " < org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run < java.lang.Thread.run",
            "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread#waitForTask:"
                    + " jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos"
                    + " < juc.locks.AbstractQueuedSynchronizer.acquire"
                    + " < juc.locks.AbstractQueuedSynchronizer.tryAcquireSharedNanos < juc.Semaphore.tryAcquire"
                    + " < org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.waitForTask"
                    + " < org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.run"
                    + " < org.eclipse.jetty.util.thread.QueuedThreadPool.runJob",
            "org.apache.kafka.queue.KafkaEventQueue$EventHandler#handleEvents: " + AWAIT
                    + " < org.apache.kafka.queue.KafkaEventQueue$EventHandler.handleEvents"
                    + " < org.apache.kafka.queue.KafkaEventQueue$EventHandler.run < java.lang.Thread.run",
            "kafka.server.ReplicaManager$LogDirFailureHandler#doWork: " + AWAIT + " < *juc.ArrayBlockingQueue.take"
                    + " < org.apache.kafka.storage.internals.log.LogDirFailureChannel.takeNextOfflineLogDir"
                    + " < kafka.server.ReplicaManager$LogDirFailureHandler.doWork"
                    + " < org.apache.kafka.server.util.ShutdownableThread.run",
            "kafka.server.KafkaRequestHandler#run: " + NANOS + " < *juc.ArrayBlockingQueue.poll"
                    + " < kafka.network.RequestChannel.receiveRequest < kafka.server.KafkaRequestHandler.run",
            "kafka.server.BrokerServer#awaitShutdown: " + AWAIT + " < kafka.server.BrokerServer.awaitShutdown"
                    + " < kafka.server.KafkaRaftServer.awaitShutdown < kafka.Kafka.main",
            "kafka.server.KafkaRaftServer#awaitShutdown: " + AWAIT + " < kafka.server.KafkaRaftServer.awaitShutdown"
                    + " < kafka.Kafka.main",
            "org.apache.kafka.server.util.ShutdownableThread#pause: " + ACQUIRE + " < juc.CountDownLatch.await"
                    + " < org.apache.kafka.server.util.ShutdownableThread.pause"
                    + " < org.apache.kafka.storage.internals.log.LogCleaner$CleanerThread.doWork",
            "org.apache.kafka.server.util.timer.SystemTimer#advanceClock: " + NANOS + " < *juc.DelayQueue.poll"
                    + " < org.apache.kafka.server.util.timer.SystemTimer.advanceClock"
                    + " < org.apache.kafka.server.util.ShutdownableThread.run",
            "org.apache.kafka.coordinator.common.runtime.EventAccumulator#*: " + NANOS
                    + " < org.apache.kafka.coordinator.common.runtime.EventAccumulator.poll"
                    + " < org.apache.kafka.coordinator.common.runtime.MultiThreadedEventProcessor$EventProcessorThread.run",
            "org.apache.kafka.raft.KafkaRaftClient#poll: " + NANOS + " < *juc.LinkedBlockingQueue.poll"
                    + " < org.apache.kafka.raft.internals.BlockingMessageQueue.poll"
                    + " < org.apache.kafka.raft.KafkaRaftClient.poll",
            "org.apache.kafka.clients.consumer.internals.AbstractCoordinator$HeartbeatThread#run: " + ACQUIRE
                    + " < juc.locks.ReentrantLock.lock"
                    + " < org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient.poll"
                    + " < org.apache.kafka.clients.consumer.internals.AbstractCoordinator$HeartbeatThread.run",
            "org.apache.activemq.artemis.core.io.buffer.TimedBuffer$CheckTimer#run: " + ACQUIRE
                    + " < juc.Semaphore.acquire < org.apache.activemq.artemis.core.io.buffer.TimedBuffer$CheckTimer.run"
                    + " < java.lang.Thread.run",
            "org.apache.activemq.artemis.core.remoting.server.impl.RemotingServiceImpl$FailureCheckAndFlushThread#run: "
                    + ACQUIRE + " < juc.CountDownLatch.await"
                    + " < org.apache.activemq.artemis.core.remoting.server.impl.RemotingServiceImpl$FailureCheckAndFlushThread.run",
            "ch.qos.logback.core.AsyncAppenderBase$Worker#run: " + AWAIT + " < *juc.ArrayBlockingQueue.take"
                    + " < ch.qos.logback.core.AsyncAppenderBase$Worker.run",
            "org.apache.logging.log4j.core.appender.AsyncAppenderEventDispatcher#*: " + AWAIT
                    + " < *juc.ArrayBlockingQueue.take"
                    + " < org.apache.logging.log4j.core.appender.AsyncAppenderEventDispatcher.dispatchAll"
                    + " < org.apache.logging.log4j.core.appender.AsyncAppenderEventDispatcher.run",
            "com.lmax.disruptor.BatchEventProcessor#processEvents: " + WAIT
                    + " < com.lmax.disruptor.BlockingWaitStrategy.waitFor"
                    + " < com.lmax.disruptor.ProcessingSequenceBarrier.waitFor"
                    + " < com.lmax.disruptor.BatchEventProcessor.processEvents"
                    + " < com.lmax.disruptor.BatchEventProcessor.run < java.lang.Thread.run",
            "org.apache.logging.log4j.core.async.#waitFor: " + WAIT
                    + " < org.apache.logging.log4j.core.async.TimeoutBlockingWaitStrategy.waitFor"
                    + " < com.lmax.disruptor.ProcessingSequenceBarrier.waitFor"
                    + " < com.lmax.disruptor.BatchEventProcessor.processEvents < java.lang.Thread.run",
            "org.apache.activemq.store.kahadb.disk.journal.DataFileAppender#processQueue: " + WAIT
                    + " < org.apache.activemq.store.kahadb.disk.journal.DataFileAppender.processQueue"
                    + " < org.apache.activemq.store.kahadb.disk.journal.DataFileAppender$1.run",
            "org.apache.activemq.store.kahadb.scheduler.JobSchedulerImpl#mainLoop: " + WAIT
                    + " < org.apache.activemq.store.kahadb.scheduler.JobSchedulerImpl$ScheduleTime.pause"
                    + " < org.apache.activemq.store.kahadb.scheduler.JobSchedulerImpl.mainLoop"
                    + " < org.apache.activemq.store.kahadb.scheduler.JobSchedulerImpl.run < java.lang.Thread.run",
            "com.mchange.v2.async.ThreadPoolAsynchronousRunner$PoolThread#run: " + WAIT
                    + " < com.mchange.v2.async.ThreadPoolAsynchronousRunner$PoolThread.run",
            "org.glassfish.grizzly.utils.DelayedExecutor$DelayedRunnable#run: " + WAIT
                    + " < org.glassfish.grizzly.utils.DelayedExecutor$DelayedRunnable.run"
                    + " < juc.ThreadPoolExecutor.runWorker < java.lang.Thread.run",
            "com.github.kagkarlsson.scheduler.Waiter#doWait: " + WAIT
                    + " < com.github.kagkarlsson.scheduler.Waiter.doWait"
                    + " < com.github.kagkarlsson.scheduler.RunUntilShutdown.run < juc.ThreadPoolExecutor.runWorker",
            "io.grpc.internal.ServerImpl#awaitTermination: " + WAIT + " < io.grpc.internal.ServerImpl.awaitTermination"
                    + " < com.acme.GrpcServer.await < java.lang.Thread.run",
            "oracle.jdbc.driver.BlockSource$ThreadedCachingBlockSource$BlockReleaser#run: " + WAIT
                    + " < oracle.jdbc.driver.BlockSource$ThreadedCachingBlockSource$BlockReleaser.run",
            "org.eclipse.paho.client.mqttv3.internal.CommsCallback#run: " + WAIT
                    + " < org.eclipse.paho.client.mqttv3.internal.CommsCallback.run < java.lang.Thread.run",
            "org.eclipse.paho.client.mqttv3.internal.ClientState#get: " + WAIT
                    + " < org.eclipse.paho.client.mqttv3.internal.ClientState.get"
                    + " < org.eclipse.paho.client.mqttv3.internal.CommsSender.run < java.lang.Thread.run",
            "org.apache.derby.impl.services.daemon.BasicDaemon#rest: " + WAIT
                    + " < org.apache.derby.impl.services.daemon.BasicDaemon.rest"
                    + " < org.apache.derby.impl.services.daemon.BasicDaemon.run < java.lang.Thread.run",
            "org.apache.log4j.AsyncAppender$Dispatcher#run: " + WAIT
                    + " < org.apache.log4j.AsyncAppender$Dispatcher.run < java.lang.Thread.run",
            "org.hsqldb.lib.HsqlTimer$TaskQueue#park: " + WAIT + " < org.hsqldb.lib.HsqlTimer$TaskQueue.park"
                    + " < org.hsqldb.lib.HsqlTimer.nextTask < org.hsqldb.lib.HsqlTimer$TaskRunner.run",
            "org.eclipse.osgi.framework.eventmgr.EventManager$EventThread#getNextEvent: " + WAIT
                    + " < org.eclipse.osgi.framework.eventmgr.EventManager$EventThread.getNextEvent"
                    + " < org.eclipse.osgi.framework.eventmgr.EventManager$EventThread.run",
            "okio.AsyncTimeout$Watchdog#run: " + NANOS + " < okio.AsyncTimeout$Companion.awaitTimeout"
                    + " < okio.AsyncTimeout$Watchdog.run",
            "okhttp3.internal.concurrent.TaskRunner#awaitTaskToRun: " + WAIT
                    + " < okhttp3.internal.concurrent.TaskRunner$RealBackend.coordinatorWait"
                    + " < okhttp3.internal.concurrent.TaskRunner.awaitTaskToRun"
                    + " < okhttp3.internal.concurrent.TaskRunner$runnable$1.run < juc.ThreadPoolExecutor.runWorker",
            "org.quartz.simpl.SimpleThreadPool$WorkerThread#run: " + WAIT
                    + " < org.quartz.simpl.SimpleThreadPool$WorkerThread.run",
            "org.quartz.core.QuartzSchedulerThread#run: " + WAIT + " < org.quartz.core.QuartzSchedulerThread.run",
            "org.h2.mvstore.FileStore$BackgroundWriterThread#run: " + WAIT
                    + " < org.h2.mvstore.FileStore$BackgroundWriterThread.run",
            "org.h2.mvstore.MVStore$BackgroundWriterThread#run: " + WAIT
                    + " < org.h2.mvstore.MVStore$BackgroundWriterThread.run",
            "com.google.common.base.internal.Finalizer#run: " + WAIT
                    + " < com.google.common.base.internal.Finalizer.run < java.lang.Thread.run",
            "io.netty.util.HashedWheelTimer$Worker#run: " + SLEEP
                    + " < io.netty.util.HashedWheelTimer$Worker.waitForNextTick"
                    + " < io.netty.util.HashedWheelTimer$Worker.run < java.lang.Thread.run",
            "io.netty.util.concurrent.SingleThreadEventExecutor#takeTask: " + AWAIT + " < *juc.LinkedBlockingQueue.take"
                    + " < io.netty.util.concurrent.SingleThreadEventExecutor.takeTask"
                    + " < io.netty.util.concurrent.DefaultEventExecutor.run < java.lang.Thread.run",
            "io.netty.util.concurrent.GlobalEventExecutor#takeTask: " + NANOS + " < *juc.LinkedBlockingQueue.poll"
                    + " < io.netty.util.concurrent.GlobalEventExecutor.takeTask < java.lang.Thread.run",
            "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker#park: jdk.internal.misc.Unsafe.park"
                    + " < juc.locks.LockSupport.parkNanos"
                    + " < kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.park"
                    + " < kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.tryPark",
            "kotlinx.coroutines.DefaultExecutor#run: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos"
                    + " < kotlinx.coroutines.DefaultExecutor.run < java.lang.Thread.run",
            "io.ktor.#*: kotlinx.coroutines.channels.BufferedChannel.receiveCatchingOnNoWaiterSuspend-GKJJFZk"
                    + " < kotlinx.coroutines.channels.BufferedChannel.receiveCatching-JP2dKIU$suspendImpl"
                    + " < io.ktor.server.cio.backend.ServerPipelineKt$pipelineWriterLoop$child$1.invokeSuspend"
                    + " < kotlinx.coroutines.TimeoutKt.withTimeoutOrNull"
                    + " < io.ktor.server.cio.backend.ServerPipelineKt.pipelineWriterLoop-dWUq8MI",
            "com.softwaremill.jox.structured.ActorRef#lambda$create$: " + VPARK
                    + " < com.softwaremill.jox.Continuation.await < com.softwaremill.jox.Channel.updateCellReceive"
                    + " < com.softwaremill.jox.Channel.doReceive < com.softwaremill.jox.Channel.receive"
                    + " < com.softwaremill.jox.structured.ActorRef.lambda$create$2"
                    + " < com.softwaremill.jox.structured.Scope.lambda$fork$0 < juc.StructuredTaskScope$SubtaskImpl.run",
            "com.softwaremill.jox.structured.Par#lambda$par$: " + VPARK
                    + " < juc.CompletableFuture$Signaller.block < juc.CompletableFuture.get"
                    + " < com.softwaremill.jox.structured.ForkUsingResult.join"
                    + " < com.softwaremill.jox.structured.Par.lambda$par$1"
                    + " < com.softwaremill.jox.structured.Scopes.lambda$supervised$0",
            "org.apache.pekko.actor.LightArrayRevolverScheduler#*: " + SLEEP
                    + " < org.apache.pekko.actor.LightArrayRevolverScheduler.waitNanos"
                    + " < org.apache.pekko.actor.LightArrayRevolverScheduler$$anon$3.run < java.lang.Thread.run",
            "akka.actor.LightArrayRevolverScheduler#*: " + SLEEP
                    + " < akka.actor.LightArrayRevolverScheduler.waitNanos < java.lang.Thread.run");

    record Idle(String row, List<Frame> frames) {
        @Override
        public String toString() {
            return row;
        }

        /** The same thread, but its row's method has called a handler of the program, which waits. */
        List<Frame> withStuckHandler() {
            IdleRule rule = rule();
            int marker = 0;
            while (!rule.matches(frames.subList(marker, marker + 1))) {
                marker++;
            }
            List<Frame> stuck = new ArrayList<>(Waits.frames(Waits.PUT + "com.acme.Handler.on"));
            stuck.addAll(frames.subList(marker, frames.size()));
            return stuck;
        }

        IdleRule rule() {
            return RULES.rows.stream()
                    .filter(rule -> IdleRulesTest.row(rule).equals(row))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static List<Idle> idle() {
        return Stream.concat(IDLE.stream(), IdleLibraries.STACKS.stream())
                .map(text -> text.split(":\\s", 2))
                .map(parts -> new Idle(parts[0], Waits.frames(parts[1].strip())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("idle")
    void aThreadThatWaitsForWorkIsIdle(Idle thread) {
        assertThat(thread.rule().matches(thread.frames)).isTrue();
        assertThat(RULES.match(thread.frames)).isNotNull();
    }

    /** All but a scheduler's own queue: inside of it, as inside of any queue that a worker takes from, no task runs. */
    static List<Idle> handlers() {
        return idle().stream()
                .filter(thread -> !thread.row.contains("DelayedWorkQueue"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void aStuckHandlerOfTheProgramsBelowTheSameMethodIsFound(Idle thread) {
        assertThat(RULES.match(thread.withStuckHandler())).isNull();
        assertThat(Waits.detector().classify(Waits.wait(text(thread.withStuckHandler()))))
                .isInstanceOfSatisfying(
                        Classified.Stuck.class,
                        stuck -> assertThat(stuck.waitsAt()).isEqualTo(Waits.frame("com.acme.Handler.on")));
    }

    @Test
    void everyRowHasAStackOfItsOwnHere() {
        Set<String> tested = new HashSet<>();
        idle().forEach(thread -> tested.add(thread.row));

        assertThat(RULES.rows).extracting(IdleRulesTest::row).doesNotHaveDuplicates();
        assertThat(RULES.rows).extracting(IdleRulesTest::row).hasSameElementsAs(tested);
    }

    /** Copies of a library in another one's packages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.logstash.logback.encoder.com.lmax.disruptor.BlockingWaitStrategy.waitFor"
                        + " < net.logstash.logback.encoder.com.lmax.disruptor.ProcessingSequenceBarrier.waitFor"
                        + " < net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor.processEvents",
                "*juc.ArrayBlockingQueue.take < com.launchdarkly.shaded.com.launchdarkly.sdk.internal.events.DefaultEventProcessor$SendEventsTask.run",
                "shaded.org.glassfish.grizzly.threadpool.FixedThreadPool$BasicWorker.getTask",
            })
    void aLibrarysCopyInAnotherPackageIsIdleToo(String frames) {
        assertThat(RULES.match(Waits.frames(AWAIT + " < " + frames + Waits.RUN)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Of a copy, only the copy's own frames are innocent.
                "com.lmax.disruptor.BlockingWaitStrategy.waitFor < shaded.com.lmax.disruptor.BatchEventProcessor.processEvents",
                "xcom.lmax.disruptor.BatchEventProcessor.processEvents",
                "com.acme.Handler.on < shaded.com.lmax.disruptor.BatchEventProcessor.processEvents",
            })
    void whatIsNoCopyIsNotIdle(String frames) {
        assertThat(RULES.match(Waits.frames(AWAIT + " < " + frames + Waits.RUN)))
                .isNull();
    }

    /** Frames alone do not tell it from a wait for any other promise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.AbstractChannel$CloseFuture",
                "io.grpc.netty.shaded.io.netty.channel.AbstractChannel$CloseFuture",
            })
    void whoWaitsForAConnectionsEndIsIdle(String monitor) {
        assertThat(classifyPromise(monitor)).isEqualTo(new Classified.Idle(Why.IDLE_RULE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.channel.DefaultChannelPromise", "java.lang.Object"})
    void whoWaitsForAnotherPromiseIsNot(String monitor) {
        assertThat(classifyPromise(monitor)).isInstanceOf(Classified.Stuck.class);
    }

    private static Classified classifyPromise(String monitor) {
        String frames = WAIT + " < io.netty.util.concurrent.DefaultPromise.await < com.acme.Server.run" + Waits.RUN;
        return Waits.detector().classify(Waits.wait(frames, monitor, null));
    }

    @Test
    void everyRowHasAReason() {
        assertThat(RULES.rows).allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(10));
    }

    /** Classes that belong to a row's library but do the program's work in the program's threads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.locks.ReentrantLock.lock < org.h2.mvstore.MVStore.commit < org.h2.jdbc.JdbcConnection.commit < com.acme.Dao.save",
                "juc.locks.ReentrantLock.lock < okio.AsyncTimeout$Companion.scheduleTimeout < okio.AsyncTimeout.enter"
                        + " < okhttp3.internal.http1.Http1ExchangeCodec.readHeaders < com.acme.Client.get",
                "*juc.ArrayBlockingQueue.put < org.apache.logging.log4j.core.appender.AsyncAppender.append < com.acme.Shop.buy",
                "juc.locks.ReentrantLock.lock < org.apache.logging.log4j.core.async.AsyncLoggerDisruptor.enqueue"
                        + " < com.acme.Shop.buy",
                "juc.CountDownLatch.await < kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.Shop.buy",
                "*juc.SynchronousQueue.put < com.acme.Shop.buy < juc.ThreadPoolExecutor.runWorker",
            })
    void aProgramsThreadInsideALibraryIsNotIdle(String frames) {
        assertThat(RULES.match(Waits.frames(Waits.PARK + frames + Waits.RUN))).isNull();
    }

    private static String row(IdleRule rule) {
        return rule.marker() + '#' + rule.method();
    }

    private static String text(List<Frame> frames) {
        return String.join(
                " < ",
                frames.stream()
                        .map(f -> (f.queue() ? "*" : "") + f.className() + '.' + f.method())
                        .toList());
    }
}
