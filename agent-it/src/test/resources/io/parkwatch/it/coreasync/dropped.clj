;; SPDX-License-Identifier: Apache-2.0
;; So many go blocks whose channels nobody has after drop, ten on channels that are held, and one on one of either; and
;; a thread
;; on one of the first.
(ns io.parkwatch.it.coreasync.dropped
  (:require [clojure.core.async :as a :refer [<! <!! alts! chan go thread]])
  (:import (io.parkwatch.it.run Job Scene)))

(def held (atom []))
(def dropped (atom []))

(defn- kept [in channel]
  (swap! in conj channel)
  channel)

(defn- take-dropped []
  (let [c (kept dropped (chan))]
    (go (str (<! c)))))

(defn- take-held []
  (let [c (kept held (chan))]
    (go (str (<! c)))))

(defn- take-either []
  (let [one (kept dropped (chan)) other (kept held (chan))]
    (go (str (alts! [other one] :priority true)))))

(defn- blocked-dropped []
  (thread (str (<!! (kept dropped (chan))))))

(defn -main [many]
  (let [scene (Scene.)]
    (dotimes [_ (parse-long many)] (take-dropped))
    (dotimes [_ 10] (take-held))
    (take-either)
    (blocked-dropped)
    (.on scene "drop" (reify Job (work [_] (reset! dropped []) (System/gc))))
    (.on scene "collect" (reify Job (work [_] (System/gc))))
    (.onRelease scene (reify Job (work [_] (run! a/close! @held))))
    (.play scene)))
