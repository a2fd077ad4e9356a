// The forms of a page in their slots. A form is drawn from the part that the page holds, if that is all of it, and
// drawn again if what comes later changes it.

import form from "../forms/form.js";

const AFTER_REPLY = ["feedback", "hand_in"];

/** What all forms of a page have in common; it never changes how a form is built, except for words. */
const NOBODY = { workspace: null, place: "", alone: false };

/** @typedef {{ own: string, spec: Spec, end: () => void }} Drawn `own`: the part that is this form's, to compare */

/** @param {object} one */
const inOrder = (one) => JSON.stringify(one, (_, value) => (value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value));

export class Slots {
  /** @param {HTMLElement} main @param {import("../hosts/server.js").ServerHost} host */
  constructor(main, host) {
    this.host = host;
    /** @type {HTMLElement[]} */
    this.slots = [...main.querySelectorAll(/** @type {"div"} */ (".kit-slot"))];
    /** @type {Map<HTMLElement, Drawn>} */
    this.drawn = new Map();
    this.said = "";
    /** Called when a form is shown that waited for a reply. */
    this.shown = () => {};
  }

  /** Draw what needs nothing personal. @param {PageData} data @param {string} language */
  drawFixed({ forms, words }, language) {
    this.said = inOrder(words);
    for (const slot of this.slots) {
      const own = forms[Number(slot.dataset.call)];
      if (own?.kind && own.items) this.draw(slot, own, { ...NOBODY, words, language });
    }
  }

  /** Take what is personal: most forms only learn whose they are. @param {Opened} opened @param {Words} words */
  open({ forms, workspace, place, alone, language }, words) {
    const common = { workspace, place, alone, words, language };
    const said = inOrder(words);
    for (const slot of this.slots) {
      const own = forms[Number(slot.dataset.call)];
      const drawn = this.drawn.get(slot);
      if (drawn?.own === inOrder(own) && this.said === said) Object.assign(drawn.spec, common);
      else this.draw(slot, own, common);
    }
    this.said = said;
  }

  /** @param {HTMLElement} slot @param {Partial<Spec>} own @param {Pick<Spec, "workspace" | "place" | "words" | "language"> & { alone: boolean }} common */
  draw(slot, own, common) {
    const drawn = this.drawn.get(slot);
    drawn?.end();
    slot.querySelector(":scope > .kit-form")?.remove();
    const spec = /** @type {Spec} */ ({ ...own, ...common });
    const model = { get: () => spec, ...this.host.form(Number(slot.dataset.call)) };
    // What these say depends on what was saved, so they aren't shown before their first reply.
    if (AFTER_REPLY.includes(spec.kind)) {
      slot.dataset.waits = "";
      model.on("msg:custom", () => {
        delete slot.dataset.waits;
        this.shown();
      });
    }
    this.drawn.set(slot, { own: inOrder(own), spec, end: form.render({ model, el: slot }) });
  }
}
