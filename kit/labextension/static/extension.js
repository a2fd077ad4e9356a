/* The file that JupyterLab loads: a module-federation container (init, get) in the form it expects of a prebuilt
 * extension. It is written by hand, so there is nothing to compile. What the extension does is in shipped.js; shell.js
 * is the course that `kit start` serves. */
(() => {
  const here = new URL(".", document.currentScript.src);
  let shared;

  /** Return a module that JupyterLab has loaded itself, so that tokens and classes are the same objects. */
  const borrow = async (name) => (await Object.values(shared[name])[0].get())();
  const read = (name) => fetch(new URL(name, here), { cache: "no-cache" }).then((answer) => answer.json());

  const inShell = (room, around) => {
    for (const name of room.styles) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL(name, here);
      document.head.append(style);
    }
    const words = fetch(new URL("../../../../partnership-kit/words", here)).then((answer) => (answer.ok ? answer.json() : read("words.json")));
    room.start({ ...around, words, listed: read("cells.json").then((hashes) => new Set(hashes)), course: read("course.json"), terms: read("glossary.json") });
  };

  (window._JUPYTERLAB ??= {})["partnership-kit"] = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const shell = document.documentElement.classList.contains("kit-shell");
      const [room, notebook, cells, application, apputils, services, rendermime, widgets] = await Promise.all([
        import(new URL(shell ? "shell.js" : "shipped.js", here)),
        ...["notebook", "cells", "application", "apputils", "services", "rendermime"].map((name) => borrow(`@jupyterlab/${name}`)),
        borrow("@lumino/widgets"),
      ]);
      const lab = { notebook, cells, application, apputils, services, rendermime, widgets };
      const plugin = {
        id: "partnership-kit:notebooks",
        autoStart: true,
        requires: [notebook.INotebookTracker, application.IRouter, rendermime.IMarkdownParser],
        activate: (app, tracker, router, parser) =>
          shell ? inShell(room, { app, tracker, router, parser, lab }) : room.start({ app, tracker, parser, lab }),
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
