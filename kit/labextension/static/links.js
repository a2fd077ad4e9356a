// Recognize links that lead into the course, and follow them inside the page.

import { placeAt } from "./places.js";

/**
 * Return the place in the course that an address leads to, or null. A text links to another notebook as a file in
 * the same folder, which JupyterLab turns into an address under files/.
 * @param {Course} course @param {string} base @param {URL} address @param {string} origin the page's own
 * @returns {Place | null}
 */
export function linkedPlace(course, base, address, origin) {
  if (address.origin !== origin) return null;
  const files = `${base}files/`;
  const file = address.pathname.startsWith(files);
  if (!file && (address.search || !address.pathname.startsWith(`${base}doc/tree/`))) return null;
  const pathname = file ? `${base}doc/tree/${address.pathname.slice(files.length)}` : address.pathname;
  const place = placeAt(course, base, { pathname, hash: address.hash });
  return place.foreign ? null : place;
}

/**
 * Return the place that a click leads to and the kind of form there, or null. The browser handles new tabs, downloads
 * and links to elsewhere.
 * @param {Course} course @param {string} base @param {MouseEvent} event @returns {{ place: Place, form?: string } | null}
 */
function followed(course, base, event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return null;
  // JupyterLab adds target=_blank to every link in a text. Elsewhere, a link with that target means it.
  if (link.target === "_blank" && !link.closest(".jp-RenderedHTMLCommon")) return null;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const place = link.classList.contains("kit-skip") ? null : linkedPlace(course, base, new URL(link.href), window.location.origin);
  return place && { place, form: link.dataset.form };
}

/**
 * Whether a click leads to a page of the course that isn't a notebook, such as one to print. The browser opens it in a
 * new tab; JupyterLab would show it in place of the course.
 * @param {MouseEvent} event @param {string} base
 */
function asksForPage(event, base) {
  const link = event.target instanceof Element ? event.target.closest(".jp-RenderedHTMLCommon a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return false;
  const address = new URL(link.href);
  return address.origin === window.location.origin && address.pathname.startsWith(`${base}files/`)
    && address.pathname.endsWith(".html");
}

/**
 * Follow links into the course inside the page.
 * @param {Course} course @param {string} base @param {(place: Place, form?: string) => void} go
 */
export function followLinks(course, base, go) {
  document.addEventListener("click", (event) => {
    if (asksForPage(event, base)) return event.stopPropagation();
    const to = followed(course, base, event);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    // The menu around a link never gets the click, so close it here.
    const menu = event.target instanceof Element ? event.target.closest("[popover]") : null;
    if (menu instanceof HTMLElement) menu.hidePopover();
    go(to.place, to.form);
  }, true);
}
