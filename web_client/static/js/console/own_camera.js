/**
 * The counselor's camera: opened by Ready, closed on a break with nobody in the picture. Never the microphone.
 * Dispatches "change" when the stream or the problem changed.
 */
import { CameraError, listCameras, openCamera, stopStream } from "../common/camera.js";

export class OwnCamera extends EventTarget {
  /** @type {MediaStream | null} */ stream = null;
  /** @type {import("../common/camera.js").CameraProblem | ""} */ problem = "";
  /** @type {Promise<boolean> | null} */ #opening = null;

  get open() {
    return this.stream !== null;
  }

  /** Whether a camera is likely to work, without opening it. */
  async expected() {
    if (this.open) return true;
    if (this.problem) return false;
    try {
      return (await listCameras()).length > 0;
    } catch {
      return false;
    }
  }

  /** @returns {Promise<boolean>} whether the camera is open; `problem` says why not */
  async start() {
    if (this.open) return true;
    this.#opening ??= this.#start();
    return this.#opening;
  }

  stop() {
    if (!this.stream) return;
    stopStream(this.stream);
    this.stream = null;
    this.#changed();
  }

  async #start() {
    try {
      this.stream = await openCamera();
      this.problem = "";
      for (const track of this.stream.getVideoTracks()) track.onended = () => this.#lost();
    } catch (error) {
      this.problem = error instanceof CameraError ? error.reason : "none";
    } finally {
      this.#opening = null;
    }
    this.#changed();
    return this.open;
  }

  /** Unplugged, or taken by the system. */
  #lost() {
    this.stream = null;
    this.problem = "none";
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
