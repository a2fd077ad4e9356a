// The rubric on the right: a row with four levels for each criterion, and below the rows what one criterion's levels
// mean. Nothing moves when a level is given: all criteria's explanations share one place, as high as the longest.

import { el, fill, say } from "../dom.js";
import { scrollsItself, turnPage } from "./paging.js";

const LEVELS = [0, 1, 2, 3];

/** The level to show: one's own, unless the gradebook has another mark. @param {DeskStanding} standing */
function levelOf({ own, counts, gradebook }) {
  return (gradebook === null ? own : null) ?? counts?.level ?? own;
}

/** The functions that a press in the rubric calls.
 * @typedef {{ give(criterion: string, level: number, byMouse: boolean): void, choose(criterion: string): void }} Acts */

/** @param {Record<string, string>} words @param {DeskCriterion[]} criteria @param {Acts} act */
export function rubricPane(words, criteria, act) {
  const rows = new Map(criteria.map((one) => [one.id, row(words, one, act)]));
  const cards = new Map(criteria.map((one) => [one.id, card(words, one, act)]));
  const lead = el("p", { class: "lead" });
  const done = el("div", { class: "card", id: "desk-done" }, lead);
  const stack = el("div", { class: "cards" }, ...[...cards.values()].map((one) => one.node), done);
  const aside = el("div", { id: "desk-aside" });
  const table = el("div", { class: "rows", role: "group", "aria-label": words.levels_label }, ...[...rows.values()].map((one) => one.node));
  const node = el("section", { class: "rubric", "aria-label": words.rubric_label }, table, stack, aside);
  // Hidden from screen readers, which read the whole pane however much of it is visible.
  const more = el("p", { class: "more", "aria-hidden": "true", hidden: true }, `${words.more_below} `, el("kbd", { text: "J" }));
  const look = () => { more.hidden = endOf(node) <= node.getBoundingClientRect().bottom + 1; };
  node.addEventListener("scroll", look);
  const watch = new ResizeObserver(look);
  for (const one of [node, table, aside, ...[...cards.values()].map((its) => its.node), done]) watch.observe(one);
  /** The text and criterion drawn last. @type {{ code: string, current: string | null } | null} */
  let drawn = null;

  /** Scroll to the top for another text or criterion. For another criterion, don't if the part below the cards is in view.
   * @param {string} code @param {string | null} current */
  function turnBack(code, current) {
    const readsAside = aside.offsetHeight > 0 && aside.getBoundingClientRect().top < node.getBoundingClientRect().bottom;
    if (drawn?.code !== code || (drawn.current !== current && !readsAside)) node.scrollTop = 0;
    drawn = { code, current };
  }

  return {
    node,
    /** Says that there is more below, and which key scrolls to it. */
    more,
    /** @param {1 | -1} by a page */
    scroll(by) {
      turnPage(node, by);
    },
    /** The place for other parts of the desk to add what belongs to the text. */
    aside,
    done,
    cards: stack,
    /** @param {DeskText} text @param {string | null} current @param {Set<string>} pending @param {string} [given] the sentence to show if no criterion is current */
    draw(text, current, pending, given = words.all_given) {
      turnBack(text.code, current);
      say(lead, given);
      for (const [id, one] of rows) one.draw(text.criteria[id], id === current, pending.has(id));
      for (const [id, one] of cards) one.show(id === current, text.criteria[id]);
      done.classList.toggle("now", current === null);
      done.inert = current !== null;
      look();
    },
    /** Show a criterion's samples or questions. If they are shown already, hide them, unless `afresh`. Returns whether anything changed.
     * @param {string | null} current @param {"anchors" | "table"} what @param {boolean} afresh */
    open(current, what, afresh) {
      const one = cards.get(current ?? "");
      if (!one?.open(what, afresh)) return false;
      if (scrollsItself(node)) node.scrollTop = 0;
      else if (one.isOpen()) one.node.scrollIntoView();
      return true;
    },
  };
}

/** The bottom of what the pane shows, since a hidden criterion's card may be longer. @param {HTMLElement} pane */
function endOf(pane) {
  const shown = [...pane.querySelectorAll(".card.now, #desk-aside")].map((one) => one.getBoundingClientRect());
  return Math.max(...shown.filter(({ height }) => height > 0).map(({ bottom }) => bottom));
}

/** @param {Record<string, string>} words @param {DeskCriterion} criterion @param {Acts} act */
function row(words, criterion, act) {
  const name = el("button", { type: "button", class: "name", onclick: () => act.choose(criterion.id) }, criterion.name);
  const boxes = LEVELS.map((level) => el("button", {
    type: "button", class: "level", "aria-pressed": "false", "aria-label": fill(words.level_of, { criterion: criterion.name, level }),
    onclick: (/** @type {MouseEvent} */ event) => act.give(criterion.id, level, event.detail > 0),
  }, String(level)));
  const note = el("span", { class: "note" });
  const node = el("div", { class: "row" }, name, el("span", { class: "levels" }, ...boxes), note);
  return {
    node,
    /** @param {DeskStanding} standing @param {boolean} current @param {boolean} pending */
    draw(standing, current, pending) {
      node.classList.toggle("now", current);
      if (current) name.setAttribute("aria-current", "true");
      else name.removeAttribute("aria-current");
      const level = levelOf(standing);
      for (const [n, box] of boxes.entries()) {
        box.setAttribute("aria-pressed", String(n === level));
        box.classList.toggle("pending", pending && n === level);
        box.classList.toggle("theirs", standing.own === null && n === level);
      }
      const said = remark(words, standing);
      if (note.textContent !== said) note.textContent = said;
    },
  };
}

/** The note next to the levels. @param {Record<string, string>} words @param {DeskStanding} standing */
function remark(words, standing) {
  if (standing.gradebook !== null && standing.counts === null) return fill(words.no_level, { mark: standing.gradebook });
  if (standing.gradebook !== null) return fill(words.in_gradebook, { mark: standing.gradebook });
  if (standing.open && standing.earlier !== null) return fill(words.earlier_text, { level: standing.earlier });
  if (standing.counts && standing.own === null) return fill(words.given_by, { rater: standing.counts.rater ?? words.somebody });
  if (standing.counts && standing.counts.level !== standing.own) {
    return fill(words.other_counts, { level: standing.counts.level, rater: standing.counts.rater ?? words.somebody });
  }
  return "";
}

/** @param {Record<string, string>} words @param {DeskCriterion} criterion @param {Acts} act */
function card(words, criterion, act) {
  const levels = [...criterion.levels].sort((a, b) => a.level - b.level);
  const items = levels.map((one) => {
    const node = el("li", {},
      el("button", { type: "button", class: "key", tabindex: "-1", "aria-hidden": "true", onclick: () => act.give(criterion.id, one.level, true) }, String(one.level)),
      el("div", {},
        el("p", { text: one.marker }),
        el("blockquote", { class: "anchor" }, el("p", { text: one.anchor }), el("p", { class: "why", text: one.why }))));
    return node;
  });
  const table = el("ol", { class: "table" }, ...criterion.table.map((one) => el("li", {},
    el("p", { text: one.ask }), el("p", { class: "why", text: answers(words, one) }))));
  const meaning = el("ol", { class: "meaning" }, ...items);
  const node = el("div", { class: "card" },
    el("h2", { text: criterion.name }), el("p", { class: "lead", text: criterion.question }), meaning, table);
  return {
    node,
    /** @param {boolean} now @param {DeskStanding} standing */
    show(now, standing) {
      node.classList.toggle("now", now);
      node.inert = !now;
      const level = levelOf(standing);
      for (const [n, item] of items.entries()) item.classList.toggle("given", n === level);
    },
    /** Whether the samples or questions are open. */
    isOpen: () => node.matches(".show-anchors, .show-table"),
    /** @param {"anchors" | "table"} what @param {boolean} afresh */
    open(what, afresh) {
      // On a wide screen, the questions are always next to the levels.
      if (what === "table" && !afresh && meaning.checkVisibility() && table.checkVisibility()) return false;
      const on = afresh || !node.classList.contains(`show-${what}`);
      node.classList.remove("show-anchors", "show-table");
      node.classList.toggle(`show-${what}`, on);
      return true;
    },
  };
}

/** @param {Record<string, string>} words @param {DeskQuestion} question */
function answers(words, question) {
  const said = (/** @type {number | null} */ level) => (level === null ? words.table_on : fill(words.table_level, { level }));
  return fill(words.table_answers, { yes: said(question.if_yes), no: said(question.if_no) });
}
