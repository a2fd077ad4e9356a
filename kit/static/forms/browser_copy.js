// Text that could not be saved is kept in this browser, by workspace, item and occasion, until it is saved. Of the
// private lane, only the page keeps it, as long as it is open: once the course has ended, another program can have its
// address, and read what lies in the browser.

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

/** For forms that are drawn anew, as after a kernel's end; in a notebook, each loads this file for itself.
 * @type {Map<string, Kept>} */
const onPage = (/** @type {any} */ (globalThis)[Symbol.for("kit.on_page")] ??= new Map());

/** @typedef {Pick<Kept, "value" | "lane" | "at" | "earlier" | "on">} Copied */

/** Returns the words without the private ones among them. @param {Copied | undefined} copied @returns {Copied | undefined} */
function onlyShared(copied) {
  const earlier = copied?.earlier && /** @type {Kept | undefined} */ (onlyShared(copied.earlier));
  return copied?.lane === "private" ? earlier : copied && { ...copied, earlier };
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

  /** Returns whether the words are there after a reload, too. @param {Copied} copied */
  put(copied) {
    const shared = onlyShared(copied);
    if (!shared) this.clear();
    onPage.set(this.key, /** @type {Kept} */ (copied));
    return Boolean(shared) && keep(this.key, JSON.stringify(shared)) && copied.lane === "shared";
  }

  /** @returns {Kept | null} */
  get() {
    for (const key of this.keys) {
      try {
        const found = onPage.get(key) ?? JSON.parse(kept(key) ?? "null");
        if (found) return found;
      } catch {
        // If it is unreadable, there is nothing to offer.
      }
    }
    return null;
  }

  // Removes everything kept for this answer, in any notebook.
  forget() {
    this.drop([...keysKept(), ...onPage.keys()].filter((key) => key.startsWith("kit:") && `${key}:`.includes(`:${this.answer}:`)));
  }

  clear() {
    this.drop(this.keys);
  }

  /** @param {string[]} keys */
  drop(keys) {
    for (const key of keys) {
      onPage.delete(key);
      keep(key, null);
    }
  }
}
