/**
 * This console at the desk: says hello, goes on duty, keeps `ConsoleState` up to date. To an outbox it looks like a
 * connection that is open only while on duty, so that no text goes out before the desk knows the counselor again.
 */

import { RequestError } from "../common/connection.js";

/** @typedef {import("../common/connection.js").Connection} Connection */
/** @typedef {import("./console_state.js").ConsoleState} ConsoleState */

const RETRY_MS = 1000;

/**
 * Dispatches `statechange` (on duty or not), `onduty` (a new snapshot), `look_here` and `media_offer` (CustomEvents
 * with the server's message).
 */
export class Duty extends EventTarget {
  #onDuty = false;
  #video = false;
  /** Asked when the console opens. @type {(me: import("./wire").Me) => Promise<boolean>} */
  cameraExpected = () => Promise.resolve(false);

  /**
   * @param {Connection} connection of `/ws/staff`, not started
   * @param {ConsoleState} shown
   */
  constructor(connection, shown) {
    super();
    this.connection = connection;
    this.shown = shown;
    connection.addEventListener("welcome", (event) => void this.#welcome(/** @type {CustomEvent} */ (event).detail));
    connection.addEventListener("statechange", () => this.#connectionChanged());
    this.#listen();
  }

  /** @returns {import("../common/connection.js").ConnectionState} */
  get state() {
    return this.#onDuty ? "open" : this.connection.state === "closed" ? "closed" : "connecting";
  }

  /** Settles once the desk knows this console: a key pressed while the page still loads must not be lost. */
  async whenOpen() {
    while (!this.#onDuty) {
      await new Promise((resolve) => this.addEventListener("statechange", resolve, { once: true }));
    }
  }

  /** Seconds since the epoch by the server's clock. */
  now() {
    return this.connection.now();
  }

  /** @param {string} type @param {object} [fields] @param {{timeout?: number}} [options] */
  request(type, fields = {}, options = {}) {
    return this.connection.request(type, fields, options);
  }

  /**
   * Tells the desk what this console can take, and takes its snapshot.
   * @param {boolean} video whether the camera works
   */
  async goOnDuty(video) {
    this.#video = video;
    await this.refresh();
  }

  /** Takes a new snapshot. */
  async refresh() {
    const duty = await this.request("on_duty", { video: this.#video });
    this.shown.snapshot(/** @type {any} */ (duty));
    this.#set(true);
    this.dispatchEvent(new Event("onduty"));
  }

  /** @param {{me: import("./wire").Me}} welcome */
  async #welcome({ me }) {
    this.#video = await this.cameraExpected(me);
    await this.#begin();
  }

  /** A slow answer is asked for again; a lost connection begins anew with its next welcome. */
  async #begin() {
    try {
      await this.refresh();
    } catch (error) {
      if (error instanceof RequestError && error.code === "timeout") setTimeout(() => void this.#begin(), RETRY_MS);
      else this.dispatchEvent(new CustomEvent("refused", { detail: error }));
    }
  }

  #connectionChanged() {
    if (this.connection.state !== "open") this.#set(false);
  }

  /** @param {boolean} onDuty */
  #set(onDuty) {
    this.#onDuty = onDuty;
    this.dispatchEvent(new Event("statechange"));
  }

  #listen() {
    const { connection, shown } = this;
    connection.on("me", ({ me }) => shown.setMe(me));
    connection.on("queue", ({ queue }) => shown.setQueue(queue));
    connection.on("notices", ({ notices }) => shown.setNotices(notices));
    connection.on("offer", ({ offer }) => shown.offered(offer));
    connection.on("offer_gone", ({ session_id }) => shown.offerGone(session_id));
    connection.on("staff_session", ({ session, cause }) => shown.sessionShown(session, cause));
    connection.on("session_gone", ({ session_id }) => shown.sessionGone(session_id));
    connection.on("message", ({ session_id, message }) => shown.messageCame(session_id, message));
    connection.on("delivered", ({ session_id, up_to }) => shown.deliveredToCaller(session_id, up_to));
    connection.on("peer_media", ({ session_id, ...media }) => shown.peerMedia(session_id, media));
    connection.on("line", ({ session_id, who, state }) => shown.lineChanged(session_id, who, state));
    connection.on("record", ({ session_id, record }) => shown.recordCame(session_id, record));
    for (const type of ["media_offer", "look_here", "offer_gone"]) {
      connection.on(type, (message) => this.dispatchEvent(new CustomEvent(type, { detail: message })));
    }
  }
}
