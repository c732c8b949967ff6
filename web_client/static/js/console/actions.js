/** What buttons and keys ask of the server. A refusal is shown in words; nothing is asked twice at once. */
import { RequestError } from "../common/connection.js";
import { errorText } from "../common/i18n.js";

export class Actions {
  /** @type {Set<string>} */ #running = new Set();

  /**
   * @param {import("./duty.js").Duty} duty @param {import("./console_state.js").ConsoleState} shown
   * @param {(words: string) => void} showProblem
   */
  constructor(duty, shown, showProblem) {
    this.duty = duty;
    this.shown = shown;
    this.showProblem = showProblem;
  }

  acceptOffer() {
    const offer = this.shown.offer;
    return offer ? this.ask("accept_offer", { session_id: offer.session_id }) : Promise.resolve(false);
  }

  passOffer() {
    const offer = this.shown.offer;
    return offer ? this.ask("pass_offer", { session_id: offer.session_id }) : Promise.resolve(false);
  }

  /** Holds the selected session, or goes on with it. */
  holdOrResume() {
    const session = this.shown.selected;
    if (session?.state === "connected") return this.about("hold");
    return session?.state === "on_hold" ? this.about("resume") : Promise.resolve(false);
  }

  /** Asks something about the selected session. @param {string} type @param {object} [fields] */
  about(type, fields = {}) {
    const session = this.shown.selected;
    return session ? this.ask(type, { session_id: session.session_id, ...fields }) : Promise.resolve(false);
  }

  /** @param {string} type @param {object} [fields] @returns {Promise<boolean>} whether it was done */
  async ask(type, fields = {}) {
    const key = type + JSON.stringify(fields);
    if (this.#running.has(key)) return false;
    this.#running.add(key);
    try {
      await this.duty.request(type, fields);
      return true;
    } catch (error) {
      this.showProblem(errorText(error instanceof RequestError ? error.code : "unknown"));
      return false;
    } finally {
      this.#running.delete(key);
    }
  }
}
