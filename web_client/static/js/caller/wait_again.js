/** The way back for who left the queue by mistake: joins anew, at the end, with the same choices. */
import { RequestError } from "../common/connection.js";
import { find } from "../common/dom.js";
import { errorText } from "../common/i18n.js";

/** Then the consent was perhaps another person's, at a device that is shared. */
const OFFERED_FOR = 60_000;

export class WaitAgain {
  #button = find("#wait-again", HTMLButtonElement);
  #timer = 0;

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {(words: string) => void} tell
   */
  constructor(consultation, tell) {
    this.consultation = consultation;
    this.tell = tell;
    this.#button.addEventListener("click", () => void this.#join());
  }

  offer() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.withdraw(), OFFERED_FOR);
    this.#button.hidden = !this.consultation.left;
  }

  withdraw() {
    clearTimeout(this.#timer);
    this.#button.hidden = true;
    this.consultation.left = null;
  }

  async #join() {
    const { left } = this.consultation;
    if (!left) return;
    this.#button.disabled = true;
    try {
      await this.consultation.join(left);
      this.tell("");
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.tell(errorText(error.code));
    } finally {
      this.#button.disabled = false;
    }
  }
}
