/** Step 5: the call. Shows its state; the controls are in `call_controls.js`. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { WakeLock } from "../common/wake_lock.js";
import { detailOf } from "./consultation.js";
import { lineOf, stageWords, statusOf } from "./line_words.js";
import { inCall } from "./state.js";

const LOOK_FOR = 4000;
const TOLD_FOR = 6000;

/** Changes that must be heard at once by a screen reader. @param {string} cause */
function urgentWords(cause) {
  if (cause === "counselor_lost") return t("Counselor disconnected. Wait.");
  if (cause === "counselor_back") return t("The counselor is back.");
  if (cause === "held") return t("On hold. The counselor comes back.");
  if (cause === "unheld") return t("The counselor is back.");
  return "";
}

/** @param {import("./state.js").CallerSession | null} session @param {string} cause of the new mode */
function modeWords(session, cause) {
  if (cause === "video_dropped") return t("The video stopped. The consultation goes on as text.");
  return session?.mode === "text" ? t("You talk by text.") : t("You talk in sign language.");
}

export class Call {
  #section = find("#step-call", HTMLElement);
  #video = find("#remote-video", HTMLVideoElement);
  #lock = new WakeLock();
  #silent = { you: false, peer: false };
  #lookTimer = 0;
  #told = "";
  #toldTimer = 0;

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./own_camera.js").OwnCamera} camera
   */
  constructor(consultation, camera) {
    this.consultation = consultation;
    this.camera = camera;
    const { connection } = consultation;
    connection.on("look_here", () => this.#lookHere());
    connection.on("line", ({ who, state }) => this.#setSilent(who, state === "silent"));
    connection.addEventListener("statechange", () => this.render());
    camera.addEventListener("change", () => this.render());
    consultation.addEventListener("change", (event) => this.#changed(detailOf(event)));
    this.#video.addEventListener("resize", () => this.render());
    this.#video.addEventListener("emptied", () => this.render());
    this.#video.addEventListener("playing", () => this.render());
  }

  render() {
    const { session, connection } = this.consultation;
    if (!session || !inCall(session)) return;
    const known = {
      session,
      online: connection.state === "open",
      lookHere: this.#lookTimer > 0,
      told: this.#told,
      silent: this.#silent,
      camera: this.camera.state,
      cameraProblem: this.camera.problem,
    };
    this.#section.dataset.mode = session.mode;
    this.#section.classList.toggle("call--look", known.lookHere);
    setText(find("#call-counselor", HTMLElement), session.counselor_name);
    showLine(find("#call-state", HTMLElement), "chip", statusOf(known));
    showLine(find("#line-state", HTMLElement), "line", lineOf(known));
    this.#showStage(session);
  }

  /** Says something for a few seconds, in the line and to screen readers. @param {string} words */
  tell(words) {
    clearTimeout(this.#toldTimer);
    this.#told = words;
    this.#toldTimer = setTimeout(() => {
      this.#told = "";
      this.render();
    }, TOLD_FOR);
    announce(words, "assertive");
    this.render();
  }

  /** @param {import("./state.js").CallerSession} session */
  #showStage(session) {
    const words = session.mode === "video" ? stageWords(session, this.#video.videoWidth > 0) : "";
    const stage = find("#stage-words", HTMLElement);
    setText(stage, words);
    stage.hidden = !words;
    this.#video.classList.toggle("call__signer--unseen", Boolean(words));
  }

  /** @param {import("./consultation.js").Change} change */
  #changed({ before, session, cause }) {
    if (!inCall(session)) {
      this.#lock.release();
      this.#silent = { you: false, peer: false };
      return;
    }
    this.#lock.hold();
    const words = urgentWords(cause);
    if (words) announce(words, "assertive");
    if (inCall(before) && before?.mode !== session?.mode) this.tell(modeWords(session, cause));
    this.render();
  }

  /** @param {"you" | "peer"} who @param {boolean} silent */
  #setSilent(who, silent) {
    this.#silent = { ...this.#silent, [who]: silent };
    this.render();
  }

  #lookHere() {
    if (!inCall(this.consultation.session)) return;
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => {
      this.#lookTimer = 0;
      this.render();
    }, LOOK_FOR);
    navigator.vibrate?.([200, 100, 200]);
    announce(t("Look here."), "assertive");
    this.render();
  }
}

/** @param {HTMLElement} element @param {string} base @param {import("./line_words.js").Line | null} line */
function showLine(element, base, line) {
  element.hidden = !line;
  if (!line) return;
  element.className = line.tone ? `${base} ${base}--${line.tone}` : base;
  find(".icon", HTMLElement, element).className = `icon icon--${line.icon}`;
  setText(find(".label", HTMLElement, element), line.words);
}
