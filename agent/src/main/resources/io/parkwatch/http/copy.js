// SPDX-License-Identifier: Apache-2.0
// Copies a finding: as text for a ticket, as a link, as an option, as a command.

/** The buttons that copy. They are made once: what is made at each look loses the focus. */
function actions(r) {
  const copies = [
    ["Copy as Markdown", () => markdown(r.f)],
    ["Copy link", () => location.href.replace(/#.*/, "") + "#" + r.f.fingerprint],
    ["Copy ignore option", () => "ignore=#" + r.f.fingerprint],
    ["Copy prove command", () => "java -jar parkwatch.jar prove " + pid() + " --yes"],
  ];
  const hint = make("p", { class: "dim small" });
  const node = make("div", { class: "actions" });
  for (const [label, text] of copies) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => copy(text(), hint));
    node.append(button);
    r.prove = button;
  }
  if (/^(localhost|127\.|\[::1\])/.test(location.hostname)) {
    hint.append(
      "The link works on this machine, and elsewhere through ssh -L " +
        (location.port || 80) +
        ":127.0.0.1:" +
        (location.port || 80) +
        " <machine>.",
    );
  }
  node.append(hint);
  hint.setAttribute("role", "status");
  return node;
}

async function copy(text, hint) {
  try {
    await navigator.clipboard.writeText(text);
    hint.textContent = "Copied" + (text.includes("\n") ? "." : ": " + text);
  } catch (refused) {
    // by the browser, as on a plain address of another machine
    const area = make("textarea", { readonly: "", "aria-label": "Text to copy", rows: "3" });
    area.value = text;
    hint.replaceChildren("The browser does not allow it here. Copy it yourself:", area);
    area.select();
  }
}

function markdown(f) {
  const tick = (text) => "`" + text.replace(/`/g, "'") + "`";
  const block = (frames) => "\n```\n" + frames.join("\n").replace(/```/g, "'''") + "\n```\n";
  return (
    "**" +
    f.summary.replace(/[<*_`[\]\\]/g, "\\$&") +
    "** (" +
    f.verdict +
    " " +
    f.role +
    ", " +
    tick("#" + f.fingerprint) +
    ")\n\n" +
    (proved(f) ? proved(f) + "\n\n" : "") +
    "- What to do: " +
    f.advice +
    "\n" +
    "- Waits at: " +
    tick(f.waitsAt) +
    ", in " +
    tick(f.operation) +
    "\n" +
    (f.channel
      ? "- Channel: " + tick(f.channel.type) + (known(f.channel) ? ": " + known(f.channel) : "") + "\n"
      : "") +
    (f.channel && f.channel.createdAt ? "- Created at: " + tick(f.channel.createdAt[0]) + "\n" : "") +
    (f.createdAt ? "- Started at: " + tick(f.createdAt[0]) + "\n" : "") +
    (f.holder ? "- " + holderLabel(f.holder) + ": " + tick(holderName(f.holder) + holderText(f.holder)) + "\n" : "") +
    (f.circle || []).map((link) => "- Circle: " + tick(linkText(link)) + "\n").join("") +
    "- Threads: " +
    number(f.count) +
    ", the oldest for " +
    age(f.oldestSeconds) +
    ", since " +
    time(f.firstSeen) +
    "\n" +
    block(f.stack)
  );
}
