// What she says, apart from the page: where it belongs, and in which order its languages stand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf, placeOf } from "../../kit/static/shell/her_words.js";

const told = (more) => ({ kind: "letter", who: "Ms. Perez", how: "A note", es: ["Hola."], en: ["Hello.", "Bye."], interpreter: "", ...more });

test("a block's place is told by its class", () => {
  assert.equal(placeOf(["kit-hers", "kit-hers-line", "kit-says-a--line--b-c"]), "kit-says-a--line--b-c");
  assert.equal(placeOf(["kit-hers"]), undefined);
});

test("a letter begins in English, a line in Spanish", () => {
  assert.deepEqual(partsOf(told()).map(({ part }) => part), ["how", "en", "es"]);
  assert.deepEqual(partsOf(told({ kind: "line", how: "" })).map(({ part }) => part), ["es", "en"]);
});

test("the Spanish says that it is Spanish, and the interpreter stands before the English", () => {
  const parts = partsOf(told({ kind: "line", interpreter: "Interpreter" }));
  assert.deepEqual(parts.map(({ lang }) => lang), [undefined, "es", undefined]);
  assert.deepEqual(parts.map(({ by }) => by), [undefined, undefined, "Interpreter"]);
});
