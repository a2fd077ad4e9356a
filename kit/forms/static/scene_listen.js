// A line read aloud: from a recording in the scene's folder, or by one of this computer's own voices.

import { el, say } from "./dom.js";

/** Returns a voice that speaks on this computer; others would send the words elsewhere.
 * @param {{ lang: string, localService: boolean }[]} voices @param {string} lang */
export const ownVoice = (voices, lang) => voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));

/** Returns what can be heard of a line: her words first, then the interpreter's, each from its recording or from the
 * voice that reads it.
 * @template {{ lang: string, localService: boolean }} V
 * @param {SceneLine} line @param {V[]} voices @param {Record<string, string>} [recordings] */
export function heardOf(line, voices, recordings = {}) {
  /** @type {[string, string | undefined][]} */
  const said = line.who ? [["es", line.es], ["en", line.en]] : [];
  return said.flatMap(([lang, text]) => {
    const voice = /** @type {V | undefined} */ (ownVoice(voices, lang));
    const recording = text ? recordings[text] : undefined;
    return text && (voice || recording) ? [{ lang, text, voice, recording }] : [];
  });
}

/** Gets a scene's recordings, each only once and only from the course. @param {KernelLink} kernel */
function soundsOf(kernel) {
  /** @type {Map<string, string>} */
  const addresses = new Map();
  return {
    /** @param {string} name @param {(address: string) => void} ready */
    get(name, ready) {
      const known = addresses.get(name);
      if (known !== undefined) {
        ready(known);
        return;
      }
      // A reply that comes late is kept for the next time.
      let waiting = true;
      /** @param {string} address */
      const answer = (address) => {
        if (waiting) ready(address);
        waiting = false;
      };
      kernel.ask({ type: "recording", name }, {
        silent: () => answer(""),
        reply: (reply, [data]) => {
          if (reply.ok && data && !addresses.has(name)) addresses.set(name, URL.createObjectURL(new Blob([data], { type: reply.sort })));
          answer(addresses.get(name) ?? "");
        },
      });
    },
    end() {
      addresses.forEach((address) => URL.revokeObjectURL(address));
      addresses.clear();
    },
  };
}

/** @param {SceneProps} spec @param {KernelLink} kernel */
export function listening({ recordings = {}, words }, kernel) {
  const speech = window.speechSynthesis;
  const sounds = soundsOf(kernel);
  /** @type {(() => void)[]} */
  const buttons = [];
  let stop = () => {};
  const voices = () => speech?.getVoices() ?? [];
  /** @param {SceneLine} line */
  const parts = (line) => heardOf(line, voices(), recordings);

  /** Plays part after part; skips what cannot be played.
   * @param {SceneLine} line @param {() => void} ended */
  function play(line, ended) {
    const [...rest] = parts(line);
    let over = false;
    let silence = () => {};
    function next() {
      const part = rest.shift();
      silence = () => {};
      if (over || !part) ended();
      else if (!part.recording) speak(part);
      else sounds.get(part.recording, (address) => {
        if (over) return;
        if (address) sound(address, () => speak(part));
        else speak(part);
      });
    }
    /** @param {string} address @param {() => void} failed */
    function sound(address, failed) {
      const heard = new Audio(address);
      let done = false;
      /** @param {() => void} then */
      const once = (then) => () => {
        if (done || over) return;
        done = true;
        then();
      };
      silence = () => heard.pause();
      heard.onended = once(next);
      heard.onerror = once(failed);
      heard.play().catch(once(failed));
    }
    /** @param {ReturnType<typeof parts>[number]} part */
    function speak({ lang, text, voice }) {
      if (!voice) {
        next();
        return;
      }
      const said = Object.assign(new SpeechSynthesisUtterance(text), { lang: voice.lang || lang, voice });
      said.onend = () => { if (!over) next(); };
      said.onerror = () => { if (!over) ended(); };
      silence = () => speech.cancel();
      speech.speak(said);
    }
    next();
    return () => {
      over = true;
      silence();
    };
  }

  /** Makes a button for a line; hidden if nothing of it can be played. @param {SceneLine} line @param {string} name */
  function button(line, name) {
    const node = el("button", { type: "button", class: "kit-change kit-listen", "aria-label": `${words["scene.listen"]}: ${name}`, onclick: () => {
      const again = node.dataset.playing === "true";
      stop();
      if (again) return;
      const ended = () => {
        node.dataset.playing = "false";
        say(node, words["scene.listen"]);
      };
      node.dataset.playing = "true";
      say(node, words["scene.listen_stop"]);
      const silence = play(line, ended);
      stop = () => {
        silence();
        ended();
        stop = () => {};
      };
    }, text: words["scene.listen"] });
    const show = () => { node.hidden = !parts(line).length; };
    buttons.push(show);
    show();
    return node;
  }
  speech?.addEventListener("voiceschanged", () => buttons.forEach((show) => show()));
  return { button, stop: () => stop(), end() { stop(); sounds.end(); } };
}
