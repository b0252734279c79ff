// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlin.concurrent.thread

/**
 * Ten each that wait in another way, all in no scope that lives on; {@code end} ends them all, lets go of all, and has
 * it collected at once.
 */
@OptIn(DelicateCoroutinesApi::class)
fun main() {
    val scene = Scene()
    val ends = ArrayList<suspend () -> Unit>()
    val jobs = ArrayList<Job>()
    repeat(10) {
        val sentTo = Channel<String>()
        jobs += GlobalScope.launch { done(sentTo.receive()) }
        ends += { sentTo.send("") }
        val closed = Channel<String>()
        jobs += GlobalScope.launch { done(closed.receiveCatching()) }
        ends += { done(closed.close()) }
        val receivedFrom = Channel<String>()
        jobs += GlobalScope.launch { done(receivedFrom.send("")) }
        ends += { done(receivedFrom.receive()) }
        val cancelled = Channel<String>()
        val job = GlobalScope.launch { done(cancelled.receive()) }
        jobs += job
        ends += { job.cancel() }
        val one = Channel<String>()
        val other = Channel<String>()
        jobs += GlobalScope.launch { select { one.onReceive(::done); other.onReceive(::done) } }
        ends += { other.send("") }
        val mutex = Mutex(locked = true)
        jobs += GlobalScope.launch { done(mutex.lock()) }
        ends += { mutex.unlock() }
        val permits = Semaphore(permits = 1, acquiredPermits = 1)
        jobs += GlobalScope.launch { done(permits.acquire()) }
        ends += { permits.release() }
        val asked = Channel<String>()
        val request = GlobalScope.launch { coroutineScope { launch { done(asked.receive()) } } }
        jobs += request
        ends += { asked.send("") }
        val called = Channel<String>()
        val blocked = thread { runBlocking { done(called.receive()) } }
        ends += { called.send(""); blocked.join() }
        val scope = CoroutineScope(Dispatchers.Default)
        val scoped = Channel<String>()
        jobs += scope.launch { done(scoped.receive()) }
        ends += { scope.cancel() }
        val promised = CompletableDeferred<String>()
        jobs += GlobalScope.launch { done(promised.await()) }
        ends += { done(promised.complete("")) }
    }
    scene.on("end") {
        runBlocking {
            ends.forEach { it() }
            jobs.joinAll()
        }
        ends.clear()
        jobs.clear()
        System.gc()
    }
    scene.play()
}

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit
