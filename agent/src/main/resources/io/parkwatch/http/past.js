// SPDX-License-Identifier: Apache-2.0
// What the page has seen since it was opened: stuck threads by role, and the count of each finding.

/** Of more points every second one is dropped: the line stays whole and gets coarser. */
const MOST_POINTS = 240;

function remember(points, point) {
  points.push(point);
  return points.length <= MOST_POINTS ? points : points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}

/** Stuck threads of a report: when, and how many of each role. */
function point(s) {
  const sums = Object.keys(ROLES).map((role) =>
    s.findings.filter((f) => f.role === role).reduce((sum, f) => sum + f.count - (f.reclaimed || 0), 0),
  );
  return [Date.parse(s.at), ...sums];
}

/** The corners of an area or a line: steps, since nothing is known between two looks. */
function steps(points, height, most, value) {
  const from = points[0][0];
  const span = Math.max(1, points[points.length - 1][0] - from);
  const y = (p) => (1 + height - (value(p) / most) * height).toFixed(1);
  return points
    .map((p, i) => {
      const x = (((p[0] - from) / span) * 1000).toFixed(1);
      return (i ? x + "," + y(points[i - 1]) + " " : "") + x + "," + y(p);
    })
    .join(" ");
}

const band = (height, children) => {
  const node = svg("svg", { viewBox: "0 0 1000 " + height, preserveAspectRatio: "none", "aria-hidden": "true" });
  node.append(...children);
  return node;
};

/** Draws the stuck threads by role, one upon the other. */
function timeline(points) {
  const sum = (p, n) => p.slice(1, n + 1).reduce((all, one) => all + one, 0);
  const most = Math.max(1, ...points.map((p) => sum(p, 4)));
  const words = Object.keys(ROLES);
  const areas = words.map((role, i) =>
    svg("polygon", { class: role, points: steps(points, 40, most, (p) => sum(p, i + 1)) + " 1000,41 0,41" }),
  );
  const span = (points[points.length - 1][0] - points[0][0]) / 1000;
  return [
    band(41, areas.reverse()),
    "Stuck threads by role in the last " + calmAge(span) + ", since this page was opened; most: " + number(most) + ".",
  ];
}

/** Draws the count of a finding. */
function spark(points) {
  const most = Math.max(...points.map((p) => p[1]));
  const least = Math.min(...points.map((p) => p[1]));
  return [
    band(24, [svg("polyline", { points: steps(points, 22, most, (p) => p[1]) })]),
    number(least) + (most === least ? "" : " to " + number(most)) + " since this page was opened",
  ];
}
