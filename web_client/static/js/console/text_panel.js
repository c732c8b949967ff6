/** The conversation of the selected session. Each session keeps its own draft and its own texts on their way. */
import { ChatLog } from "../common/chat_log.js";
import { composeInput, LONGEST_TEXT } from "../common/compose_input.js";
import { find } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { Outbox } from "../common/outbox.js";
import { sessionName } from "./words.js";

/** @param {string} sessionId */
const draftKey = (sessionId) => `sonmal.draft.${sessionId}`;

export class TextPanel {
  #panel = find("#panel-text", HTMLElement);
  #input = find("#chat-input", HTMLTextAreaElement);
  #log = new ChatLog(find("#chat-log", HTMLElement), { me: "counselor" });
  #shownId = "";
  /** @type {Set<number>} */ #shownSeqs = new Set();
  /** @type {Map<string, Outbox>} */ #outboxes = new Map();
  /** What was told as shown, so that nothing is told twice. @type {Map<string, number>} */ #told = new Map();

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./duty.js").Duty} duty
   * @param {(words: string) => void} showProblem
   */
  constructor(shown, duty, showProblem) {
    this.shown = shown;
    this.duty = duty;
    this.showProblem = showProblem;
    composeInput(this.#input, { send: (text) => this.send(text), button: find("#send", HTMLElement) });
    this.#input.addEventListener("input", () => this.#keepDraft(this.#input.value));
    this.#log.onretry = (clientId) => this.#outboxes.get(this.#shownId)?.retry(clientId);
    shown.addEventListener("change", () => this.show());
    document.addEventListener("visibilitychange", () => this.#tellSeen());
    duty.addEventListener("statechange", () => this.#tellSeen());
    new IntersectionObserver(() => this.#tellSeen()).observe(this.#panel);
    this.show();
  }

  /** Sends to the selected session. @param {string} text */
  send(text) {
    this.#outboxes.get(this.#shownId)?.add(text);
    this.#keepDraft("");
  }

  /**
   * Puts words where the caret is, after a space where there is none, to be changed or sent.
   * @param {string} text @returns {boolean} false where the message would become too long
   */
  paste(text) {
    const { selectionStart, selectionEnd, value } = this.#input;
    const glue = /\S$/.test(value.slice(0, selectionStart)) ? " " : "";
    const length = value.length - (selectionEnd - selectionStart) + glue.length + text.length;
    if (length > LONGEST_TEXT) {
      this.showProblem(t("The message would be too long. Send what is there first."));
      return false;
    }
    this.#input.setRangeText(glue + text, selectionStart, selectionEnd, "end");
    this.#input.dispatchEvent(new Event("input"));
    this.#input.focus();
    return true;
  }

  focus() {
    this.#input.focus();
  }

  show() {
    this.#keepOutboxes();
    const session = this.shown.selected;
    this.#panel.classList.toggle("talk--none", !session);
    if ((session?.session_id ?? "") !== this.#shownId) this.#turnTo(session);
    if (!session) return;
    for (const message of session.messages) this.#add(message);
    const delivered = session.messages.filter((one) => one.sender === "counselor" && one.delivered);
    this.#log.setDelivered(Math.max(0, ...delivered.map((one) => one.seq)));
    this.#showPending();
    find("#compose", HTMLElement).hidden = session.state === "wrap_up";
    this.#tellSeen();
  }

  /** @param {import("./wire").StaffSession | null} session */
  #turnTo(session) {
    this.#shownId = session?.session_id ?? "";
    this.#log.clear();
    this.#shownSeqs.clear();
    if (session) this.#log.names = { caller: sessionName(session) };
    this.#input.value = sessionStorage.getItem(draftKey(this.#shownId)) ?? "";
    this.#input.dispatchEvent(new Event("input"));
  }

  /** @param {import("./wire").Message} message */
  #add(message) {
    if (this.#shownSeqs.has(message.seq)) return;
    this.#shownSeqs.add(message.seq);
    this.#log.add(message);
  }

  #showPending() {
    const pending = this.#outboxes.get(this.#shownId)?.entries ?? [];
    this.#log.setPending(pending);
    find("#talk-empty", HTMLElement).hidden = this.#shownSeqs.size + pending.length > 0;
  }

  /** One outbox for each session that is still here; a text typed before a reload goes out by itself. */
  #keepOutboxes() {
    for (const id of this.shown.sessions.keys()) {
      if (!this.#outboxes.has(id)) this.#outboxes.set(id, this.#openOutbox(id));
    }
    for (const [id, outbox] of this.#outboxes) {
      if (!this.shown.sessions.has(id)) this.#closeOutbox(id, outbox);
    }
  }

  /** Words that can no longer be sent are shown once more, not dropped in silence. @param {string} id @param {Outbox} outbox */
  #closeOutbox(id, outbox) {
    const unsent = outbox.entries.map(({ text }) => text).join("\n");
    if (unsent) this.showProblem(t("Not sent, the session is no longer yours: {words}", { words: unsent }));
    outbox.close();
    this.#outboxes.delete(id);
    this.#told.delete(id);
    sessionStorage.removeItem(outbox.storageKey);
    sessionStorage.removeItem(draftKey(id));
  }

  /** @param {string} id */
  #openOutbox(id) {
    const outbox = new Outbox(this.duty, `sonmal.outbox.${id}`, () => ({ session_id: id }));
    outbox.onchange = () => id === this.#shownId && this.#showPending();
    outbox.onstored = ({ client_id, text }, { seq, at }) =>
      this.shown.messageCame(id, { seq, client_id, sender: "counselor", text, at, delivered: false });
    return outbox;
  }

  /** @param {string} text */
  #keepDraft(text) {
    if (!this.#shownId) return;
    if (text) sessionStorage.setItem(draftKey(this.#shownId), text);
    else sessionStorage.removeItem(draftKey(this.#shownId));
  }

  /** Texts count as delivered once a person can see them here. */
  #tellSeen() {
    const session = this.shown.selected;
    if (!session || document.visibilityState === "hidden" || this.#panel.offsetParent === null) return;
    const last = Math.max(0, ...session.messages.filter((one) => one.sender === "caller").map((one) => one.seq));
    this.shown.markSeen(session.session_id, last);
    if (last <= (this.#told.get(session.session_id) ?? 0) || this.duty.state !== "open") return;
    this.#told.set(session.session_id, last);
    const about = { session_id: session.session_id, up_to: last };
    this.duty.request("delivered", about).catch(() => this.#told.delete(session.session_id));
  }
}
