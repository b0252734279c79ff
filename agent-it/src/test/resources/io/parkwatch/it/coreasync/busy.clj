;; SPDX-License-Identifier: Apache-2.0
;; A healthy program: everything waits, often and in every way, and nothing for long; what waits for long is a sleep or
;; a loop of the
;; library's own.
(ns io.parkwatch.it.coreasync.busy
  (:require [clojure.core.async :as a :refer [<! >! <!! >!! alts! alts!! chan go go-loop thread]])
  (:import (io.parkwatch.it.run Job Scene)
           (java.util.concurrent.atomic AtomicLong)))

(def handed-over (AtomicLong.))
(def running (atom true))
(defn- handed [] (.incrementAndGet handed-over))

(defn- rendezvous []
  (let [there (chan) back (chan)]
    (go-loop []
      (when-some [v (<! there)]
        (>! back v)
        (recur)))
    (go-loop []
      (when @running
        (>! there 1)
        (<! back)
        (handed)
        (recur)))))

(defn- buffered-slowly
  "Its consumer and its producer wait in turns, for less than the threshold."
  []
  (let [items (chan 2)]
    (go-loop []
      (dotimes [i 6] (>! items i))
      (<! (a/timeout 150))
      (when @running (recur)))
    (go-loop []
      (when-some [_ (<! items)]
        (<! (a/timeout 10))
        (recur)))))

(defn- requests
  "A channel, a go block and a time-out for each request."
  []
  (dotimes [_ 3]
    (go-loop []
      (when @running
        (let [reply (a/promise-chan) body (chan 1)]
          (go (>! body 1) (>! reply 2))
          (<! reply)
          (alts! [body (a/timeout 1000)])
          (alts! [body (a/timeout 1)])
          (handed)
          (recur))))))

(defn- choices []
  (let [one (chan) other (chan)]
    (go-loop [] (when @running (>! one 1) (recur)))
    (go-loop [] (when-some [_ (<! other)] (recur)))
    (go-loop []
      (when @running
        (alts! [one [other 1] (a/timeout 20)])
        (handed)
        (recur)))))

(defn- threads []
  (let [there (chan) back (chan 1)]
    (thread (while @running
              (when-some [v (<!! there)] (>!! back v))))
    (thread (while @running
              (alts!! [[there 1] (a/timeout 500)])
              (<!! back)
              (handed)))))

(defn- callbacks []
  (let [c (chan)]
    (letfn [(puts [] (when @running (a/put! c 1 (fn [_] (takes)))) (a/take! c (fn [_] (handed))))
            (takes [] (go (<! (a/timeout 1)) (puts)))]
      (puts))))

(defn- pipelines []
  (let [from (chan) to (chan) more (chan) last (chan)]
    (a/pipeline 2 to (map inc) from)
    (a/pipeline-blocking 2 more (map inc) to)
    (a/pipeline-async 2 last (fn [v out] (go (>! out v) (a/close! out))) more)
    (go-loop [] (when @running (>! from 1) (recur)))
    (go-loop [] (when-some [_ (<! last)] (handed) (recur)))))

(defn- subscriptions []
  (let [events (chan) all (a/mult events) topics (a/pub (a/tap all (chan)) :topic)]
    (doseq [c [(a/tap all (chan)) (a/sub topics :a (chan)) (a/sub topics :b (chan (a/sliding-buffer 1)))]]
      (go-loop [] (when-some [_ (<! c)] (handed) (recur))))
    (go-loop []
      (when @running
        (>! events {:topic :a})
        (>! events {:topic :b})
        (<! (a/timeout 5))
        (recur)))))

(defn- clocks []
  (go-loop [] (when @running (<! (a/timeout 30)) (recur)))
  (thread (while @running (<!! (a/timeout 30))))
  (go (<! (a/timeout 3600000)))
  (thread (<!! (a/timeout 3600000)))
  (dotimes [_ 200] (go (<! (a/timeout 3600000)))))

(defn- quiet-loops []
  (a/pipe (chan) (chan))
  (a/tap (a/mult (chan)) (chan))
  (a/sub (a/pub (chan) :topic) :a (chan))
  (a/admix (a/mix (chan)) (chan))
  (a/pipeline-blocking 2 (chan) (map inc) (chan))
  (a/into [] (a/merge [(chan) (chan)])))

(defn -main []
  (let [scene (Scene.)]
    (run! #(%) [rendezvous buffered-slowly requests choices threads callbacks pipelines subscriptions clocks quiet-loops])
    (.onRelease scene (reify Job (work [_] (reset! running false) (println (str "handed over: " handed-over)))))
    (.play scene)))
