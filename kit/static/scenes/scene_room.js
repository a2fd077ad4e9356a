// The room seen from above, drawn from the scene's data: who sits where, who has the page, what the clock says. The
// text says all of it, too, so that the picture is for the eye alone.

import { html, nothing, svg } from "../vendor/lit-html.js";

const [MIDDLE, LEVEL] = [170, 60];
const EMPTY = "empty";

/** Returns the picture that begins at a turn or an ending; `first` asks for the one that holds from the start.
 * @param {Scene} scene @param {string} voice @param {string} place @param {boolean} first */
export const roomAt = ({ room = [] }, voice, place, first) =>
  room.find(({ at, voices }) => (at ? at.includes(place) : first) && (!voices || voices.includes(voice)));

/** @param {SceneRoom} room */
export const peopleIn = ({ top = [], bottom = [], left = [], right = [], line = [] }) => [...top, ...bottom, ...left, ...right, ...line];

/** Spreads seats around a middle. @param {string[]} ids @param {number} middle @param {number} apart @returns {[string, number][]} */
const spread = (ids, middle, apart) => ids.map((id, n) => [id, middle + (n - (ids.length - 1) / 2) * apart]);

/** @param {number} x @param {number} y */
const phone = (x, y) => svg`<rect x=${x - 7} y=${y - 13} width="14" height="26" rx="3"></rect><path d="M${x - 2} ${y + 9}h4"></path>`;

/** @param {string} time @param {number} x @param {number} y */
function clock(time, x, y) {
  const [hours, minutes] = time.split(":").map(Number);
  /** @param {number} turns @param {number} long */
  const hand = (turns, long) => `M${x} ${y}l${Math.sin(turns * 2 * Math.PI) * long} ${-Math.cos(turns * 2 * Math.PI) * long}`;
  return svg`<circle cx=${x} cy=${y} r="13"></circle><path d=${hand((hours + minutes / 60) / 12, 6) + hand(minutes / 60, 10)}></path>`;
}

/** @param {SceneRoom} room @param {string} person whom the scene is about @param {(id: string) => string} nameOf */
export function roomPicture({ kind, top = [], bottom = [], left = [], right = [], line = [], page, clock: time }, person, nameOf) {
  /** @param {string} words @param {number} x @param {number} y @param {"start" | "middle" | "end"} anchor */
  const label = (words, x, y, anchor = "middle") => svg`<text x=${x} y=${y} text-anchor=${anchor}>${words}</text>`;
  /** @param {string[]} ids */
  const names = (ids) => ids.map(nameOf).join(" · ");
  /** @param {unknown} inside */
  const drawn = (inside) => html`<svg class="kit-plan" viewBox=${kind === "phone" ? "0 12 340 92" : "0 1 340 119"} aria-hidden="true" focusable="false">${inside}</svg>`;

  if (kind === "phone") {
    const dip = line.length ? 8 : 24;
    return drawn(svg`<path class="kit-thin" d="M72 48Q${MIDDLE} ${dip} 268 48"></path>
      <g class=${left.includes(person) ? "kit-hers" : "kit-seat"}>${phone(60, 52)}</g><g class=${right.includes(person) ? "kit-hers" : "kit-seat"}>${phone(280, 52)}</g>
      ${label(names(left), 60, 88)}${label(names(right), 280, 88)}
      ${line.length ? svg`<g class="kit-seat">${phone(MIDDLE, 28)}</g>${label(names(line), MIDDLE, 58)}` : nothing}
      ${time ? clock(time, MIDDLE, line.length ? 88 : 76) : nothing}`);
  }
  const most = Math.max(top.length, bottom.length, 1);
  const apart = most > 3 ? 74 : 84;
  const half = ((most - 1) * apart) / 2 + 24;
  const [from, to] = [MIDDLE - half, MIDDLE + half];
  /** @param {string} id @param {number} x @param {number} y */
  const seat = (id, x, y) => (id === EMPTY ? svg`<rect class="kit-thin" x=${x - 8} y=${y - 8} width="16" height="16" rx="4"></rect>`
    : svg`<circle class=${id === person ? "kit-hers" : "kit-seat"} cx=${x} cy=${y} r="8"></circle>`);
  /** A row has its names outside, in two heights where they are four. @param {string[]} ids @param {number} y @param {number} nameY @param {number} out */
  const row = (ids, y, nameY, out) => spread(ids, MIDDLE, apart).map(([id, x], n) => svg`${seat(id, x, y)}${id === EMPTY ? nothing : label(nameOf(id), x, nameY + (ids.length > 3 && n % 2 ? out : 0))}`);
  /** Those at the ends have their names beside them, or above them at a longer table.
   * @param {string[]} ids @param {-1 | 1} side */
  const end = (ids, side) => spread(ids, LEVEL, 24).map(([id, y]) => {
    const x = MIDDLE + side * (half + 14);
    const name = most > 2 ? label(nameOf(id), MIDDLE + side * MIDDLE, y - 20, side < 0 ? "start" : "end") : label(nameOf(id), x + side * 14, y + 4, side < 0 ? "end" : "start");
    return svg`${seat(id, x, y)}${id === EMPTY ? nothing : name}`;
  });
  /** @type {Record<string, [number, number]>} */
  const pages = { table: [MIDDLE, LEVEL] };
  for (const [id, x] of spread(top, MIDDLE, apart)) pages[id] = [x, LEVEL - 5];
  for (const [id, x] of spread(bottom, MIDDLE, apart)) pages[id] = [x, LEVEL + 5];
  for (const id of left) pages[id] = [from + 12, LEVEL];
  for (const id of right) pages[id] = [to - 12, LEVEL];
  const [px, py] = pages[page ?? ""] ?? [];
  return drawn(svg`<rect class="kit-wood" x=${from} y="46" width=${2 * half} height="28" rx=${kind === "table" ? 6 : 0}></rect>
    ${kind === "counter" ? svg`<path d="M${from} 52h${2 * half}"></path>` : nothing}
    ${row(top, 32, 14, -10)}${row(bottom, 88, 107, 11)}${end(left, -1)}${end(right, 1)}
    ${px ? svg`<g class="kit-page"><rect x=${px - 6} y=${py - 8} width="12" height="16"></rect><path d="M${px - 3} ${py - 3}h6m-6 4h6"></path></g>` : nothing}
    ${line.length ? svg`<g class="kit-seat" transform="rotate(90 ${to + 24} ${LEVEL})">${phone(to + 24, LEVEL)}</g>${label(names(line), to + 44, LEVEL + 4, "start")}` : nothing}
    ${time ? clock(time, 326, 16) : nothing}`);
}
