/** Ready, break and away, and the camera that goes with them. */
import { askForNotifications } from "./offer_signals.js";

export class Readiness {
  #cameraTold = false;

  /**
   * @param {import("./duty.js").Duty} duty @param {import("./console_state.js").ConsoleState} shown
   * @param {import("./own_camera.js").OwnCamera} camera
   */
  constructor(duty, shown, camera) {
    this.duty = duty;
    this.shown = shown;
    this.camera = camera;
    duty.cameraExpected = (me) => this.#cameraExpected(me);
    duty.connection.addEventListener("stopped", () => camera.stop());
    camera.addEventListener("change", () => void this.#tellCamera());
    shown.addEventListener("change", () => this.#rest());
  }

  /**
   * What is said of the camera when the console opens. One that was ready opens its camera again by itself; if that
   * fails, the desk is told.
   * @param {import("./wire").Me} me
   */
  async #cameraExpected(me) {
    if (!me.modes.includes("video")) return false;
    const expected = await this.camera.expected();
    if (expected && me.availability === "ready") void this.camera.start();
    this.#cameraTold = expected;
    return expected;
  }

  /** @param {import("./wire").Availability} availability @param {import("./actions.js").Actions} actions */
  async choose(availability, actions) {
    await this.duty.whenOpen();
    if (availability === "ready") {
      void askForNotifications();
      if (this.shown.me?.modes.includes("video")) await this.camera.start();
      await this.#tellCamera();
    }
    await actions.ask("set_availability", { availability });
  }

  /** The desk knows whether this console takes video. */
  async #tellCamera() {
    const works = this.camera.open;
    const lost = this.camera.problem !== "";
    if (this.duty.state !== "open" || works === this.#cameraTold || (!works && !lost)) return;
    if (!this.shown.me?.modes.includes("video")) return;
    this.#cameraTold = works;
    try {
      await this.duty.goOnDuty(works);
    } catch (error) {
      console.warn("the desk could not be told of the camera:", error);
    }
  }

  /** Nobody is filmed on a break: the camera closes unless a caller is in the picture. */
  #rest() {
    const { me, videoSession, offer } = this.shown;
    if (me && me.availability !== "ready" && !videoSession && !offer) this.camera.stop();
  }
}
