// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import io.parkwatch.it.run.Spawn
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import java.util.concurrent.CountDownLatch

private const val SHORT = 20L

/** A suspended coroutine, beside a thread that wants a monitor of a thread that is in no old wait. */
fun main() {
    val scene = Scene()
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val monitor = Any()
    val kept = CountDownLatch(1)
    Spawn.platform("keeper") {
        synchronized(monitor) {
            kept.countDown()
            while (true) {
                Thread.sleep(SHORT)
            }
        }
    }.start()
    kept.await()
    val channel = Channel<String>()
    scope.launch { channel.send("a") }
    Spawn.unstarted("entering") { entering(monitor) }.start()
    scene.onRelease { scope.cancel() }
    scene.play()
}

private fun entering(monitor: Any) = synchronized(monitor) { println("entered") }
