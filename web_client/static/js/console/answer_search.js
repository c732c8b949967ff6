/** Asks for answers while somebody types: after a short pause, and only the newest question counts. No DOM. */

/** @typedef {import("./wire").CannedAnswer} CannedAnswer */
/** @typedef {{answers: CannedAnswer[], more: boolean}} Found */

export const PAUSE = 150;

/** Dispatches "change" whenever `answers`, `more` or `state` is new. */
export class AnswerSearch extends EventTarget {
  /** @type {CannedAnswer[]} */ answers = [];
  more = false;
  /** @type {"asking" | "found" | "failed"} */ state = "found";
  #asked = 0;
  #timer = 0;

  /** @param {(query: string) => Promise<Found>} ask */
  constructor(ask) {
    super();
    this.ask = ask;
  }

  /** Looks soon, unless something else is typed before. @param {string} query */
  type(query) {
    clearTimeout(this.#timer);
    // What was asked before is out of date already.
    this.#asked++;
    this.#timer = setTimeout(() => void this.look(query), PAUSE);
    this.#become("asking");
  }

  /** Looks now; what was found before stays until the answer comes. @param {string} query */
  async look(query) {
    clearTimeout(this.#timer);
    const mine = ++this.#asked;
    this.#become("asking");
    try {
      const { answers, more } = await this.ask(query);
      if (mine !== this.#asked) return;
      this.answers = answers;
      this.more = more;
      this.#become("found");
    } catch {
      if (mine === this.#asked) this.#become("failed");
    }
  }

  /** @param {"asking" | "found" | "failed"} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {CannedAnswer} answer @param {"ko" | "en"} language */
export function inLanguage(answer, language) {
  return language === "en"
    ? { title: answer.title_en, text: answer.text_en }
    : { title: answer.title_ko, text: answer.text_ko };
}
