// The shape of each form's values. A file from elsewhere may contain another shape, which no form can show.

/** @param {Value} value */
const isText = (value) => typeof value === "string";
/** @param {Value} value */
const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);

/** @param {Value} row of a table */
export const isRow = (row) => isRecord(row) && isText(row.row) && isRecord(row.cells)
  && Object.values(row.cells).every((said) => said === true || isText(said));

/** @type {Record<string, (value: Value) => boolean>} */
const SHAPES = {
  prose: isText,
  plan: (value) => isRecord(value) && isText(value.if ?? "") && isText(value.then ?? ""),
  choice: (value) => [value].flat().every(isText),
  sort: (value) => isRecord(value) && Object.values(value).every(isText),
  table: (value) => isRecord(value) && Array.isArray(value.rows) && value.rows.every(isRow),
  // Text from before the question became a week is shown as it was written.
  schedule: (value) => isText(value) || (isRecord(value) && Array.isArray(value.asked) && Array.isArray(value.options)),
  scene: (value) => isRecord(value) && Array.isArray(value.path ?? []),
};

/** Returns a value in the form's own words, or a sentence saying that it can't be shown.
 * @param {string} kind the form's @param {Value} value @param {(value: Value) => string} describe @param {Words} words */
export const valueWords = (kind, value, describe, words) =>
  (SHAPES[kind] ?? isRecord)(value) ? describe(value) : words["form.no_words"];
