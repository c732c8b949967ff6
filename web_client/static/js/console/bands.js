/** The bands on top: no connection, another console took over, and what just went wrong. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { errorText, t } from "../common/i18n.js";

const SIGNED_OUT = 4401;

export class Bands {
  #offline = find("#offline", HTMLElement);
  #stopped = find("#stopped", HTMLElement);
  #problem = find("#problem", HTMLElement);
  #wasOnDuty = false;

  /** @param {import("./duty.js").Duty} duty */
  constructor(duty) {
    this.duty = duty;
    duty.addEventListener("statechange", () => this.#connectionChanged());
    duty.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail));
    duty.connection.addEventListener("stopped", (event) => this.#stop(/** @type {CustomEvent} */ (event).detail));
    find("#start-again", HTMLElement).addEventListener("click", () => this.#startAgain());
    find("#problem-close", HTMLElement).addEventListener("click", () => this.hideProblem());
  }

  /** @param {string} words */
  showProblem(words) {
    setText(find("#problem-words", HTMLElement), words);
    this.#problem.hidden = false;
  }

  hideProblem() {
    this.#problem.hidden = true;
  }

  #connectionChanged() {
    const onDuty = this.duty.state === "open";
    this.#offline.hidden = onDuty || !this.#wasOnDuty || this.duty.state === "closed";
    if (this.#wasOnDuty && !onDuty) announce(t("Connection lost. What you type is kept."), "assertive");
    this.#wasOnDuty ||= onDuty;
  }

  /** @param {{code?: string}} error */
  #refused({ code = "unknown" }) {
    if (code !== "not_connected" && code !== "timeout") this.showProblem(errorText(code));
  }

  /** @param {number} code of the closed WebSocket */
  #stop(code) {
    const words = code === SIGNED_OUT ? t("You are signed out.") : t("This console is open in another tab or device.");
    setText(find("#stopped-words", HTMLElement), words);
    setText(find("#start-again", HTMLElement), code === SIGNED_OUT ? t("Sign in") : t("Use it here"));
    this.#stopped.hidden = false;
    this.#offline.hidden = true;
    announce(words, "assertive");
    this.signedOut = code === SIGNED_OUT;
  }

  signedOut = false;

  #startAgain() {
    if (this.signedOut) {
      location.reload();
      return;
    }
    this.#stopped.hidden = true;
    this.duty.connection.start();
  }
}
