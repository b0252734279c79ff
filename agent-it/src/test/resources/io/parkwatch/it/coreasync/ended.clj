;; SPDX-License-Identifier: Apache-2.0
;; Ten go blocks each that wait in another way; end ends them all but ten, lets go of all, and has it collected at once;
;; time does it with those.
(ns io.parkwatch.it.coreasync.ended
  (:require [clojure.core.async :as a :refer [<! >! <!! alts! chan close! go put! take! timeout]])
  (:import (io.parkwatch.it.run Job Scene)))

(def ends (atom []))
(def blocks (atom []))
(def timed (atom []))
(def timers (atom []))
(def unused (atom []))

(defn- wait-in [block end]
  (swap! blocks conj block)
  (swap! ends conj end))

(defn- take-what-is-put []
  (let [c (chan)]
    (wait-in (go (str (<! c))) #(put! c "item"))))

(defn- put-what-is-taken []
  (let [c (chan)]
    (wait-in (go (>! c "item")) #(take! c str))))

(defn- take-what-closes []
  (let [c (chan)]
    (wait-in (go (str (<! c))) #(close! c))))

(defn- choose []
  (let [one (chan) other (chan)]
    (wait-in (go (str (alts! [one other]))) #(put! other "item"))))

;; Its time comes when the scene says so: a timeout closes its channel, too.
(defn- choose-in-time []
  (let [one (chan) timer (timeout 86400000)]
    (swap! unused conj one)
    (swap! timers conj timer)
    (swap! timed conj (go (str (alts! [one timer]))))))

(defn- await-all [blocks]
  (doseq [block @blocks] (<!! block))
  (reset! blocks []))

(defn -main []
  (let [scene (Scene.)]
    (dotimes [_ 10]
      (take-what-is-put)
      (put-what-is-taken)
      (take-what-closes)
      (choose)
      (choose-in-time))
    (.on scene "end"
         (reify Job
           (work [_]
             (doseq [end @ends] (end))
             (reset! ends [])
             (await-all blocks)
             (System/gc))))
    (.on scene "time"
         (reify Job (work [_] (reset! unused []) (System/gc) (run! close! @timers) (await-all timed) (System/gc))))
    (.play scene)))
