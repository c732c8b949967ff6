/** The conversation of the caller's session: in the queue already, and all through the call. */
import { announce } from "../common/announce.js";
import { ChatLog } from "../common/chat_log.js";
import { composeInput } from "../common/compose_input.js";
import { find } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { Outbox } from "../common/outbox.js";
import { detailOf } from "./consultation.js";
import { inCall } from "./state.js";

/** @typedef {import("../common/chat_log.js").Message} Message */

export class Conversation {
  #element = find("#conversation", HTMLElement);
  #log = new ChatLog(find("#chat-log", HTMLElement), { me: "caller" });
  /** @type {Outbox | null} */ #outbox = null;
  /** @type {Map<string, Message>} of this page's sessions, for saving */ #kept = new Map();
  #sessionId = "";
  #lastOfOthers = 0;
  #acknowledged = 0;

  /** @param {import("./consultation.js").Consultation} consultation */
  constructor(consultation) {
    this.consultation = consultation;
    const { connection } = consultation;
    consultation.addEventListener("change", (event) => this.#follow(detailOf(event)));
    consultation.addEventListener("messages", (event) => this.#setAll(detailOf(event)));
    connection.on("message", ({ message, session_id }) => this.#received(message, session_id));
    connection.on("delivered", ({ up_to, session_id }) => {
      if (session_id === this.#sessionId) this.#log.setDelivered(up_to);
    });
    document.addEventListener("visibilitychange", () => this.#acknowledge());
    new IntersectionObserver(() => this.#acknowledge()).observe(this.#log.container);
    this.#log.onretry = (clientId) => this.#outbox?.retry(clientId);
    this.#bindInput();
  }

  /** Whether anything was written, be it a draft. */
  get started() {
    const draft = find("#chat-input", HTMLTextAreaElement).value;
    return this.messages.length > 0 || Boolean(this.#outbox?.entries.length) || draft !== "";
  }

  /** Everything said in this page's sessions, in order. */
  get messages() {
    return [...this.#kept.values()].sort((a, b) => a.at - b.at);
  }

  #bindInput() {
    const input = find("#chat-input", HTMLTextAreaElement);
    const button = find("#chat-send", HTMLElement);
    const send = (/** @type {string} */ text) => void this.#outbox?.add(text);
    composeInput(input, { send, button, draftKey: "sonmal.draft" });
    for (const phrase of this.#element.querySelectorAll("[data-testid=phrase]")) {
      phrase.addEventListener("click", () => send(phrase.textContent?.trim() ?? ""));
    }
  }

  /** Follows the session to a new one, or to none. @param {import("./consultation.js").Change} change */
  #follow({ before, session }) {
    this.#log.names = { counselor: session?.counselor_name ?? "" };
    const id = session?.session_id ?? "";
    this.#element.classList.toggle("conversation--call", inCall(session));
    if (id === this.#sessionId) return;
    this.#sessionId = id;
    this.#lastOfOthers = this.#acknowledged = 0;
    const goesOn = id !== "" && before?.inquiry_number === session?.inquiry_number;
    const unsent = goesOn ? (this.#outbox?.entries ?? []) : [];
    this.#outbox?.close();
    this.#outbox = id ? this.#openOutbox(id) : null;
    if (goesOn) this.#log.startAnew();
    else this.#log.clear();
    if (!id) this.#forget();
    for (const { text } of unsent) this.#outbox?.add(text);
    this.#showPending();
  }

  /** @param {string} sessionId */
  #openOutbox(sessionId) {
    const outbox = new Outbox(this.consultation.connection, `sonmal.outbox.${sessionId}`);
    outbox.onchange = () => this.#showPending();
    outbox.onstored = (entry, { seq, at }) => {
      this.#add({ ...entry, seq, at, sender: "caller", delivered: false });
    };
    return outbox;
  }

  /** The next person at this device shall see nothing of it. */
  #forget() {
    this.#kept.clear();
    const input = find("#chat-input", HTMLTextAreaElement);
    input.value = "";
    input.dispatchEvent(new Event("input"));
  }

  /** @param {Message[]} messages */
  #setAll(messages) {
    for (const message of messages) this.#add(message);
    this.#showPending();
    this.#acknowledge();
  }

  /** @param {Message} message @param {string} sessionId */
  #received(message, sessionId) {
    if (sessionId !== this.#sessionId) return;
    this.#add(message);
    this.#acknowledge();
    if (message.sender !== "caller" && document.visibilityState === "hidden") {
      announce(t("New message"), "polite");
    }
  }

  /** @param {Message} message */
  #add(message) {
    this.#kept.set(message.client_id || `${this.#sessionId}.${message.seq}`, message);
    this.#log.add(message);
    if (message.sender !== "caller") this.#lastOfOthers = Math.max(this.#lastOfOthers, message.seq);
  }

  #showPending() {
    this.#log.setPending(this.#outbox?.entries ?? []);
  }

  /** Tells the other side what has been shown: only what is on a screen that is looked at. */
  #acknowledge() {
    const seen = document.visibilityState === "visible" && this.#log.container.offsetParent !== null;
    const upTo = this.#lastOfOthers;
    if (!seen || upTo <= this.#acknowledged) return;
    this.#acknowledged = upTo;
    this.consultation.connection
      .request("delivered", { up_to: upTo })
      .catch(() => (this.#acknowledged = 0));
  }
}
