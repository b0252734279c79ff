;; SPDX-License-Identifier: Apache-2.0
;; One go block and one thread wait before an agent comes, one more go block waits on the same channel on send. Another
;; thread sleeps.
(ns io.parkwatch.it.coreasync.late
  (:require [clojure.core.async :as a :refer [<! <!! chan go thread]])
  (:import (io.parkwatch.it.run Job Scene)))

(def channel (chan))
(defn- early [] (go (str (<! channel))))
(defn- blocked [] (thread (str (<!! channel))))
(defn- asleep [] (thread (str (<!! (a/timeout 3600000)))))
(defn- later [] (go (str (<! channel))))

(defn -main []
  (let [scene (Scene.)]
    (early)
    (blocked)
    (asleep)
    (.on scene "send" (reify Job (work [_] (later))))
    (.onRelease scene (reify Job (work [_] (a/close! channel))))
    (.play scene)))
