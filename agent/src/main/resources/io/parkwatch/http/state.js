// SPDX-License-Identifier: Apache-2.0
// The headline and what stands around it, and the keys.

const ROLES = { sender: 1, lock: 1, waiter: 1, receiver: 1 };
const VERDICTS = ["leaked", "deadlocked", "stuck", "reclaimed"];
const STATES = ["stuck", "waiting", "idle", "running"];

/** The first line is the truth of now, or says that it is not known. */
function drawState() {
  const s = report;
  const top = byId("top");
  const text = silent
    ? "What is stuck now is not known. " + silent.why
    : s
      ? (paused() ? "Paused. " : "") + headline(s, stale)
      : "Asking for the last look …";
  say(byId("headline"), text);
  const w = s && s.watched;
  const unknown = silent || stale || !s;
  top.dataset.state = unknown
    ? "unknown"
    : w.leaked || w.deadlocked
      ? "proved"
      : w.stuck
        ? "stuck"
        : unseen(s)
          ? "blind"
          : "fine";
  document.body.classList.toggle("old", Boolean(s && (silent || stale)));
  if (silent) {
    say(
      byId("link-state"),
      "No answer since " +
        clock(silent.at) +
        ". Asking again every few seconds." +
        (s ? " Below is the last look, of " + time(s.at) + "." : ""),
    );
  }
  if (!s) {
    document.title = silent ? "? Parkwatch" : "Parkwatch";
    return;
  }
  const program = s.service
    ? s.service.name + (s.service.version ? " " + s.service.version : "")
    : s.jvm.main || "A JVM";
  document.title = (unknown ? "?" : w.stuck ? number(w.stuck) + " stuck" : "0") + " · " + program + " · Parkwatch";
  fill(byId("notes"), notes(s, silent ? 0 : stale));
  fill(byId("facts"), facts(s));
  if (!silent) {
    say(
      byId("link-state"),
      program +
        (s.service && s.jvm.main ? " (" + s.jvm.main + ")" : "") +
        ", pid " +
        s.jvm.pid +
        (s.jvm.host ? " on " + s.jvm.host : "") +
        ", Java " +
        s.jvm.java +
        ". " +
        (paused() ? "Paused at " : stale ? "The last look ended at " : "Live. Seen at ") +
        time(s.at) +
        ".",
    );
  }
  byId("bar").hidden = byId("pause").hidden = false;
  STATES.forEach((state) =>
    byId("bar")
      .querySelector("." + state)
      .style.setProperty("flex-grow", String(w[state])),
  );
  const states = byId("states");
  if (!states.firstChild) {
    STATES.forEach((state) => states.append(make("span", { class: state })));
  }
  STATES.forEach((state, i) => say(states.children[i], number(w[state]) + " " + state));
  states.hidden = false;
  drawPast();
}

/** Draws what was stuck since the agent came, once something was. */
function drawPast() {
  const changed = past.length > 1 && past.some((p) => p.slice(1).some(Boolean));
  byId("past").hidden = !changed;
  const [line, text] = changed ? timeline(past) : ["", ""];
  byId("past").replaceChildren(line);
  say(byId("past-text"), text);
}

const clock = (millis) => new Date(millis).toTimeString().slice(0, 8);

function fill(list, texts) {
  while (list.children.length > texts.length) {
    list.lastChild.remove();
  }
  texts.forEach((text, i) => say(list.children[i] || list.appendChild(make("li")), text));
  list.hidden = !texts.length;
}

/** The buttons for roles and verdicts, with the number of their findings. Each is made once. */
function drawChoices() {
  const live = report.findings;
  const verdicts = VERDICTS.filter((word) => live.some((f) => f.verdict === word));
  for (const [parent, words] of [
    ["roles", Object.keys(ROLES)],
    ["verdicts", VERDICTS],
  ]) {
    for (const word of words) {
      const id = "only-" + word;
      let button = byId(id);
      if (!button) {
        button = make("button", { type: "button", id, class: word, "aria-pressed": "false" });
        button.addEventListener("click", () => {
          chosen.has(word) ? chosen.delete(word) : chosen.add(word);
          draw();
        });
        byId(parent).append(button);
      }
      const n = live.filter((f) => f.role === word || f.verdict === word).length;
      say(button, word + " " + number(n));
      button.setAttribute("aria-pressed", String(chosen.has(word)));
      button.hidden =
        !chosen.has(word) &&
        document.activeElement !== button &&
        (!n || (parent === "verdicts" && verdicts.length < 2));
    }
  }
}

function showAll() {
  byId("filter").value = "";
  chosen = new Set();
  draw();
}

/** Goes to the next or the previous row that is shown. */
function step(by) {
  const buttons = [...byId("list").querySelectorAll("article:not([hidden]) .open")];
  const article = document.activeElement.closest("article");
  const at = article ? buttons.indexOf(article.querySelector(".open")) + by : by > 0 ? 0 : buttons.length - 1;
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, at))];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function key(event) {
  const at = document.activeElement;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "Escape") {
    const article = at.closest("article");
    if (at === byId("filter")) {
      at.value = "";
      at.blur();
      draw();
    } else if (article) {
      toggle(rows.get(article.id), false);
      rows.get(article.id).button.focus();
    }
  } else if (!typing && event.key === "/") {
    event.preventDefault();
    byId("filter").focus();
    byId("filter").select();
  } else if (!typing && (event.key === "j" || event.key === "k")) {
    step(event.key === "j" ? 1 : -1);
  } else if (at === byId("filter") && event.key === "Enter") {
    event.preventDefault();
    step(1);
  }
}

document.addEventListener("keydown", key);
document.addEventListener("visibilitychange", ask);
function goTo(hash) {
  wanted = hash.slice(1);
  follow();
}

addEventListener("hashchange", () => goTo(location.hash));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) {
    event.preventDefault(); // it would take the focus away, and no change of the address tells of it
    goTo(link.hash);
  }
});
addEventListener("resize", () => report && rows.forEach((r) => r.details.hidden || detail(r, report)));
byId("filter").addEventListener("input", draw);
byId("sort").addEventListener("change", draw);
byId("group").addEventListener("change", draw);
byId("clear").addEventListener("click", () => {
  showAll();
  byId("filter").focus();
});
byId("tools").addEventListener("submit", (event) => event.preventDefault());
byId("pause").addEventListener("click", () => {
  byId("pause").setAttribute("aria-pressed", String(!paused()));
  draw();
  ask();
});
ask();
