// Marked samples: the marker gives levels first, then sees the course's levels with their reasons.

import { el, fill } from "../dom.js";
import { SHOWN } from "./desk.js";

/** @param {import("./desk.js").Desk} desk @param {import("./keys.js").Keys} keys */
export function calibratePart(desk, keys) {
  const { words, opened } = desk;
  const node = el("section", { class: "calibration", hidden: true, "aria-live": "polite" });
  desk.panes.rubric.done.append(node);
  const ids = opened.criteria.map((one) => one.id);
  /** @type {DeskSample[]} */
  let all = [];
  let at = 0;
  /** @type {Record<string, number>} */
  let levels = {};
  /** @type {string | null} */
  let criterion = null;

  async function toggle() {
    if (desk.mode) return desk.mode === mode ? leave() : desk.isElsewhere();
    const found = await desk.server.ask("calibration").catch((/** @type {Error} */ fault) => desk.bar.fault(fault));
    if (!found) return undefined;
    if (!found.texts.length) return desk.bar.refuse(words.calibrate_none);
    all = found.texts;
    await desk.enter(mode);
    const first = all.findIndex((one) => Object.keys(one.given).length === 0);
    return show(Math.max(0, first));
  }

  function leave() {
    node.hidden = true;
    desk.panes.rubric.done.classList.remove("calibrating");
    return desk.enter(null);
  }

  /** The sample in the form of a learner's text, for the panes. @returns {DeskText} */
  const asText = () => ({
    code: all[at].id, title: fill(words.calibrate_place, { number: at + 1, of: all.length }), open: 0, again: false, revision: "", text: all[at].text, other: [], also: "",
    voice: words.calibrate_what, cut: false, alike: [],
    criteria: Object.fromEntries(ids.map((id) => [id, {
      own: levels[id] ?? null, earlier: null, counts: null, gradebook: null, reason: null, open: !(id in levels) }])),
  });

  function draw() {
    desk.state.criterion = criterion;
    desk.panes.rubric.draw(asText(), criterion, new Set());
  }

  /** @param {number} place */
  function show(place) {
    at = place;
    levels = {};
    [criterion] = ids;
    node.hidden = true;
    desk.panes.text.draw(asText(), { number: at + 1, of: all.length });
    desk.panes.rubric.done.classList.add("calibrating");
    draw();
  }

  /** @param {number} level */
  function give(level) {
    if (!criterion) {
      desk.bar.refuse(words.choose_first);
      return;
    }
    levels[criterion] = level;
    criterion = ids.find((id) => !(id in levels)) ?? null;
    draw();
    if (!criterion) void compare();
  }

  async function compare() {
    const place = at;
    const told = await desk.server.keep("calibration", { id: all[at].id, levels }).catch((/** @type {Error} */ fault) => {
      desk.refused(fault);
    });
    if (!told || desk.mode !== mode || place !== at) return;
    node.replaceChildren(
      el("p", { class: "lead", text: fill(words.calibrate_agreement, told.agreement) }),
      el("ul", {}, ...opened.criteria.map((one) => {
        const { level, why } = told.marks[one.id];
        const own = levels[one.id];
        return el("li", { text: fill(own === level ? words.calibrate_same : words.calibrate_row, { criterion: one.name, own, level, why }) });
      })),
      el("p", { class: "what", text: at + 1 < all.length ? words.calibrate_next : words.calibrate_end }));
    node.hidden = false;
  }

  /** @type {DeskMode} */
  const mode = {
    key: "M",
    give,
    next: () => { if (at + 1 < all.length) show(at + 1); else desk.bar.say("calibrate_end", {}); },
    beside: (by) => show(Math.max(0, Math.min(all.length - 1, at + by))),
    step: (by) => {
      const place = criterion ? ids.indexOf(criterion) + by : by > 0 ? 0 : ids.length - 1;
      criterion = ids[Math.max(0, Math.min(ids.length - 1, place))];
      draw();
    },
    undo: () => {
      const last = Object.keys(levels).at(-1);
      if (last === undefined) return desk.bar.say("undo_elsewhere", { key: "M" });
      delete levels[last];
      criterion = last;
      node.hidden = true;
      return draw();
    },
    choose: (id) => { criterion = id; draw(); },
    leave,
  };
  if (opened.is_new) document.addEventListener(SHOWN, () => desk.bar.say("calibrate_first", {}), { once: true });
  keys.add({ keys: ["m"], does: words.key_calibrate, act: () => void toggle() });
}
