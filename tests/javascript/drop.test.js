// What a file is that somebody puts on Home, and how much of it is sent on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { dayInWords, interfaceSpeaks } from "../../kit/static/dom.js";
import { sortedOut } from "../../kit/static/shell/drop.js";

test("feedback as data, an invitation, and a page's record are told apart", () => {
  const record = JSON.stringify({ learner: "ana", assignment: "equity", levels: {} });
  assert.deepEqual(sortedOut(record), { kind: "feedback", text: record });
  assert.equal(sortedOut('{"learner": "ana", "hand_in_to": "/class"}').kind, "invitation");
  const meta = '<meta name="partnership-feedback" content="{&quot;learner&quot;: 1}">';
  assert.deepEqual(sortedOut(`<head>${meta}<style>x</style></head>${"y".repeat(9_000_000)}`), { kind: "feedback", text: meta });
});

test("of anything else only a beginning is sent, for the server to say what is wrong", () => {
  for (const text of ["", "null", "3", "{damaged", "x".repeat(5000)]) {
    const { kind, text: sent } = sortedOut(text);
    assert.equal(kind, "feedback");
    assert.equal(sent, text.slice(0, 1000));
  }
});

test("the day of an invitation, or of what waits on Home, is written in the language of the interface", () => {
  /** @param {string} language */
  const said = (language) => {
    interfaceSpeaks(language);
    return [dayInWords("2027-01-15", { day: "numeric", month: "long" }), dayInWords("soon", {})];
  };
  assert.deepEqual(said("es"), ["15 de enero", "soon"]);
  assert.deepEqual(said("en"), ["January 15", "soon"]);
});
