// Feedback: a file is dropped or chosen and taken in as data, and its page is shown here without running scripts.

import { authorHtml } from "../author_html.js";
import { el, freshId } from "../dom.js";
import { goTo } from "./go_there.js";
import { html, nothing, render } from "../vendor/lit-html.js";

const HEAD = 3_000_000; // characters of a page: the record is in its head

/** Returns the server's own address for a file of the workspace; none if this isn't a Jupyter page.
 * @param {string} path */
function address(path) {
  try {
    const base = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "").baseUrl;
    return `${base}files/${path.split("/").map(encodeURIComponent).join("/")}`;
  } catch {
    return null;
  }
}

/** Makes a frame as high as its content, with a background that follows the theme. @param {HTMLIFrameElement} frame */
function fitted(frame) {
  const body = frame.contentDocument?.body;
  if (!body) return;
  const fit = () => {
    // A frame is transparent only if both sides have the same color scheme.
    const theme = document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
    body.parentElement?.setAttribute("data-theme", theme);
    frame.style.colorScheme = theme;
    frame.style.height = `${Math.ceil(body.getBoundingClientRect().height) + 8}px`;
  };
  fit();
  // The text gets taller when the frame gets narrower, and when its fonts load.
  const watch = new ResizeObserver(fit);
  for (const one of [frame, body]) watch.observe(one);
  const themed = new MutationObserver(() => (frame.isConnected ? fit() : themed.disconnect()));
  themed.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
}

/** Reports whether an element is in sight, at first and whenever that changes.
 * @param {Element} element @param {(here: boolean) => void} act */
function watchSight(element, act) {
  const watch = new IntersectionObserver((seen) => act(seen[seen.length - 1].isIntersecting));
  watch.observe(element);
  return watch;
}

/** @type {ShownForm} */
export function feedback(spec, kernel) {
  const { words } = spec;
  const id = freshId("file");
  /** What the course replied last. @type {Reply | null} */
  let came = null;
  let [text, phase, over] = ["", "", false];
  /** A file for another learner, until this one says that both are the same. @type {File | null} */
  let other = null;

  /** @param {File} one @param {boolean} [mine] */
  async function taken(one, mine = false) {
    [text, other] = [words["feedback.taking"], null];
    draw();
    // A page from Canvas comes in an uncompressed zip, so its head can be read directly.
    const data = one.name.toLowerCase().endsWith(".json") ? await one.text() : await one.slice(0, HEAD).text();
    kernel.ask({ type: "take", name: one.name, text: data, mine }, {
      patience: 20000,
      silent: () => {
        text = words["feedback.no_reply"];
        draw();
      },
      reply: (reply) => {
        const kept = reply.ok && !reply.other;
        // Not "failed", which the bar counts as an answer that is not saved.
        phase = kept ? "done" : "refused";
        text = reply.ok ? reply.other || reply.said : reply.sentence;
        other = reply.other ? one : null;
        draw();
        if (kept) {
          refresh();
          windows.postMessage("came");
        }
        /** @type {HTMLElement | null} */ (node.querySelector(".kit-state"))?.focus();
      },
    });
  }
  /** @param {DragEvent} event */
  function drag(event) {
    if (!event.dataTransfer || ![...event.dataTransfer.items].some((one) => one.kind === "file")) return;
    event.preventDefault();
    event.stopPropagation();
    over = event.type === "dragover";
    draw();
    const one = event.dataTransfer.files[0];
    if (event.type === "drop" && one) taken(one);
  }
  /** @param {Reply} reply */
  function meant({ revised, alone }) {
    if (alone) return revised ? words["feedback.revised_alone"] : words["feedback.revise_means_alone"];
    return revised ? words["feedback.revised"] : words["feedback.revise_means"];
  }
  function revise() {
    window.dispatchEvent(new CustomEvent("kit:write_again", { detail: { item: spec.item } }));
    goTo(spec.item);
  }

  const place = () => html`<div class="kit-drop" data-over=${over}><span>${words["feedback.drop_here"]} </span>
    <label class="kit-button" for=${id}>${words["feedback.choose_file"]}</label>
    <input type="file" id=${id} class="kit-file-field" accept=".html,.htm,.json,.zip" @change=${(/** @type {any} */ { target }) => {
      const [one] = target.files;
      if (one) taken(one);
      target.value = "";
    }}></div>`;
  /** @param {Reply} reply */
  function page(reply) {
    const href = address(reply.path);
    return html`<iframe class="kit-feedback-page" sandbox="allow-same-origin" title=${words["feedback.title"]} .srcdoc=${reply.page}
        @load=${(/** @type {any} */ { target }) => { fitted(target); drawn = reply.mark; read(); }}></iframe>
      <div class="kit-actions">
        ${spec.item && !reply.revised ? html`<button type="button" class="kit-button kit-main" @click=${revise}>${words["feedback.revise"]}</button>` : nothing}
        ${href ? html`<a class="kit-button" href=${href} target="_blank" rel="noopener">${words["feedback.open_page"]}</a>` : nothing}
        ${spec.item ? html`<p class="kit-small">${meant(reply)}</p>` : nothing}</div>
      ${reply.alone ? nothing : html`<details><summary>${words["feedback.another"]}</summary>${place()}</details>`}`;
  }
  const shown = el("div", {});
  const node = el("section", { class: "kit-question", "aria-label": words["feedback.title"],
    "data-kit-drop": true, ondragover: drag, ondragleave: drag, ondrop: drag });
  function draw() {
    // To a learner without a class, nothing comes back.
    node.hidden = came ? Boolean(came.alone && !came.page) : Boolean(spec.alone);
    render(html`<h3 class="kit-title">${authorHtml(spec.title)}</h3>
      ${came && !came.page ? html`<p class="kit-prompt">${words["feedback.nothing_yet"]}</p>${place()}` : nothing}${shown}
      <div class="kit-foot"><p class="kit-state" role="status" tabindex="-1" data-phase=${phase || nothing}>${text}</p></div>
      ${other ? html`<div class="kit-confirm"><button type="button" class="kit-button kit-plain" @click=${() => other && taken(other, true)}>${words["feedback.both_me"]}</button></div>` : nothing}`, node);
    render(came?.page ? page(came) : nothing, shown);
  }

  // Home shows a reminder of feedback until it has been on the screen; its step may be open long before it comes.
  let [drawn, inSight, told] = ["", false, ""];
  function read() {
    const mark = came?.page ? came.mark : "";
    if (!inSight || !mark || drawn !== mark || mark === told) return;
    told = mark;
    kernel.ask({ type: "shown", mark }, { reply: (reply) => reply.ok && window.dispatchEvent(new CustomEvent("kit:read")) });
  }
  function refresh() {
    kernel.ask({ type: "came" }, {
      patience: 20000,
      reply: (reply) => {
        if (reply.ok) came = reply;
        else text = reply.sentence;
        draw();
        read();
      },
    });
  }
  draw();
  // Feedback may also come through another form in this window, another window, or a command. So this listens to
  // the course's windows, and asks again whenever the form or its window comes into sight.
  let away = false;
  const windows = new BroadcastChannel("kit:came");
  windows.addEventListener("message", refresh);
  const back = () => { if (!away && document.visibilityState === "visible") refresh(); };
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  const sights = [
    watchSight(node, (here) => {
      if (here && away) refresh();
      away = !here;
    }),
    watchSight(shown, (here) => {
      inSight = here;
      read();
    }),
  ];
  function end() {
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", back);
    windows.close();
    sights.forEach((one) => one.disconnect());
  }
  return { node, render() {}, refresh, end };
}
