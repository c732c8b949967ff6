/** The caller's one session as the server tells it; every step of the page listens to this. */
import { Connection, RequestError } from "../common/connection.js";
import { language } from "../common/i18n.js";
import { newId } from "../common/ids.js";
import { forgetToken, loadToken, saveToken } from "./session_store.js";

/**
 * @typedef {import("./state.js").CallerSession} CallerSession
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {import("../common/chat_log.js").Message} Message
 * @typedef {{mode: Mode, consent: boolean, emergency: boolean, name: string}} Wish what one joins with
 * @typedef {{before: CallerSession | null, session: CallerSession | null, cause: string}} Change
 */

const TAKEN_OVER = 4000;

/**
 * Dispatches `change` (CustomEvent<Change>) after every change of `session`, `messages`
 * (CustomEvent<Message[]>) with the whole conversation after each connection, and `replaced`.
 */
export class Consultation extends EventTarget {
  /** @type {CallerSession | null} */ session = null;
  /** Whether another tab holds the session now. */
  replaced = false;
  #token = loadToken();
  #page = newId();
  /** An end that the server has not heard of yet. */ #ending = false;
  #name = "";
  /** What to join with again after having left the queue. @type {Wish | null} */ left = null;

  constructor() {
    super();
    const hello = () => ({ token: this.#token, language, page: this.#page });
    this.connection = new Connection("/ws/caller", hello);
    this.connection.addEventListener("welcome", (event) => this.#welcomed(detailOf(event)));
    this.connection.addEventListener("stopped", (event) => this.#stopped(detailOf(event)));
    this.connection.on("session", ({ session, cause, token }) => this.#show(session, cause, token));
    this.connection.on("place", ({ place }) => this.#patch({ place }, "place"));
    this.connection.on("peer_media", ({ camera, microphone }) => {
      this.#patch({ peer: { camera, microphone } }, "peer_media");
    });
  }

  start() {
    this.connection.start();
  }

  /** @param {Wish} wish */
  async join(wish) {
    const { session, token } = await this.connection.request("join", wish);
    this.#name = wish.name;
    this.#show(session, "joined", token);
  }

  async leave() {
    const session = this.session;
    await this.connection.request("leave");
    if (session) {
      const { mode, keeps_record: consent, emergency } = session;
      this.left = { mode, consent, emergency, name: this.#name };
    }
    this.forget("abandoned");
  }

  /** @param {Mode} mode */
  switchMode(mode) {
    return this.connection.request("switch_mode", { mode });
  }

  /** Ends at once, here and now; without a connection the server hears of it later. */
  async end() {
    this.#ending = true;
    this.#patch({ state: "ended", ended_by: "caller", reconnect_until: null }, "ended");
    try {
      await this.connection.request("end");
      this.#ending = false;
    } catch (error) {
      if (error instanceof RequestError && !error.passing) this.#ending = false;
    }
  }

  reconnect() {
    this.#ending = false;
    return this.connection.request("reconnect");
  }

  lookHere() {
    return this.connection.request("look_here");
  }

  /** Takes the session back from the other tab. */
  takeBack() {
    this.replaced = false;
    this.connection.start();
  }

  /** Lets the finished session go. @param {string} [cause] */
  forget(cause = "done") {
    forgetToken();
    this.#token = null;
    this.#show(null, cause);
  }

  /** @param {{session: CallerSession | null, messages: Message[]}} welcome */
  #welcomed({ session, messages }) {
    this.replaced = false;
    if (!session && this.#token) {
      this.forget(this.session ? "gone" : "resumed_page");
      return;
    }
    if (this.#ending && session && session.state !== "ended") {
      this.session = session;
      void this.end();
      return;
    }
    this.#ending = false;
    this.#show(session, "resumed_page");
    if (session) this.dispatchEvent(new CustomEvent("messages", { detail: messages }));
  }

  /** @param {number} code */
  #stopped(code) {
    if (code !== TAKEN_OVER) return;
    this.replaced = true;
    this.dispatchEvent(new Event("replaced"));
  }

  /** @param {Partial<CallerSession>} fields @param {string} cause */
  #patch(fields, cause) {
    if (this.session) this.#show({ ...this.session, ...fields }, cause);
  }

  /** @param {CallerSession | null} session @param {string} cause @param {string} [token] */
  #show(session, cause, token = "") {
    if (token) saveToken((this.#token = token));
    const before = this.session;
    this.session = session;
    /** @type {Change} */
    const detail = { before, session, cause };
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }
}

/** @param {Event} event */
export function detailOf(event) {
  return event instanceof CustomEvent ? event.detail : undefined;
}
