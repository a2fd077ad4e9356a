// The hours of a week, as numbers and in words: which are taken once somebody was asked, and which are free. Minutes
// count from midnight.

import { author, fill } from "../dom.js";

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const WHOLE_DAY = 24 * 60;
const HALF_HOUR = 30;

/** @param {string} clock such as 07:15 */
export function minuteOf(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return 60 * hours + minutes;
}

/** @param {number} minute */
export const clockAt = (minute) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Splits hours by day; hours past midnight continue on the next day.
 * @param {LayerHours[]} hours @returns {WeekPiece[]} */
export const piecesOfWeek = (hours) => hours.flatMap(({ days, from, to }) => {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return days.flatMap((day) => (begin < end ? [{ day, begin, end }] : [
    { day, begin, end: WHOLE_DAY },
    { day: WEEK[(WEEK.indexOf(day) + 1) % WEEK.length], begin: 0, end },
  ])).filter((piece) => piece.begin < piece.end);
});

/** Returns the free time of each day that is long enough for the meeting.
 * @param {string[]} days @param {LayerHours[]} hours @param {number} minutes @returns {WeekPiece[]} */
export function freeIn(days, hours, minutes) {
  const taken = piecesOfWeek(hours);
  return days.flatMap((day) => {
    /** @type {WeekPiece[]} */
    const free = [];
    let at = 0;
    const here = taken.filter((piece) => piece.day === day).sort((a, b) => a.begin - b.begin);
    for (const { begin, end } of [...here, { begin: WHOLE_DAY, end: WHOLE_DAY }]) {
      if (begin - at >= minutes) free.push({ day, begin: at, end: begin });
      at = Math.max(at, end);
    }
    return free;
  });
}

/** Returns when a meeting can begin in a free time: at its start and at each half hour.
 * @param {WeekPiece} free @param {number} minutes */
export function startsIn({ begin, end }, minutes) {
  const starts = [begin];
  for (let at = (Math.floor(begin / HALF_HOUR) + 1) * HALF_HOUR; at + minutes <= end; at += HALF_HOUR) starts.push(at);
  return starts;
}

/** Returns whether a meeting at that time is within a free time.
 * @param {WeekPiece} free @param {WeekOffer} offer @param {number} minutes */
export function fitsInto(free, offer, minutes) {
  const begin = minuteOf(offer.from);
  return free.day === offer.day && free.begin <= begin && begin + minutes <= free.end;
}

/** Returns the layers that overlap a meeting at that time.
 * @param {WeekLayer[]} layers @param {WeekOffer} offer @param {number} minutes */
export function liesOver(layers, offer, minutes) {
  const begin = minuteOf(offer.from);
  return layers.filter(({ hours }) => piecesOfWeek(hours).some((piece) =>
    piece.day === offer.day && piece.begin < begin + minutes && begin < piece.end));
}

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
