/** Step 6: the number, what happens next, the way back for a minute. */
import { RequestError } from "../common/connection.js";
import { find, setText } from "../common/dom.js";
import { errorText, t } from "../common/i18n.js";
import { copyText } from "./copy.js";
import { offerDownload, transcript } from "./transcript.js";

/** @param {"" | "caller" | "counselor" | "system"} who */
function endedWords(who) {
  if (who === "caller") return t("You ended the consultation.");
  if (who === "counselor") return t("The counselor ended the consultation.");
  return t("The consultation ended.");
}

export class Finished {
  #timer = 0;
  #box = find("#reconnect-box", HTMLElement);
  #error = find("#reconnect-error", HTMLElement);
  #save = find("#save-conversation", HTMLElement);

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./conversation.js").Conversation} conversation
   */
  constructor(consultation, conversation) {
    this.consultation = consultation;
    this.conversation = conversation;
    const copy = find("#copy-number", HTMLElement);
    copy.addEventListener("click", () => void copyText(consultation.session?.inquiry_number ?? "", copy));
    find("#reconnect", HTMLElement).addEventListener("click", () => void this.#reconnect());
    find("#done", HTMLElement).addEventListener("click", () => consultation.forget());
    this.#save.addEventListener("click", () => this.#saveConversation());
  }

  /** @param {import("./state.js").CallerSession} session */
  show(session) {
    setText(find("#finished-who", HTMLElement), endedWords(session.ended_by));
    setText(find("#finished-number", HTMLElement), session.inquiry_number);
    const kept = session.keeps_record
      ? t("The text and the notes are kept under this number.")
      : t("Only times and outcome are kept under this number.");
    setText(find("#finished-kept", HTMLElement), kept);
    this.#save.hidden = this.conversation.messages.length === 0;
    this.#error.hidden = true;
    this.leave();
    this.#timer = setInterval(() => this.#count(), 500);
    this.#count();
  }

  leave() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #count() {
    const until = this.consultation.session?.reconnect_until ?? 0;
    const left = Math.ceil(until - this.consultation.connection.now());
    this.#box.hidden = left <= 0;
    setText(find("#reconnect-left", HTMLElement), t("You can go back for {n} more seconds.", { n: Math.max(0, left) }));
    if (left <= 0) this.leave();
  }

  async #reconnect() {
    try {
      await this.consultation.reconnect();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setText(this.#error, errorText(error.code));
      this.#error.hidden = false;
    }
  }

  #saveConversation() {
    const { session } = this.consultation;
    if (!session) return;
    const text = transcript(session, this.conversation.messages);
    offerDownload(`sonmal-${session.inquiry_number}.txt`, text);
  }
}
