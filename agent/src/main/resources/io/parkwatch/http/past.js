// SPDX-License-Identifier: Apache-2.0
// What was stuck before: by role since the agent came, and the count of each finding in the last hour.

/** Past this number the agent's own history is asked for again. It thins out what is old. */
const MOST_POINTS = 960;
const HOUR = 3600000;

/** Adds what holds from a time on. Between two changes the first and the last time are kept. */
function remember(points, point) {
  const same = (other) => other && other.slice(1).join() === point.slice(1).join();
  const last = points[points.length - 1];
  if (last && last[0] >= point[0]) {
    return points;
  }
  if (same(last) && same(points[points.length - 2])) {
    points.pop();
  }
  points.push(point);
  return points;
}

/** Asks the agent for the looks that this page has not seen. Without an answer it goes by what it has. */
async function recall() {
  try {
    const answer = await fetch("history", { cache: "no-store" });
    const told = answer.ok ? await answer.json() : null;
    if (told && told.points.length) {
      const columns = Object.keys(ROLES).map((role) => told.fields.indexOf(role));
      const from = Date.parse(told.from);
      past = told.points.map((p) => [from + p[0] * 1000, ...columns.map((i) => p[i])]);
      pastOf = "since the agent came";
    }
  } catch (failed) {
    // The next report says that there is no connection.
  }
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
    "Stuck threads by role in the last " + calmAge(span) + ", " + pastOf + "; most: " + number(most) + ".",
  ];
}

/** The counts of a finding in the last hour: the agent's, five minutes apart, then those that the page has seen. */
function lastHour(r) {
  const now = r.past[r.past.length - 1][0];
  const counts = r.f.counts || [];
  return counts
    .map((count, i) => [now - ((counts.length - 1 - i) * HOUR) / 12, count])
    .filter((p) => p[0] < r.past[0][0])
    .concat(r.past.filter((p) => p[0] >= now - HOUR));
}

/** Draws the count of a finding. */
function spark(points) {
  const most = Math.max(...points.map((p) => p[1]));
  const least = Math.min(...points.map((p) => p[1]));
  return [
    band(24, [svg("polyline", { points: steps(points, 22, most, (p) => p[1]) })]),
    number(least) +
      (most === least ? "" : " to " + number(most)) +
      " in the last " +
      calmAge((points[points.length - 1][0] - points[0][0]) / 1000),
  ];
}
