// What a link asks of the next document: whether the focus goes to the heading, and which form to show.

const KEY = "kit:arrival";

/** @typedef {{ focus: boolean, form?: string }} Asked */

export const Arrival = {
  /** @param {Asked} asked */
  ask(asked) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(asked));
    } catch {
      // Without storage, the next page opens at its top.
    }
  },

  /** @returns {Asked} */
  taken() {
    try {
      const asked = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      sessionStorage.removeItem(KEY);
      return asked ?? { focus: false };
    } catch {
      return { focus: false };
    }
  },
};
