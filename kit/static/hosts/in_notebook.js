// What a form in a notebook runs first. anywidget gives this two seconds to load, and loads it anew for each form, so it
// is short. The script of all forms is one module, which loads once for a page, however long that takes.

/** @type {Record<string, Promise<any>>} */
const loaded = (/** @type {any} */ (globalThis).partnershipKitForms ??= {});

/** @param {{ model: any, el: HTMLElement }} place */
async function render(place) {
  const text = place.model.get("_script");
  loaded[text] ??= import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  return (await loaded[text]).default.render(place);
}

export default { render };
