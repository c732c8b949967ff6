/** Joins the session, the camera and the relay: answers its offers, says what is sent. */
import { CallMedia } from "../common/call_media.js";
import { detailOf } from "./consultation.js";
import { inCall, wantsMedia } from "./state.js";

const OFFER_WAIT = 1500;

/** The relay offers as soon as a counselor is asked, so that the first picture is there at once. */
export class SessionMedia {
  /** @type {CallMedia | null} */ #media = null;
  /** @type {MediaStreamTrack | null} */ #microphone = null;
  #said = "";
  #timer = 0;

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./own_camera.js").OwnCamera} camera
   * @param {HTMLVideoElement} remoteVideo
   */
  constructor(consultation, camera, remoteVideo) {
    this.consultation = consultation;
    this.connection = consultation.connection;
    this.camera = camera;
    this.remoteVideo = remoteVideo;
    this.connection.on("media_offer", (offer) => void this.#onOffer(offer));
    camera.addEventListener("change", () => this.#cameraChanged());
    consultation.addEventListener("change", (event) => this.#sessionChanged(detailOf(event).cause));
    consultation.addEventListener("messages", () => this.#sayAgain());
    consultation.addEventListener("replaced", () => this.#close());
  }

  /** What the counselor sends, for the level meter. */
  get remoteStream() {
    return this.#media?.remoteStream ?? new MediaStream();
  }

  /** @param {MediaStreamTrack | null} track */
  async setMicrophone(track) {
    this.#microphone = track;
    await this.#media?.setMicrophone(track);
    this.#say();
  }

  /** @param {import("../common/call_media.js").MediaOffer & {session_id: string}} offer */
  async #onOffer(offer) {
    const { session } = this.consultation;
    if (!wantsMedia(session) || offer.session_id !== session?.session_id) return;
    try {
      await this.#ready().onOffer(offer);
    } catch (error) {
      console.warn("media offer:", error);
    }
  }

  #ready() {
    if (this.#media) return this.#media;
    const media = new CallMedia({
      answer: (revision, sdp) => this.connection.request("answer_media", { revision, sdp }),
      requestOffer: (fresh) => this.connection.request("request_media", { fresh }),
    });
    this.#media = media;
    media.pauseCamera(this.camera.paused);
    void media.setLocalStream(this.camera.stream);
    void media.setMicrophone(this.#microphone);
    media.attachTo(this.remoteVideo);
    return media;
  }

  /** @param {string} cause */
  #sessionChanged(cause) {
    const { session } = this.consultation;
    if (!wantsMedia(session)) return this.#close();
    if (cause === "resumed_page") this.#dropUnanswered();
    this.#say();
    if (!inCall(session) && !session?.asking) return;
    const wait = cause === "resumed_page" ? 0 : OFFER_WAIT;
    this.#timer ||= setTimeout(() => this.#ensure(), wait);
  }

  /** The WebSocket was lost, and perhaps an answer with it: what has never worked begins anew. */
  #dropUnanswered() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#media?.established) return;
    this.#media?.close();
    this.#media = null;
  }

  /** A reloaded page has no connection with the relay, and one may have missed its offer: it asks. */
  #ensure() {
    this.#timer = 0;
    const { session } = this.consultation;
    if (this.#media?.active || !(inCall(session) || session?.asking)) return;
    this.connection.request("request_media", { fresh: true }).catch(() => undefined);
  }

  #cameraChanged() {
    this.#media?.pauseCamera(this.camera.paused);
    void this.#media?.setLocalStream(this.camera.stream);
    this.#say();
  }

  #sayAgain() {
    this.#said = "";
    this.#say();
  }

  /** Tells the other side in one message what is sent, when that changed. */
  #say() {
    if (!inCall(this.consultation.session) || !wantsMedia(this.consultation.session)) return;
    const state = { camera: this.camera.state, microphone: this.#microphone !== null };
    const saying = JSON.stringify([this.consultation.session?.session_id, state]);
    if (saying === this.#said) return;
    this.#said = saying;
    this.connection.request("media_state", state).catch(() => (this.#said = ""));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#media?.close();
    this.#media = null;
    this.#said = "";
    this.remoteVideo.srcObject = null;
  }
}
