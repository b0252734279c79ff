// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlin.concurrent.thread

/** {@code main} is itself what suspends; what it launches waits as well. */
suspend fun main() =
    coroutineScope {
        val end = CompletableDeferred<Unit>()
        thread(isDaemon = true) {
            readln()
            end.complete(Unit)
        }
        launch(Dispatchers.Default) { launchedInScope(end) }
        println("ready")
        end.await()
    }

private suspend fun launchedInScope(end: CompletableDeferred<Unit>) {
    end.await()
    println("ended")
}
