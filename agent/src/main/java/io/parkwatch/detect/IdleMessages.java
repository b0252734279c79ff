// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.List;

/** How idle threads of brokers, their clients, logs and telemetry wait. A new case is a row here and a row in the test. */
final class IdleMessages {
    final List<IdleRule> rows = List.of(
            new IdleRule(
                    "ch.qos.logback.core.net.server.RemoteReceiverStreamClient",
                    "run",
                    "ch.qos.logback.core.net.server.",
                    "the log's server waits for events"),
            new IdleRule(
                    "ch.qos.logback.core.net.AbstractSocketAppender",
                    "dispatchEvents",
                    "ch.qos.logback.core.net.AbstractSocketAppender",
                    "the log's sender waits for events"),
            new IdleRule(
                    "com.amazon.sqs.javamessaging.SQSSessionCallbackScheduler",
                    "run",
                    "com.amazon.sqs.javamessaging.",
                    "a session's callback thread waits for messages"),
            new IdleRule(
                    "com.ibm.mq.jmqi.remote.impl.RemoteDispatchThread",
                    "waitOnSleepingEvent",
                    "com.ibm.mq.jmqi.",
                    "the client's dispatcher waits for messages"),
            new IdleRule(
                    "com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$WorkQueueManagerThread",
                    "waitForNotification",
                    "com.ibm.msg.client.commonservices.",
                    "the client's pool waits for work"),
            new IdleRule(
                    "com.ibm.msg.client.commonservices.j2se.workqueue.WorkQueueManagerImplementation$ThreadPoolWorker",
                    "waitForNotification",
                    "com.ibm.msg.client.commonservices.",
                    "a pool's worker waits for work"),
            new IdleRule(
                    "com.ibm.ws.sib.msgstore.persistence.dispatcher.SpillDispatcher$SpillDispatcherThread",
                    "run",
                    "com.ibm.ws.sib.msgstore.persistence.dispatcher.",
                    "the message store's writer waits for work"),
            new IdleRule(
                    "com.ibm.ws.sib.msgstore.persistence.objectManager.UniqueKeyRangeManager",
                    "run",
                    "com.ibm.ws.sib.msgstore.persistence.objectManager.",
                    "the message store's worker waits for requests"),
            new IdleRule(
                    "com.ibm.ws.sib.processor.utils.am.MPAlarmThread",
                    "run",
                    "com.ibm.ws.sib.processor.utils.am.",
                    "the messaging engine's timer waits for its time"),
            new IdleRule(
                    "com.ibm.ws.objectManager.ObjectManagerState$CheckpointHelper",
                    "run",
                    "com.ibm.ws.objectManager.ObjectManagerState",
                    "the message store's checkpointer waits for work"),
            new IdleRule(
                    "com.ibm.ws.objectManager.FileLogOutput$FlushHelper",
                    "run",
                    "com.ibm.ws.objectManager.FileLogOutput",
                    "the message log's writer waits for work"),
            new IdleRule(
                    "com.ibm.ws.objectManager.FileLogOutput$NotifyHelper",
                    "run",
                    "com.ibm.ws.objectManager.FileLogOutput",
                    "the message log's notifier waits for work"),
            new IdleRule(
                    "com.launchdarkly.eventsource.EventSource",
                    "tryStart",
                    "com.launchdarkly.eventsource.",
                    "the client waits for its next try to connect"),
            new IdleRule(
                    "com.launchdarkly.sdk.internal.events.DefaultEventProcessor$SendEventsTask",
                    "run",
                    "com.launchdarkly.sdk.internal.events.",
                    "the client's sender waits for events"),
            new IdleRule(
                    "com.launchdarkly.sdk.internal.events.DefaultEventProcessor$EventDispatcher",
                    "runMainLoop",
                    "com.launchdarkly.sdk.internal.events.",
                    "the client's dispatcher waits for events"),
            new IdleRule(
                    "com.lmax.disruptor.WorkProcessor",
                    "run",
                    "com.lmax.disruptor.",
                    "a worker of the ring waits for events"),
            new IdleRule(
                    "com.segment.analytics.internal.AnalyticsClient$Looper",
                    "run",
                    "com.segment.analytics.internal.",
                    "the client's sender waits for events"),
            new IdleRule(
                    "datadog.trace.agent.core.PendingTraceBuffer$DelayingPendingTraceBuffer$Worker",
                    "run",
                    "datadog.trace.agent.core.PendingTraceBuffer",
                    "the tracer's worker waits for traces"),
            new IdleRule(
                    "io.jaegertracing.internal.reporters.RemoteReporter$QueueProcessor",
                    "run",
                    "io.jaegertracing.internal.reporters.",
                    "the tracer's reporter waits for spans"),
            new IdleRule(
                    "io.moquette.broker.SessionEventLoop",
                    "run",
                    "io.moquette.broker.SessionEventLoop",
                    "a broker's event loop waits for events"),
            new IdleRule(
                    "io.nats.client.impl.NatsConnectionWriter",
                    "run",
                    "io.nats.client.impl.MessageQueue",
                    "the client's writer waits for messages"),
            new IdleRule(
                    "io.nats.client.impl.NatsDispatcher",
                    "run",
                    "io.nats.client.impl.MessageQueue",
                    "a dispatcher waits for messages"),
            new IdleRule("jakarta.mail.EventQueue", "run", "jakarta.mail.", "the mail's event thread waits for events"),
            new IdleRule("javax.mail.EventQueue", "run", "javax.mail.", "the mail's event thread waits for events"),
            new IdleRule(
                    "net.logstash.logback.appender.AbstractLogstashTcpSocketAppender$TcpSendingEventHandler",
                    "openSocket",
                    "net.logstash.logback.appender.",
                    "the log's sender waits for its next try to connect"),
            new IdleRule(
                    "org.LatencyUtils.PauseDetector$PauseDetectorThread",
                    "run",
                    "org.LatencyUtils.",
                    "a detector of pauses waits for listeners"),
            new IdleRule(
                    "org.apache.activemq.thread.DedicatedTaskRunner",
                    "runTask",
                    "org.apache.activemq.thread.",
                    "a task's own runner waits for work"),
            new IdleRule(
                    "org.apache.activemq.broker.BrokerService",
                    "waitUntilStopped",
                    "org.apache.activemq.broker.",
                    "a thread waits for the broker's end"),
            new IdleRule(
                    "org.apache.felix.log.LogListenerThread",
                    "run",
                    "org.apache.felix.log.",
                    "the log's notifier waits for events"),
            new IdleRule(
                    "org.apache.kafka.connect.runtime.WorkerConnector",
                    "doRun",
                    "org.apache.kafka.connect.runtime.WorkerConnector",
                    "a connector waits for a change of its state"),
            new IdleRule(
                    "org.apache.kafka.connect.runtime.WorkerTask",
                    "awaitUnpause",
                    "org.apache.kafka.connect.runtime.WorkerTask",
                    "a paused task waits to be resumed"),
            new IdleRule(
                    "org.apache.rocketmq.common.ServiceThread",
                    "waitForRunning",
                    "org.apache.rocketmq.common.",
                    "a service's thread waits for its time"),
            new IdleRule(
                    "org.apache.rocketmq.client.impl.consumer.PullMessageService",
                    "run",
                    "org.apache.rocketmq.client.impl.consumer.PullMessageService",
                    "the client's puller waits for requests"),
            new IdleRule(
                    "org.eclipse.paho.mqttv5.client.internal.CommsCallback",
                    "run",
                    "org.eclipse.paho.mqttv5.client.",
                    "the client's callback thread waits for messages"),
            new IdleRule(
                    "org.eclipse.paho.mqttv5.client.internal.ClientState",
                    "get",
                    "org.eclipse.paho.mqttv5.client.",
                    "the client's sender waits for messages"),
            new IdleRule(
                    "org.jboss.logmanager.handlers.AsyncHandler$AsyncTask",
                    "run",
                    "org.jboss.logmanager.handlers.AsyncHandler",
                    "the log's writer waits for events"),
            new IdleRule(
                    "org.snmp4j.util.ThreadPool$TaskManager",
                    "run",
                    "org.snmp4j.util.",
                    "a pool's worker waits for work"),
            new IdleRule(
                    "org.springframework.integration.endpoint.PollingConsumer",
                    "receiveMessage",
                    "org.springframework.integration.channel.",
                    "a poller waits for messages"),
            new IdleRule(
                    "org.springframework.jms.listener.DefaultMessageListenerContainer$AsyncMessageListenerInvoker",
                    "executeOngoingLoop",
                    "org.springframework.jms.listener.DefaultMessageListenerContainer",
                    "a stopped container's invoker waits for its start"),
            new IdleRule(
                    "org.tinylog.core.WritingThread",
                    "receiveTasks",
                    "org.tinylog.core.",
                    "the log's writer waits for events"));
}
