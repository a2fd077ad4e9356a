// A week that starts empty: hours appear once somebody was asked, and free times may be offered.

import { authorHtml } from "../author_html.js";
import { el, fill, freshId } from "../dom.js";
import { spokenLine } from "../scenes/scene_log.js";
import { frame } from "./frame.js";
import { dayNames, fitsInto, freeIn, inOrder, labelsOf, minuteOf, piecesOfWeek, scheduleInWords, timeWords, weekOf, WHOLE_DAY } from "./schedule_hours.js";
import { offersIn } from "./schedule_offers.js";
import { html, nothing, render } from "../vendor/lit-html.js";

const MARKS = [0, 6, 12, 18].map((hour) => hour * 60);

/** @param {{ begin: number, end: number }} piece */
const spans = ({ begin, end }) => `--from: ${begin / WHOLE_DAY}; --size: ${(end - begin) / WHOLE_DAY}`;

/** The week as a picture: days side by side, from midnight to midnight, with the hours that were told layered on top. The
 * same is next to it in words, so the picture is hidden from screen readers.
 * @param {WeekItem} item @param {Words} words @param {WeekValue} value @param {(free: WeekPiece) => void} [press] */
function weekPicture({ days, layers, minutes }, words, { asked, options }, press) {
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

/** @type {OneForm} */
export function schedule(answer, spec) {
  const { words } = spec;
  const item = /** @type {WeekItem} */ (/** @type {unknown} */ (answer.item));
  const { days, layers, minutes, least } = item;
  const week = () => weekOf(answer.value);
  const over = () => layers.filter((layer) => week().asked.includes(layer.id));
  const free = () => (over().length ? freeIn(days, over().flatMap((layer) => layer.hours), minutes) : []);
  /** @param {WeekOffer[]} options @returns {Value} */
  const withOffers = (options) => ({ ...week(), options: inOrder(days, options) });
  const [field, shown] = ["kit-schedule", "kit-schedule"].map((name) => el("div", { class: name }));
  const offers = offersIn(answer, item, freshId("offer"), field, withOffers);
  /** @param {WeekLayer["line"]} line */
  const said = (line) => (line ? html`${line.moment ? spokenLine({ room: line.moment }, "", "") : nothing}
    ${spokenLine({ es: line.es, en: line.en, who: item.person }, item.person, words["scene.in_english"])}` : nothing);
  /** The answer that is open; earlier ones fold to their hours, so that the week stays in sight. */
  let open = "";

  /** @param {string} id @param {any} event */
  function ask(id, { target }) {
    const row = target.closest("li");
    open = id;
    answer.input({ ...week(), asked: layers.map((layer) => layer.id).filter((one) => one === id || week().asked.includes(one)) });
    row.querySelector("summary").focus();
  }
  // The questions to ask: a button for each one, which is replaced by the answer and its hours.
  /** @param {WeekLayer} layer @param {number} index */
  const question = (layer, index) => html`<li>${week().asked.includes(layer.id) ? html`<div class="kit-told-hours">
      <details ?open=${open === layer.id}><summary><span class="kit-swatch kit-block" data-layer=${index} aria-hidden="true"></span>${authorHtml(layer.label)}</summary>
        ${said(layer.line)}${layer.told ? html`<p class="kit-line">${authorHtml(layer.told)}</p>` : nothing}</details>
      ${layer.inWords.map((hours) => html`<p class="kit-hours">${hours}</p>`)}</div>`
    : html`<button type="button" class="kit-button kit-ask" ?disabled=${answer.phase === "opening"} @click=${(/** @type {any} */ event) => ask(layer.id, event)}>${authorHtml(layer.ask)}</button>`}</li>`;

  function found() {
    if (!over().length) return words["schedule.nothing_yet"];
    const many = free().length;
    const count = fill(many === 1 ? words["schedule.free_one"] : words["schedule.free_many"], { count: many, minutes });
    const unasked = layers.filter((layer) => !week().asked.includes(layer.id));
    return unasked.length ? `${count} ${fill(words["schedule.not_asked"], { layers: labelsOf(unasked) })}` : count;
  }
  function settled() {
    const { offers: offered, told, left } = scheduleInWords(item, answer.value, words);
    /** @param {string} name @param {string[]} texts */
    const list = (name, texts) => html`<ul class=${name}>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
    return html`${list("kit-settled", typeof answer.value === "string" ? [answer.value] : offered)}${weekPicture(item, words, week())}
      ${list("kit-settled-told", told)}<p class="kit-small">${left}</p>`;
  }
  return frame(answer, spec, {
    kind: "schedule", field, shown,
    describe: (value) => {
      if (typeof value === "string") return value;
      const said = scheduleInWords(item, value, words);
      return [...said.offers, ...said.told, said.left].filter(Boolean).join("\n");
    },
    refuse: () => {
      const { options } = week();
      if (options.length < least) return fill(words["schedule.too_few"], { least, count: options.length });
      const lost = options.find((one) => !free().some((piece) => fitsInto(piece, one, minutes)));
      const unsaid = options.find((one) => !one.how.trim());
      const place = lost ?? unsaid;
      if (place) offers.fieldOf(place)?.focus();
      if (lost) return words["schedule.take_out_first"];
      return unsaid ? words["schedule.no_how"] : "";
    },
    onrender: () => {
      render(html`<ul class="kit-asks">${layers.map(question)}</ul>${weekPicture(item, words, week(), offers.toggle)}
        <p class="kit-found" role="status">${found()}</p><div class="kit-offers" ?hidden=${!over().length}>${offers.template(free())}</div>
        <p class="kit-offer-lines" ?hidden=${week().options.length > 0}>${words["schedule.on_paper"]}</p>`, field);
      render(answer.phase === "done" ? settled() : nothing, shown);
    },
  });
}
