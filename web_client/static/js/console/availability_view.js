/** The counselor's own state, its three buttons, and what the camera says. */
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { showChip } from "./chips.js";
import { availabilityLook, cameraWords, inSessionLook, reasonWords, wrapUpLook } from "./words.js";

/** @type {Record<string, import("./wire").Availability>} */
const BUTTONS = { "go-ready": "ready", "go-break": "on_break", "go-away": "away" };

export class AvailabilityView {
  #chip = find("#my-state", HTMLElement);
  #reason = find("#my-reason", HTMLElement);
  #problem = find("#camera-problem", HTMLElement);

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./own_camera.js").OwnCamera} camera
   * @param {(availability: import("./wire").Availability) => void} choose
   */
  constructor(shown, camera, choose) {
    this.shown = shown;
    this.camera = camera;
    for (const [id, availability] of Object.entries(BUTTONS)) {
      find(`#${id}`, HTMLButtonElement).addEventListener("click", () => choose(availability));
    }
    find("#camera-again", HTMLButtonElement).addEventListener("click", () => void camera.start());
    shown.addEventListener("change", () => this.#show());
    camera.addEventListener("change", () => this.#show());
    this.#show();
  }

  #show() {
    const me = this.shown.me;
    const availability = me?.availability ?? "offline";
    showChip(this.#chip, this.#look(availability));
    const reason = availability === "ready" ? "" : reasonWords(me?.reason ?? "");
    setText(this.#reason, reason);
    this.#reason.hidden = !reason;
    for (const [id, its] of Object.entries(BUTTONS)) {
      const button = find(`#${id}`, HTMLButtonElement);
      button.setAttribute("aria-pressed", String(its === availability));
      button.disabled = me === null; // a choice made before the desk is heard would be lost
    }
    const busy = this.shown.offer !== null || this.shown.sessions.size > 0;
    find("#go-ready", HTMLElement).classList.toggle("button--strong", availability !== "ready" && !busy);
    const problem = this.camera.problem;
    this.#problem.hidden = !problem || !me?.modes.includes("video");
    if (problem) setText(find("#camera-problem-words", HTMLElement), cameraWords(problem));
  }

  /** Ready and busy is "in session" or "wrap-up"; the buttons show what comes after it. @param {string} availability */
  #look(availability) {
    const sessions = [...this.shown.sessions.values()];
    if (availability !== "ready" || sessions.length === 0) return availabilityLook(availability);
    return sessions.every((session) => session.state === "wrap_up") ? wrapUpLook() : inSessionLook();
  }
}

/**
 * What the middle says while there is no session.
 * @param {import("./wire").Me | null} me @param {boolean} cameraOpen @returns {[string, string]}
 */
export function idleWords(me, cameraOpen) {
  if (me?.availability === "ready") {
    const look = cameraOpen ? ` ${t("Face and both hands in the picture?")}` : "";
    return [t("You are ready."), t("The next offer appears at the top.") + look];
  }
  if (me?.availability === "on_break") return [t("You are on a break."), t("Press Ready to go on.")];
  if (me?.availability === "away") return [t("You are away."), t("Press Ready to go on.")];
  return [t("You are off duty."), t("Press Ready to begin. The camera opens; microphone and loudspeaker stay off.")];
}
