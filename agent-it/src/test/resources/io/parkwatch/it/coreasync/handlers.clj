;; SPDX-License-Identifier: Apache-2.0
;; The five ways to leave a go block behind on a channel, and what the same code looks like repaired.
(ns io.parkwatch.it.coreasync.handlers
  (:require [clojure.core.async :as a :refer [<! >! <!! >!! alts!! chan go go-loop]])
  (:import (io.parkwatch.it.run Job Scene)))

(def channels (atom []))

(defn- kept [channel]
  (swap! channels conj channel)
  channel)

(defn- dropped-channel
  "The channel goes out of everybody's hands but the go block's."
  [repaired]
  (let [answers (kept (chan))
        end (go (str (<! answers)))]
    (when repaired (a/close! answers))
    end))

(defn- forgotten-sender
  "The handler returns before it takes the result."
  [repaired]
  (let [results (kept (if repaired (chan 1) (chan)))]
    (go (str (>! results "result")))))

(defn- timed-out-caller
  "The caller does not wait for as long as the answer takes."
  [repaired]
  (let [quotes (kept (if repaired (chan 1) (chan)))
        gone (chan)
        end (go (<! gone) (str (>! quotes "quote")))]
    (alts!! [quotes (a/timeout 50)])
    (a/close! gone)
    end))

(defn- abandoned-receiver
  "Nobody sends updates any more."
  [repaired]
  (let [updates (kept (chan (a/sliding-buffer 10)))
        end (go-loop [] (when-some [_ (<! updates)] (recur)))]
    (>!! updates "update")
    (when repaired (a/close! updates))
    end))

(defn- unclosed-worker
  "All orders are in, and nobody says so."
  [repaired]
  (let [orders (kept (chan 2))
        end (go-loop [] (when-some [_ (<! orders)] (recur)))]
    (run! #(>!! orders %) ["a" "b" "c"])
    (when repaired (a/close! orders))
    end))

(defn- let-go [channel]
  (a/close! channel)
  (while (some? (a/poll! channel))))

(defn- ends [repaired]
  (mapv #(% repaired) [dropped-channel forgotten-sender timed-out-caller abandoned-receiver unclosed-worker]))

(defn -main []
  (let [scene (Scene.)]
    (ends false)
    (run! <!! (ends true))
    (println "ended")
    (.onRelease scene (reify Job (work [_] (run! let-go @channels))))
    (.play scene)))
