// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread

/**
 * A healthy program: everything waits, often and in every way, and nothing for long; what waits for long is a sleep or
 * a subscription.
 */
fun main() {
    val scene = Scene()
    rendezvous()
    bufferedSlowly()
    requests()
    selects()
    locks()
    flows()
    subscriptions()
    val blocked = thread { runBlocking { while (work.isActive) handOver() } }
    thread(isDaemon = true) { runBlocking { while (true) delay(60_000) } }
    scene.onRelease {
        work.cancel()
        blocked.join()
        println("handed over: $count")
    }
    scene.play()
}

/** A thread for each that runs: with fewer, those that hand over without end would keep the others waiting for real. */
private val work = CoroutineScope(Dispatchers.IO + SupervisorJob())
private val count = AtomicLong()

private suspend fun handOver() = coroutineScope {
    val channel = Channel<String>()
    launch { channel.send("a") }
    channel.receive()
    count.incrementAndGet()
}

private fun rendezvous() {
    val there = Channel<Int>()
    val back = Channel<Int>()
    work.launch { for (i in there) back.send(i) }
    work.launch {
        while (isActive) {
            there.send(1)
            back.receive()
            count.incrementAndGet()
        }
    }
}

/** Its consumer and its producer wait in turns, for less than the threshold. */
private fun bufferedSlowly() {
    val items = Channel<Int>(2)
    work.launch {
        while (isActive) {
            repeat(6) { items.send(it) }
            delay(150)
        }
    }
    work.launch { for (item in items) delay(10) }
}

/** A channel, a coroutine and a deferred for each request. */
private fun requests() {
    repeat(4) {
        work.launch {
            while (isActive) {
                val reply = CompletableDeferred<Int>()
                val body = Channel<Int>(1)
                launch {
                    body.send(1)
                    reply.complete(2)
                }
                reply.await()
                body.receive()
                withTimeoutOrNull(1) { body.receive() }
                List(3) { async { yield() } }.awaitAll()
                val slow = async { delay(1) }
                select {
                    slow.onAwait { }
                    this@launch.coroutineContext.job.onJoin { }
                }
                count.incrementAndGet()
            }
        }
    }
}

private fun selects() {
    val one = Channel<Int>()
    val other = Channel<Int>()
    work.launch { while (isActive) one.send(1) }
    work.launch { while (isActive) other.receive() }
    work.launch {
        while (isActive) {
            select {
                one.onReceive { }
                other.onSend(1) { }
            }
            count.incrementAndGet()
        }
    }
}

private fun locks() {
    val mutex = Mutex()
    val semaphore = Semaphore(2)
    repeat(6) {
        work.launch {
            while (isActive) {
                mutex.withLock { yield() }
                semaphore.withPermit { delay(1) }
                count.incrementAndGet()
            }
        }
    }
}

private fun flows() {
    work.launch {
        while (isActive) {
            flow { repeat(50) { emit(it) } }.buffer(2).collect { yield() }
            channelFlow { repeat(50) { send(it) } }.collect { yield() }
            count.incrementAndGet()
        }
    }
}

/** For as long as the program runs: no channel is in any of them. */
private fun subscriptions() {
    val state = MutableStateFlow(0)
    val events = MutableSharedFlow<Int>()
    work.launch { state.collect { count.incrementAndGet() } }
    work.launch { events.collect { count.incrementAndGet() } }
    work.launch { delay(3_600_000) }
    work.launch { suspendCancellableCoroutine<Unit> { } }
}
