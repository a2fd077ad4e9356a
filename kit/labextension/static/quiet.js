// Nothing on the page can be broken by hand: Lab's shortcuts, menus, dialogs and drops are off.

/** @param {EventTarget | null} target */
const takesFiles = (target) => target instanceof Element && target.closest("input[type=file], [data-kit-drop]");

/** @param {any} Dialog JupyterLab's @param {any} contents JupyterLab's way to the files */
export function keepQuiet(Dialog, contents) {
  // Lab starts no kernel before it knows the earlier copy of a file, and makes one where there is none. Nothing here
  // is ever saved into a notebook, so there is nothing to go back to.
  contents.listCheckpoints = () => Promise.resolve([{ id: "none", last_modified: new Date(0).toISOString() }]);
  // Lab looks for this attribute on the focused element and upwards; it listens on the document, so this comes first.
  window.addEventListener("keydown", (event) => {
    if (event.target instanceof Element) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    // Everything is saved already; the browser would offer to save the page's HTML.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") event.preventDefault();
  }, true);
  // The browser's own menu (copy, spelling) comes up instead of Lab's.
  window.addEventListener("contextmenu", (event) => event.stopPropagation(), true);
  // Lab opens a paragraph for editing.
  window.addEventListener("dblclick", (event) => event.stopPropagation(), true);
  // A file let go anywhere else would take the place of the page.
  for (const sign of ["dragover", "drop"]) {
    window.addEventListener(sign, (event) => {
      if (takesFiles(event.target)) return;
      if (!(/** @type {DragEvent} */ (event).dataTransfer?.types.includes("Files"))) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }
  // What Lab asks about saving and kernels is answered with Cancel; the page has its own words.
  Dialog.prototype.launch = function launch() {
    this.dispose();
    return Promise.resolve({ button: Dialog.cancelButton(), isChecked: null, value: null });
  };
}
