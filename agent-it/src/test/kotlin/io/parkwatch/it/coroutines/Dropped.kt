// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.concurrent.thread

/** So many receivers in no scope that lives, whose channels nobody has after {@code drop}; and ten in one that does. */
@OptIn(DelicateCoroutinesApi::class)
fun main(args: Array<String>) {
    val count = args[0].toInt()
    val scene = Scene()
    val held = CoroutineScope(Dispatchers.Default + SupervisorJob())
    val channels = ArrayList<Channel<String>>()
    repeat(count) {
        val channel = Channel<String>()
        channels.add(channel)
        GlobalScope.launch { receiveDropped(channel) }
    }
    repeat(10) {
        val channel = Channel<String>()
        held.launch { receiveHeld(channel) }
    }
    scene.on("drop") {
        channels.clear()
        // Again and again: what a look reads while a concurrent collector marks is kept by that collection.
        thread(isDaemon = true) {
            while (true) {
                System.gc()
                Thread.sleep(500)
            }
        }
    }
    scene.onRelease {
        runBlocking { held.coroutineContext.job.cancelAndJoin() }
        // At once: they have ended, and are garbage before any look.
        System.gc()
    }
    scene.play()
}

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit

private suspend fun receiveDropped(channel: ReceiveChannel<String>) = done(channel.receive())

private suspend fun receiveHeld(channel: ReceiveChannel<String>) = done(channel.receive())
