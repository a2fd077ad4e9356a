// Every key of the desk in one list, for the keyboard and for the help. Other parts add their own keys.

/** @param {EventTarget | null} target */
const typedInto = (target) => target instanceof HTMLElement
  && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Whether Enter or Space presses the focused control. @param {EventTarget | null} target @param {string} key */
const pressedBy = (target, key) => target instanceof HTMLElement && ["Enter", " "].includes(key)
  && ["BUTTON", "SUMMARY", "A"].includes(target.tagName);

export class Keys {
  constructor() {
    /** @type {DeskKey[]} */
    this.all = [];
    /** Whether single letters and numbers work as keys; the marker can switch that off. */
    this.single = true;
    /** Returns whether a key doesn't apply to what the desk shows now, and says so. @type {(key: DeskKey) => boolean} */
    this.isElsewhere = () => false;
    /** Called before each key does something. @type {() => void} */
    this.before = () => {};
  }

  /** @param {...DeskKey} keys */
  add(...keys) {
    const taken = new Set(this.all.flatMap((one) => one.keys));
    for (const one of keys.flatMap((key) => key.keys)) if (taken.has(one)) throw new Error(`the key ${one} is taken`);
    this.all.push(...keys);
  }

  /** Shift matters only if a key is listed with it. @param {KeyboardEvent} event */
  #found({ key, shiftKey }) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    const of = (/** @type {string} */ its) => this.all.find((one) => one.keys.includes(its));
    return (shiftKey ? of(`Shift+${name}`) : undefined) ?? of(name);
  }

  listen() {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
      if (typedInto(event.target) || pressedBy(event.target, event.key) || document.querySelector("dialog[open]")) return;
      if (event.repeat && /^[0-3]$|^Enter$/.test(event.key)) return;
      if (!this.single && event.key.length === 1 && event.key !== "?") return;
      const found = this.#found(event);
      if (!found) return;
      event.preventDefault();
      this.before();
      if (!this.isElsewhere(found)) found.act();
    });
  }
}
