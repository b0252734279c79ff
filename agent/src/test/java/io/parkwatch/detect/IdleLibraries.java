// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.List;

/** Stacks of idle threads of libraries, as they were seen. Each begins with its row: {@code class#method}. */
final class IdleLibraries {
    static final List<String> STACKS = List.of(
            "com.alibaba.druid.pool.DruidDataSource$CreateConnectionThread#run: " + IdleRulesTest.AWAIT
                    + " < com.alibaba.druid.pool.DruidDataSource$CreateConnectionThread.run",
            "oracle.ucp.common.Clock#*: " + IdleRulesTest.AWAIT
                    + " < oracle.ucp.common.Clock.lambda$prepareClockThread$0 < java.lang.Thread.run",
            "org.apache.derby.impl.drda.NetworkServerControlImpl#getNextSession: " + IdleRulesTest.WAIT
                    + " < org.apache.derby.impl.drda.NetworkServerControlImpl.getNextSession < org.apache.derby.impl.drda.DRDAConnThread.run",
            "org.apache.derby.impl.drda.NetworkServerControlImpl#blockingStart: " + IdleRulesTest.WAIT
                    + " < org.apache.derby.impl.drda.NetworkServerControlImpl.blockingStart < java.lang.reflect.Method.invoke < org.apache.derby.iapi.jdbc.DRDAServerStarter.run < java.lang.Thread.run",
            "com.sleepycat.je.utilint.DaemonThread#run: " + IdleRulesTest.WAIT
                    + " < com.sleepycat.je.utilint.DaemonThread.run < java.lang.Thread.run",
            "org.apache.lucene.search.ControlledRealTimeReopenThread#run: " + IdleRulesTest.NANOS
                    + " < org.apache.lucene.search.ControlledRealTimeReopenThread.run",
            "org.apache.ignite.internal.util.StripedExecutor$StripeConcurrentQueue#take: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < org.apache.ignite.internal.util.StripedExecutor$StripeConcurrentQueue.take < org.apache.ignite.internal.util.StripedExecutor$Stripe.body < org.apache.ignite.internal.util.worker.GridWorker.run < java.lang.Thread.run",
            "org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileCleaner#body: "
                    + IdleRulesTest.WAIT
                    + " < org.apache.ignite.internal.processors.cache.persistence.wal.aware.SegmentArchiveSizeStorage.awaitExceedMaxSize < org.apache.ignite.internal.processors.cache.persistence.wal.aware.SegmentAware.awaitExceedMaxArchiveSize < org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileCleaner.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileArchiver#body: "
                    + IdleRulesTest.WAIT
                    + " < org.apache.ignite.internal.processors.cache.persistence.wal.aware.SegmentCurrentStateStorage.awaitSegment < org.apache.ignite.internal.processors.cache.persistence.wal.aware.SegmentAware.waitNextSegmentForArchivation < org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileArchiver.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.cache.persistence.checkpoint.Checkpointer#waitCheckpointEvent: "
                    + IdleRulesTest.WAIT
                    + " < org.apache.ignite.internal.processors.cache.persistence.checkpoint.Checkpointer.waitCheckpointEvent < org.apache.ignite.internal.processors.cache.persistence.checkpoint.Checkpointer.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.spi.communication.tcp.internal.CommunicationWorker#body: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < org.apache.ignite.spi.communication.tcp.internal.CommunicationWorker.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.datastreamer.DataStreamProcessor$2#body: " + IdleRulesTest.AWAIT
                    + " < *juc.DelayQueue.take < org.apache.ignite.internal.processors.datastreamer.DataStreamProcessor$2.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.service.ServiceDeploymentManager$ServicesDeploymentWorker#body: "
                    + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.ignite.internal.processors.service.ServiceDeploymentManager$ServicesDeploymentWorker.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.metastorage.persistence.DmsDataWriterWorker#body: "
                    + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.ignite.internal.processors.metastorage.persistence.DmsDataWriterWorker.body < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.apache.ignite.internal.processors.cache.binary.BinaryMetadataFileStore$BinaryMetadataAsyncWriter#body0: "
                    + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.ignite.internal.processors.cache.binary.BinaryMetadataFileStore$BinaryMetadataAsyncWriter.body0 < org.apache.ignite.internal.util.worker.GridWorker.run",
            "com.hazelcast.client.impl.spi.impl.ClientResponseHandlerSupplier$ResponseThread#doRun: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < *com.hazelcast.internal.util.concurrent.MPSCQueue.take < com.hazelcast.client.impl.spi.impl.ClientResponseHandlerSupplier$ResponseThread.doRun < com.hazelcast.internal.util.executor.HazelcastManagedThread.run",
            "com.hazelcast.jet.impl.execution.TaskletExecutionService$CooperativeWorker#run: " + IdleRulesTest.ACQUIRE
                    + " < juc.Semaphore.acquire < com.hazelcast.jet.impl.execution.TaskletExecutionService$CooperativeWorker.run < java.lang.Thread.run",
            "org.jgroups.protocols.TransferQueueBundler#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < org.jgroups.protocols.TransferQueueBundler.run < java.lang.Thread.run",
            "org.jboss.threads.EnhancedQueueExecutor$ThreadBody#run: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos < org.jboss.threads.EnhancedQueueExecutor$ThreadBody.run < java.lang.Thread.run",
            "org.apache.zookeeper.server.quorum.CommitProcessor#run: " + IdleRulesTest.WAIT
                    + " < org.apache.zookeeper.server.quorum.CommitProcessor.run",
            "org.apache.zookeeper.server.quorum.FollowerRequestProcessor#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.zookeeper.server.quorum.FollowerRequestProcessor.run",
            "org.apache.zookeeper.server.quorum.QuorumCnxManager$Listener#run: " + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < org.apache.zookeeper.server.quorum.QuorumCnxManager$Listener.run",
            "org.apache.zookeeper.server.quorum.Leader$LearnerCnxAcceptor#run: " + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < org.apache.zookeeper.server.quorum.Leader$LearnerCnxAcceptor.run",
            "org.apache.zookeeper.server.quorum.QuorumPeerMain#runFromConfig: " + IdleRulesTest.WAIT
                    + " < java.lang.Thread.join < org.apache.zookeeper.server.quorum.QuorumPeerMain.runFromConfig < org.apache.zookeeper.server.embedded.ZooKeeperServerEmbeddedImpl$2.run",
            "org.apache.curator.framework.recipes.leader.LeaderSelector#doWork: " + IdleRulesTest.WAIT
                    + " < org.apache.curator.framework.recipes.locks.LockInternals.internalLockLoop < org.apache.curator.framework.recipes.locks.InterProcessMutex.acquire < org.apache.curator.framework.recipes.leader.LeaderSelector.doWork < org.apache.curator.framework.recipes.leader.LeaderSelector.doWorkLoop < juc.ThreadPoolExecutor.runWorker",
            "org.apache.curator.framework.recipes.queue.DistributedQueue#runLoop: " + IdleRulesTest.WAIT
                    + " < org.apache.curator.framework.recipes.queue.ChildrenCache.blockingNextGetData < org.apache.curator.framework.recipes.queue.DistributedQueue.runLoop < org.apache.curator.framework.recipes.queue.DistributedQueue$1.call < juc.ThreadPoolExecutor.runWorker",
            "com.atomikos.timing.PooledAlarmTimer#doWait: " + IdleRulesTest.WAIT
                    + " < com.atomikos.timing.PooledAlarmTimer.doWait < com.atomikos.timing.PooledAlarmTimer.run < juc.ThreadPoolExecutor.runWorker",
            "bitronix.tm.journal.DiskForceWaitQueue#waitUntilNotEmpty: " + IdleRulesTest.WAIT
                    + " < bitronix.tm.journal.DiskForceWaitQueue.waitUntilNotEmpty < bitronix.tm.journal.DiskForceBatcherThread.runForceBatch < bitronix.tm.journal.DiskForceBatcherThread.run",
            "com.arjuna.ats.internal.arjuna.objectstore.AsyncStore#run: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.objectstore.AsyncStore.run",
            "org.apache.activemq.thread.DedicatedTaskRunner#runTask: " + IdleRulesTest.WAIT
                    + " < org.apache.activemq.thread.DedicatedTaskRunner.runTask < org.apache.activemq.thread.DedicatedTaskRunner$1.run",
            "org.apache.activemq.broker.BrokerService#waitUntilStopped: " + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < org.apache.activemq.broker.BrokerService.waitUntilStopped < com.acme.Broker.run < java.lang.Thread.run",
            "org.springframework.jms.listener.DefaultMessageListenerContainer$AsyncMessageListenerInvoker#executeOngoingLoop: "
                    + IdleRulesTest.WAIT
                    + " < org.springframework.jms.listener.DefaultMessageListenerContainer$AsyncMessageListenerInvoker.executeOngoingLoop < org.springframework.jms.listener.DefaultMessageListenerContainer$AsyncMessageListenerInvoker.run < java.lang.Thread.run",
            "com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$WorkQueueManagerThread#waitForNotification: "
                    + IdleRulesTest.WAIT
                    + " < com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$WorkQueueManagerThread.waitForNotification < com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$WorkQueueManagerThread.run",
            "com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$ThreadPoolWorker#waitForNotification: "
                    + IdleRulesTest.WAIT
                    + " < com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$ThreadPoolWorker.waitForNotification < com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$ThreadPoolWorker.run",
            "com.ibm.mq.jmqi.remote.impl.RemoteDispatchThread#waitOnSleepingEvent: " + IdleRulesTest.WAIT
                    + " < com.ibm.mq.jmqi.remote.impl.RemoteDispatchThread.waitOnSleepingEvent < com.ibm.mq.jmqi.remote.impl.RemoteDispatchThread.sleepPhase < com.ibm.mq.jmqi.remote.impl.RemoteDispatchThread.run",
            "com.amazon.sqs.javamessaging.SQSSessionCallbackScheduler#run: " + IdleRulesTest.WAIT
                    + " < com.amazon.sqs.javamessaging.SQSSessionCallbackScheduler.run < juc.ThreadPoolExecutor.runWorker",
            "org.snmp4j.util.ThreadPool$TaskManager#run: " + IdleRulesTest.WAIT
                    + " < org.snmp4j.util.ThreadPool$TaskManager.run",
            "com.lmax.disruptor.WorkProcessor#run: " + IdleRulesTest.WAIT
                    + " < com.lmax.disruptor.BlockingWaitStrategy.waitFor < com.lmax.disruptor.ProcessingSequenceBarrier.waitFor < com.lmax.disruptor.WorkProcessor.run < java.lang.Thread.run",
            "net.logstash.logback.appender.AbstractLogstashTcpSocketAppender$TcpSendingEventHandler#openSocket: "
                    + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < net.logstash.logback.appender.AbstractLogstashTcpSocketAppender$TcpSendingEventHandler.sleepUnlessStopped < net.logstash.logback.appender.AbstractLogstashTcpSocketAppender$TcpSendingEventHandler.openSocket < net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor.run < java.lang.Thread.run",
            "org.tinylog.core.WritingThread#receiveTasks: " + IdleRulesTest.WAIT
                    + " < org.tinylog.core.WritingThread.receiveTasks < org.tinylog.core.WritingThread.run",
            "org.jboss.logmanager.handlers.AsyncHandler$AsyncTask#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < org.jboss.logmanager.handlers.AsyncHandler$AsyncTask.run < java.lang.Thread.run",
            "org.apache.felix.log.LogListenerThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.log.LogListenerThread.run",
            "io.jaegertracing.internal.reporters.RemoteReporter$QueueProcessor#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < io.jaegertracing.internal.reporters.RemoteReporter$QueueProcessor.run < java.lang.Thread.run",
            "com.launchdarkly.sdk.internal.events.DefaultEventProcessor$SendEventsTask#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < com.launchdarkly.sdk.internal.events.DefaultEventProcessor$SendEventsTask.run < java.lang.Thread.run",
            "com.launchdarkly.sdk.internal.events.DefaultEventProcessor$EventDispatcher#runMainLoop: "
                    + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < com.launchdarkly.sdk.internal.events.DefaultEventProcessor$EventDispatcher.runMainLoop < java.lang.Thread.run",
            "com.launchdarkly.eventsource.EventSource#tryStart: " + IdleRulesTest.WAIT
                    + " < com.launchdarkly.eventsource.EventSource.tryStart < com.launchdarkly.sdk.server.StreamProcessor.lambda$start$1 < java.lang.Thread.run",
            "com.segment.analytics.internal.AnalyticsClient$Looper#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < com.segment.analytics.internal.AnalyticsClient$Looper.run < juc.ThreadPoolExecutor.runWorker",
            "org.LatencyUtils.PauseDetector$PauseDetectorThread#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.LatencyUtils.PauseDetector$PauseDetectorThread.run",
            "org.apache.thrift.server.TNonblockingServer#joinSelector: " + IdleRulesTest.WAIT
                    + " < java.lang.Thread.join < org.apache.thrift.server.TNonblockingServer.joinSelector < org.apache.thrift.server.AbstractNonblockingServer.serve < com.acme.Server.run",
            "org.apache.thrift.server.TThreadedSelectorServer#joinThreads: " + IdleRulesTest.WAIT
                    + " < java.lang.Thread.join < org.apache.thrift.server.TThreadedSelectorServer.joinThreads < org.apache.thrift.server.AbstractNonblockingServer.serve < com.acme.Server.run",
            "org.eclipse.jetty.util.thread.QueuedThreadPool#join: " + IdleRulesTest.AWAIT
                    + " < org.eclipse.jetty.util.thread.AutoLock$WithCondition.await < org.eclipse.jetty.util.thread.QueuedThreadPool.join < org.eclipse.jetty.server.Server.join < com.acme.Server.run",
            "org.apache.commons.httpclient.util.IdleConnectionTimeoutThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.commons.httpclient.util.IdleConnectionTimeoutThread.run",
            "org.apache.cxf.workqueue.AutomaticWorkQueueImpl$WatchDog#run: " + IdleRulesTest.AWAIT
                    + " < *juc.DelayQueue.take < org.apache.cxf.workqueue.AutomaticWorkQueueImpl$WatchDog.run",
            "org.apache.mina.filter.executor.OrderedThreadPoolExecutor$Worker#fetchSession: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < org.apache.mina.filter.executor.OrderedThreadPoolExecutor$Worker.fetchSession < org.apache.mina.filter.executor.OrderedThreadPoolExecutor$Worker.run < java.lang.Thread.run",
            "org.apache.sshd.sftp.server.SftpSubsystem#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.sshd.sftp.server.SftpSubsystem.run < juc.ThreadPoolExecutor.runWorker",
            "com.jcraft.jsch.ChannelSession#run: " + IdleRulesTest.WAIT
                    + " < java.io.PipedInputStream.read < com.jcraft.jsch.Channel$MyPipedInputStream.read < com.jcraft.jsch.ChannelSession.run < java.lang.Thread.run",
            "org.eclipse.core.internal.jobs.WorkerPool#sleep: " + IdleRulesTest.WAIT
                    + " < org.eclipse.core.internal.jobs.WorkerPool.sleep < org.eclipse.core.internal.jobs.WorkerPool.startJob < org.eclipse.core.internal.jobs.Worker.run",
            "org.eclipse.core.internal.jobs.InternalWorker#run: " + IdleRulesTest.WAIT
                    + " < org.eclipse.core.internal.jobs.InternalWorker.run",
            "org.eclipse.osgi.container.SystemModule#waitForStop: " + IdleRulesTest.WAIT
                    + " < org.eclipse.osgi.container.SystemModule.waitForStop < org.eclipse.osgi.launch.Equinox.waitForStop < com.acme.Launcher.run",
            "org.apache.felix.framework.Felix#waitForStop: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.framework.util.ThreadGate.await < org.apache.felix.framework.Felix.waitForStop < com.acme.Launcher.run",
            "org.apache.felix.framework.EventDispatcher#run: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.framework.EventDispatcher.run < org.apache.felix.framework.EventDispatcher$1.run < java.lang.Thread.run",
            "org.apache.felix.framework.FrameworkWiringImpl#run: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.framework.FrameworkWiringImpl.run < java.lang.Thread.run",
            "org.apache.felix.framework.FrameworkStartLevelImpl#run: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.framework.FrameworkStartLevelImpl.run < java.lang.Thread.run",
            "org.apache.felix.scr.impl.ComponentActorThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.felix.scr.impl.ComponentActorThread.run < java.lang.Thread.run",
            "org.apache.felix.cm.impl.UpdateThread#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingDeque.take < org.apache.felix.cm.impl.UpdateThread.run < java.lang.Thread.run",
            "org.drools.core.phreak.SynchronizedPropagationList#waitOnRest: " + IdleRulesTest.WAIT
                    + " < org.drools.core.phreak.SynchronizedPropagationList.waitOnRest < org.drools.kiesession.agenda.DefaultAgenda.fireUntilHalt < com.acme.Rules.run < java.lang.Thread.run",
            "org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$ReaderThread#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$ReaderThread.run",
            "org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$WriterThread#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$WriterThread.run",
            "com.arjuna.ats.internal.arjuna.coordinator.ReaperThread#run: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.coordinator.ReaperThread.run",
            "com.arjuna.ats.arjuna.coordinator.TransactionReaper#waitForWork: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.arjuna.coordinator.TransactionReaper.waitForWork < com.arjuna.ats.internal.arjuna.coordinator.ReaperWorkerThread.run",
            "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery#doSuspendedWait: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.doSuspendedWait < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.run",
            "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery#doPeriodicWait: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.doPeriodicWait < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.run",
            "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery#doBackoffWait: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.doBackoffWait < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.run",
            "com.arjuna.ats.internal.arjuna.recovery.ExpiredEntryMonitor#run: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.recovery.ExpiredEntryMonitor.run",
            "com.tangosol.coherence.component.util.Daemon#onWait: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < com.oracle.coherence.common.base.Blocking.park < com.oracle.coherence.common.base.ConcurrentNotifier.await < com.tangosol.coherence.component.util.Daemon.onWait < com.tangosol.coherence.component.util.DaemonPool$Daemon.onWait < com.tangosol.coherence.component.util.Daemon.run < java.lang.Thread.run",
            "org.apache.spark.MapOutputTrackerMaster$MessageLoop#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.spark.MapOutputTrackerMaster$MessageLoop.run < juc.ThreadPoolExecutor.runWorker",
            "org.apache.spark.rpc.netty.MessageLoop#*: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.spark.rpc.netty.MessageLoop.org$apache$spark$rpc$netty$MessageLoop$$receiveLoop < org.apache.spark.rpc.netty.MessageLoop$$anon$1.run < juc.ThreadPoolExecutor.runWorker",
            "org.apache.spark.util.EventLoop$$anon$1#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingDeque.take < org.apache.spark.util.EventLoop$$anon$1.run",
            "org.apache.spark.scheduler.AsyncEventQueue#*: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.spark.scheduler.AsyncEventQueue.$anonfun$dispatch$1 < org.apache.spark.scheduler.AsyncEventQueue$$anon$2.run",
            "org.apache.spark.sql.execution.streaming.StreamExecution#awaitTermination: " + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < org.apache.spark.sql.execution.streaming.StreamExecution.awaitTermination < com.acme.Query.run < java.lang.Thread.run",
            "org.sparkproject.jetty.util.thread.QueuedThreadPool$Runner#idleJobPoll: " + IdleRulesTest.NANOS
                    + " < *org.sparkproject.jetty.util.BlockingArrayQueue.poll < org.sparkproject.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll < org.sparkproject.jetty.util.thread.QueuedThreadPool$Runner.run < java.lang.Thread.run",
            "io.nats.client.impl.NatsConnectionWriter#run: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < io.nats.client.impl.MessageQueue.poll < io.nats.client.impl.MessageQueue.accumulate < io.nats.client.impl.NatsConnectionWriter.run < juc.ThreadPoolExecutor.runWorker",
            "io.nats.client.impl.NatsDispatcher#run: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < io.nats.client.impl.MessageQueue.poll < io.nats.client.impl.MessageQueue.pop < io.nats.client.impl.NatsDispatcher.run < juc.ThreadPoolExecutor.runWorker",
            "io.moquette.broker.SessionEventLoop#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < io.moquette.broker.SessionEventLoop.run",
            "org.springframework.integration.endpoint.PollingConsumer#receiveMessage: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < org.springframework.integration.channel.QueueChannel.doReceive < org.springframework.integration.endpoint.PollingConsumer.receiveMessage < org.springframework.integration.endpoint.AbstractPollingEndpoint.doPoll < juc.ThreadPoolExecutor.runWorker",
            "jakarta.mail.EventQueue#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < jakarta.mail.EventQueue.run < java.lang.Thread.run",
            "javax.mail.EventQueue#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < javax.mail.EventQueue.run < java.lang.Thread.run",
            "org.glassfish.grizzly.http.server.accesslog.QueueingAppender$Dequeuer#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.glassfish.grizzly.http.server.accesslog.QueueingAppender$Dequeuer.run < java.lang.Thread.run",
            "org.apache.camel.main.SimpleMainShutdownStrategy#await: " + IdleRulesTest.ACQUIRE
                    + " < juc.CountDownLatch.await < org.apache.camel.main.SimpleMainShutdownStrategy.await < org.apache.camel.main.MainSupport.waitUntilCompleted < org.apache.camel.main.MainSupport.run < com.acme.Routes.run",
            "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery#doInitialWait: " + IdleRulesTest.WAIT
                    + " < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.doInitialWait < com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery.run",
            "com.jolbox.bonecp.PoolWatchThread#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < com.jolbox.bonecp.PoolWatchThread.run < juc.ThreadPoolExecutor.runWorker",
            "org.apache.geode.distributed.internal.PooledExecutorWithDMStats#lambda$new$0: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < *org.apache.geode.distributed.internal.OverflowQueueWithDMStats.take < org.apache.geode.distributed.internal.PooledExecutorWithDMStats.lambda$new$0 < org.apache.geode.distributed.internal.ClusterOperationExecutors.runUntilShutdown < java.lang.Thread.run",
            "org.apache.geode.distributed.internal.FunctionExecutionPooledExecutor#lambda$new$0: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < *org.apache.geode.distributed.internal.OverflowQueueWithDMStats.take < org.apache.geode.distributed.internal.FunctionExecutionPooledExecutor.lambda$new$0 < org.apache.geode.distributed.internal.ClusterOperationExecutors.runUntilShutdown < java.lang.Thread.run",
            "org.apache.geode.distributed.internal.ClusterDistributionManager$MemberEventInvoker#run: "
                    + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.geode.distributed.internal.ClusterDistributionManager$MemberEventInvoker.run < java.lang.Thread.run",
            "org.apache.geode.distributed.internal.locks.DLockGrantor$DLockGrantorThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.geode.distributed.internal.locks.DLockGrantor$DLockGrantorThread.run",
            "org.apache.geode.distributed.internal.membership.gms.membership.GMSJoinLeave$ViewCreator#run: "
                    + IdleRulesTest.WAIT
                    + " < org.apache.geode.distributed.internal.membership.gms.membership.GMSJoinLeave$ViewCreator.run",
            "org.apache.geode.cache.server.internal.LoadMonitor$PollingThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.geode.cache.server.internal.LoadMonitor$PollingThread.run",
            "org.apache.geode.internal.jta.TransactionManagerImpl$TransactionTimeOutThread#run: " + IdleRulesTest.WAIT
                    + " < org.apache.geode.internal.jta.TransactionManagerImpl$TransactionTimeOutThread.run < java.lang.Thread.run",
            "org.apache.geode.internal.cache.TombstoneService$TombstoneSweeper#doSleep: " + IdleRulesTest.WAIT
                    + " < org.apache.geode.internal.cache.TombstoneService$TombstoneSweeper.doSleep < org.apache.geode.internal.cache.TombstoneService$TombstoneSweeper.run < java.lang.Thread.run",
            "org.apache.geode.SystemFailure#runWatchDog: " + IdleRulesTest.WAIT
                    + " < org.apache.geode.SystemFailure.runWatchDog < java.lang.Thread.run",
            "weblogic.work.ExecuteThread#waitForRequest: " + IdleRulesTest.WAIT
                    + " < weblogic.work.ExecuteThread.waitForRequest < weblogic.work.ExecuteThread.run",
            "org.apache.hadoop.ipc.Server#join: " + IdleRulesTest.WAIT
                    + " < org.apache.hadoop.ipc.Server.join < com.acme.Server.run < java.lang.Thread.run",
            "org.eclipse.paho.mqttv5.client.internal.CommsCallback#run: " + IdleRulesTest.WAIT
                    + " < org.eclipse.paho.mqttv5.client.internal.CommsCallback.run < java.lang.Thread.run",
            "org.eclipse.paho.mqttv5.client.internal.ClientState#get: " + IdleRulesTest.WAIT
                    + " < org.eclipse.paho.mqttv5.client.internal.ClientState.get < org.eclipse.paho.mqttv5.client.internal.CommsSender.run < java.lang.Thread.run",
            "ch.qos.logback.core.net.server.RemoteReceiverStreamClient#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < ch.qos.logback.core.net.server.RemoteReceiverStreamClient.run < ch.qos.logback.core.net.server.ConcurrentServerRunner$ClientWrapper.run < juc.ThreadPoolExecutor.runWorker",
            "org.jgroups.protocols.RemoveQueueBundler#run: " + IdleRulesTest.AWAIT
                    + " < org.jgroups.util.RingBuffer.drainToBlocking < org.jgroups.protocols.RemoveQueueBundler.run < org.jgroups.util.Runner.run < java.lang.Thread.run",
            "org.jgroups.protocols.RingBufferBundler#readMessages: " + IdleRulesTest.AWAIT
                    + " < org.jgroups.util.RingBuffer.waitForMessages < org.jgroups.protocols.RingBufferBundler.readMessages < org.jgroups.util.Runner.run < java.lang.Thread.run",
            "org.jgroups.protocols.RingBufferBundlerLockless2#readMessages: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < org.jgroups.protocols.RingBufferBundlerLockless2.readMessages < org.jgroups.util.Runner.run < java.lang.Thread.run",
            "oracle.ucp.actors.InterruptableActor#*: " + IdleRulesTest.AWAIT
                    + " < oracle.ucp.actors.InterruptableActor.lambda$buildControlThread$1 < java.lang.Thread.run",
            "org.apache.rocketmq.common.ServiceThread#waitForRunning: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.parkNanos < juc.locks.AbstractQueuedSynchronizer.acquire < org.apache.rocketmq.common.CountDownLatch2.await < org.apache.rocketmq.common.ServiceThread.waitForRunning < org.apache.rocketmq.client.impl.consumer.RebalanceService.run < java.lang.Thread.run",
            "org.apache.rocketmq.client.impl.consumer.PullMessageService#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.apache.rocketmq.client.impl.consumer.PullMessageService.run < java.lang.Thread.run",
            "com.alibaba.nacos.common.notify.DefaultPublisher#openEventHandler: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < com.alibaba.nacos.common.notify.DefaultPublisher.openEventHandler < com.alibaba.nacos.common.notify.DefaultPublisher.run",
            "com.alibaba.nacos.common.remote.client.RpcClient#*: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < com.alibaba.nacos.common.remote.client.RpcClient.lambda$start$0 < juc.ThreadPoolExecutor.runWorker",
            "com.xxl.job.core.thread.TriggerCallbackThread$1#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < com.xxl.job.core.thread.TriggerCallbackThread$1.run < java.lang.Thread.run",
            "org.apache.commons.exec.Watchdog#run: " + IdleRulesTest.WAIT
                    + " < org.apache.commons.exec.Watchdog.run < java.lang.Thread.run",
            "com.neovisionaries.ws.client.WritingThread#waitForFrames: " + IdleRulesTest.WAIT
                    + " < com.neovisionaries.ws.client.WritingThread.waitForFrames < com.neovisionaries.ws.client.WritingThread.main < com.neovisionaries.ws.client.WebSocketThread.run",
            "org.java_websocket.server.WebSocketServer$WebSocketWorker#run: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.java_websocket.server.WebSocketServer$WebSocketWorker.run",
            "org.java_websocket.client.WebSocketClient$WebsocketWriteThread#runWriteData: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingQueue.take < org.java_websocket.client.WebSocketClient$WebsocketWriteThread.runWriteData < org.java_websocket.client.WebSocketClient$WebsocketWriteThread.run < java.lang.Thread.run",
            "com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheckThread#run: " + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingQueue.poll < com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheckThread.run",
            "io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub#pollWorkflowTaskQueue: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < io.grpc.stub.ClientCalls$ThreadlessExecutor.waitAndDrain < io.grpc.stub.ClientCalls.blockingUnaryCall < io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub.pollWorkflowTaskQueue < io.temporal.internal.worker.WorkflowPollTask.doPoll < juc.ThreadPoolExecutor.runWorker",
            "io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub#pollActivityTaskQueue: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < io.grpc.stub.ClientCalls$ThreadlessExecutor.waitAndDrain < io.grpc.stub.ClientCalls.blockingUnaryCall < io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub.pollActivityTaskQueue < io.temporal.internal.worker.ActivityPollTask.doPoll < juc.ThreadPoolExecutor.runWorker",
            "io.temporal.internal.worker.LocalActivitySlotSupplierQueue#processQueue: " + IdleRulesTest.AWAIT
                    + " < *juc.PriorityBlockingQueue.take < io.temporal.internal.worker.LocalActivitySlotSupplierQueue.processQueue < juc.ThreadPoolExecutor.runWorker",
            "org.apache.kafka.connect.runtime.WorkerConnector#doRun: " + IdleRulesTest.WAIT
                    + " < org.apache.kafka.connect.runtime.WorkerConnector.doRun < org.apache.kafka.connect.runtime.WorkerConnector.run < juc.ThreadPoolExecutor.runWorker",
            "org.apache.kafka.connect.runtime.WorkerTask#awaitUnpause: " + IdleRulesTest.WAIT
                    + " < org.apache.kafka.connect.runtime.WorkerTask.awaitUnpause < org.apache.kafka.connect.runtime.WorkerTask.doRun < juc.ThreadPoolExecutor.runWorker",
            "com.tangosol.coherence.component.util.Queue#await: " + IdleRulesTest.WAIT
                    + " < com.oracle.coherence.common.base.Blocking.wait < com.tangosol.coherence.component.util.Queue.await < com.tangosol.coherence.component.util.Daemon.onWait < com.tangosol.coherence.component.util.Daemon.run < java.lang.Thread.run",
            "org.apache.ignite.internal.processors.cache.GridCachePartitionExchangeManager$ExchangeWorker#body0: "
                    + IdleRulesTest.NANOS
                    + " < *juc.LinkedBlockingDeque.poll < org.apache.ignite.internal.processors.cache.GridCachePartitionExchangeManager$ExchangeWorker.body0 < org.apache.ignite.internal.util.worker.GridWorker.run",
            "org.jvnet.hk2.config.Transactions$Notifier$1#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < org.jvnet.hk2.config.Transactions$Notifier$1.run < juc.ThreadPoolExecutor.runWorker",
            "org.jboss.jca.core.connectionmanager.pool.idle.IdleRemover$IdleRemoverRunner#run: " + IdleRulesTest.AWAIT
                    + " < org.jboss.jca.core.connectionmanager.pool.idle.IdleRemover$IdleRemoverRunner.run < juc.ThreadPoolExecutor.runWorker",
            "org.jboss.jca.core.connectionmanager.pool.validator.ConnectionValidator$ConnectionValidatorRunner#run: "
                    + IdleRulesTest.AWAIT
                    + " < org.jboss.jca.core.connectionmanager.pool.validator.ConnectionValidator$ConnectionValidatorRunner.run < juc.ThreadPoolExecutor.runWorker",
            "datadog.trace.agent.core.PendingTraceBuffer$DelayingPendingTraceBuffer$Worker#run: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < *datadog.jctools.queues.MpscBlockingConsumerArrayQueue.take < datadog.trace.agent.core.PendingTraceBuffer$DelayingPendingTraceBuffer$Worker.run < java.lang.Thread.run",
            "ch.qos.logback.core.net.AbstractSocketAppender#dispatchEvents: " + IdleRulesTest.AWAIT
                    + " < *juc.LinkedBlockingDeque.takeFirst < ch.qos.logback.core.net.AbstractSocketAppender.dispatchEvents < ch.qos.logback.core.net.AbstractSocketAppender.connectSocketAndDispatchEvents < juc.ThreadPoolExecutor.runWorker",
            "com.ibm.ws.sib.msgstore.persistence.dispatcher.SpillDispatcher$SpillDispatcherThread#run: "
                    + IdleRulesTest.WAIT
                    + " < com.ibm.ws.sib.msgstore.persistence.dispatcher.SpillDispatcher$SpillDispatcherThread.run < java.lang.Thread.run",
            "com.ibm.ws.sib.msgstore.persistence.objectManager.UniqueKeyRangeManager#run: " + IdleRulesTest.WAIT
                    + " < com.ibm.ws.sib.msgstore.persistence.objectManager.UniqueKeyRangeManager.run < java.lang.Thread.run",
            "com.ibm.ws.sib.processor.utils.am.MPAlarmThread#run: " + IdleRulesTest.WAIT
                    + " < com.ibm.ws.sib.processor.utils.am.MPAlarmThread.run < com.ibm.ws.util.ThreadPool$Worker.run",
            "com.ibm.ws.objectManager.ObjectManagerState$CheckpointHelper#run: " + IdleRulesTest.WAIT
                    + " < com.ibm.ws.objectManager.ObjectManagerState$CheckpointHelper.run < java.lang.Thread.run",
            "com.ibm.ws.objectManager.FileLogOutput$FlushHelper#run: " + IdleRulesTest.WAIT
                    + " < com.ibm.ws.objectManager.FileLogOutput$FlushHelper.run < java.lang.Thread.run",
            "com.ibm.ws.objectManager.FileLogOutput$NotifyHelper#run: " + IdleRulesTest.WAIT
                    + " < com.ibm.ws.objectManager.FileLogOutput$NotifyHelper.run < java.lang.Thread.run",
            "org.jgroups.protocols.RingBufferBundlerLockless#readMessages: jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < org.jgroups.protocols.RingBufferBundlerLockless.readMessages < org.jgroups.util.Runner.run < java.lang.Thread.run",
            "org.jgroups.protocols.AlternatingBundler#run: " + IdleRulesTest.AWAIT
                    + " < *juc.ArrayBlockingQueue.take < org.jgroups.protocols.AlternatingBundler.run < java.lang.Thread.run",
            "org.flowable.job.service.impl.asyncexecutor.AcquireAsyncJobsDueRunnable#sleep: " + IdleRulesTest.WAIT
                    + " < org.flowable.job.service.impl.asyncexecutor.AcquireAsyncJobsDueRunnable.sleep < org.flowable.job.service.impl.asyncexecutor.AcquireAsyncJobsDueRunnable.run < java.lang.Thread.run",
            "org.flowable.job.service.impl.asyncexecutor.AcquireTimerJobsRunnable#sleep: " + IdleRulesTest.WAIT
                    + " < org.flowable.job.service.impl.asyncexecutor.AcquireTimerJobsRunnable.sleep < org.flowable.job.service.impl.asyncexecutor.AcquireTimerJobsRunnable.run < java.lang.Thread.run",
            "org.flowable.job.service.impl.asyncexecutor.ResetExpiredJobsRunnable#run: " + IdleRulesTest.WAIT
                    + " < org.flowable.job.service.impl.asyncexecutor.ResetExpiredJobsRunnable.run < java.lang.Thread.run",
            "org.apache.dubbo.config.bootstrap.DubboBootstrap#await: " + IdleRulesTest.AWAIT
                    + " < org.apache.dubbo.config.bootstrap.DubboBootstrap.lambda$await$4 < org.apache.dubbo.config.bootstrap.DubboBootstrap.executeMutually < org.apache.dubbo.config.bootstrap.DubboBootstrap.await < com.acme.Provider.run < java.lang.Thread.run",
            "org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener#executeMutually: "
                    + IdleRulesTest.AWAIT
                    + " < org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener.lambda$await$0 < org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener.executeMutually < org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener.lambda$await$1 < juc.ThreadPoolExecutor.runWorker");

    private IdleLibraries() {}
}
