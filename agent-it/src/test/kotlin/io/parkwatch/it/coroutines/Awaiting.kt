// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext

private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())

/** Coroutines that wait for the end of others, which wait on a channel, or for a time. */
fun main() {
    val scene = Scene()
    val channel = Channel<String>()
    val reply = scope.async(CoroutineName("reply")) { withContext(Dispatchers.IO) { replies(channel) } }
    val parent =
        scope.launch {
            launch { isChild(channel) }
        }
    val sleeping = scope.launch { delay(86_400_000) }
    val parts = listOf(scope.async { "" }, scope.async { isPart(channel) })
    scope.launch { awaitsReply(reply) }
    scope.launch { joinsParent(parent) }
    scope.launch { awaitsParts(parts) }
    scope.launch { joinsSleeping(sleeping) }
    scope.launch { selectsFirst(reply, parent) }
    scope.launch {
        val own = coroutineContext.job
        launch { joinsItsParent(own) }
    }
    scene.thread { runBlocking { blocksFor(reply) } }.start()
    scene.onRelease { scope.cancel() }
    scene.play()
}

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = ""

private suspend fun replies(channel: ReceiveChannel<String>) = done(channel.receive())

private suspend fun isChild(channel: ReceiveChannel<String>) = done(channel.receive())

private suspend fun isPart(channel: ReceiveChannel<String>) = done(channel.receive())

private suspend fun awaitsReply(reply: Deferred<String>) = done(reply.await())

private suspend fun joinsParent(parent: Job) = done(parent.join())

private suspend fun awaitsParts(parts: List<Deferred<String>>) = done(parts.awaitAll())

private suspend fun joinsSleeping(sleeping: Job) = done(sleeping.join())

private suspend fun joinsItsParent(parent: Job) = done(parent.join())

private suspend fun blocksFor(reply: Deferred<String>) = done(reply.await())

private suspend fun selectsFirst(
    reply: Deferred<String>,
    parent: Job,
) = done(
    select<String> {
        reply.onAwait { it }
        parent.onJoin { "" }
    },
)
