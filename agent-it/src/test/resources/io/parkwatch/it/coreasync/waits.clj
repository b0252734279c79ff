;; SPDX-License-Identifier: Apache-2.0
;; Each way to wait for ever on a channel, each on channels of its own; and sleeps, and the library's own loops.
(ns io.parkwatch.it.coreasync.waits
  (:require [clojure.core.async :as a :refer [<! >! <!! >!! alts! alts!! alt! alt!! chan go thread]])
  (:import (io.parkwatch.it.run Job Scene)))

(def scene (Scene.))
(def channels (atom []))

(defn- kept [channel]
  (swap! channels conj channel)
  channel)

(defn- full [channel]
  (a/offer! channel "a")
  (kept channel))

;; Go blocks.

(defn- go-take []
  (let [c (kept (chan))]
    (go (str (<! c)))))

(defn- go-take-buffered []
  (let [c (kept (chan 3))]
    (go (str (<! c)))))

(defn- go-take-sliding []
  (let [c (kept (chan (a/sliding-buffer 2)))]
    (go (str (<! c)))))

(defn- go-take-promised []
  (let [c (kept (a/promise-chan))]
    (go (str (<! c)))))

(defn- go-put []
  (let [c (kept (chan))]
    (go (str (>! c "a")))))

(defn- go-put-full []
  (let [c (full (chan 1))]
    (go (str (>! c "b")))))

(defn- go-alts-takes []
  (let [one (kept (chan)) other (kept (chan 1))]
    (go (str (alts! [one other])))))

(defn- go-alts-puts []
  (let [one (kept (chan)) other (kept (chan))]
    (go (str (alts! [[one "a"] [other "b"]])))))

(defn- go-alts-mixed []
  (let [one (kept (chan)) other (kept (chan))]
    (go (str (alts! [[one "a"] other])))))

(defn- go-alts-timed []
  (let [c (kept (chan))]
    (go (str (alts! [(a/timeout 3600000) c])))))

(defn- go-alt []
  (let [one (kept (chan)) other (kept (chan))]
    (go (str (alt! one ([v] v) other :other)))))

;; Callbacks.

(defn- callback-take []
  (a/take! (kept (chan)) (fn [v] (str v))))

(defn- callback-put []
  (a/put! (kept (chan)) "a" (fn [done] (str done))))

(defn- put-without-callback []
  (a/put! (kept (chan)) "a"))

;; Threads.

(defn- thread-take [c] (str (<!! c)))
(defn- thread-put [c] (str (>!! c "a")))
(defn- thread-alts-takes [one other] (str (alts!! [one other])))
(defn- thread-alts-mixed [one other] (str (alts!! [one [other "a"]])))
(defn- thread-alts-timed [c] (str (alts!! [(a/timeout 3600000) [c "a"]])))
(defn- thread-alt [one other] (str (alt!! one ([v] v) other :other)))

(defn- start [f & args]
  (.start (.thread scene (reify Job (work [_] (apply f args))))))

(defn- threads []
  (start thread-take (kept (chan)))
  (start thread-put (full (chan 1)))
  (start thread-alts-takes (kept (chan)) (kept (chan)))
  (start thread-alts-mixed (kept (chan)) (kept (chan)))
  (start thread-alts-timed (kept (chan)))
  (start thread-alt (kept (chan)) (kept (chan))))

(defn- pooled []
  (let [c (kept (chan))]
    (thread (str (<!! c)))))

;; The library's own loops: where they put, somebody does not take.

(defn- piped []
  (let [from (kept (chan)) to (kept (chan))]
    (a/pipe from to)
    (a/put! from "a")))

(defn- tapped []
  (let [from (kept (chan)) slow (kept (chan))]
    (a/tap (a/mult from) slow)
    (a/put! from "a")))

(defn- poured []
  (a/onto-chan! (kept (chan)) ["a" "b"]))

(defn- poured-by-a-thread []
  (a/onto-chan!! (kept (chan)) ["a" "b"]))

;; No waits that anybody should hear of.

(defn- quiet-loops []
  (let [quiet #(kept (chan))]
    (a/pipe (quiet) (quiet))
    (a/tap (a/mult (quiet)) (quiet))
    (a/sub (a/pub (quiet) :topic) :a (quiet))
    (a/admix (a/mix (quiet)) (quiet))
    (a/pipeline 2 (quiet) (map inc) (quiet))
    (a/pipeline-blocking 2 (quiet) (map inc) (quiet))
    (a/pipeline-async 2 (quiet) (fn [v to] (a/put! to v)) (quiet))
    (a/split odd? (quiet))
    (a/map + [(quiet) (quiet)])
    (a/merge [(quiet) (quiet)])
    (a/into [] (quiet))))

(defn- sleeps []
  (go (str (<! (a/timeout 3600000))))
  (go (str (alts! [(a/timeout 3600000) (a/timeout 7200000)])))
  (start #(<!! (a/timeout 3600000)))
  (start #(alts!! [(a/timeout 3600000) (a/timeout 7200000)])))

(defn- let-go
  "Who takes is told of the end; who puts has to be taken from."
  [channel]
  (a/close! channel)
  (while (some? (a/poll! channel))))

(defn -main []
  (run! #(%) [go-take go-take-buffered go-take-sliding go-take-promised go-put go-put-full
              go-alts-takes go-alts-puts go-alts-mixed go-alts-timed go-alt
              callback-take callback-put put-without-callback
              threads pooled
              piped tapped poured poured-by-a-thread
              quiet-loops sleeps])
  (.onRelease scene (reify Job (work [_] (run! let-go @channels))))
  (.play scene))
