/** The middle: the caller's picture with the line's state, or what to do while there is no session. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { idleWords } from "./availability_view.js";
import { makeChip, showChip } from "./chips.js";
import { lineOf } from "./line_words.js";
import { stopwatch } from "./spans.js";
import { languageWord, sessionLook, sessionName } from "./words.js";

const CALLED_MS = 5000;

/** @typedef {"idle" | "video" | "text"} Layout */

/** A wrap-up is laid out as text: then the conversation is what one reads. @param {import("./wire").StaffSession | null} session @returns {Layout} */
export function layoutOf(session) {
  if (!session) return "idle";
  return session.mode === "video" && session.state !== "wrap_up" ? "video" : "text";
}

export class StageView {
  #stage = find("#stage", HTMLElement);
  #words = find("#stage-words", HTMLElement);
  #line = find("#line-state", HTMLElement);
  #time = find("#session-time", HTMLElement);
  #called = find("#called", HTMLElement);
  #self = find("#self", HTMLElement);
  #selfVideo = find("#self-video", HTMLVideoElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #calledTimer;
  #spoken = "";

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./session_media.js").SessionMedia} media
   * @param {import("./own_camera.js").OwnCamera} camera @param {() => number} now
   */
  constructor(shown, media, camera, now) {
    this.shown = shown;
    this.media = media;
    this.camera = camera;
    this.now = now;
    for (const source of [shown, media, camera]) source.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const session = this.shown.selected;
    const layout = layoutOf(session);
    find("#console", HTMLElement).dataset.mode = layout;
    this.#stage.hidden = layout !== "video";
    find("#idle", HTMLElement).hidden = session !== null;
    find("#bar-session", HTMLElement).hidden = !session;
    this.#showSelf(layout);
    if (session) this.#showSession(session);
    else this.#showIdle();
  }

  /** Time runs on. */
  tick() {
    const session = this.shown.selected;
    if (!session) return;
    const since = session.state === "wrap_up" && session.ended_at ? session.ended_at : session.answered_at;
    setText(this.#time, stopwatch(this.now() - since));
  }

  /** The caller asks for the counselor's eyes. @param {string} sessionId */
  calledFor(sessionId) {
    const session = this.shown.sessions.get(sessionId);
    if (!session) return;
    this.#called.hidden = false;
    this.#line.hidden = true;
    announce(t("The caller asks you to look."), "assertive");
    clearTimeout(this.#calledTimer);
    this.#calledTimer = setTimeout(() => {
      this.#called.hidden = true;
      this.show();
    }, CALLED_MS);
  }

  #showIdle() {
    const [heading, words] = idleWords(this.shown.me, this.camera.open);
    setText(find("#idle-heading", HTMLElement), heading);
    setText(find("#idle-words", HTMLElement), words);
  }

  /** @param {import("./wire").StaffSession} session */
  #showSession(session) {
    setText(find("#session-name", HTMLElement), sessionName(session));
    setText(find("#session-number", HTMLElement), session.inquiry_number);
    const chips = session.state === "wrap_up" ? [makeChip(sessionLook(session))] : [];
    if (session.emergency) chips.push(makeChip({ icon: "alert", tone: "danger", text: t("Emergency") }));
    if (session.language !== document.documentElement.lang) {
      chips.push(makeChip({ icon: "globe", tone: "", text: languageWord(session.language) }));
    }
    find("#session-chips", HTMLElement).replaceChildren(...chips);
    this.#showLine(session);
    this.tick();
  }

  /** @param {import("./wire").StaffSession} session */
  #showLine(session) {
    const own = this.media.sessionId === session.session_id;
    const picture = { connected: own && this.media.connected, hasPicture: own && this.media.hasPicture };
    const line = lineOf(session, picture, this.shown.lines.get(session.session_id));
    showChip(this.#line, line);
    this.#line.hidden = session.state === "wrap_up" || !this.#called.hidden;
    this.#words.hidden = !line.hides;
    setText(this.#words, line.hides ? line.text : "");
    this.#stage.classList.toggle("stage--empty", line.hides);
    const spoken = `${session.session_id} ${line.text}`;
    if (spoken !== this.#spoken && line.tone === "caution") announce(line.text, "assertive");
    this.#spoken = spoken;
  }

  /** @param {Layout} layout */
  #showSelf(layout) {
    const stream = this.camera.stream;
    this.#self.hidden = !stream || layout === "text";
    if (this.#selfVideo.srcObject !== stream) this.#selfVideo.srcObject = stream;
    const paused = this.media.cameraPaused && layout === "video";
    this.#self.classList.toggle("self--paused", paused);
    setText(find("#self-words", HTMLElement), paused ? t("Paused") : t("Me"));
  }
}
