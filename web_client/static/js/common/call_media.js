/** The media of one session: one peer connection with the relay, which always makes the offer. */

/**
 * @typedef {{slot: number, audio_mid: string, video_mid: string}} SlotMids
 * @typedef {{revision: number, sdp: string, fresh: boolean, send_audio_mid: string, send_video_mid: string,
 *   slots: SlotMids[], peer_slot: number}} MediaOffer the server's `media_offer` event
 * @typedef {{answer: (revision: number, sdp: string) => void | Promise<unknown>,
 *   requestOffer: (fresh: boolean) => void | Promise<unknown>}} Signaller
 */

const BAD_FOR = 3000;

/**
 * Dispatches `firstframe` (the other person's first decoded picture), `remotestream` and `statechange`.
 * The relay is ICE-lite and its candidates are in the offer: nothing is gathered or waited for.
 */
export class CallMedia extends EventTarget {
  /** @type {RTCPeerConnection | null} */ #pc = null;
  /** @type {RTCRtpSender | null} */ #audioSender = null;
  /** @type {RTCRtpSender | null} */ #videoSender = null;
  /** @type {MediaStreamTrack | null} */ #camera = null;
  /** @type {MediaStreamTrack | null} */ #microphone = null;
  /** @type {HTMLVideoElement | null} */ #video = null;
  /** @type {Promise<void>} */ #queue = Promise.resolve();
  #repairTimer = 0;
  #repairs = 0;
  #closed = false;
  #paused = false;
  #established = false;

  /** @param {Signaller} signaller */
  constructor(signaller) {
    super();
    this.signaller = signaller;
    /** What the other person sends. @type {MediaStream} */
    this.remoteStream = new MediaStream();
  }

  /** Whether there is a peer connection, working or not. */
  get active() {
    return this.#pc !== null;
  }

  /** Whether this connection has ever worked: then it mends itself. Else its answer may never have arrived. */
  get established() {
    return this.#established;
  }

  get connected() {
    return this.#pc?.connectionState === "connected";
  }

  /**
   * The camera's stream, or null to send no picture.
   * @param {MediaStream | null} stream
   */
  async setLocalStream(stream) {
    this.#camera = stream?.getVideoTracks()[0] ?? null;
    if (this.#camera) {
      this.#camera.contentHint = "motion";
      this.#camera.enabled = !this.#paused;
    }
    await this.#videoSender?.replaceTrack(this.#camera);
  }

  /** @param {MediaStreamTrack | null} track */
  async setMicrophone(track) {
    this.#microphone = track;
    await this.#audioSender?.replaceTrack(track);
  }

  /** @param {boolean} paused */
  pauseCamera(paused) {
    this.#paused = paused;
    if (this.#camera) this.#camera.enabled = !paused;
  }

  /**
   * Shows the other person in this element, now and after every new connection.
   * @param {HTMLVideoElement} video
   */
  attachTo(video) {
    this.#video = video;
    this.#showRemote();
  }

  /**
   * Takes the relay's offer and answers it; offers are handled one after another.
   * @param {MediaOffer} offer
   * @returns {Promise<void>} rejects where the browser refuses the offer
   */
  onOffer(offer) {
    const handled = this.#queue.then(() => (this.#closed ? undefined : this.#answer(offer)));
    this.#queue = handled.catch(() => undefined);
    return handled;
  }

  close() {
    this.#closed = true;
    this.#dropConnection();
    this.#video = null;
  }

  /** @param {MediaOffer} offer */
  async #answer(offer) {
    if (offer.fresh || !this.#pc) this.#newConnection();
    const pc = /** @type {RTCPeerConnection} */ (this.#pc);
    await pc.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await this.#attachLocal(pc, offer);
    this.#takeRemote(pc, offer);
    const answer = await pc.createAnswer();
    await pc.setLocalDescription(answer);
    if (pc !== this.#pc) return;
    await this.signaller.answer(offer.revision, pc.localDescription?.sdp ?? answer.sdp ?? "");
  }

  #newConnection() {
    this.#dropConnection();
    const pc = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.#pc = pc;
    pc.onconnectionstatechange = () => this.#watch(pc);
    pc.oniceconnectionstatechange = () => this.#watch(pc);
  }

  #dropConnection() {
    clearTimeout(this.#repairTimer);
    this.#repairTimer = 0;
    const pc = this.#pc;
    this.#pc = this.#audioSender = this.#videoSender = null;
    this.#established = false;
    if (!pc) return;
    pc.onconnectionstatechange = pc.oniceconnectionstatechange = null;
    pc.close();
  }

  /**
   * Both senders are always negotiated, so that camera and microphone start later without an offer.
   * @param {RTCPeerConnection} pc
   * @param {MediaOffer} offer
   */
  async #attachLocal(pc, offer) {
    for (const transceiver of pc.getTransceivers()) {
      if (transceiver.mid === offer.send_audio_mid) {
        transceiver.direction = "sendonly";
        this.#audioSender = transceiver.sender;
        await transceiver.sender.replaceTrack(this.#microphone);
      } else if (transceiver.mid === offer.send_video_mid) {
        transceiver.direction = "sendonly";
        this.#videoSender = transceiver.sender;
        await transceiver.sender.replaceTrack(this.#camera);
      } else {
        transceiver.direction = "recvonly";
      }
    }
  }

  /** @param {RTCPeerConnection} pc @param {MediaOffer} offer */
  #takeRemote(pc, offer) {
    const slot = offer.slots.find(({ slot }) => slot === offer.peer_slot);
    const mids = [slot?.audio_mid, slot?.video_mid];
    const tracks = pc
      .getTransceivers()
      .filter(({ mid }) => mid !== null && mids.includes(mid))
      .map(({ receiver }) => receiver.track);
    const same = tracks.length === this.remoteStream.getTracks().length;
    if (same && tracks.every((track) => this.remoteStream.getTrackById(track.id) === track)) return;
    this.remoteStream = new MediaStream(tracks);
    this.dispatchEvent(new Event("remotestream"));
    this.#showRemote();
  }

  #showRemote() {
    const video = this.#video;
    const stream = this.remoteStream;
    if (!video || video.srcObject === stream) return;
    video.srcObject = stream;
    video.play().catch(() => undefined);
    video.requestVideoFrameCallback?.(() => {
      if (video.srcObject === stream) this.dispatchEvent(new Event("firstframe"));
    });
  }

  /** @param {RTCPeerConnection} pc */
  #watch(pc) {
    if (pc !== this.#pc) return;
    const bad =
      pc.connectionState === "failed" ||
      pc.iceConnectionState === "failed" ||
      pc.iceConnectionState === "disconnected";
    if (bad && !this.#repairTimer) this.#repairTimer = setTimeout(() => this.#repair(pc), BAD_FOR);
    if (!bad) {
      clearTimeout(this.#repairTimer);
      this.#repairTimer = 0;
    }
    if (pc.connectionState === "connected") {
      this.#repairs = 0;
      this.#established = true;
    }
    this.dispatchEvent(new Event("statechange"));
  }

  /**
   * First an ICE restart; where DTLS itself failed, or restarts did not help, a new connection.
   * @param {RTCPeerConnection} pc
   */
  async #repair(pc) {
    if (pc !== this.#pc || this.#closed) return;
    this.#repairTimer = setTimeout(() => this.#repair(pc), BAD_FOR);
    const dtlsFailed = pc.connectionState === "failed" && pc.iceConnectionState !== "failed";
    const fresh = dtlsFailed || ++this.#repairs > 2;
    try {
      await this.signaller.requestOffer(fresh);
    } catch {
      // Not connected to the server now: the next round asks again.
    }
  }
}
