// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox

import io.parkwatch.it.run.Scene
import ox.*
import ox.channels.*

import java.util.concurrent.CountDownLatch
import scala.concurrent.duration.*

/** The five ways to leave a fork behind on a channel, and what the same code looks like repaired. */
object OxHandlers:
  /** What is only quiet lives in the scope of `main`: an actor without messages, and a source without items. */
  def main(args: Array[String]): Unit = supervised:
    val scene = Scene()
    Actor.create(new java.util.ArrayList[String]()).ask(_.add("a")).discard
    Channel.rendezvous[Int].map(_ + 1).discard
    val server = scene.thread(() => serve())
    server.start()
    scene.play()

  private def serve(): Unit = unsupervised:
    forks(false).discard
    forks(true).foreach(_.join())
    println("ended")
    Thread.sleep(3_600_000)

  private def forks(repaired: Boolean)(using OxUnsupervised): List[UnsupervisedFork[Unit]] = List(
    droppedChannel(repaired),
    forgottenSender(repaired),
    timedOutCaller(repaired),
    abandonedReceiver(repaired),
    unclosedWorker(repaired)
  )

  /** The channel goes out of everybody's hands but the fork's. */
  private def droppedChannel(repaired: Boolean)(using OxUnsupervised): UnsupervisedFork[Unit] =
    val answers = Channel.rendezvous[String]
    val fork = forkUnsupervised(takeAnswer(answers))
    if repaired then answers.done()
    fork

  private def takeAnswer(answers: Source[String]): Unit = answers.receiveOrClosed().discard

  /** The handler returns before it takes the result. */
  private def forgottenSender(repaired: Boolean)(using OxUnsupervised): UnsupervisedFork[Unit] =
    val results = if repaired then Channel.buffered[String](1) else Channel.rendezvous[String]
    forkUnsupervised(sendResult(results))

  private def sendResult(results: Sink[String]): Unit = results.send("result")

  /** The caller does not wait for as long as the answer takes. */
  private def timedOutCaller(repaired: Boolean)(using OxUnsupervised): UnsupervisedFork[Unit] =
    val quotes = if repaired then Channel.buffered[String](1) else Channel.rendezvous[String]
    val gone = CountDownLatch(1)
    val fork = forkUnsupervised(sendQuote(quotes, gone))
    timeoutOption(50.millis)(quotes.receive()).discard
    gone.countDown()
    fork

  private def sendQuote(quotes: Sink[String], late: CountDownLatch): Unit =
    late.await()
    quotes.send("quote")

  /** Nobody sends updates any more. */
  private def abandonedReceiver(repaired: Boolean)(using OxUnsupervised): UnsupervisedFork[Unit] =
    val updates = Channel.unlimited[String]
    val fork = forkUnsupervised(followUpdates(updates))
    updates.send("update")
    if repaired then updates.done()
    fork

  private def followUpdates(updates: Source[String]): Unit =
    repeatWhile(updates.receiveOrClosed().isInstanceOf[String])

  /** All orders are in, and nobody says so. */
  private def unclosedWorker(repaired: Boolean)(using OxUnsupervised): UnsupervisedFork[Unit] =
    val orders = Channel.buffered[String](2)
    val fork = forkUnsupervised(workOff(orders))
    List("a", "b", "c").foreach(orders.send)
    if repaired then orders.done()
    fork

  private def workOff(orders: Source[String]): Unit = orders.foreach(_ => ())
