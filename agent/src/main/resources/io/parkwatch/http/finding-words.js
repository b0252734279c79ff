// SPDX-License-Identifier: Apache-2.0
// The sentences of one finding: see FindingText and HolderText.

/** What a channel holds and who stands at it. */
function known(c) {
  const state = c.state || {};
  const has = (word) => state[word] !== undefined;
  const side = (word, what) =>
    has(word)
      ? [
          (state[word] ? counted(state[word], "thread") : "no thread") +
            (state[word] > 1 ? " wait" : " waits") +
            " to " +
            what,
        ]
      : [];
  return []
    .concat(
      room(c) || [],
      c.of ? "the class " + c.of : [],
      has("parties") && has("arrived")
        ? number(state.arrived) +
            " of " +
            counted(state.parties, "party", "parties") +
            (state.arrived === 1 ? " is" : " are") +
            " there"
        : [],
      has("permits") ? counted(state.permits, "permit") + " left" : [],
      has("count") ? "its count is " + number(state.count) : [],
      state.readers ? "read-locked " + counted(state.readers, "time") : [],
      side("putters", "put"),
      side("takers", "take"),
      has("out") && has("idle") && has("wanted")
        ? "in its pool " +
            number(state.out) +
            (state.out === 1 ? " is" : " are") +
            " handed out, " +
            number(state.idle) +
            " idle, " +
            number(state.wanted) +
            " wanted"
        : [],
      state.waiters > 1 ? counted(state.waiters, "thread") + " wait for it" : [],
      c.instances > 1 ? number(c.instances) + " different ones" : [],
    )
    .join("; ");
}

function room(c) {
  if (c.kind === "rendezvous") {
    return "a rendezvous, it holds no items";
  }
  if (c.kind === "unbounded") {
    return "unbounded" + (c.size === undefined ? "" : ", it holds " + counted(c.size, "item"));
  }
  if (c.kind !== "bounded") {
    return "";
  }
  if (c.size === undefined) {
    return "bounded" + (c.capacity === undefined ? "" : ", it has room for " + counted(c.capacity, "item"));
  }
  return (
    "bounded, it holds " +
    (c.capacity === undefined
      ? counted(c.size, "item")
      : number(c.size) +
        " of " +
        counted(c.capacity, "item") +
        (c.size === c.capacity ? " (full)" : c.size ? "" : " (empty)"))
  );
}

/** What is proved about a finding; empty if nothing is. */
function proved(f) {
  const live = f.count - (f.reclaimed || 0);
  const lines = [];
  if (f.verdict === "reclaimed") {
    const them = f.count === 1 ? "it" : "them";
    lines.push("The garbage collector took " + them + ": nobody could have woken " + them + " any more.");
  } else if (f.leaked) {
    lines.push(
      "Proved: nothing in this JVM can ever wake " +
        (f.leaked < live ? number(f.leaked) + " of them" : live === 1 ? "it" : "them") +
        ".",
    );
  }
  if (f.deadlocked) {
    const circle = f.circle || [];
    const them = f.deadlocked === 1 ? "it" : "them";
    const isStarved = (f.endedBy || []).includes("larger pool");
    lines.push(
      "Proved" +
        (f.deadlocked === f.count ? "" : " for " + number(f.deadlocked) + " of the " + number(f.count)) +
        ": " +
        (!circle.length
          ? isStarved
            ? "only these threads run the tasks that they wait for"
            : "the holder has ended"
          : circle.length === 1
            ? "it waits for what it holds"
            : (f.circles > 1 ? "circles" : "a circle") + ", in which each waits for the next") +
        ". " +
        (isStarved
          ? "What could still end " + them + ": " + f.endedBy.join(", ")
          : f.endedBy
            ? "Only an " +
              f.endedBy.join(" or ") +
              " could still end " +
              them +
              (circle.length > 1 ? ", of a thread in the circle whose wait allows one" : "")
            : "Nothing ends " + them) +
        ".",
    );
  }
  if (f.reclaimed && live > 0) {
    lines.push("The garbage collector took " + number(f.reclaimed) + " more while they waited, in the last hour.");
  }
  return lines.join(" ");
}

const notProved = (f) => (f.notProved || []).map((row) => number(row.count) + ": " + row.reason).join("; ");

const NAMED_BY_LABEL = ["thread waited for", "coroutine waited for"];
const holderLabel = (h) =>
  NAMED_BY_LABEL.includes(h.how) || h.how === "writer queued before it" ? "Waits for" : "Held by";
const holderName = (h) => quoted(h.name, h.coroutine ? "coroutine" : "#" + h.id);
const holderText = (h) =>
  (NAMED_BY_LABEL.includes(h.how) ? "" : ", " + h.how) +
  (h.state ? ", " + h.state : "") +
  (h.at ? " at " + h.at : "");

/** Whether the noun phrase of a link names the next thread already. */
const isNextNamed = (link) => link.how === "thread waited for" || link.how === "writer queued before it";

function since(f, s) {
  const atLeast = isAtLeast(f);
  const began = atLeast ? f.threads[0].since : f.firstSeen;
  const seconds =
    f.threads[0] && f.threads[0].since === began && f.verdict !== "reclaimed"
      ? f.oldestSeconds
      : (Date.parse(s.at) - Date.parse(began)) / 1000;
  return (
    (atLeast
      ? "before the agent" +
        (s.agent.attached ? " came (it looked first at " + time(began) + ")" : "'s first look at " + time(began)) +
        ", at least "
      : time(began) + ", ") +
    calmAge(seconds) +
    " ago" +
    (f.countHourAgo === undefined ? "" : "; " + number(f.count) + " now, " + number(f.countHourAgo) + " an hour ago")
  );
}

const LIBRARY = /^(java|javax|jdk|sun|com\.sun|kotlin|kotlinx\.coroutines|scala|clojure|groovy)\./;

/** A frame's class without package, and its method and line: `Search.find (Search.java:26)`. */
function place(frame) {
  const parts = /^(?:.*\.)?([^.(]+\.[^.(]+)\((.*)\)$/.exec(frame || "");
  return parts ? parts[1].replace(/lambda\$(.+)\$\d+$/, "$1") + " (" + parts[2] + ")" : frame || "";
}

const className = (frame) => frame.replace(/\(.*$/, "").replace(/\.[^.]+$/, "");
