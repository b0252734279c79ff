// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

private val end = CountDownLatch(1)
private val taken = CountDownLatch(5)

/**
 * Threads in {@code runBlocking}: the coroutines of some are dispatched to threads that are all taken; those of the
 * others wait for a time, or
 * go on and are dispatched again and again.
 */
fun main() {
    val scene = Scene()
    val pool = Executors.newFixedThreadPool(1).asCoroutineDispatcher()
    take(pool, 1)
    take(Dispatchers.Default, 2)
    take(Dispatchers.IO, 2)
    taken.await()
    scene.thread { dispatchedToPool(pool) }.start()
    scene.thread { dispatchedToDefault() }.start()
    scene.thread { dispatchedToIo() }.start()
    val free = Executors.newScheduledThreadPool(1).asCoroutineDispatcher()
    scene.thread { delays(free) }.start()
    scene.thread { runBlocking { delay(3_600_000) } }.start()
    repeat(3) { scene.thread { yields(free) }.start() }
    scene.onRelease { end.countDown() }
    scene.play()
}

private fun take(
    dispatcher: CoroutineDispatcher,
    threads: Int,
) = repeat(threads) {
    CoroutineScope(dispatcher).launch {
        taken.countDown()
        end.await()
    }
}

private fun dispatchedToPool(pool: CoroutineDispatcher) = runBlocking(pool) { println("ran") }

private fun dispatchedToDefault() = runBlocking { withContext(Dispatchers.Default) { println("ran") } }

private fun dispatchedToIo() =
    runBlocking {
        launch(Dispatchers.IO) { println("ran") }
        Unit
    }

private fun delays(free: CoroutineDispatcher) = runBlocking(free) { delay(3_600_000) }

private fun yields(free: CoroutineDispatcher) = runBlocking(free) { while (isActive) yield() }
