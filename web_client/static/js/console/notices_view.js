/** Notices from administrators in the left column: unread ones whole, read ones folded. */
import { announce } from "../common/announce.js";
import { el, find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { makeChip } from "./chips.js";
import { noticesNow, notYetTold } from "./notices.js";

/** @typedef {import("./wire").Notice} Notice */

export class NoticesView {
  #list = find("#notice-list", HTMLElement);
  /** @type {Set<string>} */ #told = new Set();
  #look = "";

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./actions.js").Actions} actions
   * @param {() => number} now
   */
  constructor(shown, actions, now) {
    this.shown = shown;
    this.actions = actions;
    this.now = now;
  }

  /** Also called by the clock: a notice begins and ends by itself. Rebuilt only when it would look different. */
  show() {
    const notices = noticesNow(this.shown.notices, this.now());
    const look = JSON.stringify(notices);
    if (look === this.#look) return;
    this.#look = look;
    this.#list.replaceChildren(...notices.map((notice) => this.#row(notice)));
    const unread = notices.filter((notice) => !notice.read);
    setText(find("#notice-count", HTMLElement), unread.length ? String(unread.length) : "");
    // A narrow console may show another part: its tab says that something is to be read.
    setText(find("#tab-notices-count", HTMLElement), String(unread.length));
    find("#tab-notices", HTMLElement).hidden = unread.length === 0;
    find("#notices", HTMLElement).hidden = notices.length === 0;
    this.#tell(unread);
  }

  /** @param {Notice[]} unread */
  #tell(unread) {
    const news = notYetTold(unread, this.#told);
    if (!news.length) return;
    const words = news.map((notice) => `${t("Notice")}: ${notice.title}`).join(". ");
    announce(words, news.some((notice) => notice.urgent) ? "assertive" : "polite");
  }

  /** @param {Notice} notice */
  #row(notice) {
    const urgent = notice.urgent && makeChip({ icon: "alert", tone: "danger", text: t("Urgent") });
    const text = el("p", { class: "notice-row__text" }, notice.text);
    const row = (/** @type {Node[]} */ ...parts) => el("li", { class: "notice-row", "data-notice": notice.id }, ...parts);
    if (notice.read) return row(el("details", {}, el("summary", {}, notice.title, " ", urgent), text));
    const read = () => void this.#read(notice);
    return row(
      el("p", { class: "notice-row__title" }, el("strong", {}, notice.title), " ", urgent),
      text,
      el("button", { type: "button", class: "button", onclick: read }, t("I have read it")),
    );
  }

  /** @param {Notice} notice */
  async #read(notice) {
    if (!(await this.actions.ask("read_notice", { notice_id: notice.id }))) return;
    const had = this.#list.contains(document.activeElement);
    this.shown.noticeRead(notice.id);
    const summary = this.#list.querySelector(`[data-notice="${CSS.escape(notice.id)}"] summary`);
    if (had && summary instanceof HTMLElement) summary.focus();
  }
}
