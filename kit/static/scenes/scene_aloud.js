// Say it aloud: a recording that is made on request, kept only in this page's memory, and deleted when the turn is
// over or the step is left.

import { el } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";

/** @param {Words} words */
export function sayAloud(words) {
  /** @type {MediaRecorder | null} */
  let recorder = null;
  let [address, file, told] = ["", "", words["scene.aloud_means"]];
  /** Whether the browser is still asking for the microphone, and which request is the latest. */
  let asking = false;
  let latest = 0;
  const node = el("div", { class: "kit-aloud" });
  node.hidden = !(globalThis.MediaRecorder && navigator.mediaDevices);

  function draw() {
    const made = address && !recorder;
    const label = recorder ? words["scene.aloud_stop"] : address ? words["scene.aloud_again"] : words["scene.aloud"];
    render(html`<div class="kit-actions"><button type="button" class="kit-button kit-quiet" @click=${() => (recorder ? recorder.stop() : record())}>${label}</button>
      ${made ? html`<a class="kit-keep" href=${address} download=${file}>${words["scene.aloud_keep"]}</a>
        <button type="button" class="kit-button kit-quiet" @click=${() => {
          clear();
          node.querySelector("button")?.focus();
        }}>${words["scene.aloud_drop"]}</button>` : nothing}</div>
      ${made ? html`<audio controls src=${address} aria-label=${words["scene.aloud_yours"]}></audio>` : nothing}
      <p class="kit-small" role="status">${told}</p>`, node);
  }
  /** @param {string} says */
  function tell(says) {
    told = says;
    draw();
  }
  // Deletes the recording and turns the microphone off.
  function clear() {
    latest += 1;
    if (recorder?.state === "recording") {
      recorder.ondataavailable = null;
      recorder.stop();
    }
    if (address) URL.revokeObjectURL(address);
    address = "";
    recorder = null;
    tell(words["scene.aloud_means"]);
  }
  async function record() {
    // A second request would leave the first one's microphone on.
    if (asking) return;
    clear();
    const mine = latest;
    let stream;
    asking = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return tell(words["scene.aloud_refused"]);
    } finally {
      asking = false;
    }
    const hush = () => stream.getTracks().forEach((track) => track.stop());
    if (mine !== latest || !node.checkVisibility()) return hush();
    const made = new MediaRecorder(stream);
    recorder = made;
    made.onstop = () => {
      hush();
      if (recorder === made) recorder = null;
      draw();
    };
    made.ondataavailable = ({ data }) => {
      address = URL.createObjectURL(data);
      file = `${words["scene.aloud_yours"]}.${data.type.includes("mp4") ? "m4a" : "webm"}`;
      tell(words["scene.aloud_done"]);
    };
    made.start();
    return tell(words["scene.aloud_records"]);
  }
  // When the step is left, the form has no size anymore, wherever the page was scrolled to.
  const left = new ResizeObserver(() => { if (!node.checkVisibility()) clear(); });
  left.observe(node);
  draw();
  return { node, clear };
}
