// Comments at the desk, on selected words or on a criterion, with or without the bank. Each is saved before it shows.

import { button, el, fill } from "../dom.js";
import { commentBox } from "./comments_box.js";
import { drawComments, noteOf, select, selectedPlace, sentences, unitsTo, wordsAt } from "./comments_text.js";
import { SAVING, SHOWN } from "./desk.js";
import { Gone } from "./server.js";

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new unique id, so that a comment sent twice is saved once. */
function freshUlid() {
  const drawn = crypto.getRandomValues(new Uint8Array(26));
  return [...drawn].map((byte, n) => SIGNS[n === 0 ? byte % 8 : byte % 32]).join("");
}

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function commentsPart(desk, keys) {
  const { words, server } = desk;
  const { body } = desk.panes.text;
  /** @type {DeskComment[]} */
  let comments = [];
  /** @type {string | null} */
  let code = null;
  /** @type {DeskPlace | null} */
  let chosen = null;
  let saidNow = "";
  /** Words that are not saved, by what they are for. The next comment of that kind begins with them. @type {Map<string, string>} */
  const kept = new Map();
  const list = el("section", { class: "remarks", "aria-label": words.comments_title });

  const box = commentBox(words, desk.opened.criteria, {
    async save(draft, toBank) {
      const { kind, text, criterion, place, replaces, entry, level } = draft;
      // The place of a passage is in the text as it was then. Anything else is about the text on the screen now.
      const revision = kind === "passage" && !replaces ? draft.revision : desk.texts.get(draft.code)?.revision ?? null;
      const told = await server.keep("comment", { id: freshUlid(), code: draft.code, revision, kind, text, criterion,
        start: place?.start ?? null, end: place?.end ?? null, replaces, entry, to_bank: toBank ? level : null }, { quote: draft.quote })
        .catch(async (/** @type {Error} */ fault) => {
          kept.set(slotOf(draft), text);
          await showAnew(draft);
          throw fault;
        });
      kept.delete(slotOf(draft));
      hear(told);
      saidNow = "comment_saved";
    },
    left(draft, text) {
      if (!text.trim()) kept.delete(slotOf(draft));
      else if (text !== draft.text) kept.set(slotOf(draft), text);
    },
    bank: (criterion, level, quote) => server.ask("bank", { criterion, level, quote }).catch((/** @type {Error} */ fault) => {
      if (!(fault instanceof Gone)) throw fault;
      desk.bar.fault(fault);
      throw new Error(words.silent);
    }),
    closed() {
      chosen = null;
      draw();
      leave();
      if (saidNow) desk.bar.say(saidNow, {});
      saidNow = "";
    },
  });

  /** @param {{ code: string, kind: DeskCommentKind, replaces: string | null }} one */
  const slotOf = ({ code: its, kind, replaces }) => `${its} ${replaces ?? (kind === "passage" || kind === "criterion" ? "" : kind)}`;

  /** A draft on the text on the screen. @param {Omit<DeskDraft, "code" | "revision">} one @returns {DeskDraft} */
  function draftOf(one) {
    const draft = { ...one, code: code ?? "", revision: desk.text?.revision ?? null };
    return { ...draft, text: kept.get(slotOf(draft)) ?? one.text };
  }

  /** Show the text that a refused comment is on, if it has changed. @param {DeskDraft} draft */
  async function showAnew(draft) {
    const now = await desk.ask(draft.code).catch(() => null);
    if (!now || desk.text?.code !== draft.code || desk.text.revision === now.revision) return;
    chosen = null;
    await desk.show(draft.code, desk.state.criterion);
  }

  /** Give the keys back to the desk. */
  function leave() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  /** @param {{ code: string, comments: DeskComment[] }} told */
  function hear(told) {
    if (told.code !== code) return;
    comments = told.comments;
    draw();
  }

  function draw() {
    const text = desk.text;
    if (!text) {
      list.hidden = true;
      return;
    }
    const onWords = comments.filter((one) => one.start !== null).sort((a, b) => (a.end ?? 0) - (b.end ?? 0));
    const { scrollTop } = desk.panes.text.node;
    if (text.revision !== null && text.text.trim()) {
      // Comments may arrive after a sentence was selected by key, so keep it selected.
      const held = selectedPlace(body, text.text);
      drawComments(body, text.text, onWords, chosen, (one, n) => noteOf(words, one, n, acts(one, n)));
      if (held) select(body, unitsTo(text.text, held.start), unitsTo(text.text, held.end));
    }
    desk.panes.text.node.scrollTop = scrollTop;
    const others = comments.filter((one) => one.start === null);
    list.hidden = others.length === 0;
    list.replaceChildren(el("h2", { text: words.comments_title }), ...others.map((one, n) => el("div", { class: "remark" },
      el("p", {}, el("b", { text: titleOf(one) }), ` ${one.text}`), el("p", { class: "acts" }, ...acts(one, onWords.length + n + 1)))));
  }

  /** @param {DeskComment} one */
  function titleOf(one) {
    if (one.kind === "passage") return fill(words.comment_lost, { quote: one.quote });
    if (one.kind === "criterion") return desk.name(one.criterion);
    return one.kind === "closing" ? words.comment_closing : words.comment_one_thing;
  }

  /** @param {DeskComment} one @param {number} number */
  function acts(one, number) {
    const change = button(words.comment_change, () => again(one));
    const gone = button(words.comment_withdraw, () => {
      server.keep("comment/withdraw", { code, id: one.id }, { words: one.text }).then(
        (told) => {
          hear(told);
          desk.bar.say("comment_withdrawn", {});
          leave();
        },
        (/** @type {Error} */ fault) => desk.refused(fault),
      );
    });
    change.setAttribute("aria-label", fill(words.comment_change_of, { number }));
    gone.setAttribute("aria-label", fill(words.comment_withdraw_of, { number }));
    return [change, gone];
  }

  /** @param {DeskComment} one */
  function again(one) {
    const place = one.start === null || one.end === null ? null : { start: one.start, end: one.end };
    write(draftOf({ kind: one.kind, title: one.kind === "passage" ? words.comment_on_words : titleOf(one), text: one.text,
      criterion: one.criterion, place, quote: one.quote ?? "", replaces: one.id, entry: null, level: null }));
  }

  /** @param {DeskDraft} draft */
  function write(draft) {
    chosen = draft.place;
    draw();
    box.write(draft);
  }

  /** The criterion that a comment is about. */
  const subject = () => desk.subject() ?? desk.opened.criteria[0].id;

  /** @param {string} criterion */
  function level(criterion) {
    const standing = desk.text?.criteria[criterion];
    return standing?.own ?? standing?.counts?.level ?? null;
  }

  /** The text on the screen. If there is no text to comment on, say so and return null. */
  function commented() {
    const { text } = desk;
    if (text && text.revision !== null) return text;
    if (text) desk.bar.refuse(words.comment_no_text);
    return null;
  }

  /** @returns {DeskDraft | null} */
  function begun() {
    const text = commented();
    if (!text) return null;
    const place = selectedPlace(body, text.text);
    const criterion = place ? null : subject();
    return draftOf({ kind: place ? "passage" : "criterion", title: place ? words.comment_on_words : fill(words.comment_on, { criterion: desk.name(criterion) }),
      text: "", criterion, place, quote: place ? wordsAt(text.text, place) : "", replaces: null, entry: null, level: criterion ? level(criterion) : null });
  }

  function comment() {
    const draft = begun();
    if (draft) write(draft);
  }

  async function bank() {
    const draft = begun();
    if (!draft) return;
    const criterion = subject();
    chosen = draft.place;
    draw();
    await box.list({ ...draft, criterion }, level(criterion) ?? 1);
  }

  /** Write or change a comment that each text has only one of. @param {"closing" | "one_thing"} kind */
  async function line(kind) {
    const text = commented();
    if (!text) return;
    const there = comments.find((one) => one.kind === kind);
    if (there) return again(there);
    const draft = draftOf({ kind, title: kind === "closing" ? words.comment_closing : words.comment_one_thing, text: "",
      criterion: null, place: null, quote: "", replaces: null, entry: null, level: null });
    write(draft);
    if (kind === "one_thing") {
      const start = await server.ask(`one_thing/${text.code}`).catch(() => null);
      if (start) box.begin(draft, { text: start.text, criterion: start.criterion });
    }
  }

  /** @param {1 | -1} by */
  function sentence(by) {
    const text = desk.text?.text ?? "";
    const all = sentences(text);
    if (!all.length) {
      desk.bar.refuse(words.comment_no_text);
      return;
    }
    const now = selectedPlace(body, text);
    const from = now ? unitsTo(text, now.start) : -1;
    const found = by > 0 ? all.find(([start]) => start > from) : all.findLast(([start]) => start < (now ? from : Infinity));
    const [start, end] = found ?? (by > 0 ? all[0] : all[all.length - 1]);
    select(body, start, end);
  }

  document.head.append(el("link", { rel: "stylesheet", href: "/static/desk/comments.css" }));
  body.after(list);
  document.body.append(box.node);
  keys.add(
    { keys: ["k"], does: words.key_comment, texts: true, act: comment },
    { keys: ["b"], does: words.key_bank, texts: true, act: () => void bank() },
    { keys: ["n"], does: words.key_sentence_next, texts: true, act: () => sentence(1) },
    { keys: ["p"], does: words.key_sentence_before, texts: true, act: () => sentence(-1) },
    { keys: ["e"], does: words.key_closing, texts: true, act: () => void line("closing") },
    { keys: ["y"], does: words.key_one_thing, texts: true, act: () => void line("one_thing") },
  );
  document.addEventListener(SHOWN, () => {
    const shown = desk.text?.code ?? null;
    if (shown !== code) comments = [];
    code = shown;
    draw();
    if (code) server.ask(`comments/${code}`).then(hear, desk.bar.failed);
  });
  document.addEventListener(SAVING, (event) => box.waits(/** @type {CustomEvent} */ (event).detail.gone));
}
