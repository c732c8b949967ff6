/** The answer book as the counselor sees it: a search field, and what it finds in one of the two languages. */
import { el, find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { inLanguage } from "./answer_search.js";
import { makeChip } from "./chips.js";

/** @typedef {import("./wire").CannedAnswer} CannedAnswer */
/** @typedef {"ko" | "en"} Language */

export class AnswerBook {
  #field = find("#answer-search", HTMLInputElement);
  #list = find("#answer-list", HTMLElement);
  #state = find("#answer-state", HTMLElement);
  /** @type {Language} */ #language = "ko";

  /**
   * @param {import("./answer_search.js").AnswerSearch} search
   * @param {(text: string) => void} choose what a press of an answer does
   */
  constructor(search, choose) {
    this.search = search;
    this.choose = choose;
    this.#field.addEventListener("input", () => search.type(this.#field.value));
    search.addEventListener("change", () => this.#show());
  }

  get field() {
    return this.#field;
  }

  /** The answers as they stand in the list. */
  get buttons() {
    return /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("button")]);
  }

  /** Begins anew: the whole book from its beginning. @param {Language} language */
  open(language) {
    this.#field.value = "";
    this.use(language);
    void this.search.look("");
  }

  /** @param {Language} language */
  use(language) {
    this.#language = language;
    this.#show();
  }

  /** What stands in an answer of the list, or in the first one for the search field. @param {Element | null} element */
  textOf(element) {
    const current = this.search.state === "found" ? this.search.answers : [];
    const key = element instanceof HTMLElement ? element.dataset.answer : undefined;
    const answer = element === this.#field ? current[0] : this.search.answers.find((one) => one.key === key);
    return answer ? inLanguage(answer, this.#language).text : "";
  }

  #show() {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.answer : "";
    this.#list.replaceChildren(...this.search.answers.map((answer) => el("li", {}, this.#button(answer))));
    setText(this.#state, this.#words());
    if (focused) (this.buttons.find((one) => one.dataset.answer === focused) ?? this.#field).focus();
  }

  #words() {
    const { state, answers, more } = this.search;
    if (state === "asking") return t("Looking");
    if (state === "failed") return t("The answer book does not answer. Try again in a moment.");
    if (more) return t("There are more. Write another word.");
    return answers.length ? t("Found: {n}", { n: answers.length }) : t("Nothing found. Try another word.");
  }

  /** @param {CannedAnswer} answer */
  #button(answer) {
    const { title, text } = inLanguage(answer, this.#language);
    const notes = [
      answer.category && el("span", { class: "muted small" }, answer.category),
      answer.example && makeChip({ icon: "info", tone: "caution", text: t("Example") }),
      answer.clip && makeChip({ icon: "hands", tone: "", text: t("Signed clip: {name}", { name: answer.clip }) }),
    ];
    return el(
      "button",
      { type: "button", class: "answer", "data-answer": answer.key, onclick: () => this.choose(text) },
      el("span", { class: "answer__head" }, el("strong", { lang: this.#language }, title), ...notes),
      el("span", { class: "answer__text plain", lang: this.#language }, text),
    );
  }
}
