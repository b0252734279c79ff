// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import kotlin.concurrent.thread

/** {@code main} waits for the end of the program, or, with {@code receive}, for what nobody sends. */
fun main(args: Array<String>) = runBlocking {
    val end = CompletableDeferred<Unit>()
    thread(isDaemon = true) {
        readln()
        end.complete(Unit)
    }
    println("ready")
    if (args.contains("receive")) {
        Channel<String>().receive()
    }
    end.await()
}
