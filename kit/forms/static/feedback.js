// Feedback: a file is dropped or chosen and taken in as data, and its page is shown here without running scripts.

import { author, button, el, freshId, say } from "./dom.js";
import { goTo } from "./left_off.js";

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

/** Shows the page in a separate frame: no script runs there, it is as high as its content, and its background
 * follows the theme.
 * @param {string} title @param {string} html @param {() => void} drawn called when it can be read */
function framed(title, html, drawn) {
  const frame = el("iframe", { class: "kit-feedback-page", sandbox: "allow-same-origin", title, srcdoc: html });
  const fit = () => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    // A frame is transparent only if both sides have the same color scheme.
    const theme = document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
    body.parentElement?.setAttribute("data-theme", theme);
    frame.style.colorScheme = theme;
    frame.style.height = `${Math.ceil(body.getBoundingClientRect().height) + 8}px`;
  };
  const themed = new MutationObserver(() => (frame.isConnected ? fit() : themed.disconnect()));
  frame.addEventListener("load", () => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    fit();
    // The text gets taller when the frame gets narrower, and when its fonts load.
    const watch = new ResizeObserver(fit);
    for (const one of [frame, body]) watch.observe(one);
    themed.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    drawn();
  });
  return frame;
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
  const line = el("p", { class: "kit-state", role: "status", tabindex: "-1" });
  const shown = el("div", {});
  const other = el("div", { class: "kit-confirm" });
  const id = freshId("file");
  const file = el("input", { type: "file", id, class: "kit-file-field", accept: ".html,.htm,.json,.zip",
    onchange: () => file.files?.[0] && taken(file.files[0]) });
  const place = el("div", { class: "kit-drop" },
    el("span", { text: `${words["feedback.drop_here"]} ` }),
    el("label", { class: "kit-button", for: id, text: words["feedback.choose_file"] }), file);
  const more = el("details", {}, el("summary", { text: words["feedback.another"] }));
  const empty = el("p", { class: "kit-prompt", text: words["feedback.nothing_yet"] });
  other.hidden = true;

  /** @param {File} one @param {boolean} [mine] */
  async function taken(one, mine = false) {
    say(line, words["feedback.taking"]);
    other.hidden = true;
    // A page from Canvas comes in an uncompressed zip, so its head can be read directly.
    const text = one.name.toLowerCase().endsWith(".json") ? await one.text() : await one.slice(0, HEAD).text();
    file.value = "";
    kernel.ask({ type: "take", name: one.name, text, mine }, {
      patience: 20000,
      silent: () => say(line, words["feedback.no_reply"]),
      reply: (reply) => {
        // Not "failed", which the bar counts as an answer that is not saved.
        line.dataset.phase = reply.ok && !reply.other ? "done" : "refused";
        say(line, reply.ok ? reply.other || reply.said : reply.sentence);
        if (reply.other) {
          other.replaceChildren(button(words["feedback.both_me"], () => taken(one, true)));
          other.hidden = false;
        }
        if (reply.ok && !reply.other) {
          refresh();
          windows.postMessage("came");
        }
        line.focus();
      },
    });
  }

  /** @param {DragEvent} event */
  function over(event) {
    if (!event.dataTransfer || ![...event.dataTransfer.items].some((one) => one.kind === "file")) return;
    event.preventDefault();
    event.stopPropagation();
    place.dataset.over = String(event.type === "dragover");
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

  const node = el("section", { class: "kit-question", "aria-label": words["feedback.title"],
    "data-kit-drop": true, ondragover: over, ondragleave: over, ondrop: over },
    el("h3", { class: "kit-title" }, author(spec.title)), empty, shown, more, place,
    el("div", { class: "kit-foot" }, line), other);

  // Home shows a reminder of feedback until it has been on the screen; its step may be open long before it comes.
  let drawn = false;
  let inSight = false;
  let mark = "";
  let told = "";
  let stands = "";
  function read() {
    if (!drawn || !inSight || !mark || mark === told) return;
    told = mark;
    kernel.ask({ type: "shown", mark }, { reply: (reply) => reply.ok && window.dispatchEvent(new CustomEvent("kit:read")) });
  }

  function refresh() {
    kernel.ask({ type: "came" }, {
      patience: 20000,
      reply: (reply) => {
        if (!reply.ok) {
          say(line, reply.sentence);
          return;
        }
        const here = Boolean(reply.page);
        empty.hidden = here;
        place.hidden = Boolean(reply.alone);
        more.hidden = !here || Boolean(reply.alone);
        if (here && !more.contains(place)) more.append(place);
        const href = here ? address(reply.path) : null;
        // A page that is being read is not redrawn.
        if (shown.dataset.page !== reply.page) {
          drawn = false;
          shown.replaceChildren(here ? framed(words["feedback.title"], reply.page, () => { drawn = true; read(); }) : "");
        }
        shown.dataset.page = reply.page || "";
        mark = reply.mark;
        read();
        // Nor is a button that is about to be pressed.
        const now = JSON.stringify([reply.page, reply.path, reply.revised, reply.alone]);
        if (stands === now) return;
        stands = now;
        shown.querySelector(".kit-actions")?.remove();
        if (!here) return;
        shown.append(el("div", { class: "kit-actions" },
          spec.item && !reply.revised ? button(words["feedback.revise"], revise, "main") : null,
          href ? el("a", { class: "kit-button", href, target: "_blank", rel: "noopener", text: words["feedback.open_page"] }) : null,
          spec.item ? el("p", { class: "kit-small", text: meant(reply) }) : null));
      },
    });
  }
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
