// The file that JupyterLab loads: a module-federation container, written by hand, so there is nothing to compile.
(() => {
  const here = new URL(".", document.currentScript.src);
  let shared;
  /** Return a module that JupyterLab has loaded itself, so that tokens and classes are the same objects. */
  const borrow = async (name) => (await Object.values(shared[name])[0].get())();
  const get = async () => {
    const loaded = ["notebook", "cells", "services", "rendermime"].map((name) => borrow(`@jupyterlab/${name}`));
    const [notebook, cells, services, rendermime, widgets, { start }] = await Promise.all([...loaded, borrow("@lumino/widgets"), import(new URL("shipped.js", here))]);
    const requires = [notebook.INotebookTracker, rendermime.IMarkdownParser];
    const activate = (app, tracker, parser) => start({ app, tracker, parser, lab: { cells, services, widgets } });
    return () => ({ __esModule: true, default: { id: "partnership-kit:notebooks", autoStart: true, requires, activate } });
  };
  (window._JUPYTERLAB ??= {})["partnership-kit"] = { init: (scope) => { shared = scope; }, get };
})();
