// The week as a picture: days side by side, from midnight to midnight, with the hours that were told layered on
// top. The same is next to it in words, so the picture is hidden from screen readers.

import { fitsInto, freeIn, minuteOf, piecesOfWeek, WHOLE_DAY } from "./schedule_hours.js";
import { dayNames, timeWords } from "./schedule_words.js";
import { html, nothing } from "../vendor/lit-html.js";

const MARKS = [0, 6, 12, 18].map((hour) => hour * 60);

/** @param {{ begin: number, end: number }} piece */
const spans = ({ begin, end }) => `--from: ${begin / WHOLE_DAY}; --size: ${(end - begin) / WHOLE_DAY}`;

/** @param {WeekItem} item @param {Words} words @param {WeekValue} value @param {(free: WeekPiece) => void} [press] */
export function weekPicture({ days, layers, minutes }, words, { asked, options }, press) {
  const names = dayNames(words);
  const over = layers.filter((layer) => asked.includes(layer.id));
  const free = over.length ? freeIn(days, over.flatMap((layer) => layer.hours), minutes) : [];
  /** @param {string} day */
  const bar = (day) => [
    free.filter((piece) => piece.day === day).map((piece) => html`<div class="kit-free" style=${spans(piece)} @click=${press ? () => press(piece) : nothing}></div>`),
    over.flatMap((layer) => piecesOfWeek(layer.hours).filter((piece) => piece.day === day)
      .map((piece) => html`<div class="kit-block" data-layer=${layers.indexOf(layer)} style=${spans(piece)}></div>`)),
    options.filter((one) => one.day === day).map((one) => {
      const begin = minuteOf(one.from);
      return html`<div class="kit-offered" data-fits=${free.some((piece) => fitsInto(piece, one, minutes))}
        style=${spans({ begin, end: Math.min(WHOLE_DAY, begin + minutes) })}></div>`;
    }),
  ];
  return html`<div class="kit-week" aria-hidden="true">
    <div class="kit-week-hours">${MARKS.map((minute) => html`<span style="--from: ${minute / WHOLE_DAY}">${timeWords(words, minute)}</span>`)}</div>
    ${days.map((day) => html`<div class="kit-week-day"><p>${names[day]}</p><div class="kit-week-bar">${bar(day)}</div></div>`)}</div>`;
}
