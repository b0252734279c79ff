// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.List;

/** How idle threads of servers, clients, frameworks and engines wait. A new case is a row here and a row in the test. */
final class IdleServices {
    final List<IdleRule> rows = List.of(
            new IdleRule(
                    "com.alibaba.nacos.common.notify.DefaultPublisher",
                    "openEventHandler",
                    "com.alibaba.nacos.common.notify.DefaultPublisher",
                    "a publisher waits for events"),
            new IdleRule(
                    "com.alibaba.nacos.common.remote.client.RpcClient",
                    "*",
                    "com.alibaba.nacos.common.remote.client.RpcClient",
                    "the client's worker waits for events"),
            new IdleRule(
                    "com.jcraft.jsch.ChannelSession",
                    "run",
                    "com.jcraft.jsch.Channel$",
                    "an SSH session waits for the program's input"),
            new IdleRule(
                    "com.neovisionaries.ws.client.WritingThread",
                    "waitForFrames",
                    "com.neovisionaries.ws.client.",
                    "a web socket's writer waits for frames"),
            new IdleRule(
                    "com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheckThread",
                    "run",
                    "com.unboundid.ldap.sdk.",
                    "a pool's health check waits for its time"),
            new IdleRule(
                    "com.xxl.job.core.thread.TriggerCallbackThread$1",
                    "run",
                    "com.xxl.job.core.thread.TriggerCallbackThread",
                    "the executor's notifier waits for results"),
            new IdleRule(
                    "io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub",
                    "pollWorkflowTaskQueue",
                    "io.grpc.",
                    "a poller waits for the server's tasks"),
            new IdleRule(
                    "io.temporal.api.workflowservice.v1.WorkflowServiceGrpc$WorkflowServiceBlockingStub",
                    "pollActivityTaskQueue",
                    "io.grpc.",
                    "a poller waits for the server's tasks"),
            new IdleRule(
                    "io.temporal.internal.worker.LocalActivitySlotSupplierQueue",
                    "processQueue",
                    "io.temporal.internal.worker.LocalActivitySlotSupplierQueue",
                    "a supplier of slots waits for requests"),
            new IdleRule(
                    "org.apache.camel.main.SimpleMainShutdownStrategy",
                    "await",
                    "org.apache.camel.main.",
                    "a thread waits for the end"),
            new IdleRule(
                    "org.apache.commons.httpclient.util.IdleConnectionTimeoutThread",
                    "run",
                    "org.apache.commons.httpclient.util.",
                    "the client's cleaner waits for its time"),
            new IdleRule(
                    "org.apache.commons.exec.Watchdog",
                    "run",
                    "org.apache.commons.exec.Watchdog",
                    "a watchdog waits for a process or its time"),
            new IdleRule(
                    "org.apache.cxf.workqueue.AutomaticWorkQueueImpl$WatchDog",
                    "run",
                    "org.apache.cxf.workqueue.",
                    "the work queue's timer waits for its time"),
            new IdleRule(
                    "org.apache.dubbo.config.bootstrap.DubboBootstrap",
                    "await",
                    "org.apache.dubbo.config.bootstrap.",
                    "a thread waits for the server's end"),
            new IdleRule(
                    "org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener",
                    "executeMutually",
                    "org.apache.dubbo.spring.boot.context.event.AwaitingNonWebApplicationListener",
                    "a thread waits for the server's end"),
            new IdleRule(
                    "org.apache.felix.framework.Felix",
                    "waitForStop",
                    "org.apache.felix.framework.",
                    "a thread waits for the framework's end"),
            new IdleRule(
                    "org.apache.felix.framework.EventDispatcher",
                    "run",
                    "org.apache.felix.framework.EventDispatcher",
                    "an event thread waits for events"),
            new IdleRule(
                    "org.apache.felix.framework.FrameworkWiringImpl",
                    "run",
                    "org.apache.felix.framework.FrameworkWiringImpl",
                    "the framework's worker waits for refreshes"),
            new IdleRule(
                    "org.apache.felix.framework.FrameworkStartLevelImpl",
                    "run",
                    "org.apache.felix.framework.FrameworkStartLevelImpl",
                    "the framework's worker waits for start levels"),
            new IdleRule(
                    "org.apache.felix.scr.impl.ComponentActorThread",
                    "run",
                    "org.apache.felix.scr.impl.ComponentActorThread",
                    "an actor of components waits for work"),
            new IdleRule(
                    "org.apache.felix.cm.impl.UpdateThread",
                    "run",
                    "org.apache.felix.cm.impl.UpdateThread",
                    "an updater of configurations waits for work"),
            new IdleRule(
                    "org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$ReaderThread",
                    "run",
                    "org.apache.flink.runtime.io.disk.iomanager.",
                    "the disk's reader waits for requests"),
            new IdleRule(
                    "org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync$WriterThread",
                    "run",
                    "org.apache.flink.runtime.io.disk.iomanager.",
                    "the disk's writer waits for requests"),
            new IdleRule(
                    "org.apache.hadoop.ipc.Server",
                    "join",
                    "org.apache.hadoop.ipc.Server",
                    "a thread waits for the server's end"),
            new IdleRule(
                    "org.apache.mina.filter.executor.OrderedThreadPoolExecutor$Worker",
                    "fetchSession",
                    "org.apache.mina.filter.executor.",
                    "a pool's worker waits for work"),
            new IdleRule(
                    "org.apache.sshd.sftp.server.SftpSubsystem",
                    "run",
                    "org.apache.sshd.sftp.server.SftpSubsystem",
                    "an SFTP session waits for requests"),
            new IdleRule(
                    "org.apache.thrift.server.TNonblockingServer",
                    "joinSelector",
                    "org.apache.thrift.server.",
                    "the server's thread waits for the end"),
            new IdleRule(
                    "org.apache.thrift.server.TThreadedSelectorServer",
                    "joinThreads",
                    "org.apache.thrift.server.",
                    "the server's thread waits for the end"),
            new IdleRule(
                    "org.drools.core.phreak.SynchronizedPropagationList",
                    "waitOnRest",
                    "org.drools.core.phreak.",
                    "an engine that fires until halted waits for facts"),
            new IdleRule(
                    "org.eclipse.core.internal.jobs.WorkerPool",
                    "sleep",
                    "org.eclipse.core.internal.jobs.",
                    "a pool's worker waits for work"),
            new IdleRule(
                    "org.eclipse.core.internal.jobs.InternalWorker",
                    "run",
                    "org.eclipse.core.internal.jobs.",
                    "the jobs' scheduler waits for its time"),
            new IdleRule(
                    "org.eclipse.jetty.util.thread.QueuedThreadPool",
                    "join",
                    "org.eclipse.jetty.util.",
                    "a thread waits for the server's end"),
            new IdleRule(
                    "org.eclipse.osgi.container.SystemModule",
                    "waitForStop",
                    "org.eclipse.osgi.",
                    "a thread waits for the framework's end"),
            new IdleRule(
                    "org.flowable.job.service.impl.asyncexecutor.AcquireAsyncJobsDueRunnable",
                    "sleep",
                    "org.flowable.job.service.impl.asyncexecutor.",
                    "the job executor waits for its time"),
            new IdleRule(
                    "org.flowable.job.service.impl.asyncexecutor.AcquireTimerJobsRunnable",
                    "sleep",
                    "org.flowable.job.service.impl.asyncexecutor.",
                    "the job executor waits for its time"),
            new IdleRule(
                    "org.flowable.job.service.impl.asyncexecutor.ResetExpiredJobsRunnable",
                    "run",
                    "org.flowable.job.service.impl.asyncexecutor.",
                    "the job executor waits for its time"),
            new IdleRule(
                    "org.glassfish.grizzly.http.server.accesslog.QueueingAppender$Dequeuer",
                    "run",
                    "org.glassfish.grizzly.http.server.accesslog.QueueingAppender",
                    "the access log's writer waits for lines"),
            new IdleRule(
                    "org.java_websocket.client.WebSocketClient$WebsocketWriteThread",
                    "runWriteData",
                    "org.java_websocket.client.WebSocketClient",
                    "a web socket's writer waits for frames"),
            new IdleRule(
                    "org.java_websocket.server.WebSocketServer$WebSocketWorker",
                    "run",
                    "org.java_websocket.server.WebSocketServer",
                    "a web socket server's worker waits for frames"),
            new IdleRule(
                    "org.jvnet.hk2.config.Transactions$Notifier$1",
                    "run",
                    "org.jvnet.hk2.config.Transactions",
                    "a notifier waits for changes of the configuration"),
            new IdleRule(
                    "weblogic.work.ExecuteThread",
                    "waitForRequest",
                    "weblogic.work.",
                    "a pool's worker waits for requests"));
}
