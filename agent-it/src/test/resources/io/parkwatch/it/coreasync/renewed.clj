;; SPDX-License-Identifier: Apache-2.0
;; Go blocks that wait on the same channel again and again, for a tenth of a second each time, and the last time for
;; ever.
(ns io.parkwatch.it.coreasync.renewed
  (:require [clojure.core.async :as a :refer [<! >! <!! >!! alts! chan go-loop]])
  (:import (io.parkwatch.it.run Job Scene)))

(def taken (chan))
(def put (chan))
(def chosen (chan))
(def other (chan))

(defn- takes [] (go-loop [] (when (<! taken) (recur))))
(defn- puts [] (go-loop [] (when (>! put 1) (recur))))
(defn- chooses [] (go-loop [] (when (first (alts! [other chosen])) (recur))))

(defn- end-waits []
  (>!! taken 1)
  (<!! put)
  (>!! chosen 1))

(defn- let-go []
  (run! a/close! [taken put chosen other])
  (while (some? (a/poll! put))))

(defn -main []
  (let [scene (Scene.)]
    (run! #(%) [takes puts chooses])
    (dotimes [_ 30]
      (Thread/sleep 100)
      (end-waits))
    (println (str "last: " (System/currentTimeMillis)))
    (end-waits)
    (.onRelease scene (reify Job (work [_] (let-go))))
    (.play scene)))
