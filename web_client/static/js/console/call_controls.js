/** The buttons under the picture. Microphone and loudspeaker start off, each with its meter. */
import { announce } from "../common/announce.js";
import { CameraError } from "../common/camera.js";
import { find, setButton } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { LevelMeter } from "../common/level_meter.js";

const ASKED_MS = 2500;

/** @param {string} id */
const button = (id) => find(`#${id}`, HTMLButtonElement);

export class CallControls {
  #microphoneMeter = new LevelMeter(find("#microphone-level", HTMLElement));
  #loudspeakerMeter = new LevelMeter(find("#loudspeaker-level", HTMLElement));

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./session_media.js").SessionMedia} media
   * @param {import("./actions.js").Actions} actions
   */
  constructor(shown, media, actions) {
    this.shown = shown;
    this.media = media;
    this.actions = actions;
    this.#listen();
    shown.addEventListener("change", () => this.show());
    media.addEventListener("change", () => this.show());
    this.show();
  }

  #listen() {
    button("microphone").addEventListener("click", () => void this.#switchMicrophone());
    button("loudspeaker").addEventListener("click", () => this.#switchLoudspeaker());
    button("pause-camera").addEventListener("click", () => this.media.pauseCamera(!this.media.cameraPaused));
    button("look-here").addEventListener("click", () => void this.#askToLook());
    button("hold").addEventListener("click", () => void this.actions.holdOrResume());
    button("to-text").addEventListener("click", () => void this.actions.about("switch_mode", { mode: "text" }));
    button("to-video").addEventListener("click", () => void this.actions.about("switch_mode", { mode: "video" }));
    button("end-call").addEventListener("click", () => void this.actions.about("end"));
  }

  show() {
    const session = this.shown.selected;
    const running = session !== null && session.state !== "wrap_up";
    find("#controls", HTMLElement).hidden = !running;
    if (!running) return;
    const video = session.mode === "video";
    for (const part of document.querySelectorAll(".video-only")) part.toggleAttribute("hidden", !video);
    button("to-text").hidden = !video;
    button("to-video").hidden = video || !this.#mayGoToVideo(session);
    const held = session.state === "on_hold";
    setButton(button("hold"), { icon: "hold", label: held ? t("Go on") : t("Hold") });
    this.#showSwitches();
  }

  /** A video session is the counselor's only one. @param {import("./wire").StaffSession} session */
  #mayGoToVideo(session) {
    return this.shown.sessions.size === 1 && !session.text_only && (this.shown.me?.modes.includes("video") ?? false);
  }

  #showSwitches() {
    const microphone = this.media.microphone !== null;
    setButton(button("microphone"), {
      icon: microphone ? "microphone" : "microphone-off",
      label: microphone ? t("Microphone on") : t("Microphone off"),
      pressed: microphone,
    });
    if (!microphone) this.#microphoneMeter.stop();
    const loud = !this.media.video.muted;
    setButton(button("loudspeaker"), {
      icon: loud ? "loudspeaker" : "loudspeaker-off",
      label: loud ? t("Loudspeaker on") : t("Loudspeaker off"),
      pressed: loud,
    });
    if (!loud) this.#loudspeakerMeter.stop();
    const paused = this.media.cameraPaused;
    setButton(button("pause-camera"), {
      icon: paused ? "camera-off" : "camera",
      label: paused ? t("Camera paused") : t("Pause camera"),
      pressed: paused,
    });
  }

  async #switchMicrophone() {
    try {
      await this.media.setMicrophone(this.media.microphone === null);
      if (this.media.microphone) this.#microphoneMeter.watch(this.media.microphone);
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.actions.showProblem(t("The microphone does not open. Look at the address bar or the cable."));
    }
    this.show();
  }

  /** Says for a moment that it was done: there is nothing to hear. */
  async #askToLook() {
    if (!(await this.actions.about("look_here"))) return;
    setButton(button("look-here"), { label: t("Asked to look") });
    announce(t("Asked to look"), "polite");
    setTimeout(() => setButton(button("look-here"), { label: t("Look here") }), ASKED_MS);
  }

  #switchLoudspeaker() {
    const { video, remoteStream } = this.media;
    video.muted = !video.muted;
    if (!video.muted && remoteStream) this.#loudspeakerMeter.watch(remoteStream);
    this.show();
  }
}
