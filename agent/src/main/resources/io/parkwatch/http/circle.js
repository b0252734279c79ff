// SPDX-License-Identifier: Apache-2.0
// The circle of a deadlock, drawn with lines and text alone.

/** The width of the details from which a circle of two threads is drawn side by side. */
const WIDE = 860;

const svg = (tag, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

const linkText = (link) =>
  quoted(link.thread, "#" + link.id) +
  " waits for " +
  link.waitsFor +
  (isNextNamed(link) ? "" : ", held by " + link.heldBy) +
  (link.waitsAt ? ", at " + link.waitsAt : "");

const cut = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

/** What a thread waits for, in two lines: the lock, and where it was made. */
function lock(link) {
  const [what, made] = link.waitsFor.split(" made at ");
  return [what, made ? "made at " + place(made) : ""];
}

const text = (x, y, words, most, kind, anchor) =>
  svg(
    "text",
    { x, y, class: kind || "", "text-anchor": anchor || "start" },
    cut(words, most),
    ...(words.length > most ? [svg("title", {}, words)] : []),
  );

function drawing(circle, wide) {
  const node = circle.length === 2 && wide ? sideBySide(circle) : ring(circle);
  node.setAttribute("role", "img");
  node.setAttribute(
    "aria-label",
    "A circle of " + counted(circle.length, "thread") + ": " + circle.map(linkText).join("; ") + ".",
  );
  return node;
}

const canvas = (width, height, ...children) =>
  svg("svg", { class: "circle", viewBox: "0 0 " + width + " " + height, width, height }, ...children);

/** A head of an arrow at a point, which looks right, down, left or up. */
const head = (x, y, turn) =>
  svg("path", {
    class: "head",
    d: "M0 0 L-9 -5 L-9 5 Z",
    transform: "translate(" + x + " " + y + ") rotate(" + turn + ")",
  });

function box(x, y, width, link) {
  return [
    svg("rect", { x, y, width, height: 48, rx: 6 }),
    text(x + 12, y + 20, quoted(link.thread, "#" + link.id), width < 250 ? 24 : 32, "thread"),
    text(x + 12, y + 38, place(link.waitsAt), width < 250 ? 29 : 38, "at"),
  ];
}

/** Two threads, left and right, with what each waits for on the way to the other. */
function sideBySide([left, right]) {
  const over = lock(left);
  const under = lock(right);
  return canvas(
    660,
    196,
    svg("path", { d: "M110 74 V58 Q110 42 126 42 H534 Q550 42 550 58 V70" }),
    head(550, 74, 90),
    svg("path", { d: "M550 122 V138 Q550 154 534 154 H126 Q110 154 110 138 V126" }),
    head(110, 122, -90),
    ...box(0, 74, 225, left),
    ...box(435, 74, 225, right),
    text(330, 16, "waits for " + over[0], 46, "lock", "middle"),
    text(330, 33, over[1], 46, "at", "middle"),
    text(330, 172, "waits for " + under[0], 46, "lock", "middle"),
    text(330, 189, under[1], 46, "at", "middle"),
  );
}

/** Any number of threads one below the other, and the way back from the last one to the first. */
function ring(circle) {
  const step = 112;
  const bottom = (circle.length - 1) * step;
  const parts = circle.flatMap((link, i) => {
    const y = i * step;
    const [what, made] = lock(link);
    const last = i === circle.length - 1;
    return [
      ...box(34, y, 290, link),
      ...(last ? [] : [svg("path", { d: "M54 " + (y + 48) + " V" + (y + step - 4) }), head(54, y + step, 90)]),
      text(66, y + 72, "waits for " + what, 36, "lock"),
      text(66, y + 90, made, 38, "at"),
    ];
  });
  return canvas(
    340,
    bottom + 104,
    svg("path", {
      d:
        circle.length === 1
          ? "M54 48 V80 Q54 96 38 96 H26 Q10 96 10 80 V40 Q10 24 26 24 H30"
          : "M54 " +
            (bottom + 48) +
            " V" +
            (bottom + 84) +
            " Q54 " +
            (bottom + 98) +
            " 40 " +
            (bottom + 98) +
            " H26 Q10 " +
            (bottom + 98) +
            " 10 " +
            (bottom + 82) +
            " V40 Q10 24 26 24 H30",
    }),
    head(34, 24, 0),
    ...parts,
  );
}
