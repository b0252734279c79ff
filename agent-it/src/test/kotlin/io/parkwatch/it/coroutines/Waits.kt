// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ObsoleteCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.actor
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlin.concurrent.thread

/** Each way to suspend for ever on a channel, lock or job; each on objects of its own. */
fun main(args: Array<String>) {
    val scene = Scene()
    send()
    bufferedSend()
    receive()
    receiveCatching()
    iterate()
    unlimitedReceive()
    produced()
    acted()
    buffered()
    selectReceives()
    selectSends()
    selectMixed()
    selectTimed()
    selectSlowly()
    await()
    join()
    awaitEach()
    joinEach()
    selectJobs()
    selectJobAndChannel()
    lock()
    acquire()
    blocking()
    blockingSend(scene)
    sleeping()
    scene.onRelease { scope.cancel() }
    scene.play()
}

private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit

private fun send() {
    val channel = Channel<String>()
    scope.launch(CoroutineName("the sender")) { sendThere(channel) }
}

private suspend fun sendThere(channel: SendChannel<String>) = done(channel.send("a"))

private fun bufferedSend() {
    val channel = Channel<String>(1)
    channel.trySend("a")
    scope.launch { bufferedSendThere(channel) }
}

private suspend fun bufferedSendThere(channel: SendChannel<String>) = done(channel.send("b"))

private fun receive() {
    val channel = Channel<String>()
    scope.launch { receiveThere(channel) }
}

private suspend fun receiveThere(channel: ReceiveChannel<String>) = done(channel.receive())

private fun receiveCatching() {
    val channel = Channel<String>(3)
    scope.launch { receiveCatchingThere(channel) }
}

private suspend fun receiveCatchingThere(channel: ReceiveChannel<String>) = done(channel.receiveCatching())

private fun iterate() {
    val channel = Channel<String>(1)
    channel.trySend("a")
    scope.launch { iterateThere(channel) }
}

/** A worker that has had all its input, and waits for the end of it. */
private suspend fun iterateThere(channel: ReceiveChannel<String>) {
    for (item in channel) {
        done(item)
    }
}

private fun unlimitedReceive() {
    val channel = Channel<String>(Channel.UNLIMITED)
    scope.launch { unlimitedReceiveThere(channel) }
}

private suspend fun unlimitedReceiveThere(channel: ReceiveChannel<String>) = done(channel.receive())

/** The consumer has gone after its first item. */
@OptIn(ExperimentalCoroutinesApi::class)
private fun produced() {
    val numbers = scope.produce { producedThere(this) }
    scope.launch { done(numbers.receive()) }
}

private suspend fun producedThere(channel: SendChannel<Int>) {
    for (i in 0..9) {
        channel.send(i)
    }
}

@OptIn(ObsoleteCoroutinesApi::class)
private fun acted() {
    scope.actor<String> { actedThere(this.channel) }
}

private suspend fun actedThere(channel: ReceiveChannel<String>) = done(channel.receive())

/** The collector never ends with its first item, so the buffer is full. */
private fun buffered() {
    val never = CompletableDeferred<Unit>(scope.coroutineContext[Job])
    val items = flow { for (i in 0..9) emit(i) }.buffer(1)
    val more = channelFlow { for (i in 0..9) send(i) }
    scope.launch { items.collect { bufferedThere(never) } }
    done(more)
}

private suspend fun bufferedThere(never: Deferred<Unit>) = done(never.await())

private fun selectReceives() {
    val one = Channel<String>()
    val other = Channel<String>(1)
    scope.launch { selectReceivesThere(one, other) }
}

private suspend fun selectReceivesThere(one: ReceiveChannel<String>, other: ReceiveChannel<String>) {
    done(
        select<String> {
            one.onReceive { it }
            other.onReceiveCatching { "b" }
        },
    )
}

private fun selectSends() {
    val one = Channel<String>()
    val other = Channel<String>()
    scope.launch { selectSendsThere(one, other) }
}

private suspend fun selectSendsThere(one: SendChannel<String>, other: SendChannel<String>) {
    done(
        select<String> {
            one.onSend("a") { "a" }
            other.onSend("b") { "b" }
        },
    )
}

private fun selectMixed() {
    val one = Channel<String>()
    val other = Channel<String>()
    scope.launch { selectMixedThere(one, other) }
}

private suspend fun selectMixedThere(one: SendChannel<String>, other: ReceiveChannel<String>) {
    done(
        select<String> {
            one.onSend("a") { "a" }
            other.onReceive { it }
        },
    )
}

private fun selectTimed() {
    val channel = Channel<String>()
    scope.launch { selectTimedThere(channel) }
}

@OptIn(ExperimentalCoroutinesApi::class)
private suspend fun selectTimedThere(channel: ReceiveChannel<String>) {
    done(
        select<String> {
            channel.onReceive { it }
            onTimeout(3_600_000) { "too late" }
        },
    )
}

private fun selectSlowly() {
    val channel = Channel<String>()
    scope.launch { selectSlowlyThere(channel) }
}

/** Some looks see the first clause before anything waits. */
private suspend fun selectSlowlyThere(channel: ReceiveChannel<String>) {
    done(
        select<String> {
            channel.onReceive { it }
            Thread.sleep(1_500)
        },
    )
}

private fun await() {
    val never = CompletableDeferred<String>()
    scope.launch { awaitThere(never) }
}

private suspend fun awaitThere(never: Deferred<String>) = done(never.await())

private fun join() {
    val never = Job()
    scope.launch { joinThere(never) }
}

private suspend fun joinThere(never: Job) = done(never.join())

/** One of three has ended; one wait for the other two. */
private fun awaitEach() {
    val first = CompletableDeferred("a")
    val never = List(2) { scope.async { sleep() } }
    scope.launch { awaitEachThere(listOf(first) + never) }
}

private suspend fun sleep(): String {
    delay(3_600_000)
    return "b"
}

private suspend fun awaitEachThere(all: List<Deferred<String>>) = done(all.awaitAll())

private fun joinEach() {
    val never = List(2) { scope.launch { sleep() } }
    scope.launch { joinEachThere(never) }
}

private suspend fun joinEachThere(all: List<Job>) = done(all.joinAll())

private fun selectJobs() {
    val job = scope.launch { sleep() }
    val deferred = CompletableDeferred<String>()
    scope.launch { selectJobsThere(job, deferred) }
}

private suspend fun selectJobsThere(job: Job, deferred: Deferred<String>) {
    done(
        select<String> {
            job.onJoin { "a" }
            deferred.onAwait { it }
        },
    )
}

/** Told on the channel, whichever clause comes first. */
private fun selectJobAndChannel() {
    val job = Job()
    val channel = Channel<String>()
    scope.launch { selectJobAndChannelThere(job, channel) }
}

private suspend fun selectJobAndChannelThere(job: Job, channel: ReceiveChannel<String>) {
    done(
        select<String> {
            job.onJoin { "a" }
            channel.onReceive { it }
        },
    )
}

private fun lock() {
    val mutex = Mutex(locked = true)
    scope.launch { lockThere(mutex) }
}

private suspend fun lockThere(mutex: Mutex) = done(mutex.lock())

private fun acquire() {
    val semaphore = Semaphore(1, 1)
    scope.launch { acquireThere(semaphore) }
}

private suspend fun acquireThere(semaphore: Semaphore) = done(semaphore.acquire())

/** The thread is no finding beside its coroutine. */
private fun blocking() {
    val channel = Channel<String>()
    val blocked = thread(isDaemon = true) { runBlocking(scope.coroutineContext[Job]!!) { blockingThere(channel) } }
    done(blocked)
}

private suspend fun blockingThere(channel: ReceiveChannel<String>) = done(channel.receive())

/** Its coroutine has no frame of the program's. */
private fun blockingSend(scene: Scene) {
    val channel = Channel<String>()
    val blocked = thread(isDaemon = true) { blockingSendThere(channel) }
    scene.onRelease { channel.cancel() }
    done(blocked)
}

private fun blockingSendThere(channel: SendChannel<String>) = done(channel.trySendBlocking("a"))

private fun sleeping() {
    scope.launch { done(delay(3_600_000)) }
}
