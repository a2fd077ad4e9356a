// Links into the course: within this document they change the step, to another week the browser follows them.

import { askOfNext } from "./browser_storage.js";
import { HOME, placeAt, sameDocument } from "./places.js";

/** @param {URL} address @param {URL | Location} other */
const beside = (address, other) => address.origin === other.origin
  && new URL(".", address.href).href === new URL(".", other.href).href;

/** Return the place in the course that a link leads to, or null. @param {Course} course @param {string} href */
function placeOf(course, href) {
  const address = new URL(href);
  if (!beside(address, window.location)) return null;
  const place = placeAt(course, address);
  return place.view !== HOME || /(^|\/)(index\.html)?$/.test(address.pathname) ? place : null;
}

/** Let links in the text that lead out of the course open in a new tab: other sites, and pages to print.
 * @param {HTMLElement} main @param {Course} course */
export function openApart(main, course) {
  for (const link of main.querySelectorAll(/** @type {"a"} */ (".kit-text a[href]"))) {
    if (link.classList.contains("kit-term") || placeOf(course, link.href)) continue;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

/** @param {Course} course @param {(place: Place, form?: string) => void} go goes to a place in this document */
export function followLinks(course, go) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download") || link.classList.contains("kit-skip")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const place = placeOf(course, link.href);
    if (!place) return;
    const { form } = link.dataset;
    if (!sameDocument(place, placeAt(course, window.location))) return void askOfNext({ focus: true, form });
    event.preventDefault();
    event.stopPropagation();
    // The menu around a link never gets the click, so close it here.
    const menu = link.closest("[popover]");
    if (menu instanceof HTMLElement) menu.hidePopover();
    go(place, form);
  }, true);
}
