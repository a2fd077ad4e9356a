// What one looks up, beside the text where the window is wide: this week's steps, the law, the rubric, words.
// Narrower, the law and the rubric stand in the text itself, folded, and the bar has the steps.

/** @param {string} title @param {(Node | string)[]} inside */
function section(title, inside) {
  const [part, heading] = [document.createElement('section'), document.createElement('h2')];
  heading.textContent = title;
  part.append(heading, ...inside);
  return part;
}

/** What stands in the text of the cells that show now.
 * @param {NotebookPanel} panel @param {string} selector @returns {Element[]} */
const shown = (panel, selector) => panel.content.widgets
  .filter(cell => cell.node.offsetParent)
  .flatMap(cell => Array.from(cell.node.querySelectorAll(selector)));

/** @param {NotebookPanel} panel @param {"law" | "rubric"} kind */
const copies = (panel, kind) => shown(panel, `details.kit-callout-${kind}`).map(fold => {
  const copy = /** @type {HTMLElement} */ (fold.cloneNode(true));
  copy.querySelectorAll('a.kit-term').forEach(link => link.replaceWith(link.textContent ?? ''));
  return copy;
});

export class SideColumn {
  /** @param {Record<string, string>} words @param {Term[]} terms
   * @param {(step: string) => string} href the address of a step of this week */
  constructor(words, terms, href) {
    this.words = words;
    this.terms = terms;
    this.href = href;
    this.node = document.createElement('aside');
    this.node.className = 'kit-side';
    this.node.setAttribute('aria-label', words['side.label']);
  }

  /** Draw what belongs to the step on the screen; `states` are the steps that are done.
   * @param {NotebookPanel} panel @param {{ slug: string, title: string }[]} steps @param {string} here
   * @param {Record<string, string>} states */
  show(panel, steps, here, states) {
    const { words } = this;
    const [law, rubric] = [copies(panel, 'law'), copies(panel, 'rubric')];
    this.node.replaceChildren(
      this.contents(steps, here, states),
      ...(law.length ? [section(words['side.law'], law)] : []),
      ...(rubric.length ? [section(words['side.rubric'], rubric)] : []),
      this.glossary(panel),
    );
  }

  /** @param {{ slug: string, title: string }[]} steps @param {string} here @param {Record<string, string>} states */
  contents(steps, here, states) {
    const list = document.createElement('ol');
    for (const { slug, title } of steps) {
      const [entry, link] = [document.createElement('li'), document.createElement('a')];
      link.href = this.href(slug);
      link.textContent = title;
      if (slug === here) link.setAttribute('aria-current', 'step');
      if (states[slug] === 'done') {
        entry.className = 'kit-done';
        const told = document.createElement('span');
        told.className = 'kit-only-told';
        told.textContent = ` (${this.words['side.done']})`;
        link.append(told);
      }
      entry.append(link);
      list.append(entry);
    }
    const nav = document.createElement('nav');
    nav.setAttribute('aria-label', this.words['side.contents']);
    nav.append(section(this.words['side.contents'], [list]));
    return nav;
  }

  /** @param {NotebookPanel} panel */
  glossary(panel) {
    const used = new Set(shown(panel, 'a.kit-term').map(link => link.getAttribute('href')?.replace('#glossary-', '')));
    const list = document.createElement('dl');
    for (const { term, says } of this.terms.filter(one => used.has(one.id))) {
      const [name, meaning] = [document.createElement('dt'), document.createElement('dd')];
      name.textContent = term;
      meaning.textContent = says;
      list.append(name, meaning);
    }
    const all = document.createElement('a');
    const href = new URL('glossary.html', import.meta.url).href;
    Object.assign(all, { href, target: '_blank', rel: 'noopener', textContent: this.words['glossary.all'] });
    return section(this.words['side.words'], [list, all]);
  }
}
