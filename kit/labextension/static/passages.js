// What a text says to a class and what it says to whoever takes the course alone: a notebook holds both (kit build
// writes the second as a comment), and the one that is true is chosen before JupyterLab draws the text.

const PASSAGE = /(?:<!-- kit:class -->([\s\S]*?))?<!-- kit:alone\s([\s\S]*?)\s?kit:end -->/g;

/** The text as one of the two reads it.
 * @param {string} source
 * @param {boolean} alone
 * @returns {string} */
export function passagesFor(source, alone) {
  return source.replace(PASSAGE, (_, forClass, forAlone) => (alone ? forAlone : forClass) ?? "");
}

/** JupyterLab waits for each text until it is known who reads it, so nothing is drawn that changes afterwards.
 * @param {{ render: (source: string, ...more: any[]) => Promise<string> }} parser JupyterLab's own, shared by all notebooks
 * @param {() => Promise<boolean>} alone */
export function choosePassages(parser, alone) {
  const render = parser.render.bind(parser);
  parser.render = async (source, ...more) =>
    render(source.includes("<!-- kit:") ? passagesFor(source, await alone()) : source, ...more);
}
