/**
 * What this console shows, kept from the server's snapshot (`duty`) and its events. No DOM, no requests.
 * Every change dispatches "change" with the names of the parts that changed, so each view redraws only its own.
 */

import { deliveredUpTo, unreadCount } from "./unanswered.js";

/** @typedef {import("./wire").StaffSession} StaffSession */
/** @typedef {import("./wire").Duty} Duty */
/** @typedef {"me" | "offer" | "queue" | "sessions" | "selected" | "messages" | "choices" | "media" | "notices"} Part */

export class ConsoleState extends EventTarget {
  /** @type {import("./wire").Me | null} */ me = null;
  /** In the order in which they were answered. @type {Map<string, StaffSession>} */ sessions = new Map();
  /** @type {import("./wire").Offer | null} */ offer = null;
  /** @type {import("./wire").QueueEntry[]} */ queue = [];
  /** @type {import("./wire").Choice[]} */ categories = [];
  /** @type {import("./wire").Choice[]} */ outcomes = [];
  /** Those that have not ended, also those that have not begun. @type {import("./wire").Notice[]} */ notices = [];
  /** @type {string} */ selectedId = "";
  /** How the media connection of each side of a session is. @type {Map<string, {you: string, peer: string}>} */
  lines = new Map();
  /** The last of the caller's texts that this page has shown. @type {Map<string, number>} */ #seen = new Map();

  /** @returns {StaffSession | null} */
  get selected() {
    return this.sessions.get(this.selectedId) ?? null;
  }

  /** The one session whose picture may run. @returns {StaffSession | null} */
  get videoSession() {
    return [...this.sessions.values()].find((one) => one.mode === "video" && one.state !== "wrap_up") ?? null;
  }

  /** @param {Duty} duty the whole state, at every (re)connection */
  snapshot(duty) {
    this.me = duty.me;
    this.offer = duty.offer;
    this.queue = duty.queue;
    this.categories = duty.categories;
    this.outcomes = duty.outcomes;
    this.notices = duty.notices;
    const before = this.sessions;
    this.sessions = new Map();
    for (const session of duty.sessions) {
      const known = before.get(session.session_id);
      this.sessions.set(session.session_id, { ...session, messages: merged(known?.messages ?? [], session.messages) });
    }
    this.#keepSelection();
    this.#changed("me", "choices", "queue", "notices", "offer", "sessions", "selected", "messages", "media");
  }

  /** @param {import("./wire").Me} me */
  setMe(me) {
    this.me = me;
    this.#changed("me");
  }

  /** @param {import("./wire").QueueEntry[]} queue */
  setQueue(queue) {
    this.queue = queue;
    this.#changed("queue");
  }

  /** @param {import("./wire").Notice[]} notices */
  setNotices(notices) {
    this.notices = notices;
    this.#changed("notices");
  }

  /** @param {string} id */
  noticeRead(id) {
    this.setNotices(this.notices.map((one) => (one.id === id ? { ...one, read: true } : one)));
  }

  /** @param {import("./wire").Offer} offer */
  offered(offer) {
    this.offer = offer;
    this.#changed("offer");
  }

  /** @param {string} sessionId */
  offerGone(sessionId) {
    if (this.offer?.session_id !== sessionId) return;
    this.offer = null;
    this.#changed("offer");
  }

  /** @param {StaffSession} session whole but for its messages, which come only with the answer @param {string} cause */
  sessionShown(session, cause) {
    const known = this.sessions.get(session.session_id);
    const messages = merged(known?.messages ?? [], session.messages);
    this.sessions.set(session.session_id, { ...session, messages });
    if (cause === "answered" || !this.selected) this.selectedId = session.session_id;
    this.offerGone(session.session_id);
    this.#changed("sessions", "selected", "messages", "media");
  }

  /** @param {string} sessionId */
  sessionGone(sessionId) {
    this.sessions.delete(sessionId);
    this.lines.delete(sessionId);
    this.#seen.delete(sessionId);
    this.#keepSelection();
    this.#changed("sessions", "selected", "messages", "media");
  }

  /** @param {string} sessionId @param {import("./wire").Message} message */
  messageCame(sessionId, message) {
    this.#update(sessionId, (session) => ({ ...session, messages: merged(session.messages, [message]) }), "messages");
  }

  /** The caller has shown every text of ours up to `upTo`. @param {string} sessionId @param {number} upTo */
  deliveredToCaller(sessionId, upTo) {
    this.#update(
      sessionId,
      (session) => ({
        ...session,
        messages: session.messages.map((one) =>
          one.sender !== "caller" && one.seq <= upTo ? { ...one, delivered: true } : one,
        ),
      }),
      "messages",
    );
  }

  /** @param {string} sessionId @param {import("./wire").PeerMedia} peer */
  peerMedia(sessionId, peer) {
    this.#update(sessionId, (session) => ({ ...session, peer }), "media");
  }

  /** @param {string} sessionId @param {"you" | "peer"} who @param {string} state */
  lineChanged(sessionId, who, state) {
    const line = this.lines.get(sessionId) ?? { you: "", peer: "" };
    this.lines.set(sessionId, { ...line, [who]: state });
    this.#changed("media");
  }

  /** @param {string} sessionId @param {import("./wire").InquiryRecord} record */
  recordCame(sessionId, record) {
    this.#update(sessionId, (session) => ({ ...session, record }), "sessions");
  }

  /** @param {string} sessionId */
  seenUpTo(sessionId) {
    return Math.max(this.#seen.get(sessionId) ?? 0, deliveredUpTo(this.sessions.get(sessionId)?.messages ?? []));
  }

  /** @param {string} sessionId */
  unread(sessionId) {
    return unreadCount(this.sessions.get(sessionId)?.messages ?? [], this.seenUpTo(sessionId));
  }

  /** @param {string} sessionId @param {number} seq */
  markSeen(sessionId, seq) {
    if (seq <= this.seenUpTo(sessionId)) return;
    this.#seen.set(sessionId, seq);
    this.#changed("sessions");
  }

  /** @param {string} sessionId */
  select(sessionId) {
    if (!this.sessions.has(sessionId) || this.selectedId === sessionId) return;
    this.selectedId = sessionId;
    this.#changed("selected", "sessions", "messages", "media");
  }

  /** Selects the next (1) or previous (-1) session, round and round. @param {1 | -1} step */
  selectBeside(step) {
    const ids = [...this.sessions.keys()];
    if (ids.length === 0) return;
    const at = ids.indexOf(this.selectedId);
    this.select(ids[(at + step + ids.length) % ids.length]);
  }

  #keepSelection() {
    if (!this.sessions.has(this.selectedId)) this.selectedId = this.sessions.keys().next().value ?? "";
  }

  /**
   * @param {string} sessionId @param {(session: StaffSession) => StaffSession} change @param {Part} part
   */
  #update(sessionId, change, part) {
    const session = this.sessions.get(sessionId);
    if (!session) return;
    this.sessions.set(sessionId, change(session));
    this.#changed(part);
  }

  /** @param {...Part} parts */
  #changed(...parts) {
    this.dispatchEvent(new CustomEvent("change", { detail: new Set(parts) }));
  }
}

/**
 * Both lists by `seq`, each message once; what came later wins, but a delivered message stays delivered.
 * @param {readonly import("./wire").Message[]} known @param {readonly import("./wire").Message[]} news
 */
export function merged(known, news) {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of news) {
    const delivered = message.delivered || (bySeq.get(message.seq)?.delivered ?? false);
    bySeq.set(message.seq, { ...message, delivered });
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
