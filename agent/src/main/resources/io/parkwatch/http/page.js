// SPDX-License-Identifier: Apache-2.0
// Asks for the report, and keeps the list of findings in order while it lives on from look to look.

const MOST_ENDED = 50;
const WAIT = 10000;
const rows = new Map();
const headings = new Map();
let past = [];
let pastOf = "since this page was opened";
let gap = true; // whether looks were missed
let report = null;
let stale = 0;
let tag = null;
let silent = null; // why there is no answer, and since when
let timer = 0;
let asking = false;
let wanted = location.hash.slice(1);
let chosen = new Set();

const pid = () => report.jvm.pid;
const paused = () => byId("pause").getAttribute("aria-pressed") === "true";

/** A duration of the options in milliseconds. */
function millis(text) {
  const parts = /^([\d.]+)(ms|s|m|h)$/.exec(text);
  return parts ? parts[1] * { ms: 1, s: 1000, m: 60000, h: HOUR }[parts[2]] : 5000;
}

/** Milliseconds between two questions: a look's time, but not more often than once a second. */
const pace = () => Math.min(60000, Math.max(1000, millis(report ? report.agent.interval : "2s")));

const NO_CONNECTION = "There is no connection to the agent.";
const refusal = (text, answer) => "Parkwatch answers: " + cut(text.trim() || String(answer.status), 300);

async function ask() {
  clearTimeout(timer);
  if (asking) {
    return;
  }
  if (document.hidden || paused()) {
    gap = true;
    return;
  }
  asking = true;
  const given = new AbortController();
  const limit = setTimeout(() => given.abort(), WAIT);
  let next = null;
  try {
    const answer = await fetch("report", {
      headers: tag ? { "If-None-Match": tag } : {},
      cache: "no-store",
      signal: given.signal,
    });
    if (answer.status === 200) {
      next = await answer.json();
    }
    silent =
      answer.status === 200 || answer.status === 304
        ? null
        : silence(refusal(await answer.text(), answer));
    tag = silent ? null : answer.headers.get("ETag");
    stale = Number(answer.headers.get("Parkwatch-Stale"));
  } catch (failed) {
    silent = silence(
      failed instanceof SyntaxError ? "The answer is no report." : NO_CONNECTION,
    );
  }
  clearTimeout(limit);
  if (next) {
    take(next);
    draw();
  } else {
    drawState();
  }
  if (silent) {
    gap = true;
  } else if (next && gap) {
    gap = false;
    await recall();
    drawPast();
  }
  asking = false;
  timer = setTimeout(ask, silent ? Math.min(pace(), 5000) : pace());
}

const silence = (why) => ({ why, at: silent ? silent.at : Date.now() });

/** Takes over a report: which findings are new, which have gone. */
function take(next) {
  const first = report === null || report.jvm.pid !== next.jvm.pid || report.jvm.started !== next.jvm.started;
  if (first && report) {
    notice("This is another process than before: marks begin again.");
    rows.forEach((r) => r.node.remove());
    rows.clear();
    past = [];
    gap = true;
  }
  report = next;
  past = remember(past, point(next));
  gap = gap || past.length > MOST_POINTS;
  const present = new Set();
  for (const f of next.findings) {
    present.add(f.fingerprint);
    let r = rows.get(f.fingerprint);
    if (!r) {
      r = row(f);
      r.isNew = !first && !isAtLeast(f);
      r.button.addEventListener("click", () => toggle(r));
      rows.set(f.fingerprint, r);
    } else if (r.endedAt) {
      r.isNew = true;
    }
    r.f = f;
    r.past = remember(gap ? [] : r.past, [Date.parse(next.at), f.count]);
    r.endedAt = 0;
  }
  for (const r of rows.values()) {
    if (!present.has(r.f.fingerprint) && !r.endedAt && !next.findingsLeftOut) {
      r.endedAt = Date.now();
    }
  }
  const ended = [...rows.values()].filter((r) => r.endedAt).sort((a, b) => b.endedAt - a.endedAt);
  ended.slice(MOST_ENDED).forEach(drop);
  if (next.findingsLeftOut) {
    // whether one ended is not known
    rows.forEach((r) => present.has(r.f.fingerprint) || r.endedAt || drop(r));
  }
}

function drop(r) {
  r.node.remove();
  rows.delete(r.f.fingerprint);
}

function toggle(r, open = r.details.hidden) {
  r.details.hidden = !open;
  r.button.setAttribute("aria-expanded", String(open));
  const hash = open ? "#" + r.f.fingerprint : location.hash === "#" + r.f.fingerprint ? "" : location.hash;
  history.replaceState(null, "", hash || location.pathname + location.search);
  if (open) {
    detail(r, report);
  }
}

/** Opens the finding that the address names by its fingerprint, or by the first digits of it. */
function follow() {
  if (!report || !wanted) {
    return;
  }
  const start = wanted.toLowerCase();
  wanted = "";
  const r = [...rows.values()].find((one) => start.length >= 6 && one.f.fingerprint.startsWith(start));
  const ended = (report.ended || []).find((one) => one.fingerprint.startsWith(start));
  notice(
    r || !/^[0-9a-f]{6,}$/.test(start)
      ? ""
      : "Finding #" +
          start +
          (ended
            ? " ended at " + time(ended.endedAt) + ": " + ended.summary + "."
            : " is not in this look: it has ended, or another instance has it."),
  );
  if (r) {
    if (r.node.hidden) {
      showAll();
    }
    toggle(r, true);
    r.button.focus({ preventScroll: true });
    r.node.scrollIntoView({ block: "start" });
  }
}

const notice = (words) => say(byId("notice"), words);

/** The words of a finding that the filter looks in. */
const words = (f) =>
  [
    f.fingerprint,
    "#" + f.fingerprint,
    f.summary,
    f.verdict,
    f.role,
    f.operation,
    f.waitsAt,
    f.calledAt,
    f.channel && [f.channel.type, f.channel.within, f.channel.createdAt],
    f.createdAt,
    f.threads.map((t) => t.name),
    f.holder && f.holder.name,
    f.stack.filter((frame) => !LIBRARY.test(frame)),
  ]
    .flat(3)
    .join("\n")
    .toLowerCase();

function matches(r, asked) {
  const f = r.f;
  const roles = [...chosen].filter((word) => word in ROLES);
  const verdicts = [...chosen].filter((word) => !(word in ROLES));
  return (
    (!roles.length || roles.includes(f.role)) &&
    (!verdicts.length || verdicts.includes(f.verdict)) &&
    (!asked.length || asked.every((word) => words(f).includes(word)))
  );
}

const ORDERS = {
  worst: (a, b) => a.at - b.at,
  newest: (a, b) => Date.parse(b.f.firstSeen) - Date.parse(a.f.firstSeen),
  most: (a, b) => b.f.count + (b.f.behind || 0) - a.f.count - (a.f.behind || 0),
  growing: (a, b) => grown(b) - grown(a),
  oldest: (a, b) => b.f.oldestSeconds - a.f.oldestSeconds,
};

/** How many threads it has more than an hour ago, or than at the first look that is known. */
function grown(r) {
  const before = [r.f.countHourAgo, (r.f.counts || [])[0], r.isNew ? 0 : r.first];
  return r.f.count - before.find((count) => count !== undefined);
}

const GROUPS = {
  class: (f) => className(f.waitsAt),
  channel: (f) => (f.channel ? f.channel.type : "channel not known"),
  place: (f) => f.waitsAt,
};

/** The finding right above another one in the tree: the one that holds most of what its threads wait for. */
function above(f) {
  const held = new Map();
  let rest = f.count;
  for (const other of f.alsoHeldBy || []) {
    rest -= other.count;
    held.set(other.holder.fingerprint, (held.get(other.holder.fingerprint) || 0) + other.count);
  }
  if (f.holder) {
    held.set(f.holder.fingerprint, (held.get(f.holder.fingerprint) || 0) + Math.max(1, rest));
  }
  const most = [...held]
    .sort((a, b) => b[1] - a[1])
    .map(([fingerprint]) => rows.get(fingerprint))
    .find((r) => r && r.f !== f && (r.f.root === f.root || r.f.fingerprint === f.root));
  return most ? most.f.fingerprint : f.root;
}

/** Returns what the list shows, from top to bottom: rows with their depth, and headings. */
function order(shown, gone) {
  const by = (a, b) => ORDERS[byId("sort").value](a, b) || a.at - b.at;
  const group = byId("group").value;
  const sorted = shown.sort(by);
  let all = [];
  if (group === "root") {
    const inside = new Set(sorted.map((r) => r.f.fingerprint));
    const below = new Map();
    for (const r of sorted) {
      const up = r.f.root ? above(r.f) : "";
      const key = inside.has(up) ? up : inside.has(r.f.root) ? r.f.root : "";
      below.set(key, (below.get(key) || []).concat(r));
    }
    const placed = new Set();
    const open = (below.get("") || []).map((r) => [r, 0]).reverse();
    while (open.length) {
      const [r, depth] = open.pop();
      if (!placed.has(r)) {
        placed.add(r);
        all.push([r, depth]);
        open.push(...(below.get(r.f.fingerprint) || []).map((next) => [next, depth + 1]).reverse());
      }
    }
    all = all.concat(sorted.filter((r) => !placed.has(r)).map((r) => [r, 0]));
  } else if (group === "none") {
    all = sorted.map((r) => [r, 0]);
  } else {
    const groups = new Map();
    sorted.forEach((r) => groups.set(GROUPS[group](r.f), (groups.get(GROUPS[group](r.f)) || []).concat(r)));
    groups.forEach((members, name) =>
      all.push([heading(group + name, name, members), 0], ...members.map((r) => [r, 0])),
    );
  }
  return gone.length
    ? all.concat(
        [[heading("gone", "Ended while this page was open", gone), 0]],
        gone.map((r) => [r, 0]),
      )
    : all;
}

function heading(key, name, members) {
  if (!headings.has(key)) {
    headings.set(key, { node: make("h2") });
  }
  const threads = members.reduce((sum, r) => sum + r.f.count, 0);
  say(headings.get(key).node, name + (key === "gone" ? "" : " · " + counted(threads, "thread")));
  return headings.get(key);
}

/** Puts nodes in order. The one that has the focus or the selection is never moved: it would lose them. */
function arrange(list, nodes) {
  const kept = [document.activeElement, getSelection().isCollapsed ? null : getSelection().anchorNode];
  const fixed = nodes.findIndex((node) => kept.some((one) => one && node.contains(one)) && node.parentNode === list);
  let cursor = list.firstChild;
  nodes.forEach((node, i) => {
    if (i === fixed) {
      cursor = node.nextSibling;
    } else if (i < fixed && cursor === nodes[fixed]) {
      list.insertBefore(node, cursor);
    } else if (node === cursor) {
      cursor = cursor.nextSibling;
    } else {
      list.insertBefore(node, cursor);
    }
  });
  const present = new Set(nodes);
  [...list.children].forEach(
    (node) => present.has(node) || (node.tagName === "H2" ? node.remove() : (node.hidden = true)),
  );
}

/** Lists what ended before the page could see it. */
function drawEnded(asked) {
  const before = (report.ended || [])
    .filter((one) => !rows.has(one.fingerprint))
    .filter((one) => asked.every((word) => (one.summary + " #" + one.fingerprint).toLowerCase().includes(word)));
  byId("ended").hidden = !before.length;
  fill(
    byId("ended").lastElementChild,
    before.map(
      (one) =>
        "ended " +
        time(one.endedAt) +
        ", #" +
        one.fingerprint +
        ": " +
        one.summary +
        (one.most > 1 ? " (at most " + number(one.most) + " at once)" : ""),
    ),
  );
}

function draw() {
  drawState();
  if (!report) {
    return;
  }
  const asked = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  report.findings.forEach((f, i) => (rows.get(f.fingerprint).at = i));
  const shown = [...rows.values()].filter((r) => !r.endedAt && matches(r, asked));
  const gone = [...rows.values()].filter((r) => r.endedAt && matches(r, asked)).sort((a, b) => b.endedAt - a.endedAt);
  const all = order(shown, gone);
  all.forEach(([r, depth]) => r.f && ((r.node.hidden = false), show(r, report, depth)));
  arrange(
    byId("list"),
    all.map(([r]) => r.node),
  );
  const hidden = rows.size - shown.length - gone.length;
  byId("empty").hidden = !hidden;
  say(
    byId("empty").firstElementChild,
    hidden ? counted(hidden, "finding") + (hidden === 1 ? " does" : " do") + " not match." : "",
  );
  say(
    byId("more"),
    report.findingsLeftOut
      ? "and " + counted(report.findingsLeftOut, "more finding") + ", less severe than these."
      : "",
  );
  drawEnded(asked);
  byId("tools").hidden = !rows.size;
  byId("why").hidden = false;
  drawChoices();
  // The tools cover what scrolls below them.
  document.documentElement.style.setProperty("--tools", byId("tools").offsetHeight + "px");
  follow();
}
