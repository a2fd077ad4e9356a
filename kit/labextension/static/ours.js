// Whether a notebook is the course's own, and whether what it imports would be.
//
// A notebook is run only if all its code cells are listed in cells.json. Whether Jupyter calls it trusted is
// not asked, because one save makes a stranger's notebook trusted. What the course's page shows as its own is
// compared with what was shipped, texts too.

export const KERNEL = "partnership-kit";

/** @param {string} text */
async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether every code cell that holds anything is one the course ships, and there is at least one.
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
 * Whether a notebook has the shipped cells in their order and no other: the same hash as Python's notebook_hash.
 * A text holds what it says to a class and to whoever is alone, and her words are put in after it is drawn, so
 * every learner's is the same.
 * @param {NotebookPanel} panel @param {Week} week
 */
export async function asShipped(panel, week) {
  const cells = Array.from(panel.content.model.cells, (cell) => [cell.id, cell.type, cell.sharedModel.getSource()]);
  return (await sha256(JSON.stringify(cells))) === week.hash;
}

/**
 * The name of something beside the notebook that Python could import in place of a package, if there is any.
 * The course's own kernel does not look there at all, so this is a second lock; it sees what Jupyter lists,
 * and Jupyter hides compiled files (.pyc).
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
