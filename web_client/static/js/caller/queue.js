/** Step 3: the visible queue. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { WakeLock } from "../common/wake_lock.js";
import { estimateWords, nextWords, placeParts, placeSentence } from "./wait_words.js";

const ANNOUNCE_EVERY = 30_000;

/** @param {string} cause of being in the queue, where it needs words */
function noticeFor(cause) {
  if (cause === "requeued") return t("Counselor disconnected. You are at the front of the queue.");
  if (cause === "reconnected") return t("You are back, at the front of the queue.");
  return "";
}

export class Queue {
  #lock = new WakeLock();
  #announced = { at: -Infinity, words: "" };
  #position = find("#queue-position", HTMLElement);
  #notice = find("#queue-notice", HTMLElement);
  #write = find("#write-question", HTMLElement);
  #conversation = find("#queue-conversation", HTMLElement);

  /** @param {import("./consultation.js").Consultation} consultation */
  constructor(consultation) {
    this.consultation = consultation;
    this.#write.addEventListener("click", () => this.#openConversation());
    find("#leave-queue", HTMLElement).addEventListener("click", () => this.#leave());
    const { before, after } = placeParts();
    setText(find(".place__before", HTMLElement, this.#position), before);
    setText(find(".place__after", HTMLElement, this.#position), after);
  }

  /**
   * @param {import("./state.js").CallerSession} session
   * @param {string} cause
   * @param {boolean} entered whether the step has just appeared
   * @param {boolean} written whether there is already something in the conversation
   */
  show(session, cause, entered, written) {
    this.#lock.hold();
    if (entered) this.#enter(cause, written);
    find("#queue-emergency", HTMLElement).hidden = !session.emergency;
    setText(find("#queue-next", HTMLElement), nextWords(session));
    this.#showPlace(session.place);
  }

  leave() {
    this.#lock.release();
    this.#announced = { at: -Infinity, words: "" };
  }

  /** @param {string} cause @param {boolean} written */
  #enter(cause, written) {
    this.#tell(noticeFor(cause));
    this.#setOpen(written);
  }

  /** @param {string} words */
  #tell(words) {
    this.#notice.hidden = !words;
    setText(find(".label", HTMLElement, this.#notice), words);
    if (words) announce(words, "assertive");
  }

  /** @param {import("./state.js").Place | null} place */
  #showPlace(place) {
    setText(find(".place__number", HTMLElement, this.#position), place ? String(place.place) : "–");
    setText(find("#queue-estimate", HTMLElement), estimateWords(place));
    if (!place) return;
    document.title = `${placeSentence(place)} – ${t("Sonmal")}`;
    const words = placeSentence(place);
    if (words === this.#announced.words || performance.now() - this.#announced.at < ANNOUNCE_EVERY) return;
    this.#announced = { at: performance.now(), words };
    announce(words);
  }

  #openConversation() {
    this.#setOpen(true);
    find("#chat-input", HTMLElement).focus();
  }

  /** @param {boolean} open */
  #setOpen(open) {
    this.#conversation.hidden = !open;
    this.#write.setAttribute("aria-expanded", String(open));
    this.#write.hidden = open;
  }

  async #leave() {
    try {
      await this.consultation.leave();
    } catch {
      this.#tell(t("Not connected. Try again in a moment."));
    }
  }
}
