/**
 * The media of this console's one video session. The relay's offer comes already while the session is only offered:
 * it is answered silently, so that the picture is there at once when the counselor accepts.
 * Dispatches "change" when something that people see has changed.
 */
import { CallMedia } from "../common/call_media.js";
import { openMicrophone, stopStream } from "../common/camera.js";

/** @typedef {import("./duty.js").Duty} Duty */
/** @typedef {import("./console_state.js").ConsoleState} ConsoleState */

export class SessionMedia extends EventTarget {
  /** @type {CallMedia | null} */ #call = null;
  /** The session that the media belongs to, offered or running. */
  sessionId = "";
  hasPicture = false;
  cameraPaused = false;
  /** @type {MediaStream | null} */ microphone = null;
  #told = "";

  /**
   * @param {Duty} duty @param {ConsoleState} shown
   * @param {import("./own_camera.js").OwnCamera} camera @param {HTMLVideoElement} video
   */
  constructor(duty, shown, camera, video) {
    super();
    this.duty = duty;
    this.shown = shown;
    this.camera = camera;
    this.video = video;
    duty.addEventListener("media_offer", (event) => void this.#offered(/** @type {CustomEvent} */ (event).detail));
    duty.addEventListener("offer_gone", (event) => this.#offerGone(/** @type {CustomEvent} */ (event).detail));
    duty.addEventListener("onduty", () => void this.#resume());
    duty.connection.addEventListener("stopped", () => this.#close());
    shown.addEventListener("change", () => this.#follow());
    camera.addEventListener("change", () => this.#cameraChanged());
  }

  /** What the other person sends. */
  get remoteStream() {
    return this.#call?.remoteStream ?? null;
  }

  get connected() {
    return this.#call?.connected ?? false;
  }

  /** @param {boolean} paused */
  pauseCamera(paused) {
    this.cameraPaused = paused;
    this.#call?.pauseCamera(paused);
    this.#tell();
  }

  /** Opens the microphone, or closes it. Rejects with `CameraError`. @param {boolean} on */
  async setMicrophone(on) {
    const stream = on ? await openMicrophone() : null;
    stopStream(this.microphone);
    this.microphone = stream;
    await this.#call?.setMicrophone(stream?.getAudioTracks()[0] ?? null);
    this.#tell();
  }

  /** @param {import("../common/call_media.js").MediaOffer & {session_id: string}} offer */
  async #offered(offer) {
    if (offer.session_id !== this.sessionId) this.#open(offer.session_id);
    try {
      await this.#call?.onOffer(offer);
    } catch (error) {
      console.warn("the media offer could not be answered:", error);
    }
    this.#changed();
  }

  /** @param {string} sessionId */
  #open(sessionId) {
    this.#close();
    this.sessionId = sessionId;
    const about = { session_id: sessionId };
    const call = new CallMedia({
      answer: (revision, sdp) => this.duty.request("answer_media", { ...about, revision, sdp }),
      requestOffer: (fresh) => this.duty.request("request_media", { ...about, fresh }),
    });
    this.#call = call;
    void call.setLocalStream(this.camera.stream);
    call.attachTo(this.video);
    call.addEventListener("firstframe", () => this.#sawPicture(call));
    call.addEventListener("statechange", () => this.#changed());
    call.addEventListener("remotestream", () => this.#newPicture(call));
  }

  #close() {
    this.#call?.close();
    this.#call = null;
    this.sessionId = "";
    this.#told = "";
    this.hasPicture = false;
    this.cameraPaused = false;
    stopStream(this.microphone);
    this.microphone = null;
    this.video.srcObject = null;
    this.video.muted = true;
    this.#changed();
  }

  /** @param {{session_id: string, why: string}} gone */
  #offerGone({ session_id, why }) {
    if (why !== "accepted" && session_id === this.sessionId && !this.shown.sessions.has(session_id)) this.#close();
  }

  /** Closes the media of a session that is over, and tells the caller's page once it runs. */
  #follow() {
    const session = this.shown.sessions.get(this.sessionId);
    const offered = this.shown.offer?.session_id === this.sessionId;
    if (this.sessionId && session?.state === "wrap_up") this.#close();
    else if (this.#told && !session && !offered) this.#close();
    else if (session) this.#tell();
  }

  /** After a reload the running session's media starts anew; what has worked before mends itself. */
  async #resume() {
    const session = this.shown.videoSession;
    if (this.sessionId && !session && this.shown.offer?.session_id !== this.sessionId) this.#close();
    if (!session) return;
    const fresh = session.session_id !== this.sessionId || !this.#call?.established;
    this.#told = "";
    await this.camera.start();
    try {
      if (fresh || !this.connected) {
        await this.duty.request("request_media", { session_id: session.session_id, fresh });
      }
    } catch (error) {
      console.warn("no media yet:", error);
    }
    this.#tell();
  }

  async #cameraChanged() {
    await this.#call?.setLocalStream(this.camera.stream);
    this.#call?.pauseCamera(this.cameraPaused);
    this.#tell();
    this.#changed();
  }

  /** Tells the caller's page in words what comes from here; repeats nothing. */
  #tell() {
    const session = this.shown.sessions.get(this.sessionId);
    if (!session || session.state === "wrap_up") return;
    const camera = !this.camera.open ? "off" : this.cameraPaused ? "paused" : "on";
    const news = { session_id: this.sessionId, camera, microphone: this.microphone !== null };
    const words = JSON.stringify(news);
    if (words === this.#told || this.duty.state !== "open") return;
    this.#told = words;
    this.duty.request("media_state", news).catch(() => (this.#told = ""));
    this.#changed();
  }

  /** A new connection has shown nothing yet. @param {CallMedia} call */
  #newPicture(call) {
    if (call !== this.#call) return;
    this.hasPicture = false;
    this.#changed();
  }

  /** @param {CallMedia} call */
  #sawPicture(call) {
    if (call !== this.#call) return;
    this.hasPicture = true;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
