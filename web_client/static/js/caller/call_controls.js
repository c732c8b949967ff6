/** The call's controls: camera, microphone, loudspeaker, look here, more, end. */
import { announce } from "../common/announce.js";
import { CameraError, openMicrophone, stopStream } from "../common/camera.js";
import { el, find, setButton } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { LevelMeter } from "../common/level_meter.js";
import { inCall, wantsMedia } from "./state.js";

const SAID_FOR = 2000;

export class CallControls {
  #section = find("#step-call", HTMLElement);
  #remote = find("#remote-video", HTMLVideoElement);
  #microphone = find("#microphone", HTMLElement);
  #loudspeaker = find("#loudspeaker", HTMLElement);
  #more = find("#more", HTMLElement);
  #look = find("#look-here", HTMLElement);
  #own = new LevelMeter(find("#microphone-level", HTMLElement));
  #their = new LevelMeter(find("#loudspeaker-level", HTMLElement));
  /** @type {MediaStream | null} */ #sound = null;

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./own_camera.js").OwnCamera} camera
   * @param {import("./session_media.js").SessionMedia} media
   * @param {(words: string) => void} tell
   */
  constructor(consultation, camera, media, tell) {
    this.consultation = consultation;
    this.camera = camera;
    this.media = media;
    this.tell = tell;
    this.#bind();
    camera.addEventListener("change", () => this.#showCamera());
    consultation.addEventListener("change", () => this.#sessionChanged());
    consultation.addEventListener("replaced", () => this.#allOff());
    this.#remote.addEventListener("loadedmetadata", () => this.#watchTheirSound());
  }

  #bind() {
    click("#write", () => find("#chat-input", HTMLElement).focus());
    click("#pause-camera", () => void this.#toggleCamera());
    click("#turn-camera", () => void this.camera.turn());
    click("#end-call", () => void this.consultation.end());
    this.#microphone.addEventListener("click", () => void this.#toggleMicrophone());
    this.#loudspeaker.addEventListener("click", () => this.#setLoudspeaker(this.#remote.muted));
    this.#look.addEventListener("click", () => void this.#lookHere());
    this.#more.addEventListener("click", () => this.#setMore(this.#section.dataset.more !== "open"));
    this.#section.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#section.dataset.more === "open") this.#setMore(false);
    });
    const chooser = find("#choose-camera", HTMLSelectElement);
    chooser.addEventListener("change", () => void this.camera.choose(chooser.value));
  }

  /** @param {boolean} open */
  #setMore(open) {
    this.#section.dataset.more = open ? "open" : "closed";
    this.#more.setAttribute("aria-expanded", String(open));
    if (open) this.#intoPanel();
    else this.#more.focus();
  }

  /** The panel stands before its button, so the focus goes to what has just appeared. */
  #intoPanel() {
    const inPlace = getComputedStyle(find("#more-panel", HTMLElement)).display === "contents";
    find(inPlace ? "#own-show" : "#microphone", HTMLElement).focus();
  }

  async #toggleCamera() {
    if (this.camera.stream) this.camera.pause(!this.camera.paused);
    else await this.camera.open();
  }

  #showCamera() {
    const on = this.camera.state === "on";
    const label = on ? t("Pause") : t("Camera on");
    setButton(find("#pause-camera", HTMLElement), { icon: on ? "camera" : "camera-off", label, pressed: !on });
    find("#turn-camera", HTMLElement).hidden = this.camera.cameras.length < 2;
    find("#camera-field", HTMLElement).hidden = this.camera.cameras.length < 2;
    this.#listCameras();
  }

  #listCameras() {
    const options = this.camera.cameras.map(({ deviceId, label }, index) =>
      el("option", { value: deviceId }, label || t("Camera {n}", { n: index + 1 })),
    );
    const chooser = find("#choose-camera", HTMLSelectElement);
    chooser.replaceChildren(...options);
    chooser.value = this.camera.deviceId;
  }

  async #toggleMicrophone() {
    if (this.#sound) return this.#microphoneOff();
    try {
      this.#sound = await openMicrophone();
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.tell(t("No microphone"));
      return;
    }
    await this.media.setMicrophone(this.#sound.getAudioTracks()[0] ?? null);
    this.#own.watch(this.#sound);
    setButton(this.#microphone, { icon: "microphone", label: t("Microphone on"), pressed: true });
  }

  async #microphoneOff() {
    this.#own.stop();
    stopStream(this.#sound);
    this.#sound = null;
    setButton(this.#microphone, { icon: "microphone-off", label: t("Microphone off"), pressed: false });
    await this.media.setMicrophone(null);
  }

  /** @param {boolean} on */
  #setLoudspeaker(on) {
    this.#remote.muted = !on;
    const label = on ? t("Loudspeaker on") : t("Loudspeaker off");
    setButton(this.#loudspeaker, { icon: on ? "loudspeaker" : "loudspeaker-off", label, pressed: on });
    this.#watchTheirSound();
  }

  #watchTheirSound() {
    if (this.#remote.muted) this.#their.stop();
    else this.#their.watch(this.media.remoteStream);
  }

  async #lookHere() {
    const label = find(".label", HTMLElement, this.#look);
    try {
      await this.consultation.lookHere();
    } catch {
      this.tell(t("Not connected. Try again in a moment."));
      return;
    }
    setButton(this.#look, { label: t("Asked") });
    announce(t("The counselor is asked to look."));
    setTimeout(() => (label.textContent = t("Look")), SAID_FOR);
  }

  #sessionChanged() {
    const { session } = this.consultation;
    if (!inCall(session) || !wantsMedia(session)) this.#allOff();
  }

  #allOff() {
    if (this.#sound) void this.#microphoneOff();
    if (!this.#remote.muted) this.#setLoudspeaker(false);
    this.#section.dataset.more = "closed";
    this.#more.setAttribute("aria-expanded", "false");
  }
}

/** @param {string} selector @param {() => void} act */
function click(selector, act) {
  find(selector, HTMLElement).addEventListener("click", act);
}
