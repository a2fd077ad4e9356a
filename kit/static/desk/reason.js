// The marker's reason for a level, for their own use and for settling a difference later.

import { el, fill } from "../dom.js";
import { SHOWN } from "./desk.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function reasonPart(desk, keys) {
  const { words } = desk;
  const label = el("label", { for: "desk-why" });
  const field = el("textarea", { id: "desk-why", rows: "2", maxlength: "2000" });
  const node = el("section", { class: "beside reason", hidden: true }, label, field, el("p", { class: "what", text: words.reason_how }));
  desk.panes.rubric.aside.append(node);
  /** What the reason is for: its text, criterion and saved words. @type {{ code: string, criterion: string, saved: string } | null} */
  let now = null;
  /** Words that are not saved, by text and criterion. R offers them again. @type {Map<string, string>} */
  const kept = new Map();

  /** @param {{ code: string, criterion: string }} one */
  const placeOf = ({ code, criterion }) => `${code} ${criterion}`;

  /** Note the words in the field, so that nothing typed is lost. */
  function note() {
    if (!now) return;
    if (field.value.trim() === now.saved) kept.delete(placeOf(now));
    else kept.set(placeOf(now), field.value);
  }

  function close() {
    note();
    now = null;
    node.hidden = true;
    field.blur();
  }

  function open() {
    if (desk.mode) return desk.mode.reason ? desk.mode.reason() : desk.isElsewhere();
    // Another text is loading, and the reason would be for the one on the screen.
    if (desk.moving) return undefined;
    const { text } = desk;
    const criterion = [desk.subject(), desk.lastGiven?.criterion].find((id) => id && text?.criteria[id].own !== null);
    if (!criterion || !text) return desk.bar.refuse(words.reason_first);
    const { own, reason } = text.criteria[criterion];
    now = { code: text.code, criterion, saved: reason ?? "" };
    label.textContent = fill(words.reason_label, { criterion: desk.name(criterion), level: own });
    field.value = kept.get(placeOf(now)) ?? now.saved;
    node.hidden = false;
    node.scrollIntoView({ block: "nearest" });
    return field.focus();
  }

  function keep() {
    const { text } = desk;
    const one = now;
    const reason = field.value.trim();
    close();
    if (!text || !one || !reason || reason === one.saved) return;
    const { code, criterion } = one;
    const { own: level } = text.criteria[criterion];
    desk.server.keep("reason", { code, criterion, revision: text.revision, reason }, { level }).then(
      (told) => { kept.delete(placeOf(one)); desk.hear(told); desk.draw(); desk.bar.say("reason_kept", {}); },
      (/** @type {Error} */ fault) => {
        desk.refused(fault);
        // The text may have changed, so show what it is now.
        if (desk.text?.code === code) void desk.show(code, criterion);
      });
  }

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) keep();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener(SHOWN, close);
  addEventListener("beforeunload", (event) => {
    note();
    if ([...kept.values()].some((its) => its.trim())) event.preventDefault();
  });
  keys.add({ keys: ["r"], does: words.key_reason, act: () => void open() });
}
