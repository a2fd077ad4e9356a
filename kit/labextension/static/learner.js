// The learner's choices: alone or with a class, the answer to a reminder, the language, a plain copy of a notebook.

import { Gone } from "./gone.js";
import { holdFocus } from "./focus.js";
import { END, HOME } from "./places.js";
import { copyOf } from "./plain.js";

/** @typedef {import("./shell.js").Shell} Shell */

/** @param {Shell} shell @param {unknown} fault */
function refused(shell, fault) {
  if (fault instanceof Gone) shell.trouble.look();
  else shell.screen.tell({ text: /** @type {Error} */ (fault).message });
}

/** @param {Shell} shell @param {boolean} alone @returns {Promise<boolean>} whether the server saved an answer */
export async function takeAlone(shell, alone) {
  const was = shell.progress?.alone ?? null;
  try {
    const kept = await shell.server.alone(alone, was);
    // The texts are different for a learner who is alone, so they change now.
    if (kept || was) await sayAnew(shell);
    else await shell.refresh();
    return true;
  } catch (fault) {
    refused(shell, fault);
    await shell.refresh();
    return false;
  }
}

/** @param {Shell} shell @param {string} plan @param {boolean} lookedBack */
export async function reminded(shell, plan, lookedBack) {
  const { turn, screen } = shell;
  await shell.server.reminded(plan, lookedBack).catch((fault) => refused(shell, fault));
  await shell.refresh();
  // The pressed button went away with its plan.
  void holdFocus(() => screen.page.querySelector(".kit-waits") ?? screen.page.querySelector("h1"), () => turn === shell.turn);
}

/** Change the words on the page, and redraw texts and forms, because the learner has joined or left a class.
 * @param {Shell} shell */
export async function sayAnew(shell) {
  shell.reader.alone = shell.server.isAlone();
  Object.assign(shell.words, await shell.server.ask("words").catch(() => ({})));
  shell.closing = Promise.all(shell.notebooks.used.map((panel) => shell.notebooks.close(panel)));
  shell.opened = null;
  await shell.refresh();
  if (![HOME, END].includes(shell.place.view)) await shell.go(shell.place, { how: "none", focus: false, stays: true });
}

/** @param {Shell} shell @param {string} language */
export async function speak(shell, language) {
  // Every form has to be redrawn, so reload the whole page. Typed text is sent before that.
  await shell.server.language(language).then(() => window.location.reload(), () => shell.trouble.look());
}

/** @param {Shell} shell */
export async function openPlain({ around, base, place }) {
  const name = await copyOf(around.app.serviceManager.contents, place.notebook);
  // Use a separate JupyterLab workspace, because no two windows can have the same one.
  window.open(`${base}doc/workspaces/plain/tree/${encodeURIComponent(name)}?kit=plain`, "_blank");
}
