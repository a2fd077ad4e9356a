/* Course notebooks as pages to read and write on: code hidden, cells run on opening, one "Show code"
 * control. A notebook is touched only if all its code cells are listed in cells.json; whether Jupyter
 * calls it trusted is not asked, because one save makes a stranger's notebook trusted. Its cells run only
 * if what they import is ours as well: in the course's own kernel, with nothing importable beside them.
 *
 * Hand-written in the shape that JupyterLab expects of a prebuilt extension (a module-federation
 * container: init, get), so there is nothing to compile. */
(() => {
  const KERNEL = 'partnership-kit';
  const here = new URL('.', document.currentScript.src);
  let shared;

  /** A module that JupyterLab itself has loaded, so that tokens and classes are the same objects. */
  const borrow = async name => {
    const versions = Object.values(shared[name] ?? {});
    if (!versions.length) throw new Error(`partnership-kit: JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  };

  const sha256 = async text => {
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(bytes), b => b.toString(16).padStart(2, '0')).join('');
  };

  /** Whether every code cell that holds anything is one the course ships, and there is at least one. */
  const isOurs = async (panel, listed) => {
    const sources = Array.from(panel.content.model.cells)
      .filter(cell => cell.type === 'code')
      .map(cell => cell.sharedModel.getSource())
      .filter(source => source.trim());
    if (!sources.length) return false;
    const hashes = await Promise.all(sources.map(sha256));
    return hashes.every(hash => listed.has(hash));
  };

  /** Which kernel the notebook asks for; while one starts, Jupyter writes its name over this. */
  const asksFor = panel => panel.context.model.getMetadata('kernelspec')?.name;

  /** The name of something beside the notebook that Python could import in place of a package, if there is
   * any. The course's own kernel does not look there at all, so this is a second lock; it sees what Jupyter
   * lists, and Jupyter hides compiled files (.pyc). */
  const importableBeside = async (contents, path) => {
    const list = async folder => (await contents.get(folder, { content: true })).content;
    const isModule = file => file.type !== 'directory' && /\.(py|pyw|pyc|so|pyd)$/i.test(file.name);
    const beside = await list(path.split('/').slice(0, -1).join('/'));
    const module = beside.find(isModule);
    if (module) return module.name;
    const folders = beside.filter(one => one.type === 'directory' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(one.name));
    const packages = await Promise.all(folders.map(async one => (await list(one.path)).some(isModule)));
    return folders[packages.indexOf(true)]?.name;
  };

  /** Lab's own bars go away where one document is shown alone (/doc/…), and come back with the code. */
  const showBars = (shell, panel, on) => {
    const bars = [panel.toolbar];
    if (shell.mode === 'single-document') {
      for (const id of ['jp-top-panel', 'jp-menu-panel', 'jp-bottom-panel', 'jp-top-bar']) {
        bars.push(...Array.from(shell.layout.widgets).filter(widget => widget.id === id));
      }
      for (const side of ['left', 'right']) {
        if (shell.isSideTabBarVisible?.(side) !== on) shell.toggleSideTabBarVisibility?.(side);
        if (!on) side === 'left' ? shell.collapseLeft?.() : shell.collapseRight?.();
      }
    }
    for (const bar of bars) on ? bar.show() : bar.hide();
  };

  const makePage = (app, panel, words, Widget) => {
    const bar = new Widget({ node: document.createElement('div') });
    bar.addClass('kit-bar');
    bar.node.innerHTML = '<span role="status"></span><button type="button"></button>';
    const [state, button] = bar.node.children;
    const show = on => {
      button.textContent = on ? words["page.hide_code"] : words["page.show_code"];
      panel.toggleClass('kit-show-code', on);
      showBars(app.shell, panel, on);
    };
    const hidden = () => !panel.hasClass('kit-show-code');
    button.addEventListener('click', () => show(hidden()));
    panel.content.node.addEventListener('dblclick', event => hidden() && event.stopPropagation(), true);
    // Lab's one-key commands (d d deletes a cell, arrows move away from a radio button) are for people who
    // edit notebooks; while code is hidden the keys belong to the page. Lab looks at the focused element
    // only, and listens on the document, so this has to come before it.
    const keys = event => {
      if (!panel.node.contains(event.target)) return;
      event.target.toggleAttribute('data-lm-suppress-shortcuts', hidden());
      if (!hidden() || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      panel.context.save();
    };
    window.addEventListener('keydown', keys, true);
    panel.disposed.connect(() => window.removeEventListener('keydown', keys, true));
    panel.contentHeader.addWidget(bar);
    panel.addClass('kit-course');
    show(false);
    return text => { state.textContent = text; };
  };

  /** Whether nobody has scrolled, typed or clicked yet; then the page may still be moved. */
  const watchHands = node => {
    let quiet = true;
    for (const sign of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
      node.addEventListener(sign, () => { quiet = false; }, { capture: true, once: true, passive: true });
    }
    return () => quiet;
  };

  const open = async (app, panel, listed, words, weeks, NotebookActions, Widget) => {
    await panel.context.ready;
    if (!(await isOurs(panel, listed))) return;
    const say = makePage(app, panel, words, Widget);
    const { dress } = await import(new URL('look.js', here));
    dress(panel, weeks.find(one => one.notebook === panel.context.localPath.split('/').pop())?.dimension ?? null);
    if (asksFor(panel) !== KERNEL) return say(words["page.other_kernel"]);
    say(words["page.getting_ready"]);
    const untouched = watchHands(panel.node);
    const looking = importableBeside(app.serviceManager.contents, panel.context.localPath)
      .then(name => name && words["page.file_beside"].replace('{name}', name), () => words["page.not_ready"]);
    await panel.sessionContext.ready;
    const inTheWay = await looking;
    if (inTheWay) return say(inTheWay);
    // Where the kernel asked for is not installed, Jupyter starts another one of the same language.
    if (panel.sessionContext.session?.kernel?.name !== KERNEL) return say(words["page.other_kernel"]);
    // What is run must be what was read: the page could have been edited while the kernel started.
    if (!(await isOurs(panel, listed))) return say('');
    const ran = await NotebookActions.runAll(panel.content, panel.sessionContext);
    panel.content.deselectAll();
    panel.content.activeCellIndex = 0;
    panel.context.model.dirty = false; // outputs are never stored, so there is nothing to save
    say(ran ? '' : words["page.not_ready"]);
    // Running scrolls to the last cell, once more after it is drawn; a page is read from its top.
    const top = () => panel.content.node.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, 0);
    for (const later of [0, 100, 400, 1000]) setTimeout(() => untouched() && top(), later);
  };

  const plugin = (tracker, notebook, widgets) => ({
    id: 'partnership-kit:page',
    autoStart: true,
    requires: [tracker],
    activate: async (app, notebooks) => {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = new URL('page.css', here);
      document.head.append(style);
      const read = async (name, otherwise) => {
        const answer = await fetch(new URL(name, here), { cache: 'no-cache' });
        return answer.ok ? answer.json() : otherwise;
      };
      const listed = read('cells.json', []).then(hashes => new Set(hashes));
      const words = read('words.json', {});
      const weeks = read('course.json', { weeks: [] }).then(course => course.weeks);
      const { NotebookActions } = notebook;
      const meet = async panel => open(app, panel, await listed, await words, await weeks, NotebookActions, widgets.Widget);
      notebooks.forEach(meet);
      notebooks.widgetAdded.connect((_, panel) => void meet(panel));
    }
  });

  (window._JUPYTERLAB ??= {})['partnership-kit'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const [notebook, widgets] = await Promise.all([borrow('@jupyterlab/notebook'), borrow('@lumino/widgets')]);
      return () => ({ __esModule: true, default: plugin(notebook.INotebookTracker, notebook, widgets) });
    }
  };
})();
