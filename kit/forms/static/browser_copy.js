// What could not be saved waits in this browser, keyed by workspace, item and occasion, until it is.

/**
 * What is saved of an answer, so that it can be told later whether it still is.
 * @param {Pick<AnswerState, "heads">} state @param {string | null} draft when it was saved
 * @param {Value[]} sent drafts to which no reply came: each may be on the disk
 * @returns {Ground}
 */
export const groundOf = ({ heads }, draft, sent = []) => ({ heads: heads.map((head) => head.id), draft, sent });

/**
 * Whether nothing else was written or done since words were kept, here or elsewhere.
 * @param {Kept} kept @param {AnswerState} state as the disk has it now @param {(a: Value, b: Value) => boolean} same
 */
export function standsOn({ on }, { heads, draft }, same) {
  if (!on || !same(on.heads, groundOf({ heads }, null).heads)) return false;
  return draft ? draft.at === on.draft || on.sent.some((one) => same(one, draft.value)) : on.draft === null;
}

export class BrowserCopy {
  /** @param {string | null} workspace @param {Item} item */
  constructor(workspace, item) {
    // A card that is asked again in a later notebook has its words there kept apart.
    const tail = [item.id, item.occasion, item.askedAgain].filter(Boolean).join(":");
    // Before the first save there is no workspace; the page's own address stands in for it.
    const early = `kit:${location.pathname}:${tail}`;
    this.answer = [item.id, item.occasion].join(":");
    this.key = workspace ? `kit:${workspace}:${tail}` : early;
    this.keys = [this.key, early];
  }

  /** @param {Pick<Kept, "value" | "lane" | "at" | "earlier" | "on">} kept */
  put(kept) {
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  /** @returns {Kept | null} */
  get() {
    for (const key of this.keys) {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null");
        if (kept) return kept;
      } catch {
        // Unreadable or forbidden: there is nothing to offer.
      }
    }
    return null;
  }

  // Whatever is kept of this answer, in any notebook.
  forget() {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith("kit:") && `${key}:`.includes(`:${this.answer}:`))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // Nothing was kept where nothing may be.
    }
  }

  // What an answer is compared with was seen in this browser; the course may have been gone just then.
  /** @param {string} id the answer's */
  noteSeen(id) {
    try {
      localStorage.setItem(`${this.key}:seen`, id);
    } catch {
      // The course is told, too.
    }
  }

  /** @param {string} id */
  wasSeen(id) {
    try {
      return this.keys.some((key) => localStorage.getItem(`${key}:seen`) === id);
    } catch {
      return false;
    }
  }

  clear() {
    try {
      this.keys.forEach((key) => localStorage.removeItem(key));
    } catch {
      // Nothing was kept where nothing may be.
    }
  }
}
