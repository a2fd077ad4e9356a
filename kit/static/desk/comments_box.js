// The box for writing a comment, or for choosing one from the bank. It covers the rubric, so that the learner's words
// stay visible.

import { el, fill, freshId, say } from "../dom.js";

/** The functions of the desk that the box calls.
 * @typedef {{ save(draft: DeskDraft, toBank: boolean): Promise<void>, bank(criterion: string, level: number, quote: string): Promise<DeskBank>, left(draft: DeskDraft, words: string): void, closed(): void }} BoxActs */

/** @param {Record<string, string>} words @param {DeskCriterion[]} criteria @param {BoxActs} acts */
export function commentBox(words, criteria, acts) {
  const heading = freshId("comment");
  const field = freshId("field");
  const check = freshId("bank");
  const title = el("h2", { id: heading });
  const quote = el("blockquote", {});
  const list = el("ol", {});
  const written = el("textarea", { id: field, rows: 5, maxlength: 4000 });
  const toBank = el("input", { type: "checkbox", id: check });
  const bankLine = el("label", { for: check });
  const offer = el("p", { class: "offer" }, toBank, bankLine);
  const said = el("p", { class: "said", role: "status" });
  const keep = el("button", { type: "button", class: "press", text: words.comment_save, onclick: () => save() });
  const leave = el("button", { type: "button", class: "plain", text: words.comment_cancel, onclick: () => cancel() });
  const hint = el("p", { class: "hint" });
  const form = el("div", { class: "form" }, el("label", { for: field, text: words.comment_label }), written, offer);
  const node = el("dialog", { class: "comment-box", "aria-labelledby": heading, tabindex: "-1" },
    title, quote, list, form, said, el("p", { class: "acts" }, keep, leave), hint);
  /** @type {DeskDraft | null} */
  let draft = null;
  /** @type {DeskBank | null} */
  let shown = null;
  let saving = false;
  /** Whether the desk doesn't answer. */
  let gone = false;
  /** A number key that was pressed before the bank had loaded. @type {string | null} */
  let early = null;
  /** The criterion and level that the list shows. @type {{ criterion: string, level: number } | null} */
  let where = null;

  /** @param {string} id */
  const name = (id) => criteria.find((one) => one.id === id)?.name ?? id;

  /** @param {boolean} writing */
  function draw(writing) {
    form.hidden = keep.hidden = !writing;
    list.hidden = writing;
    say(hint, writing ? words.comment_hint : words.bank_hint);
    say(said, "");
    quote.textContent = draft?.quote ?? "";
    quote.hidden = !draft?.quote;
  }

  function show() {
    if (!node.open) node.show();
  }

  /** @param {boolean} [isSaved] */
  function close(isSaved = false) {
    if (saving) return;
    if (draft && !form.hidden && !isSaved) acts.left(draft, written.value);
    draft = shown = early = where = null;
    written.value = "";
    if (node.open) node.close();
    acts.closed();
  }

  /** Close without what was written. */
  function cancel() {
    written.value = "";
    close();
  }

  async function save() {
    if (!draft || saving) return;
    if (!written.value.trim()) return void written.focus();
    hold(true);
    const sent = { ...draft, text: written.value };
    try {
      await acts.save(sent, toBank.checked && !offer.hidden);
      hold(false);
      close(true);
    } catch (fault) {
      hold(false);
      say(said, /** @type {Error} */ (fault).message);
      written.focus();
    }
  }

  /** Keep the sent words visible and read-only until they are saved or refused. @param {boolean} now */
  function hold(now) {
    saving = written.readOnly = toBank.disabled = keep.disabled = leave.disabled = now;
    state();
  }

  function state() {
    const waits = saving && gone;
    say(said, waits ? words.comment_not_saved : saving ? words.comment_saving : "");
    say(hint, waits ? words.comment_waits : saving ? "" : words.comment_hint);
    node.classList.toggle("waits", waits);
  }

  /** @param {DeskBankEntry} entry */
  function take(entry) {
    if (!draft || !shown) return;
    const { criterion, level } = shown;
    const kind = draft.place ? "passage" : "criterion";
    write({ ...draft, kind, criterion, level, text: entry.filled, entry: { criterion, level, text: entry.text },
      title: draft.place ? words.comment_on_words : fill(words.comment_on, { criterion: name(criterion) }) });
  }

  /** @param {string} criterion @param {number} level */
  async function look(criterion, level) {
    // Open at once, so that the next key goes to the box, and a number to the bank.
    const here = { criterion, level };
    shown = early = null;
    where = here;
    title.textContent = fill(words.bank_title, { criterion: name(criterion), level });
    draw(false);
    show();
    node.focus();
    const found = await acts.bank(criterion, level, draft?.quote ?? "").catch((/** @type {Error} */ fault) => say(said, fault.message));
    if (!found || where !== here) return;
    shown = found;
    list.replaceChildren(...found.entries.map((one, n) => el("li", {},
      el("button", { type: "button", onclick: () => take(one) }, el("kbd", { text: String(n + 1) }), el("span", { text: one.filled }),
        one.uses ? el("small", { text: fill(words.bank_used, { count: one.uses }) }) : null))),
    ...(found.entries.length ? [] : [el("li", { text: words.bank_empty })]));
    (list.querySelector("button") ?? leave).focus();
    const wanted = found.entries[Number(early) - 1];
    early = null;
    if (wanted) take(wanted);
  }

  /** @param {DeskDraft} begun */
  function write(begun) {
    where = null;
    draft = begun;
    title.textContent = begun.title;
    written.value = begun.text;
    toBank.checked = false;
    offer.hidden = begun.criterion === null || begun.level === null || begun.replaces !== null || begun.entry !== null;
    if (begun.criterion) say(bankLine, fill(words.comment_to_bank, { criterion: name(begun.criterion), level: begun.level }));
    draw(true);
    show();
    written.focus();
    // Select the placeholder, so that the marker can type over it right away.
    const brace = written.value.indexOf("{quote}");
    if (brace >= 0) written.setSelectionRange(brace, brace + "{quote}".length);
    else written.setSelectionRange(written.value.length, written.value.length);
  }

  /** @param {KeyboardEvent} event */
  function inList(event) {
    if (!where) return;
    const { criterion, level } = where;
    const at = criteria.findIndex((one) => one.id === criterion);
    const beside = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const up = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (/^[1-9]$/.test(event.key)) {
      const entry = shown?.entries[Number(event.key) - 1];
      if (entry) take(entry);
      else if (!shown) early = event.key;
    } else if (beside) void look(criteria[(at + beside + criteria.length) % criteria.length].id, level);
    else if (up) void look(criterion, Math.min(3, Math.max(0, level + up)));
    else return;
    event.preventDefault();
  }

  node.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (list.hidden && event.target === written && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    } else if (!list.hidden) inList(event);
  });

  return {
    node,
    write,
    /** Note whether the desk has stopped answering, so that a sent comment has to wait. @param {boolean} now */
    waits(now) {
      gone = now;
      if (saving) state();
    },
    /** Fill in a suggestion that arrives later, unless something has been typed by then.
     * @param {DeskDraft} begun @param {Partial<DeskDraft>} more */
    begin(begun, more) {
      if (draft !== begun || written.value) return;
      write({ ...begun, ...more });
    },
    /** @param {DeskDraft} begun @param {number} level */
    async list(begun, level) {
      draft = begun;
      await look(begun.criterion ?? criteria[0].id, level);
    },
  };
}
