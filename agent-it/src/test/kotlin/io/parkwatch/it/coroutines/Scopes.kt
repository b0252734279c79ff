// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ObsoleteCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.actor
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout

/** Waits inside of scopes, and in coroutines that block a thread; each on a channel of its own. */
fun main() {
    val scene = Scene()
    scoped()
    supervised()
    switched()
    timed()
    told()
    val blocked = scene.thread { runBlocking { blockedThere() } }
    blocked.start()
    scene.onRelease { scope.cancel() }
    scene.play()
}

private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit

private fun scoped() {
    val channel = Channel<String>()
    scope.launch { coroutineScope { scopedThere(channel) } }
}

private suspend fun scopedThere(channel: ReceiveChannel<String>) = done(channel.receive())

private fun supervised() {
    val channel = Channel<String>()
    scope.launch { supervisorScope { supervisedThere(channel) } }
}

private suspend fun supervisedThere(channel: SendChannel<String>) = done(channel.send("a"))

private fun switched() {
    val channel = Channel<String>(1)
    scope.launch { withContext(Dispatchers.IO) { switchedThere(channel) } }
}

private suspend fun switchedThere(channel: ReceiveChannel<String>) = done(channel.receive())

/** Stuck all the same: it is older than the threshold. */
private fun timed() {
    val channel = Channel<String>()
    scope.launch { withTimeout(3_600_000) { timedThere(channel) } }
}

private suspend fun timedThere(channel: ReceiveChannel<String>) = done(channel.receive())

/** To an actor that is busy for ever with its first message. */
@OptIn(ObsoleteCoroutinesApi::class)
private fun told() {
    val busy = scope.actor<String> { for (message in channel) awaitCancellation() }
    scope.launch { toldThere(busy) }
}

private suspend fun toldThere(actor: SendChannel<String>) {
    actor.send("a")
    actor.send("b")
}

/** The thread is no finding beside its coroutine. */
private suspend fun blockedThere() = done(Channel<String>().receive())
