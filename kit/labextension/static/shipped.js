// Runs a notebook of the course when it opens: if all its code cells are in cells.json, its kernel is the course's own,
// and no Python file lies beside it. Otherwise a line says why not, and running it is up to the reader. Jupyter's own
// trust doesn't count, because a single save makes anybody's notebook trusted.

const KERNEL = "partnership-kit";
const FORM = "application/vnd.jupyter.widget-view+json";
const PASSAGE = /(?:<!-- kit:class -->[\s\S]*?)?<!-- kit:alone\s([\s\S]*?)\s?kit:end -->/g;

/** @param {string} name */
const read = async (name) => (await fetch(new URL(name, import.meta.url), { cache: "no-cache" })).json();

/** @param {string} text */
const sha256 = async (text) => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
  (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Return for each code cell that isn't empty whether the course ships it.
 * @param {NotebookPanel} panel @param {Set<string>} listed */
async function areShipped(panel, listed) {
  const code = Array.from(panel.content.model.cells).filter((cell) => cell.type === "code");
  const sources = code.map((cell) => cell.sharedModel.getSource()).filter((source) => source.trim());
  return (await Promise.all(sources.map(sha256))).map((hash) => listed.has(hash));
}

/** Return the name of a file or folder next to a notebook that Python could import in place of a package, if there is
 * one. The course's kernel never looks there, so this is a second safeguard; Jupyter doesn't list compiled files.
 * @param {Contents} contents @param {string} path @returns {Promise<string | undefined>} */
async function importableBeside(contents, path) {
  /** @param {string} folder @returns {Promise<FileModel[]>} */
  const list = async (folder) => (await contents.get(folder, { content: true })).content;
  /** @param {FileModel} file */
  const isModule = (file) => file.type !== "directory" && /\.(py|pyw|pyc|so|pyd)$/i.test(file.name);
  const beside = await list(path.split("/").slice(0, -1).join("/"));
  const folders = beside.filter((one) => one.type === "directory" && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(one.name));
  const packages = await Promise.all(folders.map(async (one) => (await list(one.path)).some(isModule)));
  return (beside.find(isModule) ?? folders[packages.indexOf(true)])?.name;
}

/** Return whether an output shows a form. The server does the same: kit/launch/server.py. @param {Output} output */
const showsForm = ({ data = {} }) => FORM in data && String(data["text/plain"]).includes("FormWidget");

/** Return a notebook as it is saved: without the forms that it shows, since they are drawn anew, and with anything else.
 * @param {NotebookJSON} notebook */
function withoutForms(notebook) {
  for (const cell of notebook.cells) {
    const kept = cell.outputs?.filter((output) => !showsForm(output));
    if (kept?.length === cell.outputs?.length) continue;
    Object.assign(cell, { outputs: kept, execution_count: null });
    delete notebook.metadata.widgets;
  }
  return notebook;
}

/** @param {Around} around */
export function start({ app, tracker, parser, lab }) {
  const { contents, serverSettings } = app.serviceManager;
  /** @param {string} name @param {object} [body] */
  const ask = async (name, body = {}) => {
    const url = `${serverSettings.baseUrl}partnership-kit/ask/${name}`;
    const reply = await lab.services.ServerConnection.makeRequest(url, { method: "POST", body: JSON.stringify(body) }, serverSettings);
    const answer = await reply.json();
    return reply.ok ? answer : Promise.reject(new Error(answer.message));
  };
  const look = document.createElement("link");
  Object.assign(look, { rel: "stylesheet", href: new URL("look.css", import.meta.url) });
  document.head.append(look);
  const listed = read("cells.json").then((hashes) => new Set(hashes));
  const words = ask("words").catch(() => read("words.json"));
  const reader = ask("open", { page: "index" }).catch(() => ({}));
  // A notebook holds both wordings of a text, for a class and, in a comment, for a learner alone.
  const render = parser.render.bind(parser);
  parser.render = async (source, ...more) => render(source.includes("<!-- kit:") && (await reader).alone ? source.replace(PASSAGE, "$1") : source, ...more);

  /** Return the key of the message that says why a notebook is not run, with a name to fill in, or null.
   * @param {NotebookPanel} panel @returns {Promise<string[] | null>} */
  const inTheWay = async (panel) => {
    // Check now which kernel it asks for: Jupyter overwrites this with the name of the kernel that it starts.
    if (panel.context.model.getMetadata("kernelspec")?.name !== KERNEL) return ["lab.other_kernel"];
    const beside = await importableBeside(contents, panel.context.localPath);
    if (beside) return ["lab.file_beside", beside];
    await panel.sessionContext.ready;
    // If that kernel is not installed, Jupyter starts another one of the same language.
    if (panel.sessionContext.session?.kernel?.name !== KERNEL) return ["lab.other_kernel"];
    // Somebody could have edited the notebook while its kernel started.
    return (await areShipped(panel, await listed)).every(Boolean) ? null : ["lab.changed"];
  };

  /** @param {Line} line @param {...(Node | string)} inside */
  const say = (line, ...inside) => {
    line.node.replaceChildren(...inside);
    line.hide(); // the notebook makes room for it when it is shown
    if (inside.length) line.show();
  };

  /** @param {NotebookPanel} panel @param {Line} line */
  const run = async (panel, line) => {
    const [key, name = ""] = (await inTheWay(panel).catch(() => ["lab.not_ready"])) ?? [];
    const button = document.createElement("button");
    button.textContent = (await words)["lab.fresh"];
    button.onclick = () => refresh(panel, line);
    const offered = key === "lab.changed" && (await reader).workspace ? [" ", button] : [];
    say(line, ...(key ? [(await words)[key].replace("{name}", name), ...offered] : []));
    if (key) return;
    // One after the other: anywidget gives each form two seconds to load its script.
    for (const cell of panel.content.widgets) if (cell.model.type === "code") await lab.cells.CodeCell.execute(cell, panel.sessionContext);
    panel.context.model.dirty = false; // outputs are never saved
  };

  /** Put the course's own notebook in place of a changed one, which is kept. @param {NotebookPanel} panel @param {Line} line */
  const refresh = async (panel, line) => {
    try {
      await panel.context.save();
      const { kept } = await ask("restore", { notebook: panel.context.localPath });
      await panel.context.revert();
      await run(panel, line);
      say(line, (await words)["lab.kept"].replace("{name}", kept));
    } catch (fault) {
      say(line, /** @type {Error} */ (fault).message);
    }
  };

  /** @param {NotebookPanel} panel */
  const meet = async (panel) => {
    await panel.context.ready;
    if (!(await areShipped(panel, await listed)).some(Boolean)) return;
    const { model } = panel.context;
    const whole = model.toJSON.bind(model);
    model.toJSON = () => withoutForms(whole());
    const line = new lab.widgets.Widget({ node: document.createElement("div") });
    line.node.role = "status";
    line.node.style.cssText = "min-height: 64px; box-sizing: border-box; padding: 8px 16px; overflow: auto";
    line.addClass("kit-notebook-line");
    panel.contentHeader.addWidget(line);
    let died = false;
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (died && status === "idle") void run(panel, line);
      died = status === "autorestarting" || (died && status !== "idle");
    });
    await run(panel, line);
  };
  tracker.forEach((panel) => void meet(panel));
  tracker.widgetAdded.connect((_, panel) => void meet(panel));
  void ask("her_words").then(async (told) => {
    const { HerWords } = await import(`${serverSettings.baseUrl}partnership-kit/course/static/shell/her_words.js`);
    new HerWords(async () => told, await words).watch(document.body);
  }, () => {});
}
