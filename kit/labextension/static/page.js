// Course notebooks as pages in a JupyterLab that `kit start` didn't start (a hub's, an instructor's): code is hidden,
// cells run on opening, and there is one control, "Show code". The learner's own course is shell.js.

import { CourseServer } from "./course_server.js";
import { explainTerms } from "./glossary.js";
import { dress } from "./look.js";
import { isOurs } from "./ours.js";
import { choosePassages } from "./passages.js";
import { makeReady } from "./running.js";

export const styles = ["page.css"];

/** Hide or show the notebook's toolbar and, if a single document is shown (/doc/…), Lab's own bars.
 * @param {any} shell @param {NotebookPanel} panel @param {boolean} on */
function showBars(shell, panel, on) {
  const bars = [panel.toolbar];
  if (shell.mode === "single-document") {
    const all = /** @type {{ id: string, show(): void, hide(): void }[]} */ (Array.from(shell.layout.widgets));
    for (const id of ["jp-top-panel", "jp-menu-panel", "jp-bottom-panel", "jp-top-bar"]) {
      bars.push(...all.filter((widget) => widget.id === id));
    }
    for (const side of ["left", "right"]) {
      if (shell.isSideTabBarVisible?.(side) !== on) shell.toggleSideTabBarVisibility?.(side);
      if (!on) side === "left" ? shell.collapseLeft?.() : shell.collapseRight?.();
    }
  }
  for (const bar of bars) on ? bar.show() : bar.hide();
}

/** @param {Around} around @param {NotebookPanel} panel @param {Words} words */
function makePage({ app, lab }, panel, words) {
  const bar = new lab.widgets.Widget({ node: document.createElement("div") });
  bar.addClass("kit-bar");
  bar.node.innerHTML = '<span role="status"></span><button type="button"></button>';
  const [state, button] = bar.node.children;
  /** @param {boolean} on */
  const show = (on) => {
    button.textContent = on ? words["page.hide_code"] : words["page.show_code"];
    panel.toggleClass("kit-show-code", on);
    showBars(app.shell, panel, on);
  };
  const hidden = () => !panel.hasClass("kit-show-code");
  button.addEventListener("click", () => show(hidden()));
  panel.content.node.addEventListener("dblclick", (event) => hidden() && event.stopPropagation(), true);
  // Lab's one-key commands (d d deletes a cell, arrows move away from a radio button) are for people who
  // edit notebooks. While code is hidden, keys belong to the page. Lab checks for this attribute on the focused
  // element and listens on the document, so this listener has to come first.
  /** @param {KeyboardEvent} event */
  const keys = (event) => {
    if (!(event.target instanceof Element) || !panel.node.contains(event.target)) return;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", hidden());
    if (!hidden() || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    panel.context.save();
  };
  window.addEventListener("keydown", keys, true);
  panel.disposed.connect(() => window.removeEventListener("keydown", keys, true));
  panel.contentHeader.addWidget(bar);
  panel.addClass("kit-course");
  show(false);
  return (/** @type {string} */ text) => { state.textContent = text; };
}

/** Return a function that says whether nobody has scrolled, typed or clicked yet, so that the page may still be moved.
 * @param {HTMLElement} node */
function watchHands(node) {
  let quiet = true;
  for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    node.addEventListener(sign, () => { quiet = false; }, { capture: true, once: true, passive: true });
  }
  return () => quiet;
}

/** @param {Around} around @param {NotebookPanel} panel */
async function open(around, panel) {
  await panel.context.ready;
  if (!(await isOurs(panel, await around.listed))) return;
  const words = await around.words;
  const say = makePage(around, panel, words);
  const name = panel.context.localPath.split("/").pop();
  dress(panel, (await around.course).weeks.find((one) => one.notebook === name)?.dimension ?? null);
  say(words["page.getting_ready"]);
  const untouched = watchHands(panel.node);
  const inTheWay = await makeReady(around, panel);
  say(inTheWay ? words[inTheWay.key].replace("{name}", inTheWay.name ?? "") : "");
  if (inTheWay) return;
  // Running cells scrolls to the last one, and again after it is drawn, but a page is read from the top.
  const top = () => panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
  for (const later of [0, 100, 400, 1000]) setTimeout(() => untouched() && top(), later);
}

/** @param {Around} around */
export function start(around) {
  // The copy that Show as a notebook opens is left to JupyterLab, except for its texts.
  if (document.documentElement.classList.contains("kit-plain")) {
    const alone = new CourseServer(around.lab.services.ServerConnection, around.app.serviceManager.serverSettings).isAlone();
    choosePassages(around.parser, () => alone);
    return;
  }
  void around.terms.then((terms) => explainTerms(document.body, terms));
  around.tracker.forEach((panel) => void open(around, panel));
  around.tracker.widgetAdded.connect((_, panel) => void open(around, panel));
}
