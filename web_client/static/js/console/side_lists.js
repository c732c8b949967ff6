/** The left lists: who waits, and this counselor's sessions. */
import { el, find, icon, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { makeChip } from "./chips.js";
import { stopwatch } from "./spans.js";
import { unansweredMinutes } from "./unanswered.js";
import { modeWord, sessionLook, sessionName } from "./words.js";

/** @typedef {import("./console_state.js").ConsoleState} ConsoleState */

export class QueueList {
  #list = find("#queue-list", HTMLElement);

  /** @param {ConsoleState} shown @param {() => number} now */
  constructor(shown, now) {
    this.shown = shown;
    this.now = now;
  }

  show() {
    const queue = this.shown.queue;
    this.#list.replaceChildren(...queue.map((entry) => this.#row(entry)));
    setText(find("#queue-count", HTMLElement), queue.length ? String(queue.length) : "");
    find("#queue-empty", HTMLElement).hidden = queue.length > 0;
  }

  /** The waits run on; nothing else moves. */
  tick() {
    for (const time of this.#list.querySelectorAll("[data-since]")) {
      setText(time, stopwatch(this.now() - Number(/** @type {HTMLElement} */ (time).dataset.since)));
    }
  }

  /** @param {import("./wire").QueueEntry} entry */
  #row(entry) {
    return el(
      "li",
      { class: "queue__row" },
      icon(entry.offered ? "offered" : entry.present ? "waiting" : "reconnecting"),
      el("span", { class: "queue__mode" }, modeWord(entry.mode)),
      el("span", { class: "number", "data-since": entry.joined_at }, stopwatch(this.now() - entry.joined_at)),
      el(
        "span",
        { class: "queue__notes" },
        entry.emergency && makeChip({ icon: "alert", tone: "danger", text: t("Emergency") }),
        entry.returned && makeChip({ icon: "undo", tone: "caution", text: t("Came back") }),
        entry.offered && el("span", { class: "muted small" }, t("Being asked")),
        !entry.present && el("span", { class: "muted small" }, t("Not connected")),
      ),
    );
  }
}

export class SessionList {
  #list = find("#session-list", HTMLElement);
  #look = "";

  /** @param {ConsoleState} shown @param {() => number} now */
  constructor(shown, now) {
    this.shown = shown;
    this.now = now;
  }

  /** Rebuilt only when it would look different: a list that is rebuilt under the pointer loses clicks. */
  show() {
    const sessions = [...this.shown.sessions.values()];
    const look = JSON.stringify([this.shown.selectedId, sessions.map((session) => this.#lookOf(session))]);
    if (look === this.#look) return;
    this.#look = look;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.session : "";
    this.#list.replaceChildren(...sessions.map((session) => el("li", {}, this.#button(session))));
    find("#sessions-empty", HTMLElement).hidden = sessions.length > 0;
    if (focused) this.focus(focused);
  }

  /** @param {string} sessionId */
  focus(sessionId) {
    const button = this.#list.querySelector(`[data-session="${CSS.escape(sessionId)}"]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /** @param {import("./wire").StaffSession} session */
  #lookOf(session) {
    const { session_id, mode, emergency } = session;
    const words = [sessionName(session), sessionLook(session).text];
    return [session_id, mode, emergency, ...words, this.shown.unread(session_id), this.#unanswered(session)];
  }

  /** @param {import("./wire").StaffSession} session */
  #button(session) {
    const id = session.session_id;
    const selected = id === this.shown.selectedId;
    return el(
      "button",
      {
        type: "button",
        class: "session-button",
        "data-session": id,
        "aria-current": selected ? "true" : null,
        onclick: () => this.shown.select(id),
      },
      el(
        "span",
        { class: "session-button__name" },
        icon(session.mode === "video" ? "hands" : "text"),
        el("span", {}, sessionName(session)),
        this.#unread(id),
      ),
      el("span", { class: "session-button__notes" }, makeChip(sessionLook(session)), ...this.#notes(session)),
    );
  }

  /** Minutes, for a conversation by text. @param {import("./wire").StaffSession} session */
  #unanswered(session) {
    const talks = session.mode === "text" && session.state !== "wrap_up";
    return talks ? unansweredMinutes(session.messages, this.now()) : null;
  }

  /** @param {string} id */
  #unread(id) {
    const count = this.shown.unread(id);
    if (!count) return null;
    return el(
      "span",
      { class: "count" },
      String(count),
      el("span", { class: "visually-hidden" }, ` ${t("unread")}`),
    );
  }

  /** @param {import("./wire").StaffSession} session */
  #notes(session) {
    const minutes = this.#unanswered(session);
    return [
      session.emergency && makeChip({ icon: "alert", tone: "danger", text: t("Emergency") }),
      minutes !== null &&
        el("span", { class: "small" }, minutes < 1 ? t("Unanswered") : t("{n} min unanswered", { n: minutes })),
    ];
  }
}
