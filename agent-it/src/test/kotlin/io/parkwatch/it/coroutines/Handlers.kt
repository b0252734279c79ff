// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull

/** The five ways to leave a coroutine behind on a channel, and what the same code looks like repaired. */
fun main() {
    val scene = Scene()
    scene.onRelease { handlers.cancel() }
    runBlocking {
        jobs(false)
        jobs(true).joinAll()
    }
    println("ended")
    scene.play()
}

private suspend fun jobs(repaired: Boolean) = listOf(
    droppedChannel(repaired),
    forgottenSender(repaired),
    timedOutCaller(repaired),
    abandonedReceiver(repaired),
    unclosedWorker(repaired),
)

private val handlers = CoroutineScope(Dispatchers.Default + SupervisorJob())

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit

/** The channel goes out of everybody's hands but the receiver's. */
private fun droppedChannel(repaired: Boolean): Job {
    val answers = Channel<String>()
    val job = handlers.launch { takeAnswer(answers) }
    if (repaired) {
        answers.close()
    }
    return job
}

private suspend fun takeAnswer(answers: ReceiveChannel<String>) = done(answers.receiveCatching())

/** The handler returns before it takes the result. */
private fun forgottenSender(repaired: Boolean): Job {
    val results = Channel<String>(if (repaired) 1 else 0)
    return handlers.launch { sendResult(results) }
}

private suspend fun sendResult(results: SendChannel<String>) = done(results.send("result"))

/** The caller does not wait for as long as the answer takes. */
private suspend fun timedOutCaller(repaired: Boolean): Job {
    val quotes = Channel<String>(if (repaired) 1 else 0)
    val gone = CompletableDeferred<Unit>()
    val job = handlers.launch { sendQuote(quotes, gone) }
    done(withTimeoutOrNull(50) { quotes.receive() })
    gone.complete(Unit)
    return job
}

private suspend fun sendQuote(quotes: SendChannel<String>, late: Deferred<Unit>) {
    late.await()
    quotes.send("quote")
}

/** Nobody sends updates any more. */
private suspend fun abandonedReceiver(repaired: Boolean): Job {
    val updates = Channel<String>(Channel.UNLIMITED)
    val job = handlers.launch { followUpdates(updates) }
    updates.send("update")
    if (repaired) {
        updates.close()
    }
    return job
}

private suspend fun followUpdates(updates: ReceiveChannel<String>) {
    while (true) {
        done(updates.receiveCatching().getOrNull() ?: return)
    }
}

/** All orders are in, and nobody says so. */
private suspend fun unclosedWorker(repaired: Boolean): Job {
    val orders = Channel<String>(2)
    val job = handlers.launch { workOff(orders) }
    for (order in listOf("a", "b", "c")) {
        orders.send(order)
    }
    if (repaired) {
        orders.close()
    }
    return job
}

private suspend fun workOff(orders: ReceiveChannel<String>) {
    for (order in orders) {
        done(order)
    }
}
