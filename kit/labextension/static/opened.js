// What happens to an open notebook: it is watched, reopened if it loses its kernel, and restored if it was changed.

import { fill } from "./dom.js";
import { HOME } from "./places.js";
import { watchSaved } from "./saved.js";
import { StandIn } from "./stand_in.js";
import { UNANSWERED } from "./trouble.js";

/** @typedef {import("./shell.js").Shell} Shell */
/** @typedef {import("./notebooks.js").Opened} Opened */

/** @param {Shell} shell @param {Opened} opened */
export function meet(shell, opened) {
  const { screen } = shell;
  shell.trouble.watch(opened.panel);
  shell.hers.watch(opened.panel.content.node);
  const saved = () => {
    const { state, phase } = screen.state();
    screen.bar.say(state, phase);
    if (phase === "failed" || opened.panel.node.querySelector(UNANSWERED)) shell.trouble.look();
  };
  watchSaved(opened.panel.node, saved);
  void opened.ready.catch(() => ({ key: "page.not_ready", name: "" })).then((inTheWay) => {
    screen.ready.add(opened);
    saved();
    if (!inTheWay) void shell.missing.watch(opened.panel);
    if (inTheWay && !opened.panel.isDisposed) {
      screen.tell({ text: fill(shell.words[inTheWay.key], { name: inTheWay.name ?? "" }),
        presses: [screen.press("shell.try_again", () => reopen(shell, opened.panel))] });
    }
  });
}

/** Show a notebook, or the reason why it can't be shown. @param {Shell} shell @param {Opened} opened */
export function show(shell, opened) {
  const { screen, words } = shell;
  const { notebook } = shell.course.weeks[0];
  const toHome = screen.press("bar.home",
    () => shell.go({ notebook: shell.place.foreign ? notebook : shell.place.notebook, view: HOME }));
  if (opened.kind === "ours") {
    opened.steps?.show(shell.position().step);
    screen.draw("notebook");
  } else if (opened.kind === "changed") {
    screen.say({ title: words["shell.changed_title"], text: words["shell.changed"],
      presses: [screen.press("shell.restore", () => restore(shell, opened.panel)), toHome] });
  } else screen.say({ title: words["shell.foreign_title"], text: words["shell.foreign"], presses: [toHome] });
}

/** Open the same notebook again with a new kernel. If it is on the screen, a copy stands in for it meanwhile.
 * @param {Shell} shell @param {NotebookPanel} panel */
export async function reopen(shell, panel) {
  const { screen } = shell;
  const known = shell.opened;
  screen.tell();
  if (known?.panel !== panel || screen.shown !== "notebook") {
    const opened = await shell.notebooks.reopen(panel);
    if (shell.opened === known && known?.panel === panel) shell.opened = opened;
    return;
  }
  let here = known;
  const { turn } = shell;
  const standIn = new StandIn(panel.node, shell.typing.placeIn(panel.node),
    () => shell.turn === turn && shell.opened === here && screen.shown === "notebook");
  screen.startsAgain(true);
  try {
    const opened = await shell.notebooks.reopen(panel);
    if (shell.opened === here) {
      shell.opened = here = opened;
      if (screen.shown === "notebook") show(shell, opened);
    }
    await standIn.until(opened.panel.node, opened.ready);
    standIn.giveWay(opened.panel.node);
  } finally {
    standIn.end();
    screen.startsAgain(false);
  }
}

/** @param {Shell} shell @param {NotebookPanel} panel */
async function restore(shell, panel) {
  try {
    await shell.server.restore(panel.context.localPath);
  } catch (fault) {
    shell.screen.tell({ text: fault instanceof Error && fault.message ? fault.message : shell.words["shell.gone"] });
    return;
  }
  await shell.notebooks.close(panel);
  shell.opened = null;
  await shell.go(shell.place, { how: "none" });
}
