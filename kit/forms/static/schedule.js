// A week that starts empty: hours appear once somebody was asked, and free times may be offered.

import { el, fill, say } from "./dom.js";
import { frame } from "./frame.js";
import { askPanel } from "./schedule_ask.js";
import { fitsInto, freeIn } from "./schedule_hours.js";
import { offerList } from "./schedule_offers.js";
import { weekPicture } from "./schedule_week.js";
import { inOrder, labelsOf, scheduleInWords, weekOf } from "./schedule_words.js";

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

  const asks = askPanel(item, words, (id) => answer.input({ ...week(), asked: layers.map((layer) => layer.id).filter((one) => one === id || week().asked.includes(one)) }));
  const offers = offerList(answer, item, withOffers);
  const picture = weekPicture(item, words, offers.toggle);
  const found = el("p", { class: "kit-found", role: "status" });
  const lines = el("p", { class: "kit-offer-lines", text: words["schedule.on_paper"] });
  const field = el("div", { class: "kit-schedule" }, asks.node, picture.node, found, offers.node, lines);

  const settled = weekPicture(item, words);
  const offered = el("ul", { class: "kit-settled" });
  const told = el("ul", { class: "kit-settled-told" });
  const left = el("p", { class: "kit-small" });
  const shown = el("div", { class: "kit-schedule" }, offered, settled.node, told, left);

  /** @param {HTMLElement} list @param {string[]} lines */
  const listed = (list, lines) => list.replaceChildren(...lines.map((text) => el("li", { text })));

  function sayFound() {
    if (!over().length) return say(found, words["schedule.nothing_yet"]);
    const many = free().length;
    const count = fill(many === 1 ? words["schedule.free_one"] : words["schedule.free_many"], { count: many, minutes });
    const unasked = layers.filter((layer) => !week().asked.includes(layer.id));
    return say(found, unasked.length ? `${count} ${fill(words["schedule.not_asked"], { layers: labelsOf(unasked) })}` : count);
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
      const value = week();
      asks.render(value.asked, answer.phase === "opening");
      picture.draw(value);
      offers.draw(free());
      offers.node.hidden = !over().length;
      lines.hidden = Boolean(value.options.length);
      sayFound();
      if (answer.phase !== "done") return;
      const said = scheduleInWords(item, answer.value, words);
      listed(offered, typeof answer.value === "string" ? [answer.value] : said.offers);
      listed(told, said.told);
      say(left, said.left);
      settled.draw(value);
    },
  });
}
