// Links to the pages that came back, opened from this Jupyter alone.

import { el } from "./dom.js";

// The server's own address for a file of the workspace; plain words where the page is no Jupyter page.
/** @param {string} path @param {string} name */
export function linkTo(path, name) {
  let base = null;
  try {
    base = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "").baseUrl;
  } catch {
    return el("strong", { text: name });
  }
  const href = `${base}files/${path.split("/").map(encodeURIComponent).join("/")}`;
  return el("a", { href, target: "_blank", rel: "noopener", text: name });
}

/** @type {ShownForm} */
export function feedback(spec, kernel) {
  const { words } = spec;
  const list = el("ul", { class: "kit-steps" });
  const lead = el("p", { class: "kit-lead", role: "status" });
  const node = el("section", { class: "kit-question", "aria-label": words["feedback.title"] },
    el("p", { class: "kit-title", text: words["feedback.title"] }), lead, list);
  function refresh() {
    kernel.ask({ type: "pages" }, {
      patience: 20000,
      reply: (reply) => {
        const pages = reply.pages || [];
        lead.textContent = !reply.ok ? reply.sentence : pages.length
          ? words["feedback.came_back"]
          : words["feedback.nothing_yet"];
        list.replaceChildren(...pages.map((page) => el("li", {}, linkTo(page.path, page.name))));
      },
    });
  }
  return { node, render() {}, refresh };
}
