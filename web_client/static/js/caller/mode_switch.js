/** Going on as text, and back to sign language, in the same session and at the same place. */
import { RequestError } from "../common/connection.js";
import { find, setText } from "../common/dom.js";
import { errorText } from "../common/i18n.js";
import { cameraAdvice } from "./get_ready.js";
import { inCall } from "./state.js";

export class ModeSwitch {
  #toText = find("#to-text", HTMLElement);
  #toVideo = find("#to-video", HTMLElement);
  #problem = find("#queue-camera-problem", HTMLElement);

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./own_camera.js").OwnCamera} camera
   * @param {(words: string) => void} tell for words in the call
   */
  constructor(consultation, camera, tell) {
    this.consultation = consultation;
    this.camera = camera;
    this.tell = tell;
    this.#toText.addEventListener("click", () => void this.#switch("text"));
    this.#toVideo.addEventListener("click", () => void this.#goToVideo());
  }

  /** @param {import("./state.js").CallerSession | null} session */
  show(session) {
    const video = session?.mode === "video";
    this.#toText.hidden = !video;
    this.#toVideo.hidden = video;
    this.#toText.classList.toggle("control", inCall(session));
    this.#toVideo.classList.toggle("control", inCall(session));
  }

  /** The camera first: who has none stays in text and is told why. */
  async #goToVideo() {
    await this.camera.open();
    if (this.camera.problem) return this.#tell(cameraAdvice(this.camera.problem));
    await this.#switch("video");
  }

  /** @param {import("./state.js").Mode} mode */
  async #switch(mode) {
    this.#problem.hidden = true;
    try {
      await this.consultation.switchMode(mode);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (mode === "video") this.camera.close();
      this.#tell(errorText(error.code));
    }
  }

  /** @param {string} words */
  #tell(words) {
    if (inCall(this.consultation.session)) return this.tell(words);
    setText(find(".label", HTMLElement, this.#problem), words);
    this.#problem.hidden = false;
  }
}
