/** Phrases that are sent with one press, in the caller's language. One key opens them; Escape closes. */
import { el, find } from "../common/dom.js";

/** @type {readonly {ko: string, en: string}[]} */
const PHRASES = [
  { ko: "안녕하세요. 무엇을 도와드릴까요?", en: "Hello. How can I help you?" },
  { ko: "잠시만 기다려 주세요.", en: "One moment, please." },
  { ko: "찾아보고 있습니다.", en: "I am looking it up." },
  { ko: "지금 전화하겠습니다.", en: "I will telephone now." },
  { ko: "네, 알겠습니다.", en: "Yes, I understand." },
  { ko: "다시 한 번 말해 주세요.", en: "Please say it again." },
  { ko: "더 도와드릴 일이 있습니까?", en: "Can I help you with anything else?" },
];

export class Phrases {
  #box = find("#phrases", HTMLElement);
  #opener = find("#open-phrases", HTMLElement);
  /** @type {Element | null} */ #before = null;

  /** @param {import("./console_state.js").ConsoleState} shown @param {(text: string) => void} send */
  constructor(shown, send) {
    this.shown = shown;
    this.send = send;
    this.#opener.setAttribute("aria-expanded", "false");
    this.#opener.setAttribute("aria-controls", "phrases");
    this.#opener.addEventListener("click", () => this.toggle());
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    shown.addEventListener("change", () => this.#mayWrite() || this.#box.hidden || this.#close());
  }

  toggle() {
    if (!this.#box.hidden) {
      this.#close();
      return;
    }
    if (!this.#mayWrite()) return;
    this.#before = document.activeElement;
    const language = this.shown.selected?.language ?? "ko";
    this.#box.replaceChildren(...PHRASES.map((phrase) => this.#button(phrase[language], language)));
    this.#show(true);
    this.#focus(0);
  }

  #mayWrite() {
    return this.shown.selected !== null && this.shown.selected.state !== "wrap_up";
  }

  /** @param {string} text @param {string} language */
  #button(text, language) {
    const choose = () => {
      this.send(text);
      this.#close();
    };
    return el("button", { type: "button", class: "button phrase", lang: language, onclick: choose }, text);
  }

  #close() {
    const inside = this.#box.contains(document.activeElement);
    this.#show(false);
    if (inside && this.#before instanceof HTMLElement) this.#before.focus();
  }

  /** @param {boolean} open */
  #show(open) {
    this.#box.hidden = !open;
    this.#opener.setAttribute("aria-expanded", String(open));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey) return;
    const at = [...this.#box.children].indexOf(/** @type {Element} */ (document.activeElement));
    if (event.key === "Escape") this.#close();
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") this.#focus(at + 1);
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") this.#focus(at - 1);
    else return;
    event.preventDefault();
  }

  /** @param {number} index */
  #focus(index) {
    const count = this.#box.children.length;
    const button = this.#box.children[(index + count) % count];
    if (button instanceof HTMLElement) button.focus();
  }
}
