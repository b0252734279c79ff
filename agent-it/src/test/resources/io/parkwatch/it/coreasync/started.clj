;; SPDX-License-Identifier: Apache-2.0
;; Go blocks that wait for ever, each started at a line of its own; and callbacks, which are none.
(ns io.parkwatch.it.coreasync.started
  (:require [clojure.core.async :as a :refer [<! >! alts! chan go go-loop]])
  (:import (io.parkwatch.it.run Job Scene)))

(def channels (atom []))

(defn- kept [channel]
  (swap! channels conj channel)
  channel)

(defn- takes [c]
  (go
    (str (<! c))))

(defn- puts [c]
  (go-loop []
    (when (>! c "a") (recur))))

(defn- chooses [one other]
  (go
    (let [mine (chan 1)]
      (str (alts! [one other mine])))))

(defn- tells-of-children [c]
  (go
    (<! (go (str (<! c))))))

(defprotocol Work (work [_ c]))

(deftype Worker []
  Work
  (work [_ c] (go (str (<! c)))))

(def at-load (let [c (kept (chan))] (go (str (<! c)))))

(defn- calls-back [c]
  (a/take! c (fn [v] (str v))))

(defn- piped [from to]
  (a/pipe from to)
  (a/put! from "a"))

(defn -main []
  (let [scene (Scene.)
        made-elsewhere #(kept (chan))]
    (takes (made-elsewhere))
    (puts (made-elsewhere))
    (chooses (made-elsewhere) (made-elsewhere))
    (tells-of-children (made-elsewhere))
    (work (->Worker) (made-elsewhere))
    (calls-back (made-elsewhere))
    (piped (made-elsewhere) (made-elsewhere))
    (.onRelease scene (reify Job (work [_] (run! #(do (a/close! %) (while (some? (a/poll! %)))) @channels))))
    (.play scene)))
