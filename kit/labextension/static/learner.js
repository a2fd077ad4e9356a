// What the learner tells the course: alone or with a class, a plan looked back at, the language.

import { Gone } from "./course_server.js";
import { holdFocus } from "./focus.js";
import { END, HOME } from "./places.js";
import { copyOf } from "./plain.js";

/** @typedef {import("./shell.js").Shell} Shell */

/** @param {Shell} shell @param {unknown} fault */
function refused(shell, fault) {
  if (fault instanceof Gone) shell.trouble.look();
  else shell.screen.tell({ text: /** @type {Error} */ (fault).message });
}

/** @param {Shell} shell @param {boolean} alone @returns {Promise<boolean>} whether that is kept */
export async function takeAlone(shell, alone) {
  const was = shell.progress?.alone ?? null;
  try {
    const kept = await shell.server.alone(alone, was);
    // Words change for whoever is alone, or no longer is.
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
  // The button that was pressed is gone with its plan.
  void holdFocus(() => screen.page.querySelector(".kit-waits") ?? screen.page.querySelector("h1"), () => turn === shell.turn);
}

/** Whoever joins a class, or leaves it, is spoken to otherwise: by the page, and by texts and forms drawn anew.
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
  // Every form is drawn anew, so the page is, too; what is typed is sent before.
  await shell.server.language(language).then(() => window.location.reload(), () => shell.trouble.look());
}

/** @param {Shell} shell */
export async function openPlain({ around, base, place }) {
  const name = await copyOf(around.app.serviceManager.contents, place.notebook);
  // A workspace of its own: JupyterLab lets no two windows have the same one.
  window.open(`${base}doc/workspaces/plain/tree/${encodeURIComponent(name)}?kit=plain`, "_blank");
}
