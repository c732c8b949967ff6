/** Renders a conversation; own and other are told apart by side, colour and name. */
import { el, icon, setText } from "./dom.js";
import { clockTime, t } from "./i18n.js";

/**
 * @typedef {"caller" | "counselor" | "system"} SenderName
 * @typedef {{seq: number, client_id: string, sender: SenderName, text: string, at: number, delivered: boolean}} Message
 * @typedef {import("./outbox.js").OutboxEntry} OutboxEntry
 * @typedef {{element: HTMLElement, state: HTMLElement, seq: number, own: boolean}} Row
 */

const NEAR_END = 48;

export class ChatLog {
  /** Called with the client id when a refused text shall be sent again. @type {(clientId: string) => void} */
  onretry = () => {};
  /** @type {Map<string, Row>} */ #rows = new Map();
  #deliveredUpTo = 0;

  /**
   * @param {HTMLElement} container has `role="log"`
   * @param {{me: SenderName, names?: Partial<Record<SenderName, string>>}} options
   */
  constructor(container, { me, names = {} }) {
    this.container = container;
    this.me = me;
    /** What each sender is called; used for messages added from now on. */
    this.names = names;
    new ResizeObserver(() => this.#resized()).observe(container);
    container.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  #following = true;
  #size = "";

  #resized() {
    this.#size = this.#sizeNow();
    if (this.#following) this.#toEnd();
  }

  /** A scroll in a box of a new size is the layout's, not the reader's, as when a keyboard opens. */
  #scrolled() {
    if (this.#size === this.#sizeNow()) this.#following = this.#atEnd();
  }

  #sizeNow() {
    return `${this.container.clientWidth}x${this.container.clientHeight}`;
  }

  /** The highest number shown, 0 while empty. */
  get lastSeq() {
    return Math.max(0, ...[...this.#rows.values()].map(({ seq }) => seq));
  }

  /** Forgets what is shown and shows these. @param {readonly Message[]} messages */
  setMessages(messages) {
    this.clear();
    for (const message of messages) this.add(message);
  }

  clear() {
    this.container.replaceChildren();
    this.#rows.clear();
    this.#deliveredUpTo = 0;
    this.#following = true;
  }

  /** Leaves what was stored above, for a conversation that is numbered from 1 again; what is unsent goes. */
  startAnew() {
    for (const { element, seq } of this.#rows.values()) {
      if (seq) element.dataset.seq = "0";
      else element.remove();
    }
    this.#rows.clear();
    this.#deliveredUpTo = 0;
  }

  /** Shows a stored message once; an own one takes the place of its unsent row. @param {Message} message */
  add(message) {
    const own = message.sender === this.me;
    const row = this.#rows.get(message.client_id) ?? this.#makeRow(message, own);
    row.seq = message.seq;
    if (message.delivered) this.#deliveredUpTo = Math.max(this.#deliveredUpTo, own ? message.seq : 0);
    row.element.classList.remove("message--unsent", "message--refused");
    if (own) this.#showState(row);
    this.#place(message.client_id, row);
  }

  /** Shows what is still on its way, below the rest. @param {readonly OutboxEntry[]} entries */
  setPending(entries) {
    for (const entry of entries) {
      const row = this.#rows.get(entry.client_id) ?? this.#makeRow({ ...entry, sender: this.me }, true);
      if (row.seq) continue;
      row.element.classList.toggle("message--unsent", !entry.refused);
      row.element.classList.toggle("message--refused", Boolean(entry.refused));
      if (entry.refused) this.#showRefused(row, entry);
      else showWords(row, "clock", t("Sending"));
      this.#place(entry.client_id, row);
    }
  }

  /** The other side has shown every message up to here. @param {number} upTo */
  setDelivered(upTo) {
    this.#deliveredUpTo = Math.max(this.#deliveredUpTo, upTo);
    for (const row of this.#rows.values()) if (row.own && row.seq) this.#showState(row);
  }

  /**
   * @param {{client_id: string, text: string, at: number, sender: SenderName}} message
   * @param {boolean} own
   * @returns {Row}
   */
  #makeRow(message, own) {
    const side = own ? "own" : message.sender === "system" ? "system" : "other";
    const state = el("span", { class: "message__state" });
    const element = el(
      "div",
      { class: `message message--${side}` },
      el(
        "div",
        { class: "message__meta" },
        el("span", { class: "message__sender" }, own ? t("Me") : this.#nameOf(message.sender)),
        el("time", { datetime: new Date(message.at * 1000).toISOString() }, clockTime(message.at)),
      ),
      el("p", { class: "message__text" }, message.text),
      own && el("div", { class: "message__meta" }, state),
    );
    return { element, state, seq: 0, own };
  }

  /** @param {SenderName} sender */
  #nameOf(sender) {
    const fallback = { caller: t("Caller"), counselor: t("Counselor"), system: t("Notice") };
    return this.names[sender] || fallback[sender];
  }

  /** Keeps stored rows in the server's order, unsent ones last; a row has all its lines by then. @param {string} id @param {Row} row */
  #place(id, row) {
    this.#rows.set(id, row);
    row.element.dataset.seq = String(row.seq || "");
    const later = row.seq ? this.#firstAfter(row) : null;
    if (row.element.parentNode === this.container && row.element.nextElementSibling === later) return;
    this.container.insertBefore(row.element, later);
    if (this.#following || row.own) this.#toEnd();
  }

  /** @param {Row} row */
  #firstAfter(row) {
    let later = null;
    for (let at = this.container.lastElementChild; at instanceof HTMLElement; at = at.previousElementSibling) {
      if (at === row.element) continue;
      if (at.dataset.seq && Number(at.dataset.seq) < row.seq) break;
      later = at;
    }
    return later;
  }

  /** @param {Row} row */
  #showState(row) {
    const delivered = row.seq <= this.#deliveredUpTo;
    showWords(row, delivered ? "check-double" : "check", delivered ? t("Delivered") : t("Sent"));
  }

  /** @param {Row} row @param {OutboxEntry} entry */
  #showRefused(row, entry) {
    const retry = () => this.onretry(entry.client_id);
    const again = el("button", { type: "button", class: "button button--quiet", onclick: retry }, t("Send again"));
    showWords(row, "alert", `${t("Not sent")} (${entry.refused})`);
    row.state.append(again);
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.container;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #toEnd() {
    this.container.scrollTop = this.container.scrollHeight;
    this.#following = true;
  }
}

/** @param {Row} row @param {string} iconName @param {string} words */
function showWords(row, iconName, words) {
  const label = el("span");
  setText(label, words);
  row.state.replaceChildren(icon(iconName), label);
}
