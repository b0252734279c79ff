// SPDX-License-Identifier: Apache-2.0
// The sentences of a look, which are those of the text form: see ReportText, BlindSpotsText and Phrases.

const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (n, one, many) => number(n) + " " + (n === 1 ? one : many || one + "s");
const quoted = (name, id) => (name ? '"' + name + '" ' : "") + id;

function age(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (large, unit, small, smaller) => large + " " + unit + (small ? " " + small + " " + smaller : "");
  return s < 60
    ? s + " s"
    : s < 3600
      ? two(Math.floor(s / 60), "min", s % 60, "s")
      : s < 86400
        ? two(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min")
        : two(Math.floor(s / 86400), "d", Math.floor((s % 86400) / 3600), "h");
}

/** An age that changes once a minute after the first one: what stands still can be read. */
const calmAge = (seconds) => age(seconds < 60 ? seconds : seconds - (seconds % 60));

const time = (iso) => iso.replace("T", " ").replace("Z", " UTC");

function headline(s, stale) {
  if (stale) {
    return (
      "What is stuck now is not known: the last look ended " +
      age(stale) +
      " ago, and one is made every " +
      s.agent.interval +
      "."
    );
  }
  const w = s.watched;
  const all = w.running + w.waiting + w.idle + w.stuck;
  const threads =
    w.coroutines === undefined ? counted(all, "thread") : number(all) + " threads and coroutines on channels";
  const unsaid = unseen(s);
  if (w.stuck === 0) {
    return unsaid
      ? "Nothing that Parkwatch sees is stuck; " + unsaid + "."
      : "Nothing is stuck: none of " +
          threads +
          " was seen waiting for " +
          s.agent.threshold +
          " or longer at one place of the program.";
  }
  const share = (n) => (n < w.stuck ? number(n) + " of them " : w.stuck === 1 ? "" : "all of them ");
  return (
    number(w.stuck) +
    " of " +
    threads +
    (w.stuck === 1 ? " is" : " are") +
    " stuck (waiting for " +
    s.agent.threshold +
    " or longer)" +
    (w.leaked
      ? ", " + share(w.leaked) + "leaked: nothing in this JVM can ever wake " + (w.leaked === 1 ? "it" : "them")
      : "") +
    (w.deadlocked ? ", " + share(w.deadlocked) + "deadlocked" : "") +
    "."
  );
}

const why = (row, open, close) => {
  const at = row.text.indexOf(": ");
  return at < 0 ? "" : open + row.text.slice(at + 2) + close;
};

function members(row) {
  const kind = row.text.split(": ")[0];
  return row.threads === 0
    ? kind
    : row.threads === 1
      ? "1 " +
        kind
          .replace(/\bthreads\b/, "thread")
          .replace(/\bcoroutines\b/, "coroutine")
          .replace("that wait ", "that waits ")
      : number(row.threads) + " " + kind;
}

const unread = (s) => counted(s.unread, "old wait") + (s.unread === 1 ? " is" : " are") + " not read yet";

function carriers(s) {
  const c = s.carriers;
  if (!c || !c.ready) {
    return "";
  }
  const one = c.ready === 1;
  const taken = !c.pinned
    ? c.parallelism === 1
      ? "another runs on the one carrier"
      : "others run on the " + c.parallelism + " carriers"
    : c.pinned >= c.parallelism
      ? c.parallelism === 1
        ? "the one carrier is pinned"
        : "all " + c.parallelism + " carriers are pinned"
      : c.pinned + " of " + c.parallelism + " carriers" + (c.pinned === 1 ? " is" : " are") + " pinned";
  return (
    counted(c.ready, "virtual thread") +
    (one ? " is" : " are") +
    " ready to run and" +
    (one ? " has" : " have") +
    " no carrier" +
    (one ? ", for " : ", the oldest for ") +
    age(c.readyOldestSeconds) +
    ": " +
    taken
  );
}

/** What was not judged, after "nothing that Parkwatch sees is stuck"; empty if everything was. */
function unseen(s) {
  return (s.blind || [])
    .map((row) => members(row) + (row.threads === 1 ? " is" : " are") + " not seen" + why(row, ": ", ""))
    .concat(s.unread ? [unread(s)] : [], carriers(s) || [])
    .join("; ");
}

const LEFT_OUT = {
  "socket read": "in socket reads",
  sleep: "asleep",
  ignore: "by the option ignore",
  "idle rule": "idle by rule",
  "library wait": "in waits of libraries",
};

/** The lines below the headline. */
function notes(s, stale) {
  const stuck = s.watched.stuck;
  const gone = s.watched.reclaimed;
  const coroutines = s.watched.coroutines !== undefined;
  const blind = (s.blind || []).map((row) => members(row) + why(row, " (", ")")).join("; ");
  return [
    stale && stuck ? headline(s) + " That was the last look." : "",
    stuck && blind ? "Not seen: " + blind + "." : "",
    stuck && carriers(s) ? carriers(s) + "." : "",
    stuck && s.unread ? unread(s) + ": a later look says what they wait for." : "",
    s.leftOut
      ? "Left out: " +
        s.leftOut.map((row) => number(row.threads) + " " + (LEFT_OUT[row.why] || "(" + row.why + ")")).join(", ") +
        "."
      : "",
    gone
      ? counted(
          gone,
          coroutines ? "thread or coroutine" : "thread",
          coroutines ? "threads or coroutines" : "threads",
        ) +
        " vanished in the last hour: the garbage collector took " +
        (gone === 1 ? "it while it waited." : "them while they waited.")
      : "",
    ...s.problems.map((problem) => "Does not work here: " + problem),
  ].filter(Boolean);
}

/** Where this was seen, when, and by which agent. */
function facts(s) {
  const w = s.watched;
  return [
    "Seen at " +
      time(s.at) +
      " by Parkwatch " +
      s.agent.version +
      ", which looks every " +
      s.agent.interval +
      (s.agent.attached ? " and was attached while the program ran." : "."),
    "Up since " +
      time(s.jvm.started) +
      ". " +
      counted(w.platform, "platform thread") +
      ", " +
      counted(w.virtual, "virtual thread") +
      (w.coroutines === undefined ? "" : ", " + counted(w.coroutines, "coroutine") + " on channels") +
      ".",
    s.proof
      ? "The garbage collector was last asked at " +
        time(s.proof.at) +
        (s.proof.problem ? ", and could prove nothing: " + s.proof.problem + "." : ".")
      : "",
    s.main
      ? "The program's main waits " +
        (s.main.end ? "for the end of the program, " : "") +
        (s.main.atLeast ? "for at least " : "for ") +
        calmAge(s.main.seconds) +
        ", at " +
        s.main.waitsAt +
        "."
      : "",
    s.findings.some(isAtLeast)
      ? '"At least": since before the agent' + (s.agent.attached ? " came." : "'s first look.")
      : "",
  ].filter(Boolean);
}

const isAtLeast = (f) => f.verdict !== "reclaimed" && Boolean(f.threads[0] && f.threads[0].atLeast);
