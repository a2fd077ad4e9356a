// The language of buttons and pages. A page is drawn in the course's own language, so this browser remembers another
// one, in order not to show the wrong one first.

const KEY = "kit:language";
const OWN = "en";

export const Language = {
  /** The language of the course's own texts. */
  OWN,

  kept() {
    try {
      return localStorage.getItem(KEY) ?? OWN;
    } catch {
      return OWN;
    }
  },

  /** Remember a language; returns whether that worked. @param {string} language */
  keep(language) {
    try {
      localStorage.setItem(KEY, language);
      return true;
    } catch {
      return false;
    }
  },

  /** If the learner's language isn't the one that is drawn, draw the page again; returns whether that is so.
   * @param {string} language */
  isAnother(language) {
    const another = language !== Language.kept() && Language.keep(language);
    if (another) window.location.reload();
    return another;
  },

  /** @param {import("./hosts/server.js").ServerHost} host @param {string} language */
  async choose(host, language) {
    await host.ask("language", { language });
    // Every form has to be drawn again. Typed text is sent before that.
    Language.isAnother(language);
  },
};
