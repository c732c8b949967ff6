/** Texts on their way: kept in the tab until the server has stored them, sent in order, never doubled. */
import { RequestError } from "./connection.js";
import { newId } from "./ids.js";
import { load, save } from "./tab_storage.js";

/**
 * @typedef {{client_id: string, text: string, at: number, refused: string}} OutboxEntry
 *   `at` seconds since the epoch; `refused` the error code that stopped it, else empty
 */

const RETRY_AFTER = 1000;

/**
 * What the outbox needs of a connection.
 * @typedef {Pick<import("./connection.js").Connection, "state" | "request" | "addEventListener" | "removeEventListener"> & {now(): number}} Sender
 */

export class Outbox {
  /** Called after every change of `entries`. @type {() => void} */
  onchange = () => {};
  /** Called when the server has stored a text. @type {(entry: OutboxEntry, reply: any) => void} */
  onstored = () => {};
  #sending = false;
  #timer = 0;
  #flush = () => void this.#sendAll();

  /**
   * @param {Sender} connection
   * @param {string} storageKey of the session storage; one for each conversation
   * @param {(entry: OutboxEntry) => object} makeFields what else `send_text` must say
   */
  constructor(connection, storageKey, makeFields = () => ({})) {
    this.connection = connection;
    this.storageKey = storageKey;
    this.makeFields = makeFields;
    /** @type {OutboxEntry[]} */
    this.entries = entriesOf(load(storageKey));
    connection.addEventListener("statechange", this.#flush);
    this.#flush();
  }

  /** @param {string} text */
  add(text) {
    const entry = { client_id: newId(), text, at: this.connection.now(), refused: "" };
    this.entries.push(entry);
    this.#changed();
    this.#flush();
    return entry;
  }

  /** Tries a refused text again. @param {string} clientId */
  retry(clientId) {
    for (const entry of this.entries) if (entry.client_id === clientId) entry.refused = "";
    this.#changed();
    this.#flush();
  }

  /** Stops sending; what is unsent stays in the tab. */
  close() {
    clearTimeout(this.#timer);
    this.connection.removeEventListener("statechange", this.#flush);
  }

  async #sendAll() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) await this.#send(entry);
    } finally {
      this.#sending = false;
    }
  }

  #next() {
    return this.connection.state === "open" ? this.entries.find((entry) => !entry.refused) : undefined;
  }

  /** @param {OutboxEntry} entry */
  async #send(entry) {
    const fields = { client_id: entry.client_id, text: entry.text, ...this.makeFields(entry) };
    try {
      const reply = await this.connection.request("send_text", fields);
      this.entries = this.entries.filter((other) => other !== entry);
      this.onstored(entry, reply);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (error.passing) await this.#pause();
      else entry.refused = error.code;
    }
    this.#changed();
  }

  /** A breath before the same text goes again, so that a silent server is not flooded. */
  #pause() {
    return new Promise((resolve) => {
      this.#timer = setTimeout(resolve, RETRY_AFTER);
    });
  }

  #changed() {
    save(this.storageKey, this.entries.length ? JSON.stringify(this.entries) : "");
    this.onchange();
  }
}

/** @param {string} saved @returns {OutboxEntry[]} */
function entriesOf(saved) {
  try {
    const entries = JSON.parse(saved || "[]");
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}
