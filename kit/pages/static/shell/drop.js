// The place on Home for a file from the class. Feedback is saved; an invitation is shown and needs to be confirmed.

import { Gone } from "./gone.js";
import { dayInWords, el, fill, fillWithCourse } from "./dom.js";
import { addressOf, position } from "./places.js";

const HEAD = 3_000_000; // bytes of a page to read: its record is in the head
const RECORD = /<meta name="partnership-feedback" content="[^"]*">/;
const UNKNOWN = 1000; // characters to send of any other file, so that the server can say what is wrong with it

/**
 * @typedef {{ learner: string, course: string | null, hand_in_to: string | null, due: { title: string, due: string }[] }} Invitation
 * @typedef {object} Around
 * @property {Course} course
 * @property {Words} words
 * @property {string} base
 * @property {{ ask(name: string, body: object): Promise<any> }} server
 * @property {() => Promise<void>} came called when feedback was saved
 * @property {() => Promise<void>} joined called when the learner has joined a class
 */

/** Return what kind of file a text is, and the part of it that the server needs: of a page, only its record.
 * @param {string} text @returns {{ kind: "invitation" | "feedback", text: string }} */
export function sortedOut(text) {
  try {
    const said = JSON.parse(text);
    if (said && typeof said === "object") return { kind: "assignment" in said ? "feedback" : "invitation", text };
  } catch {
    // It isn't JSON, so it is a page or an unknown file.
  }
  return { kind: "feedback", text: text.match(RECORD)?.[0] ?? text.slice(0, UNKNOWN) };
}

/** Make the place for a file, once per page. The function returned updates its texts and returns its node.
 * @param {Around} around */
export function dropPlace({ course, words, base, server, came, joined }) {
  const title = el("h2", { id: "kit-drop" });
  const means = el("p");
  const line = el("p", { class: "kit-drop-line", role: "status", tabindex: "-1" });
  const more = el("div");
  const field = el("input", { type: "file", id: "kit-drop-file", accept: ".html,.htm,.json" });
  const choose = el("label", { for: "kit-drop-file" });
  const node = el("section", { class: "kit-drop-place", "data-kit-drop": true, "aria-labelledby": "kit-drop" },
    title, means, el("p", {}, field, choose), line, more);

  /** What Escape does while a question is shown. @type {(() => void) | null} */
  let leave = null;

  /** @param {string} text @param {...Node} inside */
  function say(text, ...inside) {
    leave = null;
    line.textContent = text;
    more.replaceChildren(...inside);
  }
  /** @param {string} key @param {string} kind @param {() => unknown} act */
  const press = (key, kind, act) => el("button", { type: "button", class: kind, onclick: act }, words[key]);

  /** @param {() => Promise<void>} act */
  async function tried(act) {
    say(words["home.drop_taking"]);
    try {
      await act();
    } catch (fault) {
      say(fault instanceof Gone ? words["shell.gone"] : /** @type {Error} */ (fault).message);
    }
    line.focus();
  }

  /** @param {File} file */
  const taken = (file) => tried(async () => {
    const { kind, text } = sortedOut(await file.slice(0, HEAD).text());
    field.value = "";
    if (kind === "invitation") asked(text, await server.ask("invitation", { text, confirm: false }));
    else await feedback({ name: file.name.slice(-100), text });
  });

  /** @param {{ name: string, text: string, mine?: boolean }} told @returns {Promise<void>} */
  async function feedback(told) {
    const { said, other, place } = await server.ask("feedback", told);
    if (other) {
      say(other, press("home.both_me", "kit-quiet", () => tried(() => feedback({ ...told, mine: true }))));
      return;
    }
    await came();
    const to = place && { notebook: place.notebook, view: place.step };
    say(said, ...(to ? [el("a", { class: "kit-main", href: addressOf(base, to), "data-form": "feedback" },
      ...fillWithCourse(words["home.read_feedback"], { title: position(course, to).week?.title ?? "" }))] : []));
  }

  /** @param {string} text @param {Invitation} said */
  function asked(text, said) {
    const date = (/** @type {string} */ day) => dayInWords(day, { day: "numeric", month: "long", year: "numeric" });
    const lines = [
      said.course && [fill(words["home.invited_course"], { course: said.course })],
      said.hand_in_to && [fill(words["home.invited_to"], { place: said.hand_in_to })],
      ...said.due.map((one) => fillWithCourse(fill(words["home.invited_due"], { due: date(one.due) }), { title: one.title })),
    ].filter((one) => one !== null);
    const no = () => { say(words["home.invited_left"]); line.focus(); };
    say(fill(words["home.invited"], { learner: said.learner }),
      el("ul", {}, ...lines.map((one) => el("li", {}, ...one))),
      el("p", {}, words["home.invited_means"]),
      el("p", { class: "kit-home-buttons" },
        press("home.invited_no", "kit-quiet", no),
        press("home.invited_yes", "kit-main", () => tried(async () => {
          await server.ask("invitation", { text, confirm: true });
          await joined();
          say(words["home.invited_joined"]);
        }))));
    leave = no;
  }

  node.addEventListener("keydown", ({ key }) => key === "Escape" && leave?.());
  field.addEventListener("change", () => field.files?.[0] && void taken(field.files[0]));
  for (const sign of ["dragover", "dragleave", "drop"]) {
    node.addEventListener(sign, (event) => {
      const { dataTransfer } = /** @type {DragEvent} */ (event);
      if (!dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      node.dataset.over = String(sign === "dragover");
      if (sign === "drop" && dataTransfer.files[0]) void taken(dataTransfer.files[0]);
    });
  }

  return () => {
    title.textContent = words["home.drop"];
    means.textContent = words["home.drop_means"];
    choose.textContent = words["home.drop_choose"];
    return node;
  };
}
