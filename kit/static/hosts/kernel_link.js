// Questions to the course and its replies. A reply may come late: `silent` is called after three seconds without
// one, `reply` whenever it comes, with any files that were sent along.

const PATIENCE = 3000;

export class KernelLink {
  /** @param {WidgetModel} model */
  constructor(model) {
    this.model = model;
    /** @type {(problems: JournalProblem[], first: boolean) => void} */
    this.problems = () => {};
    this.view = Math.random().toString(36).slice(2, 10);
    this.count = 0;
    /** @type {Map<string, { type: string, reply: (reply: Reply, files: Files) => void, timer: number }>} */
    this.waiting = new Map();
    /** @param {any} message @param {Files} files */
    this.receive = (message, files) => {
      const waits = message && this.waiting.get(message.re);
      if (!waits) return;
      this.waiting.delete(message.re);
      clearTimeout(waits.timer);
      waits.reply(message, files);
      if (message.journal_problems) this.problems(message.journal_problems, waits.type === "open");
    };
    model.on("msg:custom", this.receive);
  }

  /**
   * @param {Message} message
   * @param {{ reply: (reply: Reply, files: Files) => void, silent?: () => void, patience?: number }} then
   */
  ask(message, { reply, silent = () => {}, patience = PATIENCE }) {
    this.count += 1;
    const re = `${this.view}.${this.count}`;
    this.waiting.set(re, { type: message.type, reply, timer: setTimeout(silent, patience) });
    try {
      this.model.send({ ...message, re });
    } catch {
      // A dead kernel may refuse at once; the timer reports it in either case.
    }
  }

  end() {
    this.model.off("msg:custom", this.receive);
    for (const waits of this.waiting.values()) clearTimeout(waits.timer);
  }
}
