// What this browser keeps. Without storage, nothing is kept, and each page says what follows from that.

/** @param {string} key @param {"localStorage" | "sessionStorage"} [where] @returns {string | null} */
export function kept(key, where = "localStorage") {
  try {
    return window[where].getItem(key);
  } catch {
    return null;
  }
}

/** Return whether it was kept; without a text, the key is removed.
 * @param {string} key @param {string | null} text @param {"localStorage" | "sessionStorage"} [where] */
export function keep(key, text, where = "localStorage") {
  try {
    if (text === null) window[where].removeItem(key);
    else window[where].setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
