// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.io.Closeable
import kotlin.concurrent.thread

/**
 * {@code main} waits for the end of the program, in a block that is not directly its own; what it launches waits as
 * well.
 */
fun main() {
    val end = CompletableDeferred<Unit>()
    thread(isDaemon = true) {
        readln()
        end.complete(Unit)
    }
    Closeable { println("closed") }.use { serve(end) }
}

private fun serve(end: CompletableDeferred<Unit>) =
    runBlocking {
        launch { launched(end) }
        println("ready")
        end.await()
    }

private suspend fun launched(end: CompletableDeferred<Unit>) {
    end.await()
    println("ended")
}
