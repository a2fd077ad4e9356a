// Which link leads into the course, so that it is followed inside the page.

import { placeAt } from "./places.js";

/**
 * The place of the course that an address leads to, or none. In a text a notebook is linked as a file beside it,
 * which JupyterLab makes an address under files/.
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
 * The place that a click asks for and the kind of form there, or none: another tab, a download and a link to elsewhere
 * stay the browser's.
 * @param {Course} course @param {string} base @param {MouseEvent} event @returns {{ place: Place, form?: string } | null}
 */
function followed(course, base, event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return null;
  // JupyterLab asks for a new tab for each link in a text; ours ask for one where they mean it.
  if (link.target === "_blank" && !link.closest(".jp-RenderedHTMLCommon")) return null;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const place = link.classList.contains("kit-skip") ? null : linkedPlace(course, base, new URL(link.href), window.location.origin);
  return place && { place, form: link.dataset.form };
}

/**
 * Whether a click asks for a page of the course that is no notebook, such as one to print. The browser opens it in a
 * tab of its own; JupyterLab would show it in place of the course.
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
 * Links into the course are followed inside the page.
 * @param {Course} course @param {string} base @param {(place: Place, form?: string) => void} go
 */
export function followLinks(course, base, go) {
  document.addEventListener("click", (event) => {
    if (asksForPage(event, base)) return event.stopPropagation();
    const to = followed(course, base, event);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    // The menu that a link stands in hears nothing of the click.
    const menu = event.target instanceof Element ? event.target.closest("[popover]") : null;
    if (menu instanceof HTMLElement) menu.hidePopover();
    go(to.place, to.form);
  }, true);
}
