// A schedule in words: times of day, offered times, what was asked and what wasn't.

import { author, fill } from "../dom.js";
import { minuteOf } from "./schedule_hours.js";

/** @param {Words} words @returns {Record<string, string>} */
export const dayNames = (words) => ({
  mon: words["schedule.mon"], tue: words["schedule.tue"], wed: words["schedule.wed"], thu: words["schedule.thu"],
  fri: words["schedule.fri"], sat: words["schedule.sat"], sun: words["schedule.sun"],
});

/** @param {Words} words @param {number} minute since midnight */
export function timeWords(words, minute) {
  const hour = Math.floor(minute / 60) % 24;
  if (hour % 12 === 0 && minute % 60 === 0) return hour ? words["schedule.noon"] : words["schedule.midnight"];
  const time = `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")}`;
  return fill(hour < 12 ? words["schedule.am"] : words["schedule.pm"], { time });
}

/** @param {Words} words @param {WeekPiece} piece */
export const windowWords = (words, { begin, end }) =>
  fill(words["schedule.window"], { begin: timeWords(words, begin), end: timeWords(words, end) });

/** Returns a value as this form reads it; another edition may have saved anything.
 * @param {Value} value @returns {WeekValue} */
export function weekOf(value) {
  const list = (/** @type {unknown} */ some) => (Array.isArray(some) ? some : []);
  const offers = list(value?.options).filter((one) => one?.day && /^\d\d:\d\d$/.test(one.from));
  return { asked: list(value?.asked), options: offers.map((one) => ({ how: "", ...one })) };
}

/** Sorts offers by day and time. @param {string[]} days @param {WeekOffer[]} offers */
export const inOrder = (days, offers) =>
  [...offers].sort((a, b) => days.indexOf(a.day) - days.indexOf(b.day) || minuteOf(a.from) - minuteOf(b.from));

/** @param {WeekLayer[]} layers */
export const labelsOf = (layers) => layers.map((layer) => author(layer.label).textContent).join(", ");

/** Returns the offered times; what was asked, with the hours that were told; and what wasn't asked.
 * @param {WeekItem} item @param {Value} value @param {Words} words */
export function scheduleInWords({ days, layers }, value, words) {
  const { asked, options } = weekOf(value);
  const names = dayNames(words);
  const known = layers.filter((layer) => asked.includes(layer.id));
  const left = layers.filter((layer) => !asked.includes(layer.id));
  return {
    offers: inOrder(days, options).map(({ day, from, how }) =>
      fill(words["schedule.offer"], { day: names[day], time: timeWords(words, minuteOf(from)), how: how.trim() })),
    told: known.map((layer) => (layer.inWords.length
      ? fill(words["schedule.told"], { layer: labelsOf([layer]), hours: layer.inWords.join("; ") }) : labelsOf([layer]))),
    left: left.length ? fill(words["schedule.not_asked"], { layers: labelsOf(left) }) : "",
  };
}
