// Handing in: what to check first, what is included and left out, one file in the browser's downloads, its receipt.
// A learner without a class sees what they made instead.

import { onEscape } from "./confirm.js";
import { authorHtml } from "../author_html.js";
import { author, el, fill, saveFile } from "../dom.js";
import { markedWords } from "./likely.js";
import { goTo } from "./go_there.js";
import { clock } from "./state_words.js";
import { live } from "../vendor/directives/live.js";
import { html, nothing, render } from "../vendor/lit-html.js";

/** How many rows are shown under *Look at this first*; the others are one click away. */
const OPEN_ROWS = 3;
/** Longer than any step, in pixels. */
const FAR = 100_000;

/** @typedef {{ item: string, occasion?: string }} There */
/** @typedef {{ alone: true, made: (There & { title: string })[] }} Made what somebody without a class made */
/** @typedef {{ alone: false, checks: Check[], rows: Row[], receipt: Receipt | null, drafts: boolean, to: string | null, sent?: Sent | null,
 *   anew?: "unsaved" | "saved" | null, downloads: { this: boolean, older: boolean } }} Contents `downloads`: whether this
 *   file went there, and an older one */

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
const wordCount = (words, count) => fill(count === 1 ? words["prose.one_word"] : words["prose.many_words"], { count });

/** @param {Words} words @param {Receipt} receipt */
function receiptWords(words, { answers, ratings, words: written }) {
  return [
    answers && fill(answers === 1 ? words["hand_in.one_answer"] : words["hand_in.answers"], { count: answers }),
    ratings && fill(ratings === 1 ? words["hand_in.one_rating"] : words["hand_in.self_ratings"], { count: ratings }),
    written && wordCount(words, written),
  ].filter(Boolean).join(", ");
}

/** Puts a folder, which can be long, into a text's placeholder.
 * @param {string} text @param {string} folder */
function placed(text, folder) {
  const [before, after] = text.split("{folder}");
  return html`${before}<strong class="kit-file">${folder}</strong>${after}`;
}

/** @param {string} label @param {() => void} act */
const press = (label, act, kind = "plain") => html`<button type="button" class="kit-button kit-${kind}" @click=${act}>${label}</button>`;

/** @type {ShownForm} */
export function handIn(spec, kernel) {
  const { words, titles } = spec;
  /** @type {Made | Contents | null} */
  let now = null;
  let [text, phase] = ["", ""];
  let withDrafts = false;
  let asking = false;
  /** What the question is about; if this changes, the question is asked again. */
  let asked = "";
  const node = el("section", { class: "kit-question", "aria-label": spec.alone ? author(spec.title).textContent : words["hand_in.button"] });
  const line = () => /** @type {HTMLElement} */ (node.querySelector(".kit-state"));
  /** @param {string} what @param {string} [how] */
  function tell(what, how = phase) {
    [text, phase] = [what, how];
    draw();
  }

  /** Returns a row's title. @param {{ item: string, occasion: string, what: string }} check */
  const title = (check) => titles[check.what === "ratings" ? `rated.${check.occasion}` : check.item] || "";
  // Returns the checks to ask about: all on marked items except length, and each text whose newer draft would be
  // left out. Drafts that will be included don't count.
  function serious() {
    /** @param {Check} check */
    const taken = (check) => withDrafts && check.what.endsWith("draft");
    return !now || now.alone ? []
      : now.checks.filter((check) => (check.what === "newer_draft" || (check.marked && !["short", "long"].includes(check.what))) && !taken(check));
  }
  const about = () => serious().map((check) => [check.what, check.item, check.occasion].join(" ")).join("\n");
  function askOrPack() {
    if (!serious().length) return pack();
    asking = true;
    // A message about the last file doesn't answer this question.
    tell("", "");
    node.querySelector(".kit-confirm")?.querySelector("button")?.focus();
  }
  function anyway() {
    const agreed = asked;
    refresh(() => (about() && about() !== agreed ? askOrPack() : pack()));
  }
  function leave() {
    asking = false;
    draw();
    /** @type {HTMLElement | null} */ (node.querySelector(".kit-main"))?.focus();
  }
  function pack() {
    asking = false;
    tell(words["hand_in.working"]);
    const to = now && !now.alone ? now.to : null;
    const pressed = document.activeElement;
    kernel.ask({ type: "hand_in", drafts: withDrafts, to }, {
      patience: 20000,
      silent: () => tell(words["hand_in.no_reply"]),
      reply: (reply, files) => {
        if (!reply.ok) tell(fill(words["hand_in.failed"], { sentence: reply.sentence }), "failed");
        else {
          withDrafts = false;
          if (reply.not_sent) tell(fill(words["hand_in.not_sent"], { sentence: reply.not_sent }), "failed");
          else tell(to ? fill(words["hand_in.sent"], { folder: to }) : words["hand_in.made"], "done");
          saveFile(reply.name, files[0]);
          window.dispatchEvent(new CustomEvent("kit:handed"));
        }
        refresh();
        // A learner who has moved on is not called back.
        if ([pressed, document.body].includes(document.activeElement ?? document.body)) line().focus();
      },
    });
  }
  function save() {
    kernel.ask({ type: "packed" }, {
      reply: (reply, files) => {
        if (!reply.ok) return tell(reply.sentence);
        saveFile(reply.name, files[0]);
        if (!now || now.alone || now.anew !== "unsaved") return;
        tell(words["hand_in.made"], "done");
        line().focus();
        window.dispatchEvent(new CustomEvent("kit:handed"));
        refresh();
      },
    });
  }

  /** @param {string} name @param {string} state @param {boolean} marked @param {There | null} [to] @param {unknown} [more] */
  const row = (name, state, marked, to, more = nothing) => html`<li>
    <span class="kit-step-title">${marked ? html`<span class="kit-marked-badge">${words["hand_in.marked"]}</span> ` : nothing}${to
      ? html`<button type="button" class="kit-go" aria-label="${words["form.go_there"]}: ${author(name).textContent}"
          @click=${() => goTo(to.item, to.occasion)}>${authorHtml(name)}</button>` : authorHtml(name)}<span class="kit-heard">: </span></span>
    ${state ? html`<span class="kit-step-state">${state}</span>` : nothing}${more}</li>`;
  /** @param {unknown[]} rows */
  const list = (rows) => html`<ul class="kit-steps">${rows}</ul>`;
  /** @param {string} heading @param {unknown[]} rows @param {unknown} [more] */
  const listed = (heading, rows, more = nothing) => (rows.length ? html`<section><h4 class="kit-heading">${heading}</h4>${list(rows)}${more}</section>` : nothing);
  /** @param {Row} one */
  const answerRow = (one) => (one.why === "goes" && one.likely.length
    ? row(titles[one.id], rowWords(words, one), one.id === spec.marked, { item: one.id, occasion: one.occasion },
      html`<span class="kit-likely-row">${fill(words["likely.row"], { found: markedWords(words, one.likely) })}</span>`)
    : row(titles[one.id], rowWords(words, one), one.id === spec.marked));

  /** @param {Contents} here */
  function question({ checks }) {
    const looked = checks.map((check) => row(title(check), checkWords(words, check, spec.plan), check.marked, check));
    // A single extra row is shown rather than folded away.
    const shown = looked.length > OPEN_ROWS + 1 ? OPEN_ROWS : looked.length;
    return listed(words["hand_in.look_first"], looked.slice(0, shown), shown < looked.length
      ? html`<details class="kit-more"><summary>${fill(words["hand_in.more"], { count: looked.length - shown })}</summary>
          ${list(looked.slice(shown))}</details>` : nothing);
  }
  function confirm() {
    const found = serious();
    asked = about();
    const goes = found.some((check) => check.what === "newer_draft");
    return html`<div class="kit-confirm" role="group" @keydown=${onEscape(leave)}
      aria-label=${goes ? words["hand_in.older_question"] : words["hand_in.anyway_question"]}>
      ${found.map((check) => html`<p><strong>${authorHtml(title(check))}</strong> · ${check.marked ? `${words["hand_in.marked"]}: ` : ""}${checkWords(words, check, spec.plan)}</p>`)}
      <div class="kit-actions">${press(words["form.go_there"], () => goTo(found[0].item, found[0].occasion))}
        ${press(goes ? words["hand_in.older"] : words["hand_in.anyway"], anyway)}</div></div>`;
  }
  /** @param {Contents} here @param {Receipt} receipt */
  function ready({ anew, downloads: { this: saved, older }, to, sent }, receipt) {
    const unsaved = anew === "unsaved";
    const made = fill(words["hand_in.made_at"], { time: clock(receipt.at) });
    return html`<section class="kit-receipt">
      <p class="kit-ready">${sent ? placed(fill(words["hand_in.sent_to"], { time: clock(sent.at) }), sent.to)
        : unsaved ? older ? words["hand_in.anew"] : words["hand_in.anew_first"]
          : to ? words["hand_in.ready_unsent"] : words["hand_in.ready"]}</p>
      <p><strong class="kit-file">${receipt.name}</strong> · ${made} · ${receiptWords(words, receipt)}</p>
      ${receipt.changed ? html`<p>${words["hand_in.changed_since"]}</p>` : nothing}
      <p class="kit-small">${unsaved ? words["hand_in.anew_where"] : saved ? words["hand_in.where"] : words["hand_in.in_folder"]}</p>
      ${anew === "saved" && older ? html`<p>${words["hand_in.anew_saved"]}</p>` : nothing}
      <div class="kit-actions">${unsaved ? press(words["hand_in.save_new"], save, "main") : press(words["hand_in.save_again"], save)}</div>
    </section>`;
  }
  /** @param {Contents} here */
  function contents(here) {
    const goes = here.rows.filter((one) => one.why === "goes");
    const stays = here.rows.filter((one) => one.why !== "goes");
    const likely = goes.some((one) => one.likely.length)
      ? html`<p class="kit-small">${words["likely.rows"]} ${words["likely.limits"]}</p>` : nothing;
    return html`<p class="kit-prompt">${words["hand_in.what_it_is"]}</p>${question(here)}
      <div class="kit-travel">${listed(words["hand_in.goes"], goes.map(answerRow), likely)}${listed(words["hand_in.stays"], stays.map(answerRow))}</div>
      ${here.drafts ? html`<label class="kit-row"><input type="checkbox" .checked=${live(withDrafts)}
          @change=${(/** @type {any} */ { target }) => { withDrafts = target.checked; settle(); }}><span><strong>${words["hand_in.with_drafts"]}</strong><small>${words["hand_in.with_drafts_means"]}</small></span></label>` : nothing}
      ${here.to ? html`<p>${placed(words["hand_in.goes_to"], here.to)}</p>` : nothing}
      <div class="kit-foot"><p class="kit-state" role="status" tabindex="-1" data-phase=${phase || nothing}>${text}</p></div>
      ${asking ? confirm() : html`<div class="kit-actions">${press(words["hand_in.button"], () => refresh(askOrPack), "main")}</div>`}
      ${here.receipt ? ready(here, here.receipt) : here.anew && here.downloads.older ? html`<p>${words["hand_in.anew_gone"]}</p>` : nothing}`;
  }
  /** @param {Made} here */
  const made = (here) => html`${here.made.length ? list(here.made.map((one) => row(titles[one.title], "", false, one)))
    : html`<p class="kit-small">${words["hand_in.nothing_answered"]}</p>`}
    ${"page" in document.documentElement.dataset ? html`<div class="kit-actions">${press(words["home.workbook_open"],
      () => window.dispatchEvent(new CustomEvent("kit:workbook")))}</div>` : nothing}`;

  function draw() {
    const inside = now === null ? text || !spec.alone ? html`<p class="kit-state" role="status">${text}</p>` : nothing : now.alone ? made(now) : contents(now);
    render(html`<h3 class="kit-title">${authorHtml(spec.title)}</h3>${inside}`, node);
  }
  /** Saving elsewhere doesn't close a question that still has to be answered. */
  function settle() {
    asking &&= serious().length > 0;
    draw();
  }
  /** @param {() => void} [then] called once it is known what is missing and what is included */
  function refresh(then) {
    kernel.ask({ type: "contents" }, {
      patience: 20000,
      silent: () => then && tell(words["hand_in.no_reply"]),
      reply: (reply) => {
        if (!reply.ok) return tell(reply.sentence);
        // A message about a file lasts only as long as the file, which deleting an answer removes.
        const anew = now && !now.alone && reply.anew === "unsaved" && now.anew !== "unsaved";
        if (now && !now.alone && now.receipt && (!reply.receipt || anew)) {
          text = "";
          window.dispatchEvent(new CustomEvent("kit:handed"));
        }
        now = /** @type {any} */ (reply);
        settle();
        then?.();
      },
    });
  }
  draw();
  // Saving a draft sends no event. So the contents are checked again whenever the step is shown, however far down
  // this form is, and when it is scrolled to, because the whole page may be shown at once.
  const shown = [`${FAR}px`, "0px"].map((rootMargin) =>
    new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && refresh(), { rootMargin }));
  shown.forEach((one) => one.observe(node));
  return { node, render() {}, refresh: () => refresh(), end: () => shown.forEach((one) => one.disconnect()) };
}
