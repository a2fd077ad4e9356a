// The free times, day by day, with boxes to tick: then when it begins, and where and how. Only the learner ticks.

import { button, el, fill, freshId, say } from "./dom.js";
import { clockAt, fitsInto, liesOver, minuteOf, startsIn } from "./schedule_hours.js";
import { dayNames, labelsOf, timeWords, weekOf, windowWords } from "./schedule_words.js";
import { writing } from "./prose.js";

/** @param {WeekOffer} a @param {WeekOffer} b */
const sameTime = (a, b) => a.day === b.day && a.from === b.from;

/** @param {Answer} answer @param {WeekItem} item @param {(options: WeekOffer[]) => Value} withOffers the answer with
 *   these offers */
export function offerList(answer, item, withOffers) {
  const { words } = answer;
  const { minutes } = item;
  const names = dayNames(words);
  const node = el("div", { class: "kit-offers" });
  /** What was written for times that are no longer ticked, while the page is open. @type {Map<string, WeekOffer>} */
  const dropped = new Map();
  /** @type {{ area: HTMLTextAreaElement, offered: () => WeekOffer | undefined, render: () => void }[]} */
  let rows = [];
  let drawn = "";

  const offers = () => weekOf(answer.value).options;
  /** @param {WeekPiece} free @param {Value} [value] */
  const offerIn = (free, value = answer.value) => weekOf(value).options.find((one) => fitsInto(free, one, minutes));
  /** @param {WeekOffer | undefined} offer @param {Partial<WeekOffer>} more */
  const changed = (offer, more) => withOffers(offers().map((one) => (offer && sameTime(one, offer) ? { ...one, ...more } : one)));
  /** @param {WeekOffer} offer */
  const without = (offer) => answer.input(withOffers(offers().filter((one) => !sameTime(one, offer))));

  /** @param {WeekPiece} free */
  function toggle(free) {
    const key = `${free.day} ${free.begin}`;
    const offer = offerIn(free);
    if (offer) {
      dropped.set(key, offer);
      without(offer);
    } else answer.input(withOffers([...offers(), dropped.get(key) ?? { day: free.day, from: clockAt(free.begin), how: "" }]));
  }

  /** Makes the field of one time. @param {(value: Value) => WeekOffer | undefined} find */
  const place = (find) => writing(answer, words["schedule.how"], {
    rows: 1,
    read: (value) => find(value)?.how ?? "",
    write: (how) => changed(find(answer.value), { how }),
  });

  /** @param {WeekPiece} free */
  function freeRow(free) {
    const box = el("input", { type: "checkbox", "aria-label": `${names[free.day]}, ${windowWords(words, free)}`, onchange: () => toggle(free) });
    const label = el("label", { class: "kit-row" }, box, el("span", { text: windowWords(words, free) }));
    const starts = startsIn(free, minutes);
    const startId = freshId("start");
    const start = el("select", { id: startId, class: "kit-select", onchange: () => answer.input(changed(offerIn(free), { from: start.value })) },
      starts.map((minute) => el("option", { value: clockAt(minute), text: timeWords(words, minute) })));
    const startField = el("div", { class: "kit-field" }, el("label", { for: startId, text: words["schedule.start"] }), start);
    const how = place((value) => offerIn(free, value));
    const more = el("div", { class: "kit-offer-more", role: "group", "aria-label": `${names[free.day]}, ${windowWords(words, free)}` },
      starts.length > 1 ? startField : null, how.node);
    const render = () => {
      const offer = offerIn(free);
      box.checked = Boolean(offer);
      box.disabled = answer.phase === "opening";
      label.dataset.chosen = String(box.checked);
      more.hidden = !offer;
      if (offer && start.value !== offer.from) start.value = offer.from;
      how.render();
    };
    return { node: el("div", { class: "kit-offer-row" }, label, more), area: how.area, offered: () => offerIn(free), render };
  }

  /** Makes a row for a ticked time that is no longer free; it stays until it is removed. @param {WeekOffer} offer */
  function lostRow(offer) {
    const find = (/** @type {Value} */ value) => weekOf(value).options.find((one) => sameTime(one, offer));
    const why = el("p", {});
    const how = place(find);
    const out = button(words["schedule.take_out"], () => {
      without(offer);
      (rows[0]?.area.closest(".kit-offer-row")?.querySelector("input") ?? node.querySelector("h4"))?.focus();
    });
    const over = liesOver(item.layers.filter((layer) => weekOf(answer.value).asked.includes(layer.id)), offer, minutes);
    say(why, fill(words["schedule.not_free"], { time: timeWords(words, minuteOf(offer.from)), layers: labelsOf(over) }));
    const group = el("div", { class: "kit-offer-row kit-offer-lost", role: "group", "aria-label": `${names[offer.day]}, ${why.textContent}` },
      why, how.node, out);
    return { node: group, area: how.area, offered: () => find(answer.value), render: how.render };
  }

  /** @param {WeekPiece[]} free */
  function draw(free) {
    /** @type {WeekOffer[]} */
    const lost = offers().filter((one, at, all) => {
      const here = free.find((piece) => fitsInto(piece, one, minutes));
      return !here || all.findIndex((other) => fitsInto(here, other, minutes)) < at;
    });
    const wanted = JSON.stringify([free, lost.map(({ day, from }) => [day, from])]);
    if (wanted !== drawn) {
      drawn = wanted;
      rows = [];
      node.replaceChildren(...item.days.map((day) => {
        const here = [...free.filter((one) => one.day === day).map(freeRow), ...lost.filter((one) => one.day === day).map(lostRow)];
        rows.push(...here);
        return el("section", { class: "kit-offer-day" }, el("h4", { tabindex: "-1", text: names[day] }),
          here.length ? el("div", {}, here.map((row) => row.node)) : el("p", { class: "kit-small", text: words["schedule.full"] }));
      }));
    }
    rows.forEach((row) => row.render());
  }
  /** Returns the field of a time. @param {WeekOffer} offer */
  const fieldOf = (offer) => rows.find((row) => {
    const here = row.offered();
    return here && sameTime(here, offer);
  })?.area;
  return { node, draw, toggle, fieldOf };
}
