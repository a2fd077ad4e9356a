// Turn off Lab's shortcuts, menus, dialogs and drops, so that nobody can break the page by accident.

/** @param {EventTarget | null} target */
const takesFiles = (target) => target instanceof Element && target.closest("input[type=file], [data-kit-drop]");

/** @param {any} Dialog JupyterLab's class @param {any} contents JupyterLab's contents manager */
export function keepQuiet(Dialog, contents) {
  // Lab starts no kernel before it has listed a file's checkpoints, and makes one if there is none. Nothing is ever
  // saved into a notebook here, so no checkpoint is needed.
  contents.listCheckpoints = () => Promise.resolve([{ id: "none", last_modified: new Date(0).toISOString() }]);
  // Lab checks for this attribute on the focused element and above. It listens on the document, so this comes first.
  window.addEventListener("keydown", (event) => {
    if (event.target instanceof Element) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    // Everything is saved already, and the browser would offer to save the page's HTML.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") event.preventDefault();
  }, true);
  // Show the browser's own menu (copy, spelling) instead of Lab's.
  window.addEventListener("contextmenu", (event) => event.stopPropagation(), true);
  // On a double click, Lab would open a paragraph for editing.
  window.addEventListener("dblclick", (event) => event.stopPropagation(), true);
  // A file dropped anywhere else would replace the page.
  for (const sign of ["dragover", "drop"]) {
    window.addEventListener(sign, (event) => {
      if (takesFiles(event.target)) return;
      if (!(/** @type {DragEvent} */ (event).dataTransfer?.types.includes("Files"))) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }
  // Cancel Lab's dialogs about saving and kernels; the page has its own messages.
  Dialog.prototype.launch = function launch() {
    this.dispose();
    return Promise.resolve({ button: Dialog.cancelButton(), isChecked: null, value: null });
  };
}
