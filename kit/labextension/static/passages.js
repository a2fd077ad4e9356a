// Choose between the two wordings of a text, for a class and for a learner alone. A notebook has both in it (kit build
// writes the second as a comment), and the right one is chosen before JupyterLab draws the text.

const PASSAGE = /(?:<!-- kit:class -->([\s\S]*?))?<!-- kit:alone\s([\s\S]*?)\s?kit:end -->/g;

/** Return the text in one of its two wordings.
 * @param {string} source
 * @param {boolean} alone
 * @returns {string} */
export function passagesFor(source, alone) {
  return source.replace(PASSAGE, (_, forClass, forAlone) => (alone ? forAlone : forClass) ?? "");
}

/** Make JupyterLab choose the wording before it draws a text. It waits until the reader is known, so that no drawn
 * text changes afterward.
 * @param {{ render: (source: string, ...more: any[]) => Promise<string> }} parser JupyterLab's own, shared by all notebooks
 * @param {() => Promise<boolean>} alone */
export function choosePassages(parser, alone) {
  const render = parser.render.bind(parser);
  parser.render = async (source, ...more) =>
    render(source.includes("<!-- kit:") ? passagesFor(source, await alone()) : source, ...more);
}
