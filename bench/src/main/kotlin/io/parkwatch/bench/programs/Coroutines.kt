// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/**
 * Items that go through channels, on the one thread of runBlocking: nanoseconds for one. The arguments are those of
 * [Batches].
 */
fun main(args: Array<String>) {
    val batches = Batches(args)
    batches.time("item, nobody suspends") { times -> runBlocking { buffered(times) } }
    batches.time("item, a hand-over") { times -> handOver(times) }
    batches.time("new channel, coroutine and suspension") { times -> requests(times) }
}

private suspend fun buffered(times: Int) {
    val channel = Channel<Int>(16)
    repeat(times) {
        channel.send(it)
        channel.receive()
    }
}

/** Of one channel that lives on. */
private fun handOver(times: Int) = runBlocking {
    val channel = Channel<Int>()
    launch {
        repeat(times) { channel.send(it) }
        channel.close()
    }
    for (item in channel) {
        check(item >= 0)
    }
}

private fun requests(times: Int) = runBlocking {
    repeat(times) {
        val channel = Channel<Int>()
        launch { channel.send(it) }
        channel.receive()
    }
}
