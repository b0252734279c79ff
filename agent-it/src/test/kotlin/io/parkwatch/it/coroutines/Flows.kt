// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines

import io.parkwatch.it.run.Scene
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.FlowPreview
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.debounce
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.launchIn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.flow.shareIn
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.flow.timeout
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlin.time.Duration.Companion.hours

/** Each way to wait for ever on a flow's channel; and quiet flows, which are none. */
fun main() {
    val scene = Scene()
    filled()
    called()
    consumed()
    launched()
    tail()
    shared()
    operators()
    scene.onRelease { scope.cancel() }
    scene.play()
}

private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
private val events = MutableSharedFlow<Int>()
private val state = MutableStateFlow(0)
private val callbacks = ArrayList<Any>()

/** What follows a suspension, so that the function keeps a frame of its own. */
@Suppress("UNUSED_PARAMETER")
private fun done(result: Any?) = Unit

/** The collector never ends with its first item. */
private fun filled() {
    scope.launch { channelFlow { filledThere() }.buffer(2).collect { awaitCancellation() } }
}

private suspend fun ProducerScope<Int>.filledThere() {
    for (i in 0..9) {
        send(i)
    }
}

/** Nobody calls back. Its producer waits for the end of the subscription, on no channel. */
private fun called() {
    scope.launch {
        calledThere(
            callbackFlow {
                callbacks.add(this)
                awaitClose { }
            },
        )
    }
}

private suspend fun calledThere(flow: Flow<Int>) {
    flow.collect { done(it) }
    done(flow)
}

private fun consumed() {
    val channel = Channel<Int>(3)
    scope.launch { consumedThere(channel.receiveAsFlow()) }
}

private suspend fun consumedThere(flow: Flow<Int>) {
    flow.collect { done(it) }
    done(flow)
}

/** None of its frames is the program's. */
private fun launched() {
    val channel = Channel<Int>()
    channel.receiveAsFlow().onEach { done(it) }.launchIn(scope)
}

/** The program's own call is the last of a function and has no frame: it is the collector's that are seen. */
private fun tail() {
    val acks = Channel<Int>()
    scope.launch { tailThere(acks) }
}

private suspend fun tailThere(acks: Channel<Int>) {
    state.map { it + 1 }.flowOn(Dispatchers.IO).collect { acks.receive() }
    done(acks)
}

/** Subscribers of what nobody emits to. */
private fun shared() {
    scope.launch { events.collect { done(it) } }
    scope.launch { state.collect { done(it) } }
    val eager = events.stateIn(scope, SharingStarted.Eagerly, 0)
    val lazy = events.shareIn(scope, SharingStarted.Lazily)
    val subscribed = events.map { it + 1 }.flowOn(Dispatchers.IO).stateIn(scope, SharingStarted.WhileSubscribed(5_000), 0)
    scope.launch { lazy.collect { done(it) } }
    scope.launch { subscribed.collect { done(eager.value + it) } }
}

/** The same, with a channel of the operator's own in between. */
@OptIn(ExperimentalCoroutinesApi::class, FlowPreview::class)
private fun operators() {
    listOf(
        events.buffer(5),
        events.conflate(),
        events.map { it + 1 }.flowOn(Dispatchers.IO),
        events.debounce(50),
        events.timeout(1.hours),
        events.combine(state) { a, b -> a + b },
        events.zip(state) { a, b -> a + b },
        merge(events, state),
        events.flatMapLatest { flowOf(it) },
        events.flatMapMerge { flowOf(it) },
    ).forEach { flow ->
        scope.launch { flow.collect { done(it) } }
        scope.launch { flow.collectLatest { done(it) } }
        flow.onEach { done(it) }.launchIn(scope)
    }
}
