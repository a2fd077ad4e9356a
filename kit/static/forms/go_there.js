// The way from a list to the question that it names.

/** @param {string} item @param {string} [occasion] */
export function goTo(item, occasion = "") {
  const asked = occasion ? `[data-occasion="${CSS.escape(occasion)}"]` : "";
  const form = document.querySelector(`.kit-form[data-items~="${CSS.escape(item)}"]${asked}`);
  if (!form) return;
  // The course's page shows one step at a time.
  form.dispatchEvent(new CustomEvent("kit:show", { bubbles: true }));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  form.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  /** @type {NodeListOf<HTMLElement>} */
  const places = form.querySelectorAll("textarea, input, select, button");
  const field = [...places].find((place) => place.offsetParent && !place.closest(".kit-who, .kit-checklist, .kit-scene-log"));
  if (field) field.focus({ preventScroll: true });
}
