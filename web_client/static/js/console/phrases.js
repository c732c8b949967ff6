/** Quick replies: phrases that are sent with one press, in the caller's language. */
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
  #list = find("#phrase-list", HTMLElement);

  /** @param {(text: string) => void} send */
  constructor(send) {
    this.send = send;
  }

  get buttons() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  /** @param {"ko" | "en"} language */
  use(language) {
    const at = this.buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    this.#list.replaceChildren(...PHRASES.map((phrase) => this.#button(phrase[language], language)));
    this.buttons[at]?.focus();
  }

  /** @param {string} text @param {string} language */
  #button(text, language) {
    return el("button", { type: "button", class: "button phrase", lang: language, onclick: () => this.send(text) }, text);
  }
}
