// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch

/** Its library is loaded and used before the agent comes; a sender is left behind on each {@code send}. */
fun main() {
    val scene = Scene()
    val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val before = Channel<String>()
    scope.launch { before.send("a") }
    scene.on("send") {
        val later = Channel<String>()
        scope.launch { later.send("b") }
        scope.launch { before.send("c") }
    }
    scene.onRelease { scope.cancel() }
    scene.play()
}
