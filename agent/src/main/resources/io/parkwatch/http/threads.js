// SPDX-License-Identifier: Apache-2.0
// Why a thread is in no finding. The next look answers, so the question is asked until it has.

/** The number of the present search: an older one gives up. */
let searched = 0;

async function search(from) {
  const mine = ++searched;
  const question = "threads?from=" + from + "&q=" + encodeURIComponent(byId("thread").value.trim());
  const until = Date.now() + Math.max(60000, 2 * pace());
  byId("next-threads").hidden = true;
  if (!from) {
    byId("threads").replaceChildren();
  }
  say(byId("search-state"), "Asking the next look …");
  while (mine === searched) {
    try {
      const answer = await fetch(question, { cache: "no-store" });
      if (mine !== searched) {
        return;
      }
      if (answer.status === 200) {
        drawThreads(await answer.json());
        return;
      }
      if (answer.status !== 202) {
        say(byId("search-state"), refusal(await answer.text(), answer));
        return;
      }
    } catch (failed) {
      say(byId("search-state"), NO_CONNECTION);
      return;
    }
    if (Date.now() > until) {
      say(byId("search-state"), "No look has answered.");
      return;
    }
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

function drawThreads(found) {
  byId("threads").append(...found.threads.map(threadLine));
  const shown = found.from + found.threads.length;
  say(
    byId("search-state"),
    (found.total ? counted(found.total, "thread") + (found.total === 1 ? " matches" : " match") : "No thread matches") +
      (shown < found.total ? ", of which " + number(shown) + " are shown" : "") +
      (found.unread ? "; the places of " + number(found.unread) + " others were not read" : "") +
      ". Seen at " +
      time(found.at) +
      ".",
  );
  byId("next-threads").hidden = shown >= found.total;
  byId("next-threads").onclick = () => search(shown);
}

const threadLine = (t) =>
  make(
    "li",
    null,
    quoted(t.name, t.coroutine ? "coroutine" : "#" + t.id) + (t.virtual ? ", virtual" : "") + ": ",
    ...(t.fingerprint ? ["stuck, finding ", linkTo(t.fingerprint)] : [heldBack(t)]),
    ...(t.at ? [make("div", { class: "dim" }, "at ", code(t.at))] : []),
  );

/** Why a thread is in no finding, as a phrase. */
function heldBack(t) {
  const waits =
    t.since === undefined ? t.state : t.state + (t.atLeast ? " for at least " : " for ") + age(t.seconds);
  const blind = t.blind && (report.blind || []).find((row) => row.what === t.blind);
  return (
    waits +
    (t.leftOut === "ignore"
      ? ", left out by the option ignore=" + t.rule
      : t.leftOut === "idle rule" || t.rule
        ? ", left out" + (t.rule ? " by the rule " + t.rule : "") + ": " + t.reason
        : t.leftOut
          ? ", left out: " + (LEFT_OUT[t.leftOut] || t.leftOut)
          : t.reason
            ? ": " + t.reason
            : t.blind
              ? "; how long is not known here" + (blind ? why(blind, " (", ")") : "")
              : t.since === undefined
                ? t.state === "waiting"
                  ? " since the last look"
                  : ""
                : t.seconds * 1000 < millis(report.agent.threshold)
                  ? "; it is stuck from " + report.agent.threshold + " on"
                  : "; its stack is not read yet")
  );
}

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search(0);
});
