// A copy of a notebook, to be opened in JupyterLab as it comes: for the curious, and nothing of the course can break.

/** @param {Contents} contents @param {string} notebook @returns {Promise<string>} the copy's name */
export async function copyOf(contents, notebook) {
  const name = notebook.replace(/\.ipynb$/, " (copy).ipynb");
  const there = await contents.get(name, { content: false }).then(() => true, () => false);
  if (there) return name;
  const { content } = await contents.get(notebook, { content: true, type: "notebook" });
  for (const cell of content.cells) {
    delete cell.metadata.editable;
    delete cell.metadata.deletable;
    delete cell.metadata.jupyter?.source_hidden;
  }
  await contents.save(name, { type: "notebook", format: "json", content });
  return name;
}
