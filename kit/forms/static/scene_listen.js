// A line read aloud: by a recording that lies beside the scene, or by a voice that this computer has itself.

import { el, say } from "./dom.js";

/** Voices that speak on this computer alone; others would send the words away.
 * @param {{ lang: string, localService: boolean }[]} voices @param {string} lang */
export const ownVoice = (voices, lang) => voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));

/** What is to be heard of a line: hers first, the interpreter's after it. Each by its recording, or by the voice that reads it.
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

/** The recordings of a scene, asked of the course once each: no other place is asked for them. @param {KernelLink} kernel */
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
      // A reply that comes after all is kept for the next time.
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

  /** Part after part; what cannot be heard is passed over.
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

  /** A button for a line; hidden where nothing can be heard of it. @param {SceneLine} line @param {string} name */
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
