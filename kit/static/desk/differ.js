// Where markers differ: the text, with all levels and their reasons. The level that the marker presses counts from
// then on. A filter sets the smallest difference shown, in levels.

import { el, fill } from "../dom.js";
import { SHOWN } from "./desk.js";

const MOST = 3;

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function differPart(desk, keys) {
  const { words, opened } = desk;
  const node = el("section", { class: "differ beside", hidden: true });
  desk.panes.rubric.aside.append(node);
  /** @type {DeskDifference[]} */
  let all = [];
  /** Levels settled in this list. @type {Map<DeskDifference, number>} */
  let settled = new Map();
  /** Levels whose decision is still being saved. @type {Map<DeskDifference, number>} */
  const sent = new Map();
  let at = 0;
  /** The difference on the screen. @type {DeskDifference | null} */
  let drawn = null;
  /** The difference that is loading. Levels are ignored meanwhile, since they are for the one on the screen.
   * @type {DeskDifference | null} */
  let loading = null;
  /** The reason in the field for each text and criterion, saved or not. @type {Map<string, string>} */
  const reasons = new Map();
  const how = el("p", { class: "what" });
  /** Which part of the rubric is shown under the difference. @type {"anchors" | "table" | null} */
  let looked = null;
  let atLeast = opened.differing.at_least;
  /** @type {HTMLTextAreaElement | null} */
  let reason = null;

  async function toggle() {
    if (desk.mode === mode) return leave();
    if (desk.mode && desk.mode !== waiting) return desk.isElsewhere();
    return open();
  }

  /** @param {{ code: string, criterion: string }} [first] the difference to show first */
  async function open(first) {
    const found = await desk.server.ask(`differences/${atLeast}`).catch((/** @type {Error} */ fault) => desk.bar.fault(fault));
    if (!found) return desk.mode === waiting ? leave() : undefined;
    if (!found.differences.length) {
      if (desk.mode) await leave();
      return desk.bar.refuse(fill(atLeast > 1 ? words.differ_none_so_far : words.differ_none, { n: atLeast }));
    }
    all = found.differences;
    settled = new Map();
    at = Math.max(0, all.findIndex(({ code, criterion }) => code === first?.code && criterion === first?.criterion));
    if (desk.mode !== mode) await desk.enter(mode);
    return show();
  }

  /** Switch between differences of at least one, two and three levels. If there are none, say so. */
  function filter() {
    if (desk.mode && desk.mode !== mode) return desk.isElsewhere();
    atLeast = (atLeast % MOST) + 1;
    desk.bar.say("nothing", {});
    return open();
  }

  function leave() {
    node.hidden = true;
    drawn = loading = null;
    put(null);
    desk.panes.rubric.node.classList.remove("differing");
    return desk.enter(null);
  }

  async function show(place = at) {
    const one = all[place];
    loading = one;
    const text = await desk.server.ask(`text/${one.code}`).catch(desk.bar.failed);
    if (desk.mode !== mode || loading !== one) return;
    loading = null;
    if (!text) {
      // The difference before it stays on the screen, unless it is of an earlier list.
      if (drawn !== all[at]) await leave();
      return;
    }
    at = place;
    drawn = one;
    // Don't offer similar texts here: their key works only with the texts to mark.
    desk.panes.text.draw({ ...text, alike: [] }, { number: at + 1, of: all.length });
    const criterion = opened.criteria.find(({ id }) => id === one.criterion);
    put(null);
    desk.state.criterion = one.criterion;
    desk.panes.rubric.draw(text, one.criterion, new Set());
    const field = el("textarea", { rows: "2", id: "desk-reason", oninput: () => reasons.set(placeOf(one), field.value) }, reasons.get(placeOf(one)) ?? "");
    reason = field;
    sayHow();
    node.replaceChildren(
      el("p", { class: "what" }, `${fill(words.differ_place, { number: at + 1, of: all.length })} `,
        el("button", { type: "button", class: "plain", onclick: filter }, `${fill(words.differ_at_least, { n: atLeast })} `, el("kbd", { text: "F" }))),
      el("h2", { text: fill(words.differ_title, { criterion: criterion?.name }) }),
      el("p", { class: "lead", text: criterion?.question }),
      el("ul", {}, ...one.levels.map((level) => el("li", {},
        el("button", { type: "button", class: "level", text: String(level.level), "aria-label": fill(words.differ_level, level), onclick: () => settle(level.level) }),
        el("div", {},
          el("p", {}, el("strong", { text: fill(words.differ_level, level) }), level.counts ? ` (${words.differ_counts})` : ""),
          el("p", { text: criterion?.levels.find((its) => its.level === level.level)?.marker }),
          el("p", { class: "why", text: level.reason ?? words.differ_no_reason }))))),
      el("label", { for: "desk-reason", text: words.differ_reason }), reason, how);
    node.hidden = false;
    desk.panes.rubric.node.classList.add("differing");
  }

  /** @param {{ code: string, criterion: string }} one */
  const placeOf = ({ code, criterion }) => `${code} ${criterion}`;

  /** Say what a press of a level does here, or did. */
  function sayHow() {
    const one = all[at];
    const [key, level] = sent.has(one) ? ["differ_saving", sent.get(one)] : settled.has(one) ? ["differ_settled", settled.get(one)] : ["differ_how"];
    how.textContent = fill(words[key], { level });
  }

  /** Show the criterion's samples or questions under the difference, or neither. @param {"anchors" | "table" | null} what */
  function put(what) {
    const { rubric } = desk.panes;
    looked = what;
    rubric.node.classList.toggle("looking", what !== null);
    if (!what) return;
    rubric.open(all[at].criterion, what, true);
    rubric.cards.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} level */
  function settle(level) {
    if (loading) return undefined;
    const one = all[at];
    if (sent.has(one)) return desk.bar.refuse(fill(words.differ_saving, { level: sent.get(one) }));
    const chosen = one.levels.find((its) => its.level === level);
    if (!chosen) return desk.bar.refuse(fill(words.differ_other, { level, levels: one.levels.map((its) => its.level).join(", ") }));
    const marker = opened.criteria.find(({ id }) => id === one.criterion)?.levels.find((its) => its.level === level)?.marker;
    const written = reason?.value.trim() ?? "";
    const why = written || fill(words.differ_default, { level, marker });
    sent.set(one, level);
    sayHow();
    return desk.server.keep("settle", { code: one.code, criterion: one.criterion, rating: chosen.rating, reason: why }, { level }).then(() => {
      settled.set(one, level);
      sent.delete(one);
      // A marker who steps back then sees which level counts now.
      for (const its of one.levels) its.counts = its.rating === chosen.rating;
      if (desk.mode !== mode || all[at] !== one || loading) return undefined;
      desk.bar.say("differ_settled", { level });
      if (at + 1 < all.length) return go(1);
      desk.bar.say(settled.size === all.length ? "differ_end" : "differ_last", {});
      return show();
    }, (/** @type {Error} */ fault) => {
      sent.delete(one);
      desk.refused(fault);
      if (all[at] === one) sayHow();
    });
  }

  /** Take the last decision back, and show that difference again. */
  function undo() {
    return desk.server.keep("unsettle").then(async ({ undone }) => {
      if (!undone) return desk.bar.say("undo_elsewhere", { key: "D" });
      desk.bar.say("undone", { criterion: desk.name(undone.criterion) });
      if (desk.mode === mode) await open(undone);
    }, (/** @type {Error} */ fault) => desk.refused(fault));
  }

  /** @param {1 | -1} by */
  function go(by) {
    const from = loading ? all.indexOf(loading) : at;
    return void show(Math.max(0, Math.min(all.length - 1, from + by)));
  }

  /** @type {DeskMode} */
  const mode = {
    key: "D", give: settle, beside: go, step: go, undo, leave, choose() {}, reason: () => reason?.focus(),
    next: () => { if (at + 1 < all.length) go(1); else desk.bar.refuse(words.differ_last); },
    look: (what) => put(looked === what ? null : what),
  };
  /** Ignore all keys while the differences are loading, so that none marks a text. @type {DeskMode} */
  const waiting = { key: "D", give() {}, next() {}, beside() {}, step() {}, undo() {}, choose() {}, look() {}, leave };
  keys.add({ keys: ["d"], does: words.key_differ, act: () => void toggle() }, { keys: ["f"], does: words.key_differ_more, act: () => void filter() });
  if (opened.differing.first) {
    desk.mode = waiting;
    document.addEventListener(SHOWN, () => void open(), { once: true });
  }
  node.addEventListener("keydown", (event) => {
    // Enter and Escape leave the reason's field, so that the next key can be a level.
    if (event.target === reason && ["Enter", "Escape"].includes(event.key)) {
      event.preventDefault();
      reason?.blur();
    }
  });
}
