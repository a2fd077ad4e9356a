// The course's server as a host of pages: requests go one at a time, in order, and only to the program that has proved
// that it is the course's.

import { keep, kept } from "../shell/browser_storage.js";

const TOKEN = "kit:token";
/** For how many milliseconds after a reply another request needs no new proof. */
const FRESH = 1000;
/** How long to wait for a proof, a reply and a file, in milliseconds. */
const LONGEST = { proof: 5000, ask: 60_000, file: 300_000 };
/** How many characters of messages go in one request, and how many a page that closes may still send. */
const MOST = 200_000;
const MOST_CLOSING = 20_000;

/** The server did not answer, or the answer was not one of the course's. */
export class Gone extends Error {}

/** @typedef {{ room: "ask" | "file", name: string, body: object, then: (reply: any) => void, fail: (fault: Error) => void }} Request */
/** @typedef {{ form: number, message: any, length: number }} Sent */

/** Move the token from the address, where `kit start` puts it, into this browser; returns whether there was one. */
export function takeToken() {
  const given = /^#token=([\w-]+)(?:&step=(.*))?$/.exec(window.location.hash);
  if (!given) return false;
  window.history.replaceState(null, "", window.location.pathname + (given[2] ? `#${given[2]}` : ""));
  // Without storage, the page can't ask anything, and says so.
  keep(TOKEN, given[1]);
  return true;
}

const token = () => kept(TOKEN);

/** The course has ended, and another program may have its address next. */
export const forgetToken = () => keep(TOKEN, null);

/** @param {ArrayBuffer | Uint8Array} bytes */
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Return what only a program with the token can answer, as kit/pages/proof.py does. @param {string} secret @param {string} challenge */
async function expected(secret, challenge) {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, bytes(`partnership-kit ${window.location.port || 80} ${challenge}`)));
}

/** @param {string} text */
const decoded = (text) => new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

export class ServerHost {
  /** @param {URL} base the address of `partnership-kit/` @param {string} page @param {string | undefined} edition the page's */
  constructor(base, page, edition) {
    this.base = base;
    this.page = page;
    this.edition = edition;
    /** Where answers are, in words, once it is known. */
    this.place = "";
    /** @type {Map<number, Set<(message: any, files: Files) => void>>} */
    this.listening = new Map();
    /** @type {(Request | Sent)[]} */
    this.queue = [];
    /** @type {Promise<void> | undefined} */
    this.running = undefined;
    this.closing = false;
    /** When the last reply came, by the clock that stops while a computer sleeps and by the one that doesn't. */
    this.last = { ran: -Infinity, at: 0 };
    /** Called when a request failed. @type {(fault: Gone) => void} */
    this.failed = () => {};
    /** Called when forms are told that the page is older than the course. */
    this.older = () => {};
    // Forms send what is typed when the page closes; that can't wait for its turn.
    window.addEventListener("pagehide", () => { this.closing = true; }, true);
    window.addEventListener("pageshow", () => { this.closing = false; });
  }

  /** Return what a form takes for its model, except for the spec. @param {number} number of the form on the page */
  form(number) {
    const listening = this.listening.get(number) ?? new Set();
    this.listening.set(number, listening);
    return {
      /** @param {object} message */
      send: (message) => this.send({ form: number, message, length: JSON.stringify(message).length }),
      /** @param {string} _ @param {(message: any, files: Files) => void} act */
      on: (_, act) => void listening.add(act),
      /** @param {string} _ @param {(message: any, files: Files) => void} act */
      off: (_, act) => void listening.delete(act),
    };
  }

  /** Ask, and return the reply. Rejects with `Gone` if no reply came, and with the server's sentence if it refuses.
   * @param {string} name @param {object} [body] @returns {Promise<any>} */
  ask(name, body = {}) {
    return this.wait("ask", name, body);
  }

  /** Return a file and its name. @param {string} name @param {object} body @returns {Promise<{ name: string, content: Blob }>} */
  file(name, body) {
    return this.wait("file", name, body);
  }

  /** @param {"ask" | "file"} room @param {string} name @param {object} body @returns {Promise<any>} */
  wait(room, name, body) {
    return new Promise((then, fail) => this.enqueue({ room, name, body, then, fail }));
  }

  /** @param {Sent} sent */
  send(sent) {
    const closes = this.closing && this.isFresh() && sent.length < MOST_CLOSING;
    if (closes) void this.post("ask", "messages", this.bodyOf([sent])).catch(() => {});
    else this.enqueue(sent);
  }

  /** @param {Request | Sent} one */
  enqueue(one) {
    this.queue.push(one);
    this.running ??= this.run();
  }

  async run() {
    while (this.queue.length) {
      // What is sent at the same time goes in one request.
      await new Promise((resolve) => setTimeout(resolve));
      await this.carry(this.next());
    }
    // At once, or whoever asks again as soon as the last reply came would wait for the next request.
    this.running = undefined;
  }

  /** Take the next request from the queue, or as many messages as one request carries. @returns {Request | Sent[]} */
  next() {
    const [first] = this.queue;
    if ("room" in first) return /** @type {Request} */ (this.queue.shift());
    let length = 0;
    let end = this.queue.findIndex((one) => "room" in one || (length += one.length) > MOST);
    if (end < 0) end = this.queue.length;
    return /** @type {Sent[]} */ (this.queue.splice(0, Math.max(end, 1)));
  }

  /** @param {Request | Sent[]} next */
  async carry(next) {
    try {
      if (!this.isFresh()) await this.prove();
      if (!Array.isArray(next)) next.then(await this.post(next.room, next.name, next.body));
      else this.hear(next, (await this.post("ask", "messages", this.bodyOf(next))).replies);
    } catch (fault) {
      const error = /** @type {Error} */ (fault);
      if (!Array.isArray(next)) next.fail(error);
      // A form that gets no reply says so by itself.
      else if (!(error instanceof Gone)) this.hear(next, next.map(({ message }) => ({ ok: false, sentence: error.message, re: message.re })));
      if (!(error instanceof Gone)) return;
      this.last = { ran: -Infinity, at: 0 };
      for (const one of this.queue.splice(0)) if ("room" in one) one.fail(error);
      if (!this.closing) this.failed(error);
    }
  }

  /** @param {Sent[]} sent */
  bodyOf(sent) {
    return { page: this.page, edition: this.edition, sent: sent.map(({ form, message }) => [form, message]) };
  }

  /** @param {Sent[]} sent @param {any[]} replies */
  hear(sent, replies) {
    sent.forEach(({ form }, at) => {
      const { files = [], ...reply } = replies[at];
      if (reply.code === "form.older") this.older();
      for (const act of this.listening.get(form) ?? []) act(reply, files.map(decoded));
    });
  }

  isFresh() {
    const { ran, at } = this.last;
    return performance.now() - ran < FRESH && Math.abs(Date.now() - at) < FRESH;
  }

  /** Make sure that the program that answers knows the token, without telling it. Another program can take the port
   * of a course that has ended. */
  async prove() {
    const secret = token();
    if (!secret) throw new Gone("unknown");
    const challenge = hex(crypto.getRandomValues(new Uint8Array(16)));
    const address = new URL(`proof?challenge=${challenge}`, this.base);
    const answer = await this.fetched(address, {}, LONGEST.proof).then((one) => one.text());
    if (answer !== await expected(secret, challenge)) throw new Gone("anew");
  }

  /** @param {URL} address @param {RequestInit} how @param {number} longest @returns {Promise<Response>} */
  fetched(address, how, longest) {
    return fetch(address, { ...how, cache: "no-store", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(longest) })
      .catch((fault) => { throw new Gone(fault.message); });
  }

  /** @param {"ask" | "file"} room @param {string} name @param {object} body @returns {Promise<any>} */
  async post(room, name, body) {
    const text = JSON.stringify(body);
    const answer = await this.fetched(new URL(`${room}/${name}`, this.base), {
      method: "POST", body: text, keepalive: text.length < MOST_CLOSING,
      headers: { Authorization: `token ${token()}`, "Content-Type": "application/json" },
    }, LONGEST[room]);
    if (answer.status === 403) throw new Gone("anew");
    const reply = answer.ok && room === "file" ? await answer.blob() : await answer.json().catch(() => null);
    if (!reply || (!answer.ok && (answer.status !== 400 || !reply.message))) throw new Gone(String(answer.status));
    this.last = { ran: performance.now(), at: Date.now() };
    if (!answer.ok) throw new Error(reply.message);
    if (room !== "file") return reply;
    const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
    return { name: named?.[1] ?? name, content: reply };
  }
}
