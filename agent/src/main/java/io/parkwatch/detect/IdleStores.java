// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.List;

/** How idle threads of databases, pools of connections, grids, quorums and transaction managers wait. A new case is a row here and a row in the test. */
final class IdleStores {
    final List<IdleRule> rows = List.of(
            new IdleRule(
                    "bitronix.tm.journal.DiskForceWaitQueue",
                    "waitUntilNotEmpty",
                    "bitronix.tm.journal.",
                    "the journal's writer waits for something to force"),
            new IdleRule(
                    "com.alibaba.druid.pool.DruidDataSource$CreateConnectionThread",
                    "run",
                    "com.alibaba.druid.pool.",
                    "a pool's maker of connections waits for a need"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.objectstore.AsyncStore",
                    "run",
                    "com.arjuna.ats.internal.arjuna.objectstore.",
                    "the store's writer waits for work"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.coordinator.ReaperThread",
                    "run",
                    "com.arjuna.ats.internal.arjuna.coordinator.",
                    "the transactions' reaper waits for its time"),
            new IdleRule(
                    "com.arjuna.ats.arjuna.coordinator.TransactionReaper",
                    "waitForWork",
                    "com.arjuna.ats.arjuna.coordinator.",
                    "the transactions' reaper waits for work"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery",
                    "doSuspendedWait",
                    "com.arjuna.ats.internal.arjuna.recovery.",
                    "a suspended recovery waits to be resumed"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery",
                    "doPeriodicWait",
                    "com.arjuna.ats.internal.arjuna.recovery.",
                    "the recovery waits for its time"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery",
                    "doBackoffWait",
                    "com.arjuna.ats.internal.arjuna.recovery.",
                    "the recovery waits for its time"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.recovery.ExpiredEntryMonitor",
                    "run",
                    "com.arjuna.ats.internal.arjuna.recovery.",
                    "the store's cleaner waits for its time"),
            new IdleRule(
                    "com.arjuna.ats.internal.arjuna.recovery.PeriodicRecovery",
                    "doInitialWait",
                    "com.arjuna.ats.internal.arjuna.recovery.",
                    "the recovery waits for its time"),
            new IdleRule(
                    "com.atomikos.timing.PooledAlarmTimer",
                    "doWait",
                    "com.atomikos.timing.",
                    "a timer waits for its time"),
            new IdleRule(
                    "com.hazelcast.client.impl.spi.impl.ClientResponseHandlerSupplier$ResponseThread",
                    "doRun",
                    "com.hazelcast.internal.util.concurrent.",
                    "a response thread waits for responses"),
            new IdleRule(
                    "com.hazelcast.jet.impl.execution.TaskletExecutionService$CooperativeWorker",
                    "run",
                    "com.hazelcast.jet.impl.execution.",
                    "a cooperative worker waits for tasklets"),
            new IdleRule(
                    "com.jolbox.bonecp.PoolWatchThread",
                    "run",
                    "com.jolbox.bonecp.",
                    "a pool's maker of connections waits for a need"),
            new IdleRule(
                    "com.sleepycat.je.utilint.DaemonThread",
                    "run",
                    "com.sleepycat.je.utilint.",
                    "the database's daemon waits for its time"),
            new IdleRule(
                    "com.tangosol.coherence.component.util.Daemon",
                    "onWait",
                    "com.oracle.coherence.common.base.",
                    "a grid's daemon waits for work"),
            new IdleRule(
                    "com.tangosol.coherence.component.util.Queue",
                    "await",
                    "com.oracle.coherence.common.base.",
                    "a grid's daemon waits for work"),
            new IdleRule(
                    "oracle.ucp.actors.InterruptableActor",
                    "*",
                    "oracle.ucp.actors.InterruptableActor",
                    "a pool's controller waits for its time"),
            new IdleRule("oracle.ucp.common.Clock", "*", "oracle.ucp.common.", "a pool's clock waits for a need"),
            new IdleRule(
                    "org.apache.curator.framework.recipes.leader.LeaderSelector",
                    "doWork",
                    "org.apache.curator.",
                    "a stand-by waits to be the leader"),
            new IdleRule(
                    "org.apache.curator.framework.recipes.queue.DistributedQueue",
                    "runLoop",
                    "org.apache.curator.framework.recipes.queue.",
                    "a distributed queue's consumer waits for items"),
            new IdleRule(
                    "org.apache.derby.impl.drda.NetworkServerControlImpl",
                    "getNextSession",
                    "org.apache.derby.impl.drda.",
                    "a server's worker waits for a session"),
            new IdleRule(
                    "org.apache.derby.impl.drda.NetworkServerControlImpl",
                    "blockingStart",
                    "org.apache.derby.impl.drda.",
                    "the server's thread waits for the end"),
            new IdleRule(
                    "org.apache.geode.distributed.internal.PooledExecutorWithDMStats",
                    "lambda$new$0",
                    "org.apache.geode.distributed.internal.OverflowQueueWithDMStats",
                    "a pool's feeder waits for work"),
            new IdleRule(
                    "org.apache.geode.distributed.internal.FunctionExecutionPooledExecutor",
                    "lambda$new$0",
                    "org.apache.geode.distributed.internal.OverflowQueueWithDMStats",
                    "a pool's feeder waits for work"),
            new IdleRule(
                    "org.apache.geode.distributed.internal.ClusterDistributionManager$MemberEventInvoker",
                    "run",
                    "org.apache.geode.distributed.internal.",
                    "a notifier waits for events of members"),
            new IdleRule(
                    "org.apache.geode.distributed.internal.locks.DLockGrantor$DLockGrantorThread",
                    "run",
                    "org.apache.geode.distributed.internal.locks.",
                    "a grantor of locks waits for its time"),
            new IdleRule(
                    "org.apache.geode.distributed.internal.membership.gms.membership.GMSJoinLeave$ViewCreator",
                    "run",
                    "org.apache.geode.distributed.internal.membership.",
                    "the membership's worker waits for requests"),
            new IdleRule(
                    "org.apache.geode.cache.server.internal.LoadMonitor$PollingThread",
                    "run",
                    "org.apache.geode.cache.server.internal.",
                    "a monitor of load waits for its time"),
            new IdleRule(
                    "org.apache.geode.internal.jta.TransactionManagerImpl$TransactionTimeOutThread",
                    "run",
                    "org.apache.geode.internal.jta.",
                    "the transactions' timer waits for its time"),
            new IdleRule(
                    "org.apache.geode.internal.cache.TombstoneService$TombstoneSweeper",
                    "doSleep",
                    "org.apache.geode.internal.cache.TombstoneService",
                    "a sweeper waits for its time"),
            new IdleRule(
                    "org.apache.geode.SystemFailure",
                    "runWatchDog",
                    "org.apache.geode.SystemFailure",
                    "the grid's watchdog waits for a failure"),
            new IdleRule(
                    "org.apache.ignite.internal.util.StripedExecutor$StripeConcurrentQueue",
                    "take",
                    "org.apache.ignite.internal.util.",
                    "a stripe waits for work"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileCleaner",
                    "body",
                    "org.apache.ignite.internal.processors.cache.persistence.wal.aware.",
                    "the log's cleaner waits for files"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.cache.persistence.wal.FileWriteAheadLogManager$FileArchiver",
                    "body",
                    "org.apache.ignite.internal.processors.cache.persistence.wal.aware.",
                    "the log's archiver waits for files"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.cache.persistence.checkpoint.Checkpointer",
                    "waitCheckpointEvent",
                    "org.apache.ignite.internal.processors.cache.persistence.checkpoint.",
                    "the checkpointer waits for its time"),
            new IdleRule(
                    "org.apache.ignite.spi.communication.tcp.internal.CommunicationWorker",
                    "body",
                    "org.apache.ignite.spi.communication.tcp.internal.",
                    "a communication worker waits for its time"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.datastreamer.DataStreamProcessor$2",
                    "body",
                    "org.apache.ignite.internal.processors.datastreamer.",
                    "the streamers' flusher waits for its time"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.service.ServiceDeploymentManager$ServicesDeploymentWorker",
                    "body",
                    "org.apache.ignite.internal.processors.service.",
                    "a deployer waits for services"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.metastorage.persistence.DmsDataWriterWorker",
                    "body",
                    "org.apache.ignite.internal.processors.metastorage.persistence.",
                    "a writer of metadata waits for work"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.cache.binary.BinaryMetadataFileStore$BinaryMetadataAsyncWriter",
                    "body0",
                    "org.apache.ignite.internal.processors.cache.binary.",
                    "a writer of metadata waits for work"),
            new IdleRule(
                    "org.apache.ignite.internal.processors.cache.GridCachePartitionExchangeManager$ExchangeWorker",
                    "body0",
                    "org.apache.ignite.internal.processors.cache.GridCachePartitionExchangeManager",
                    "a worker of exchanges waits for the next"),
            new IdleRule(
                    "org.apache.lucene.search.ControlledRealTimeReopenThread",
                    "run",
                    "org.apache.lucene.search.",
                    "the index's refresher waits for its time"),
            new IdleRule(
                    "org.apache.spark.MapOutputTrackerMaster$MessageLoop",
                    "run",
                    "org.apache.spark.MapOutputTrackerMaster",
                    "a dispatcher waits for messages"),
            new IdleRule(
                    "org.apache.spark.rpc.netty.MessageLoop",
                    "*",
                    "org.apache.spark.rpc.netty.MessageLoop",
                    "a dispatcher waits for messages"),
            new IdleRule(
                    "org.apache.spark.util.EventLoop$$anon$1",
                    "run",
                    "org.apache.spark.util.EventLoop",
                    "an event loop waits for events"),
            new IdleRule(
                    "org.apache.spark.scheduler.AsyncEventQueue",
                    "*",
                    "org.apache.spark.scheduler.AsyncEventQueue",
                    "a queue of listeners waits for events"),
            new IdleRule(
                    "org.apache.spark.sql.execution.streaming.StreamExecution",
                    "awaitTermination",
                    "org.apache.spark.sql.execution.streaming.",
                    "a thread waits for a query's end"),
            new IdleRule(
                    "org.apache.zookeeper.server.quorum.CommitProcessor",
                    "run",
                    "org.apache.zookeeper.server.",
                    "a request processor waits for requests"),
            new IdleRule(
                    "org.apache.zookeeper.server.quorum.FollowerRequestProcessor",
                    "run",
                    "org.apache.zookeeper.server.",
                    "a request processor waits for requests"),
            new IdleRule(
                    "org.apache.zookeeper.server.quorum.QuorumCnxManager$Listener",
                    "run",
                    "org.apache.zookeeper.server.",
                    "the quorum's listener waits for the end"),
            new IdleRule(
                    "org.apache.zookeeper.server.quorum.Leader$LearnerCnxAcceptor",
                    "run",
                    "org.apache.zookeeper.server.",
                    "the leader's acceptor waits for the end"),
            new IdleRule(
                    "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                    "runFromConfig",
                    "org.apache.zookeeper.server.",
                    "the server's main waits for the end"),
            new IdleRule(
                    "org.jboss.jca.core.connectionmanager.pool.idle.IdleRemover$IdleRemoverRunner",
                    "run",
                    "org.jboss.jca.core.connectionmanager.pool.idle.",
                    "the pools' cleaner waits for its time"),
            new IdleRule(
                    "org.jboss.jca.core.connectionmanager.pool.validator.ConnectionValidator$ConnectionValidatorRunner",
                    "run",
                    "org.jboss.jca.core.connectionmanager.pool.validator.",
                    "the pools' validator waits for its time"),
            new IdleRule(
                    "org.jboss.threads.EnhancedQueueExecutor$ThreadBody",
                    "run",
                    "org.jboss.threads.",
                    "a pool's worker waits for work"),
            new IdleRule(
                    "org.jgroups.protocols.TransferQueueBundler",
                    "run",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.jgroups.protocols.RemoveQueueBundler",
                    "run",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.jgroups.protocols.RingBufferBundler",
                    "readMessages",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.jgroups.protocols.RingBufferBundlerLockless2",
                    "readMessages",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.jgroups.protocols.RingBufferBundlerLockless",
                    "readMessages",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.jgroups.protocols.AlternatingBundler",
                    "run",
                    "org.jgroups.util.",
                    "the bundler waits for messages"),
            new IdleRule(
                    "org.sparkproject.jetty.util.thread.QueuedThreadPool$Runner",
                    "idleJobPoll",
                    "org.sparkproject.jetty.util.",
                    "a pool's worker waits for work"));
}
