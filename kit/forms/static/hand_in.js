// Handing in: what to check first, what is included and left out, one file in the browser's downloads, its receipt.

import { same } from "./answer.js";
import { onEscape } from "./confirm.js";
import { author, button, el, fill, freshId, say } from "./dom.js";
import { markedWords } from "./likely.js";
import { folded, goTo, rowTitle, titleThere } from "./left_off.js";
import { saveFile } from "./save_file.js";
import { clock } from "./state_words.js";

/** How many rows are shown under *Look at this first*; the others are one click away. */
const OPEN_ROWS = 3;
/** Longer than any step, in pixels. */
const FAR = 100_000;

/** Returns what is wrong with an answer, in words.
 * @param {Words} words @param {Check} check @param {boolean} plan */
function checkWords(words, check, plan) {
  switch (check.what) {
    case "two":
      return words["hand_in.two"];
    case "short":
    case "long":
      return fill(check.words === 1 ? words["hand_in.one_word_asked"] : words["hand_in.words_asked"], check);
    case "ratings":
      return fill(words["hand_in.ratings_given"], { done: check.words, total: check.most });
    case "private":
      return words["hand_in.marked_private"];
    case "draft":
      return words["hand_in.draft"];
    case "newer_draft":
      return words["hand_in.newer_draft"];
    default:
      if (!check.marked) return words["hand_in.open"];
      return plan ? words["hand_in.marked_plan_missing"] : words["hand_in.marked_missing"];
  }
}

/** @param {Words} words @param {Row} row */
function rowWords(words, row) {
  if (row.of > 1) return fill(words["hand_in.ratings_given"], { done: row.count, total: row.of });
  if (row.why === "private") return words["hand_in.private"];
  if (row.why === "goes") return [row.words === null ? "" : wordCount(words, row.words), row.first ? words["hand_in.with_first"] : ""].filter(Boolean).join(" · ");
  return { two: words["hand_in.two"], draft: words["hand_in.draft"], newer_draft: words["hand_in.newer_draft"] }[row.why];
}

/** @param {Words} words @param {number} count */
function wordCount(words, count) {
  return fill(count === 1 ? words["prose.one_word"] : words["prose.many_words"], { count });
}

/** Returns what to say if nothing is left out. @param {Words} words @param {number} goes how many are included */
export const nothingStays = (words, goes) => (goes ? words["hand_in.nothing_stays"] : words["hand_in.nothing_answered"]);

/** @param {Words} words @param {Receipt} receipt */
function receiptWords(words, receipt) {
  const answers = fill(receipt.answers === 1 ? words["hand_in.one_answer"] : words["hand_in.answers"], { count: receipt.answers });
  const ratings = receipt.ratings
    ? [fill(receipt.ratings === 1 ? words["hand_in.one_rating"] : words["hand_in.self_ratings"], { count: receipt.ratings })]
    : [];
  const written = receipt.words ? [wordCount(words, receipt.words)] : [];
  return [...(receipt.answers ? [answers] : []), ...ratings, ...written].join(", ");
}

/** Puts a folder, which can be long, into a text's placeholder.
 * @param {string} text @param {string} folder */
function placed(text, folder) {
  const [before, after] = text.split("{folder}");
  return [before, el("strong", { class: "kit-file", text: folder }), after];
}

/** @type {ShownForm} */
export function handIn(spec, kernel) {
  const { words, titles } = spec;
  const line = el("p", { class: "kit-state", role: "status", tabindex: "-1" });
  const what = el("p", { class: "kit-prompt" });
  const lists = el("div", { class: "kit-travel" });
  const likely = el("p", { class: "kit-small", text: `${words["likely.rows"]} ${words["likely.limits"]}` });
  const first = el("section", {});
  const ready = el("section", { class: "kit-receipt" });
  const gone = el("p", { text: words["hand_in.anew_gone"] });
  const confirm = el("div", { class: "kit-confirm", role: "group", onkeydown: onEscape(leave) });
  confirm.hidden = true;
  const id = freshId("drafts");
  const box = el("input", { type: "checkbox", id, onchange: () => render() });
  const drafts = el("label", { class: "kit-row", for: id }, box, el("span", {},
    el("strong", { text: words["hand_in.with_drafts"] }), el("small", { text: words["hand_in.with_drafts_means"] })));
  const go = button(words["hand_in.button"], () => refresh(askOrPack), "main");
  const actions = el("div", { class: "kit-actions" }, go);
  const to = el("p", {});
  /** @type {{ checks: Check[], rows: Row[], receipt: Receipt | null, drafts: boolean, alone: boolean, to: string | null, sent?: Sent | null, anew?: "unsaved" | "saved" | null,
   *   downloads: { this: boolean, older: boolean } }} `downloads`: whether this file went there, and an older one */
  let now = { checks: [], rows: [], receipt: null, drafts: false, alone: false, to: null, downloads: { this: false, older: false } };

  /** Returns a row's title. @param {{ item: string, occasion: string, what: string }} check */
  const title = (check) => titles[check.what === "ratings" ? `rated.${check.occasion}` : check.item] || "";
  /** The last reply. @type {Record<string, any> | null} */
  let told = null;
  // Returns the checks to ask about: all on marked items except length, and each text whose newer draft would be
  // left out. Drafts that will be included don't count.
  function serious() {
    /** @param {Check} check */
    const taken = (check) => box.checked && check.what.endsWith("draft");
    return now.checks.filter((check) => (check.what === "newer_draft" || (check.marked && !["short", "long"].includes(check.what))) && !taken(check));
  }
  // What the question is about; if this changes, the question is asked again.
  const about = () => serious().map((check) => [check.what, check.item, check.occasion].join(" ")).join("\n");
  let asked = "";
  function askOrPack() {
    if (serious().length) ask();
    else pack();
  }
  function ask() {
    // A message about the last file doesn't answer this question.
    delete line.dataset.phase;
    say(line, "");
    write();
    actions.hidden = true;
    confirm.querySelector("button")?.focus();
  }
  function write() {
    const held = confirm.contains(document.activeElement);
    const found = serious();
    asked = about();
    const goes = found.some((check) => check.what === "newer_draft");
    confirm.setAttribute("aria-label", goes ? words["hand_in.older_question"] : words["hand_in.anyway_question"]);
    confirm.replaceChildren(
      ...found.map((check) => el("p", {}, el("strong", {}, author(title(check))), " · ",
        check.marked ? `${words["hand_in.marked"]}: ` : "", checkWords(words, check, spec.plan))),
      el("div", { class: "kit-actions" },
        button(words["left_off.go_there"], () => goTo(found[0].item, found[0].occasion)),
        button(goes ? words["hand_in.older"] : words["hand_in.anyway"], anyway)));
    confirm.hidden = false;
    if (held) confirm.querySelector("button")?.focus();
  }
  function anyway() {
    const agreed = asked;
    refresh(() => (about() && about() !== agreed ? ask() : pack()));
  }
  function leave() {
    confirm.hidden = true;
    actions.hidden = false;
    go.focus();
  }
  function pack() {
    confirm.hidden = true;
    actions.hidden = false;
    say(line, words["hand_in.working"]);
    const asked = now.to;
    const pressed = document.activeElement;
    kernel.ask({ type: "hand_in", drafts: box.checked, to: asked }, {
      patience: 20000,
      silent: () => say(line, words["hand_in.no_reply"]),
      reply: (reply, files) => {
        line.dataset.phase = reply.ok && !reply.not_sent ? "done" : "failed";
        const made = asked ? fill(words["hand_in.sent"], { folder: asked }) : words["hand_in.made"];
        const short = reply.not_sent && fill(words["hand_in.not_sent"], { sentence: reply.not_sent });
        say(line, reply.ok ? short || made : fill(words["hand_in.failed"], { sentence: reply.sentence }));
        if (reply.ok) {
          box.checked = false;
          saveFile(reply.name, files[0]);
          window.dispatchEvent(new CustomEvent("kit:handed"));
        }
        refresh();
        // A learner who has moved on is not called back.
        if ([pressed, document.body].includes(document.activeElement ?? document.body)) line.focus();
      },
    });
  }
  function save() {
    kernel.ask({ type: "packed" }, {
      reply: (reply, files) => {
        if (!reply.ok) return say(line, reply.sentence);
        saveFile(reply.name, files[0]);
        if (now.anew !== "unsaved") return;
        line.dataset.phase = "done";
        say(line, words["hand_in.made"]);
        line.focus();
        window.dispatchEvent(new CustomEvent("kit:handed"));
        refresh();
      },
    });
  }
  const again = button(words["hand_in.save_again"], save);
  const saveNew = button(words["hand_in.save_new"], save, "main");

  /** @param {string} title @param {string} state @param {boolean} marked
   * @param {{ to?: { item: string, occasion?: string } | null, more?: Child }} [how] */
  function row(title, state, marked, { to: there = null, more = null } = {}) {
    const badge = marked ? [el("span", { class: "kit-marked-badge", text: words["hand_in.marked"] }), " "] : [];
    return el("li", {}, rowTitle(...badge, there ? titleThere(words, title, there) : author(title)),
      el("span", { class: "kit-step-state", text: state }), more);
  }
  /** @param {string} heading @param {Node[]} rows @param {string} empty */
  function listed(heading, rows, empty) {
    return el("section", {}, el("h4", { class: "kit-heading", text: heading }),
      rows.length ? el("ul", { class: "kit-steps" }, rows) : el("p", { class: "kit-small", text: empty }));
  }
  /** Returns the parts of an answer that may identify somebody, and the way there. @param {Row} one */
  const marks = (one) => (one.likely.length ? {
    to: { item: one.id, occasion: one.occasion },
    more: el("span", { class: "kit-likely-row", text: fill(words["likely.row"], { found: markedWords(words, one.likely) }) }),
  } : {});
  const rest = el("ul", { class: "kit-steps" });
  const fold = folded("", rest);
  function render() {
    say(what, words["hand_in.what_it_is"]);
    first.hidden = !now.checks.length;
    const looked = now.checks.map((check) => row(title(check), checkWords(words, check, spec.plan), check.marked, { to: check }));
    // A single extra row is shown rather than folded away.
    const shown = looked.length > OPEN_ROWS + 1 ? OPEN_ROWS : looked.length;
    first.replaceChildren(listed(words["hand_in.look_first"], looked.slice(0, shown), ""), fold);
    rest.replaceChildren(...looked.slice(shown));
    fold.hidden = shown === looked.length;
    say(/** @type {HTMLElement} */ (fold.firstElementChild), fill(words["hand_in.more"], { count: looked.length - shown }));
    const goes = now.rows.filter((one) => one.why === "goes");
    const stays = now.rows.filter((one) => one.why !== "goes");
    const going = listed(words["hand_in.goes"], goes.map((one) => row(titles[one.id], rowWords(words, one), one.id === spec.marked, marks(one))), words["hand_in.nothing_goes"]);
    if (goes.some((one) => one.likely.length)) going.append(likely);
    lists.replaceChildren(going,
      listed(words["hand_in.stays"], stays.map((one) => row(titles[one.id], rowWords(words, one), one.id === spec.marked)), nothingStays(words, goes.length)));
    lists.hidden = now.alone;
    drafts.hidden = !now.drafts || now.alone;
    // Saving elsewhere doesn't close a question that still has to be answered.
    confirm.hidden ||= now.alone || !serious().length;
    if (!confirm.hidden && about() !== asked) write();
    actions.hidden = now.alone || !confirm.hidden;
    to.hidden = !now.to || now.alone;
    if (now.to) to.replaceChildren(...placed(words["hand_in.goes_to"], now.to));
    ready.hidden = !now.receipt || now.alone;
    gone.hidden = Boolean(now.receipt) || !now.anew || !now.downloads.older || now.alone;
    if (now.receipt) {
      const unsaved = now.anew === "unsaved";
      const { this: saved, older } = now.downloads;
      const anew = older ? words["hand_in.anew"] : words["hand_in.anew_first"];
      const where = saved ? words["hand_in.where"] : words["hand_in.in_folder"];
      ready.replaceChildren(
        now.sent
          ? el("p", { class: "kit-ready" }, placed(fill(words["hand_in.sent_to"], { time: clock(now.sent.at) }), now.sent.to))
          : el("p", { class: "kit-ready", text: unsaved ? anew : now.to ? words["hand_in.ready_unsent"] : words["hand_in.ready"] }),
        el("p", {}, el("strong", { class: "kit-file", text: now.receipt.name }),
          ` · ${fill(words["hand_in.made_at"], { time: clock(now.receipt.at) })} · ${receiptWords(words, now.receipt)}`),
        now.receipt.changed ? el("p", { text: words["hand_in.changed_since"] }) : "",
        el("p", { class: "kit-small", text: unsaved ? words["hand_in.anew_where"] : where }),
        now.anew === "saved" && older ? el("p", { text: words["hand_in.anew_saved"] }) : "",
        el("div", { class: "kit-actions" }, unsaved ? saveNew : again));
    }
  }
  /** @param {() => void} [then] called once it is known what is missing and what is included */
  function refresh(then) {
    kernel.ask({ type: "contents" }, {
      patience: 20000,
      silent: () => then && say(line, words["hand_in.no_reply"]),
      reply: (reply) => {
        // A message about a file lasts only as long as the file, which deleting an answer removes.
        const anew = reply.anew === "unsaved" && now.anew !== "unsaved";
        if (reply.ok && now.receipt && (!reply.receipt || anew)) {
          say(line, "");
          window.dispatchEvent(new CustomEvent("kit:handed"));
        }
        if (!reply.ok) say(line, reply.sentence);
        else if (!told || !same({ ...reply, re: null }, told)) {
          now = /** @type {any} */ (reply);
          told = { ...reply, re: null };
          // Redrawn only if something changed: a row with the focus would lose it.
          render();
        }
        if (reply.ok) then?.();
      },
    });
  }
  const node = el("section", { class: "kit-question", "aria-label": words["hand_in.button"] },
    el("h3", { class: "kit-title" }, author(spec.title)), what, first, lists, drafts, to,
    el("div", { class: "kit-foot" }, line), confirm, actions, gone, ready);
  render();
  // Saving a draft sends no event. So the contents are checked again whenever the step is shown, however far down
  // this form is, and when it is scrolled to, because the whole page may be shown at once.
  const shown = [`${FAR}px`, "0px"].map((rootMargin) =>
    new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && refresh(), { rootMargin }));
  shown.forEach((one) => one.observe(node));
  return { node, render() {}, refresh: () => refresh(), end: () => shown.forEach((one) => one.disconnect()) };
}
