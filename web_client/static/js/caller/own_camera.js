/** The caller's own camera: opened once, shown in whatever step, paused, turned, chosen. */
import { CameraError, listCameras, openCamera, stopStream } from "../common/camera.js";
import { load, save } from "../common/tab_storage.js";

/**
 * @typedef {import("../common/camera.js").CameraProblem} CameraProblem
 * @typedef {import("../common/camera.js").CameraChoice} CameraChoice
 */

const PAUSED = "sonmal.camera-paused";

/** Dispatches `change` when the stream, a problem, the pause or the list of cameras changed. */
export class OwnCamera extends EventTarget {
  /** @type {MediaStream | null} */ stream = null;
  /** @type {CameraProblem | ""} */ problem = "";
  /** @type {MediaDeviceInfo[]} */ cameras = [];
  /** A paused camera stays paused over a reload: nobody is shown by surprise. */
  paused = load(PAUSED) === "yes";
  #facing = /** @type {"user" | "environment"} */ ("user");
  /** @type {Promise<void> | null} */ #opening = null;
  #wanted = false;

  /** @param {HTMLVideoElement} video in which one sees oneself */
  constructor(video) {
    super();
    this.video = video;
  }

  /** @returns {import("./state.js").CameraState} */
  get state() {
    if (!this.stream) return "off";
    return this.paused ? "paused" : "on";
  }

  get opening() {
    return this.#opening !== null;
  }

  get deviceId() {
    return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  }

  /** Opens the camera if it is not open; what went wrong is in `problem`. */
  async open() {
    this.#wanted = true;
    if (this.stream) return;
    await this.#use({ facing: this.#facing });
  }

  close() {
    this.#wanted = false;
    this.#setPaused(false);
    this.#take(null, "");
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#setPaused(paused);
    for (const track of this.stream?.getVideoTracks() ?? []) track.enabled = !paused;
    this.#changed();
  }

  /** @param {boolean} paused */
  #setPaused(paused) {
    this.paused = paused;
    save(PAUSED, paused ? "yes" : "");
  }

  /** Goes to the camera on the other side, or the next one where sides are not known. */
  async turn() {
    const settings = this.stream?.getVideoTracks()[0]?.getSettings();
    if (settings?.facingMode) {
      this.#facing = settings.facingMode === "environment" ? "user" : "environment";
      await this.#change({ facing: this.#facing });
      return;
    }
    const at = this.cameras.findIndex(({ deviceId }) => deviceId === settings?.deviceId);
    const next = this.cameras[(at + 1) % Math.max(1, this.cameras.length)];
    if (next) await this.choose(next.deviceId);
  }

  /** @param {string} deviceId */
  choose(deviceId) {
    return this.#change({ deviceId });
  }

  /** Phones open one camera at a time, so the old one stops first. @param {CameraChoice} choice */
  async #change(choice) {
    const before = this.deviceId;
    stopStream(this.stream);
    await this.#use(choice);
    if (!this.stream && before && before !== choice.deviceId) await this.#use({ deviceId: before });
  }

  /** @param {CameraChoice} choice */
  #use(choice) {
    this.#opening ??= this.#open(choice).finally(() => {
      this.#opening = null;
      this.#changed();
    });
    return this.#opening;
  }

  /** @param {CameraChoice} choice */
  async #open(choice) {
    try {
      const stream = await openCamera(choice);
      if (!this.#wanted) return stopStream(stream);
      this.#take(stream, "");
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.#take(null, error.reason);
    }
    this.cameras = await listCameras();
  }

  /** @param {MediaStream | null} stream @param {CameraProblem | ""} problem */
  #take(stream, problem) {
    if (this.stream !== stream) stopStream(this.stream);
    this.stream = stream;
    this.problem = problem;
    const track = stream?.getVideoTracks()[0];
    if (track) {
      track.enabled = !this.paused;
      track.addEventListener("ended", () => stream === this.stream && this.#take(null, "none"));
    }
    this.#changed();
  }

  #changed() {
    const facing = this.stream?.getVideoTracks()[0]?.getSettings().facingMode;
    this.video.classList.toggle("own-video--away", facing === "environment");
    document.body.dataset.own = this.stream ? "shown" : "none";
    if (this.video.srcObject !== this.stream) this.video.srcObject = this.stream;
    if (this.stream) this.video.play().catch(() => undefined);
    this.dispatchEvent(new Event("change"));
  }
}
