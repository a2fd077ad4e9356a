// Text that could not be saved is kept in this browser, by workspace, item and occasion, until it is saved.

import { keep, kept, keysKept } from "../shell/browser_storage.js";

/** Returns which state of an answer is saved, to find out later whether it has changed.
 * @param {Pick<AnswerState, "heads">} state @param {string | null} draft when it was saved
 * @param {Value[]} sent drafts that got no reply: each may be on disk
 * @returns {Ground} */
export const groundOf = ({ heads }, draft, sent = []) => ({ heads: heads.map((head) => head.id), draft, sent });

/** Returns whether nothing else was written or done since the text was kept, here or elsewhere.
 * @param {Kept} kept @param {AnswerState} state as the disk has it now @param {(a: Value, b: Value) => boolean} same */
export function standsOn({ on }, { heads, draft }, same) {
  if (!on || !same(on.heads, groundOf({ heads }, null).heads)) return false;
  return draft ? draft.at === on.draft || on.sent.some((one) => same(one, draft.value)) : on.draft === null;
}

export class BrowserCopy {
  /** @param {Pick<Spec, "workspace">} spec a page may draw a form before it knows the workspace @param {Item} item */
  constructor(spec, item) {
    this.spec = spec;
    // A card that is asked again in a later notebook keeps its text separate there.
    this.tail = [item.id, item.occasion, item.askedAgain].filter(Boolean).join(":");
    // Before the first save there is no workspace; the page's own address is used instead.
    this.early = `kit:${location.pathname}:${this.tail}`;
    this.answer = [item.id, item.occasion].join(":");
  }

  get key() {
    return this.spec.workspace ? `kit:${this.spec.workspace}:${this.tail}` : this.early;
  }

  get keys() {
    return [this.key, this.early];
  }

  /** @param {Pick<Kept, "value" | "lane" | "at" | "earlier" | "on">} kept */
  put(kept) {
    return keep(this.key, JSON.stringify(kept));
  }

  /** @returns {Kept | null} */
  get() {
    for (const key of this.keys) {
      try {
        const found = JSON.parse(kept(key) ?? "null");
        if (found) return found;
      } catch {
        // If it is unreadable, there is nothing to offer.
      }
    }
    return null;
  }

  // Removes everything kept for this answer, in any notebook.
  forget() {
    for (const key of keysKept()) if (key.startsWith("kit:") && `${key}:`.includes(`:${this.answer}:`)) keep(key, null);
  }

  clear() {
    for (const key of this.keys) keep(key, null);
  }
}
