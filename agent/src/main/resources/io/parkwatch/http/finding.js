// SPDX-License-Identifier: Apache-2.0
// One finding as a row that opens in place. A row is made once; each look changes its text alone, so that focus,
// selection and what is open stay. All text goes in by text nodes: names come from the watched program.

const byId = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Changes a text only if it is another one: a change drops the selection in it. */
function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
  node.hidden = !text;
}

const code = (text) => make("code", null, text);
const lines = (frames) => frames.map((frame) => make("div", null, code(frame)));
const linkTo = (fingerprint) => make("a", { href: "#" + fingerprint }, code("#" + fingerprint));

function row(f) {
  const parts = {};
  const part = (name, tag, ...children) => (parts[name] = make(tag || "span", { class: name }, ...children));
  const button = part(
    "open",
    "button",
    part("count"),
    make(
      "span",
      { class: "what" },
      make("span", { class: "line" }, part("sentence"), " ", part("mark")),
      make(
        "span",
        { class: "line small" },
        part("verdict"),
        " ",
        part("role"),
        " ",
        part("where", "code"),
        " ",
        part("tree"),
      ),
    ),
    make("span", { class: "when" }, part("age"), " ", make("code", null, "#" + f.fingerprint.slice(0, 8))),
  );
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "d" + f.fingerprint);
  const details = make("div", { class: "details", id: "d" + f.fingerprint, hidden: "" });
  const node = make("article", { id: f.fingerprint }, make("h3", null, button), details);
  return {
    f,
    node,
    button,
    details,
    parts,
    sections: new Map(),
    first: f.count,
    most: f.count,
    verdict: f.verdict,
    endedAt: 0,
    past: [],
  };
}

/** Brings the head of a row up to its finding, and its details if they are open. */
function show(r, s, depth) {
  const f = r.f;
  r.most = Math.max(r.most, f.count);
  const gone = r.endedAt > 0;
  const proof = f.verdict !== "stuck" && f.verdict !== r.verdict;
  r.node.className = [f.role, f.verdict, gone ? "gone" : ""].join(" ").trim();
  r.node.style.setProperty("--depth", String(Math.min(depth, 6)));
  say(r.parts.count, number(f.count));
  say(r.parts.sentence, f.summary);
  say(
    r.parts.mark,
    gone
      ? "ended"
      : proof
        ? "proved now"
        : r.isNew
          ? "new"
          : f.count > r.first
            ? "+" + number(f.count - r.first)
            : "",
  );
  say(r.parts.verdict, f.verdict === "stuck" ? "" : f.verdict);
  say(r.parts.role, f.role);
  say(r.parts.where, place(f.calledAt || f.waitsAt));
  say(
    r.parts.tree,
    f.behind
      ? counted(f.behind, "thread") + (f.behind === 1 ? " waits" : " wait") + " behind it"
      : f.root && depth === 0
        ? "behind #" + f.root.slice(0, 8)
        : "",
  );
  say(r.parts.age, f.verdict === "reclaimed" ? "" : calmAge(f.oldestSeconds));
  if (!r.details.hidden) {
    detail(r, s);
  }
}

/** Fills the details. A section is made again only if what it shows has changed and none of its text is selected. */
function detail(r, s) {
  const f = r.f;
  if (!r.sections.size) {
    r.list = make("dl");
    r.details.append(make("p", { class: "proof" }), r.list, actions(r));
  }
  say(
    r.details.firstChild,
    (r.endedAt ? "It ended while this page was open, with at most " + counted(r.most, "thread") + ". " : "") +
      proved(f),
  );
  const c = f.channel;
  const circle = f.circle || [];
  const holders = (f.holder ? [{ holder: f.holder }] : []).concat(f.alsoHeldBy || []);
  section(r, "What to do", f.advice, () => [f.advice]);
  section(r, "Not proved", f.notProved, () => [notProved(f)]);
  section(r, "Waits at", [f.waitsAt, f.operation, f.alsoWaitsAt], () => [
    code(f.waitsAt),
    ", in ",
    code(f.operation),
    ...also(f.alsoWaitsAt),
  ]);
  section(r, "Called at", f.calledAt, () => [code(f.calledAt)]);
  section(r, "Channel", c, () => [
    code(c.type),
    known(c) ? ": " + known(c) : "",
    ...(c.within ? [make("div", null, "within ", code(c.within))] : []),
    ...(c.createdAt
      ? [make("div", { class: "dim" }, "created at"), ...lines(c.createdAt), ...also(c.alsoCreatedAt)]
      : []),
  ]);
  for (const label of ["Held by", "Waits for"]) {
    const those = holders.length && holderLabel(holders[0].holder) === label ? holders : null;
    section(r, label, those, () => those.map((one) => holder(one, f)));
  }
  section(
    r,
    "Circle",
    circle.length ? [circle, f.circles, f.deadlocked, r.details.clientWidth >= WIDE] : null,
    () => [
      drawing(circle, r.details.clientWidth >= WIDE),
      ...(f.circles > 1 ? [make("div", null, "and " + counted(f.circles - 1, "more circle") + " like it")] : []),
      ...(f.deadlocked
        ? []
        : [
            make(
              "div",
              null,
              "Not proved: a time-out, or somebody outside of the circle, may still end one of these waits.",
            ),
          ]),
    ],
  );
  section(r, "Behind it", f.behind, () => [
    counted(f.behind, "thread") + (f.behind === 1 ? " waits" : " wait") + ", in the end, for this",
  ]);
  section(r, "Comes from", f.root, () => ["finding ", linkTo(f.root)]);
  section(r, "Started at", f.createdAt && [f.createdAt, f.alsoCreatedAt], () => [
    ...lines(f.createdAt),
    ...also(f.alsoCreatedAt),
  ]);
  section(r, "Since", since(f, s), () => [since(f, s)]);
  const counts = lastHour(r);
  const minute = Math.floor(r.past[r.past.length - 1][0] / 60000);
  section(r, "Count", counts.some((p) => p[1] !== counts[0][1]) ? [minute, counts.map((p) => p[1])] : null, () => {
    const [line, text] = spark(counts);
    return [make("div", { class: "spark" }, line), text];
  });
  const named = f.threads.map((t) => [
    quoted(t.name, t.coroutine ? "coroutine" : "#" + t.id),
    (t.atLeast ? "for at least " : "for ") +
      calmAge(t.seconds) +
      (t.verdict && t.verdict !== f.verdict ? ", " + t.verdict : ""),
  ]);
  section(r, "Threads", named.length ? [named, f.count] : null, () => [
    make(
      "ul",
      { class: "threads" },
      ...named.map(([name, text]) => make("li", null, name + " ", make("span", { class: "dim" }, text))),
    ),
    f.count > named.length ? "and " + number(f.count - named.length) + " more" : "",
  ]);
  section(r, "Stack", f.stack, () => stack(f));
  r.prove.hidden = f.verdict !== "stuck" || !f.threads.some((t) => t.virtual);
}

/** Shows what `fill` makes of some data below a label, or nothing if there is none. */
function section(r, label, data, fill) {
  const text = data ? JSON.stringify(data) : "";
  let at = r.sections.get(label);
  if (!at) {
    at = { term: make("dt", null, label), body: make("dd"), text: null };
    r.sections.set(label, at);
    r.list.append(at.term, at.body);
  }
  const selected = getSelection();
  if (at.text === text || (at.text && text && !selected.isCollapsed && selected.containsNode(at.body, true))) {
    return;
  }
  const focused = [...at.body.querySelectorAll("a, summary")].indexOf(document.activeElement);
  at.text = text;
  at.term.hidden = at.body.hidden = !text;
  at.body.replaceChildren(...(text ? fill() : []));
  if (focused >= 0) {
    const again = at.body.querySelectorAll("a, summary")[focused];
    (again || r.button).focus({ preventScroll: true });
  }
}

const also = (places) =>
  (places || []).map((other) =>
    make("div", { class: "dim" }, "also " + number(other.count) + " at ", code(other.stack[0] || "?")),
  );

function holder(one, f) {
  const h = one.holder;
  const itself = !one.count && !h.coroutine && f.threads[0] && f.threads[0].id === h.id;
  const in_ = !h.fingerprint
    ? []
    : h.fingerprint === f.fingerprint
      ? [", in this finding"]
      : [", finding ", linkTo(h.fingerprint)];
  return make(
    "div",
    null,
    (one.count ? (f.holder ? "also " : "") + number(one.count) + " by " : "") +
      (itself ? "itself" : holderName(h)) +
      holderText(h),
    ...in_,
  );
}

/** The stack, of which two and more frames of libraries in a row are folded. */
function stack(f) {
  const parts = [];
  let library = [];
  const fold = () => {
    parts.push(
      ...(library.length < 2
        ? library.map((frame) => make("div", { class: "dim" }, code(frame)))
        : [make("details", null, make("summary", null, library.length + " library frames"), ...lines(library))]),
    );
    library = [];
  };
  const first = f.stack.indexOf(f.waitsAt);
  f.stack.forEach((frame, i) => {
    if (LIBRARY.test(frame) || i < first) {
      library.push(frame);
    } else {
      fold();
      parts.push(make("div", null, code(frame)));
    }
  });
  fold();
  return parts;
}
