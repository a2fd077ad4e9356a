// Saves bytes from the course in the browser's downloads.

import { el } from "../dom.js";

/** @param {string} name @param {BlobPart} bytes */
export function saveFile(name, bytes) {
  const href = URL.createObjectURL(new Blob([bytes]));
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
