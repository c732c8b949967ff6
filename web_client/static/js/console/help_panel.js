/** Canned help: one key opens it, it never covers the caller, and Escape gives the focus back to where it was. */
import { find, setText } from "../common/dom.js";
import { meaningOf, stopBeside } from "./help_keys.js";
import { languageWord } from "./words.js";

/** @typedef {import("./answer_book.js").AnswerBook} AnswerBook */
/** @typedef {import("./phrases.js").Phrases} Phrases */
/** @typedef {{send: (text: string) => void, paste: (text: string) => boolean}} Writing */

export class HelpPanel {
  #box = find("#phrases", HTMLElement);
  #opener = find("#open-phrases", HTMLElement);
  #other = find("#answer-language", HTMLElement);
  /** @type {Element | null} */ #before = null;
  /** The session that it was opened for: what is chosen goes nowhere else. */ #sessionId = "";
  /** @type {"ko" | "en"} */ #language = "ko";

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {Writing} writing
   * @param {(panel: HelpPanel) => {phrases: Phrases, book: AnswerBook}} makeParts
   */
  constructor(shown, writing, makeParts) {
    this.shown = shown;
    this.writing = writing;
    const { phrases, book } = makeParts(this);
    this.phrases = phrases;
    this.book = book;
    this.#opener.setAttribute("aria-expanded", "false");
    this.#opener.setAttribute("aria-controls", "phrases");
    this.#opener.addEventListener("click", () => this.toggle());
    this.#other.addEventListener("click", () => this.otherLanguage());
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    shown.addEventListener("change", () => this.#fits() || this.#close());
  }

  toggle() {
    if (!this.#box.hidden) {
      this.#close();
      return;
    }
    const session = this.shown.selected;
    if (!session || session.state === "wrap_up") return;
    this.#before = document.activeElement;
    this.#sessionId = session.session_id;
    this.#box.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.#use(session.language);
    this.book.open(session.language);
    this.book.field.focus();
  }

  /** Shows everything in the other language, while it is open. */
  otherLanguage() {
    if (!this.#box.hidden) this.#use(this.#language === "ko" ? "en" : "ko");
  }

  /** @param {string} text */
  send(text) {
    this.#close();
    this.writing.send(text);
  }

  /** Into the message, to be changed or sent; the focus goes there. @param {string} text */
  paste(text) {
    if (this.writing.paste(text)) this.#close();
  }

  /** @param {"ko" | "en"} language */
  #use(language) {
    this.#language = language;
    this.phrases.use(language);
    this.book.use(language);
    const other = language === "ko" ? "en" : "ko";
    const label = find(".label", HTMLElement, this.#other);
    label.lang = other;
    setText(label, languageWord(other));
  }

  /** Whether what is open belongs to the session that is shown, and may still be written to. */
  #fits() {
    if (this.#box.hidden) return true;
    const session = this.shown.selected;
    return session !== null && session.session_id === this.#sessionId && session.state !== "wrap_up";
  }

  #close() {
    const inside = this.#box.contains(document.activeElement);
    this.#box.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    if (inside && this.#before instanceof HTMLElement) this.#before.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const focused = document.activeElement;
    const meaning = meaningOf(event, this.#kindOf(focused));
    const text = this.book.textOf(focused);
    if (!meaning) return;
    event.preventDefault();
    if (meaning === "close") this.#close();
    else if (meaning === "next") this.#move(1);
    else if (meaning === "previous") this.#move(-1);
    else if (text && meaning === "paste") this.paste(text);
    else if (text) this.send(text);
  }

  /** @param {Element | null} element @returns {"phrase" | "search" | "answer" | ""} */
  #kindOf(element) {
    if (element === this.book.field) return "search";
    if (!(element instanceof HTMLElement)) return "";
    if (element.dataset.answer) return "answer";
    return element.classList.contains("phrase") ? "phrase" : "";
  }

  /** @param {1 | -1} step */
  #move(step) {
    const stops = [...this.phrases.buttons, this.book.field, ...this.book.buttons];
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    stops[stopBeside(at, stops.length, step)].focus();
  }
}
