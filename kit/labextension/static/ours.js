// Check whether a notebook is the course's own, and whether anything it imports could be something else.
//
// A notebook is run only if all its code cells are listed in cells.json. Jupyter's own trust doesn't count, because
// a single save makes anybody's notebook trusted. What the page shows as the course's own is also compared with what
// was shipped, texts included.

export const KERNEL = "partnership-kit";

/** @param {string} text */
async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether every nonempty code cell is one that the course ships, and there is at least one.
 * @param {NotebookPanel} panel @param {Set<string>} listed
 */
export async function isOurs(panel, listed) {
  const sources = Array.from(panel.content.model.cells)
    .filter((cell) => cell.type === "code")
    .map((cell) => cell.sharedModel.getSource())
    .filter((source) => source.trim());
  if (!sources.length) return false;
  const hashes = await Promise.all(sources.map(sha256));
  return hashes.every((hash) => listed.has(hash));
}

/**
 * Whether a notebook has exactly the shipped cells in their order, by the same hash as Python's notebook_hash. A text
 * has both its wordings in it, for a class and for a learner alone, and the words of Ms. Perez are replaced only after
 * it is drawn. So the file is the same for every learner.
 * @param {NotebookPanel} panel @param {Week} week
 */
export async function asShipped(panel, week) {
  const cells = Array.from(panel.content.model.cells, (cell) => [cell.id, cell.type, cell.sharedModel.getSource()]);
  return (await sha256(JSON.stringify(cells))) === week.hash;
}

/**
 * Return the name of a file or folder next to the notebook that Python could import in place of a package, if there is
 * one. The course's own kernel never looks there, so this is a second safeguard. It sees only what Jupyter lists, and
 * Jupyter hides compiled files (.pyc).
 * @param {Contents} contents @param {string} path @returns {Promise<string | undefined>}
 */
export async function importableBeside(contents, path) {
  /** @param {string} folder */
  const list = async (folder) => (await contents.get(folder, { content: true })).content;
  /** @param {FileModel} file */
  const isModule = (file) => file.type !== "directory" && /\.(py|pyw|pyc|so|pyd)$/i.test(file.name);
  /** @type {FileModel[]} */
  const beside = await list(path.split("/").slice(0, -1).join("/"));
  const module = beside.find(isModule);
  if (module) return module.name;
  const folders = beside.filter((one) => one.type === "directory" && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(one.name));
  const packages = await Promise.all(folders.map(async (one) => (await list(one.path)).some(isModule)));
  return folders[packages.indexOf(true)]?.name;
}
