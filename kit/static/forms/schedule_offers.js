// The free times, day by day, with boxes to tick: then when it begins, and where and how. Only the learner ticks.

import { fill } from "../dom.js";
import { clockAt, dayNames, fitsInto, labelsOf, liesOver, minuteOf, startsIn, timeWords, weekOf, windowWords } from "./schedule_hours.js";
import { textField } from "./text_field.js";
import { live } from "../vendor/directives/live.js";
import { repeat } from "../vendor/directives/repeat.js";
import { html, nothing } from "../vendor/lit-html.js";

/** @param {WeekOffer} a @param {WeekOffer} b */
const sameTime = (a, b) => a.day === b.day && a.from === b.from;

/** @param {Answer} answer @param {WeekItem} item @param {string} id what the ids of the fields begin with @param {HTMLElement} field where
 *   they are drawn @param {(options: WeekOffer[]) => Value} withOffers the answer with these offers */
export function offersIn(answer, item, id, field, withOffers) {
  const { words } = answer;
  const { minutes } = item;
  const names = dayNames(words);
  /** What was written for times that are no longer ticked, while the page is open. @type {Map<string, WeekOffer>} */
  const dropped = new Map();
  const offers = () => weekOf(answer.value).options;
  /** @param {WeekPiece} free */
  const offerIn = (free) => offers().find((one) => fitsInto(free, one, minutes));
  /** @param {WeekOffer} offer @param {Partial<WeekOffer>} more */
  const changed = (offer, more) => withOffers(offers().map((one) => (sameTime(one, offer) ? { ...one, ...more } : one)));
  /** @param {WeekOffer} offer */
  const without = (offer) => answer.input(withOffers(offers().filter((one) => !sameTime(one, offer))));
  /** @param {WeekPiece} free */
  const keyOf = (free) => `${free.day} ${free.begin}`;

  /** @param {WeekPiece} free */
  function toggle(free) {
    const offer = offerIn(free);
    if (offer) {
      dropped.set(keyOf(free), offer);
      without(offer);
    } else answer.input(withOffers([...offers(), dropped.get(keyOf(free)) ?? { day: free.day, from: clockAt(free.begin), how: "" }]));
  }
  /** @param {WeekOffer} offer */
  const idOf = ({ day, from }) => `${id}-how-${day}-${from}`;
  /** The field of one time. @param {WeekOffer} offer */
  const place = (offer) => textField(answer, { id: idOf(offer), label: words["schedule.how"], value: offer.how, write: (how) => changed(offer, { how }) });

  /** @param {WeekPiece} free */
  function freeRow(free) {
    const offer = offerIn(free);
    const starts = startsIn(free, minutes);
    const name = `${names[free.day]}, ${windowWords(words, free)}`;
    const startId = `${id}-from-${free.day}-${free.begin}`;
    return html`<div class="kit-offer-row"><label class="kit-row" data-chosen=${Boolean(offer)}><input type="checkbox" aria-label=${name}
        .checked=${live(Boolean(offer))} ?disabled=${answer.phase === "opening"} @change=${() => toggle(free)}><span>${windowWords(words, free)}</span></label>
      ${offer ? html`<div class="kit-offer-more" role="group" aria-label=${name}>${starts.length > 1 ? html`<div class="kit-field"><label for=${startId}>${words["schedule.start"]}</label>
        <select id=${startId} class="kit-select" @change=${(/** @type {any} */ { target }) => answer.input(changed(offer, { from: target.value }))}>${starts.map((minute) =>
          html`<option value=${clockAt(minute)} .selected=${live(clockAt(minute) === offer.from)}>${timeWords(words, minute)}</option>`)}</select></div>` : nothing}${place(offer)}</div>` : nothing}</div>`;
  }
  /** A row for a ticked time that is no longer free; it stays until it is removed. @param {WeekOffer} offer */
  function lostRow(offer) {
    const over = liesOver(item.layers.filter((layer) => weekOf(answer.value).asked.includes(layer.id)), offer, minutes);
    const why = fill(words["schedule.not_free"], { time: timeWords(words, minuteOf(offer.from)), layers: labelsOf(over) });
    const takeOut = () => {
      without(offer);
      const list = field.querySelector(".kit-offers");
      (list?.querySelector("input") ?? list?.querySelector("h4"))?.focus();
    };
    return html`<div class="kit-offer-row kit-offer-lost" role="group" aria-label="${names[offer.day]}, ${why}"><p>${why}</p>${place(offer)}
      <button type="button" class="kit-button kit-plain" @click=${takeOut}>${words["schedule.take_out"]}</button></div>`;
  }
  /** @param {WeekPiece[]} free */
  function template(free) {
    const lost = offers().filter((one, at, all) => {
      const here = free.find((piece) => fitsInto(piece, one, minutes));
      return !here || all.findIndex((other) => fitsInto(here, other, minutes)) < at;
    });
    return item.days.map((day) => {
      const rows = [...free.filter((one) => one.day === day).map((one) => ({ key: keyOf(one), draw: () => freeRow(one) })),
        ...lost.filter((one) => one.day === day).map((one) => ({ key: `${one.from}-lost`, draw: () => lostRow(one) }))];
      return html`<section class="kit-offer-day"><h4 tabindex="-1">${names[day]}</h4>${rows.length
        ? html`<div>${repeat(rows, ({ key }) => key, ({ draw }) => draw())}</div>` : html`<p class="kit-small">${words["schedule.full"]}</p>`}</section>`;
    });
  }
  /** Returns the field of a time. @param {WeekOffer} offer @returns {HTMLElement | null} */
  const fieldOf = (offer) => field.querySelector(`#${CSS.escape(idOf(offer))}`);
  return { template, toggle, fieldOf };
}
