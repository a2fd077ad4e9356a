/* The file that JupyterLab loads: a module-federation container (init, get) in the form it expects of a prebuilt
 * extension. It is written by hand, so there is nothing to compile. The page itself is in other modules:
 * shell.js if `kit start` serves the course, page.js in any other JupyterLab. */
(() => {
  const here = new URL('.', document.currentScript.src);
  let shared;

  /** Return a module that JupyterLab has loaded itself, so that tokens and classes are the same objects. */
  const borrow = async name => {
    const versions = Object.values(shared[name] ?? {});
    if (!versions.length) throw new Error(`partnership-kit: JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  };

  const read = async (name, otherwise) => {
    const answer = await fetch(new URL(name, here), { cache: 'no-cache' });
    return answer.ok ? answer.json() : otherwise;
  };

  const plugin = (lab, room) => ({
    id: 'partnership-kit:page',
    autoStart: true,
    requires: [lab.notebook.INotebookTracker, lab.application.IRouter, lab.rendermime.IMarkdownParser],
    activate: (app, tracker, router, parser) => {
      for (const name of room.styles) {
        const style = document.createElement('link');
        style.rel = 'stylesheet';
        style.href = new URL(name, here);
        document.head.append(style);
      }
      const listed = read('cells.json', []).then(hashes => new Set(hashes));
      // The course's server knows the learner's language; elsewhere, use the course's language.
      const shell = document.documentElement.classList.contains('kit-shell');
      const words = read(shell ? '../../../../partnership-kit/words' : 'words.json', null).then(said => said ?? read('words.json', {}));
      room.start({ app, tracker, router, parser, lab, listed, words, course: read('course.json', { weeks: [] }), terms: read('glossary.json', []) });
    }
  });

  (window._JUPYTERLAB ??= {})['partnership-kit'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const shell = document.documentElement.classList.contains('kit-shell');
      const [room, notebook, cells, application, apputils, services, rendermime, widgets] = await Promise.all([
        import(new URL(shell ? 'shell.js' : 'page.js', here)),
        ...['notebook', 'cells', 'application', 'apputils', 'services', 'rendermime'].map(name => borrow(`@jupyterlab/${name}`)),
        borrow('@lumino/widgets')
      ]);
      const lab = { notebook, cells, application, apputils, services, rendermime, widgets };
      return () => ({ __esModule: true, default: plugin(lab, room) });
    }
  };
})();
