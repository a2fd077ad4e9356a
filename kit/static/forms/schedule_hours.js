// The hours of a week: which are taken once somebody was asked, and which are free. Minutes count from midnight.

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
