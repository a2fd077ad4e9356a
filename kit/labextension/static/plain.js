// Make a copy of a notebook to open in plain JupyterLab, for curious learners, who can't break the course that way.

/** @param {Contents} contents @param {string} notebook @returns {Promise<string>} the copy's name; an earlier copy is kept */
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
