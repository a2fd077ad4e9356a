// The marker's reason for a level, for their own use and for settling a difference later.

import { el, fill } from "../../forms/static/dom.js";
import { LEVEL, SHOWN } from "./desk.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function reasonPart(desk, keys) {
  const { words } = desk;
  const label = el("label", { for: "desk-why" });
  const field = el("textarea", { id: "desk-why", rows: "2", maxlength: "2000" });
  const node = el("section", { class: "beside reason", hidden: true }, label, field, el("p", { class: "what", text: words.reason_how }));
  desk.panes.rubric.aside.append(node);
  /** The criterion that the reason is for. @type {string | null} */
  let of = null;
  /** @type {string | null} */
  let last = null;
  /** Reasons that were refused, for example because the text changed, by text and criterion. R offers them again.
   * @type {Map<string, string>} */
  const refused = new Map();

  function close() {
    node.hidden = true;
    field.blur();
  }

  function open() {
    if (desk.mode) return desk.mode.reason ? desk.mode.reason() : desk.isElsewhere();
    const { text } = desk;
    const has = (/** @type {string | null} */ id) => id !== null && text !== null && text.criteria[id].own !== null;
    const now = desk.state.criterion ?? desk.state.across;
    of = has(now) ? now : has(last) ? last : null;
    if (!of || !text) return desk.bar.refuse(words.reason_first);
    const { own, reason } = text.criteria[of];
    label.textContent = fill(words.reason_label, { criterion: desk.name(of), level: own });
    field.value = refused.get(`${text.code} ${of}`) ?? reason ?? "";
    node.hidden = false;
    node.scrollIntoView({ block: "nearest" });
    return field.focus();
  }

  function keep() {
    const { text } = desk;
    const reason = field.value.trim();
    close();
    if (!text || !of || !reason) return;
    const { own: level } = text.criteria[of];
    const place = `${text.code} ${of}`;
    desk.server.keep("reason", { code: text.code, criterion: of, revision: text.revision, reason }, { level }).then(
      (told) => { refused.delete(place); desk.hear(told); desk.draw(); desk.bar.say("reason_kept", {}); },
      (/** @type {Error} */ fault) => { refused.set(place, reason); desk.bar.trouble(fault.message); });
  }

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) keep();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener(SHOWN, () => { last = null; close(); });
  document.addEventListener(LEVEL, (event) => {
    const { code, criterion } = /** @type {CustomEvent} */ (event).detail;
    if (code === desk.text?.code) last = criterion;
  });
  keys.add({ keys: ["r"], does: words.key_reason, act: () => void open() });
}
