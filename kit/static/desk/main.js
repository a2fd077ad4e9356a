// The page starts here: it takes the token from the address, asks the server what there is to mark, and draws it.

import { el } from "../dom.js";
import { agreementPart } from "./agreement.js";
import { alikePart } from "./alike.js";
import { topBar } from "./bar.js";
import { calibratePart } from "./calibrate.js";
import { commentsPart } from "./comments.js";
import { Desk, SAVING } from "./desk.js";
import { differPart } from "./differ.js";
import { helpSheet } from "./help.js";
import { Keys } from "./keys.js";
import { markersPart } from "./markers.js";
import { opinionPart } from "./opinion.js";
import { reasonPart } from "./reason.js";
import { rubricPane } from "./rubric_pane.js";
import { Server } from "./server.js";
import { stopSheet } from "./stop.js";
import { textPane } from "./text_pane.js";

/** Further parts of the desk. Each is called once with the desk and its keys, and listens to the desk's events.
 * @type {((desk: Desk, keys: Keys) => void)[]} */
const PARTS = [opinionPart, alikePart, differPart, calibratePart, agreementPart, markersPart, reasonPart, commentsPart];

const KEPT = "kit-desk-token";

function token() {
  const sent = location.hash.slice(1);
  if (sent) {
    sessionStorage.setItem(KEPT, sent);
    history.replaceState(null, "", "/");
  }
  return sent || sessionStorage.getItem(KEPT) || "";
}

function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => { document.documentElement.dataset.jpThemeLight = String(!dark.matches); };
  dark.addEventListener("change", set);
  set();
}

/** @param {Desk} desk @param {Keys} keys @param {ReturnType<typeof helpSheet>} help */
function addKeys(desk, keys, help) {
  const { words } = desk;
  const { text, rubric } = desk.panes;
  /** The pane to scroll: the rubric if the focus is in it. */
  const paged = () => (rubric.node.contains(document.activeElement) ? rubric : text);
  const levels = [words.key_level_0, words.key_level_1, words.key_level_2, words.key_level_3];
  keys.add(
    ...levels.map((does, level) => ({ keys: [String(level)], does, act: () => desk.give(level) })),
    { keys: ["Enter"], shown: "Enter", does: words.key_next, act: () => desk.next() },
    { keys: ["u"], does: words.key_undo, act: () => desk.undo() },
    { keys: ["ArrowRight"], shown: "→", does: words.key_after, act: () => desk.beside(1) },
    { keys: ["ArrowLeft"], shown: "←", does: words.key_before, act: () => desk.beside(-1) },
    { keys: ["ArrowDown"], shown: "↓", does: words.key_down, act: () => desk.step(1) },
    { keys: ["ArrowUp"], shown: "↑", does: words.key_up, act: () => desk.step(-1) },
    { keys: ["c"], does: words.key_across, texts: true, act: () => void desk.across() },
    { keys: ["a"], does: words.key_anchors, act: () => desk.look("anchors") },
    { keys: ["t"], does: words.key_table, act: () => desk.look("table") },
    { keys: [" ", "PageDown"], shown: words.space, does: words.key_scroll, act: () => paged().scroll(1) },
    { keys: ["PageUp", "Shift+ "], shown: words.page_up, does: words.key_scroll_back, act: () => paged().scroll(-1) },
    { keys: ["?"], does: words.key_help, act: () => help.open() },
    { keys: ["j", "Shift+PageDown"], does: words.key_rubric_scroll, act: () => desk.panes.rubric.scroll(1) },
    { keys: ["i", "Shift+PageUp"], does: words.key_rubric_scroll_back, act: () => desk.panes.rubric.scroll(-1) },
  );
}

/** Returns a function that tells whether words that the marker typed last are still in their field, and not sent. */
function halfTyped() {
  /** @type {HTMLTextAreaElement | null} */
  let field = null;
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement) field = target;
  });
  return () => field !== null && field.checkVisibility() && field.value.trim() !== "";
}

/** Remember whether "?" is pressed while the desk is loading. Other keys do nothing before a text is shown. */
function askedEarly() {
  let asked = false;
  const hear = (/** @type {KeyboardEvent} */ event) => { asked ||= event.key === "?"; };
  document.addEventListener("keydown", hear);
  return () => {
    document.removeEventListener("keydown", hear);
    return asked;
  };
}

async function begin() {
  followTheme();
  const helpAsked = askedEarly();
  const place = /** @type {HTMLElement} */ (document.getElementById("desk"));
  const server = new Server(token());
  /** @type {DeskOpened} */
  const opened = await server.ask("desk");
  const { words } = opened;
  document.documentElement.lang = opened.language;
  const keys = new Keys();
  const help = helpSheet(words, keys);
  const bar = topBar(opened, server, () => help.open());
  const text = textPane(words, opened.asked);
  /** @type {import("./rubric_pane.js").Acts} */
  const acts = { give() {}, choose() {} };
  const rubric = rubricPane(words, opened.criteria, acts);
  const desk = new Desk(opened, server, text, rubric, bar);
  server.tell = (unsaved, gone) => {
    bar.saving(unsaved, gone);
    desk.tell(SAVING, { gone });
  };
  Object.assign(acts, {
    give: (/** @type {string} */ criterion, /** @type {number} */ level, /** @type {boolean} */ byMouse) => {
      desk.give(level, criterion);
      // Drop the focus, so that Enter goes to the next text instead of pressing the level again.
      if (byMouse && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    choose: (/** @type {string} */ criterion) => {
      bar.say("nothing", {});
      desk.choose(criterion);
    },
  });
  addKeys(desk, keys, help);
  // What the bar says is about the last key, so the next one ends it.
  keys.before = () => bar.say("nothing", {});
  keys.isElsewhere = (key) => Boolean(key.texts) && desk.isElsewhere();
  document.body.prepend(bar.node);
  place.replaceChildren(bar.wrong, bar.lost, el("div", { class: "panes" }, text.node, rubric.node, rubric.more));
  document.body.append(help.node);
  for (const part of PARTS) part(desk, keys);
  const sheet = stopSheet(words);
  document.body.append(sheet.node);
  desk.stop = sheet.stop;
  server.notTaken = words.not_taken;
  server.elsewhere = () => sheet.elsewhere(() => server.ask("desk").then((now) => desk.here(now)));
  server.watch();
  keys.listen();
  if (helpAsked()) help.open();
  const isHalfTyped = halfTyped();
  addEventListener("beforeunload", (event) => {
    if (server.unsaved || isHalfTyped()) event.preventDefault();
  });
  bar.draw(desk.state);
  await desk.show(desk.state.order[0]);
}

begin().catch((/** @type {Error} */ fault) => {
  const place = document.getElementById("desk");
  place?.replaceChildren(el("p", { class: "opening", role: "alert", text: place.dataset.closed }));
  throw fault;
});
