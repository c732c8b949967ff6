/**
 * Saves one session's record as it is typed: one request at a time, 600 ms after the last key. What was typed stays in
 * sessionStorage until the server has it, so a reload or a lost connection loses nothing.
 */

import { contested, joined, unsaved } from "./record_merge.js";

/** @typedef {import("./wire").InquiryRecord} InquiryRecord */
/** @typedef {import("./wire").RecordFields} RecordFields */
/** @typedef {"saved" | "typed" | "saving" | "failed" | "conflict"} SaveState */
/** @typedef {{save: (fields: object) => Promise<{version: number}>, storage: Pick<Storage, "getItem" | "setItem" | "removeItem">, wait?: number}} Options */

const WAIT_MS = 600;
const RETRY_MS = 3000;

export class RecordSaver extends EventTarget {
  /** @type {InquiryRecord} */ #base;
  /** @type {Partial<RecordFields>} */ #typed;
  /** @type {InquiryRecord | null} */ #theirs = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {Promise<void> | null} */ #running = null;
  #failed = false;
  /** What the last request carried: where its reply was lost, the server's newer record is our own. */
  /** @type {Partial<RecordFields>} */ #sent = {};
  /** A record that came while a save was under way. @type {InquiryRecord | null} */ #waiting = null;

  /** @param {string} sessionId @param {InquiryRecord} record @param {Options} options */
  constructor(sessionId, record, { save, storage, wait = WAIT_MS }) {
    super();
    this.#base = record;
    this.save = save;
    this.storage = storage;
    this.wait = wait;
    this.storageKey = `sonmal.record.${sessionId}`;
    this.#typed = readTyped(storage, this.storageKey);
    if (this.#hasUnsaved()) this.#later();
  }

  /** The record as this page shows it: the server's, with what was typed here on top. @returns {RecordFields} */
  get fields() {
    return { ...this.#base, ...this.#typed };
  }

  /** The newer record while somebody has to choose between it and what was typed. */
  get newer() {
    return this.#theirs;
  }

  /** Typed words that the server does not have, to be read by a person. */
  get unsavedWords() {
    const { subject, notes } = unsaved(this.#base, this.#typed);
    return [subject, notes].filter(Boolean).join("\n");
  }

  /** Which fields were changed in both places. */
  get contested() {
    return this.#theirs ? this.#contestedWith(this.#theirs) : [];
  }

  /** @returns {SaveState} */
  get state() {
    if (this.#theirs) return "conflict";
    if (this.#running) return "saving";
    if (!this.#hasUnsaved()) return "saved";
    return this.#failed ? "failed" : "typed";
  }

  /** @param {keyof RecordFields} field @param {string} value */
  edit(field, value) {
    this.#typed = { ...this.#typed, [field]: value };
    this.#keep();
    this.#later();
    this.#changed();
  }

  /** Saves now; resolves once all that was typed is stored, or cannot be. @returns {Promise<boolean>} all is stored */
  async flush() {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (this.#theirs) return false;
    if (!this.#hasUnsaved()) return true;
    this.#running = this.#saveOnce();
    this.#changed();
    await this.#running;
    return this.#failed || this.#theirs ? false : this.flush();
  }

  /** A newer record from the server. @param {InquiryRecord} record */
  serverHas(record) {
    if (record.version <= this.#base.version) return;
    if (this.#running) {
      this.#waiting = record;
      return;
    }
    if (this.#contestedWith(record).length > 0) {
      this.#theirs = record;
    } else {
      this.#rebase(record);
    }
    this.#changed();
  }

  /** Settles a conflict. @param {"mine" | "theirs" | "both"} choice `both` joins the notes and keeps ours elsewhere */
  settle(choice) {
    const theirs = this.#theirs;
    if (!theirs) return;
    for (const field of this.contested) {
      if (choice === "theirs") delete this.#typed[field];
      if (choice === "both" && field === "notes") {
        this.#typed.notes = joined(this.#typed.notes ?? "", theirs.notes);
      }
    }
    this.#theirs = null;
    this.#rebase(theirs);
    this.#later();
    this.#changed();
  }

  /** Stops saving; what is unsaved stays in the storage. */
  close() {
    clearTimeout(this.#timer);
  }

  /** Forgets what was typed: the session is finished. */
  discard() {
    this.close();
    this.storage.removeItem(this.storageKey);
  }

  async #saveOnce() {
    const fields = unsaved(this.#base, this.#typed);
    this.#sent = fields;
    try {
      const { version } = await this.save({ version: this.#base.version, ...fields });
      this.#failed = false;
      this.#rebase({ ...this.#base, ...fields, version: Math.max(version, this.#base.version) });
    } catch {
      this.#failed = true;
      this.#later(RETRY_MS);
    } finally {
      this.#running = null;
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting) this.serverHas(waiting);
      this.#changed();
    }
  }

  /** @param {InquiryRecord} record */
  #contestedWith(record) {
    return contested(this.#base, record, this.#typed).filter((field) => record[field] !== this.#sent[field]);
  }

  /** What was typed stays on top only where it still differs. @param {InquiryRecord} record */
  #rebase(record) {
    this.#base = record;
    this.#typed = unsaved(record, this.#typed);
    this.#keep();
  }

  #hasUnsaved() {
    return Object.keys(unsaved(this.#base, this.#typed)).length > 0;
  }

  #later(wait = this.wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #keep() {
    try {
      if (this.#hasUnsaved()) this.storage.setItem(this.storageKey, JSON.stringify(this.#typed));
      else this.storage.removeItem(this.storageKey);
    } catch {
      // A full or refused storage: the page itself still holds what was typed.
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {Pick<Storage, "getItem">} storage @param {string} key @returns {Partial<RecordFields>} */
function readTyped(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}
