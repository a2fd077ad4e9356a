// The week as a picture: days side by side, from midnight to midnight, with the hours that were told layered on
// top. The same is next to it in words, so the picture is hidden from screen readers.

import { el } from "./dom.js";
import { fitsInto, freeIn, minuteOf, piecesOfWeek, WHOLE_DAY } from "./schedule_hours.js";
import { dayNames, timeWords } from "./schedule_words.js";

const MARKS = [0, 6, 12, 18].map((hour) => hour * 60);

/** @param {{ begin: number, end: number }} piece */
const spans = ({ begin, end }) => `--from: ${begin / WHOLE_DAY}; --size: ${(end - begin) / WHOLE_DAY}`;

/** @param {WeekItem} item @param {Words} words @param {(free: WeekPiece) => void} [press] */
export function weekPicture(item, words, press) {
  const names = dayNames(words);
  const bars = item.days.map((day) => ({ day, node: el("div", { class: "kit-week-bar" }) }));
  const hours = el("div", { class: "kit-week-hours" },
    MARKS.map((minute) => el("span", { style: `--from: ${minute / WHOLE_DAY}`, text: timeWords(words, minute) })));
  const node = el("div", { class: "kit-week", "aria-hidden": "true" }, hours,
    bars.map((bar) => el("div", { class: "kit-week-day" }, el("p", { text: names[bar.day] }), bar.node)));

  /** @param {WeekValue} value */
  function draw({ asked, options }) {
    const over = item.layers.filter((layer) => asked.includes(layer.id));
    const free = over.length ? freeIn(item.days, over.flatMap((layer) => layer.hours), item.minutes) : [];
    for (const bar of bars) {
      const told = over.flatMap((layer) => piecesOfWeek(layer.hours).filter((piece) => piece.day === bar.day)
        .map((piece) => el("div", { class: "kit-block", "data-layer": item.layers.indexOf(layer), style: spans(piece) })));
      const open = free.filter((piece) => piece.day === bar.day).map((piece) =>
        el("div", { class: "kit-free", style: spans(piece), onclick: press && (() => press(piece)) }));
      const offered = options.filter((one) => one.day === bar.day).map((one) => {
        const begin = minuteOf(one.from);
        const fits = free.some((piece) => fitsInto(piece, one, item.minutes));
        return el("div", { class: "kit-offered", "data-fits": fits, style: spans({ begin, end: Math.min(WHOLE_DAY, begin + item.minutes) }) });
      });
      bar.node.replaceChildren(...open, ...told, ...offered);
    }
  }
  return { node, draw };
}
