/** Step 1: sign language or text, with what is open now. */
import { el, find, icon, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { estimateWords } from "./wait_words.js";

/**
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {{open: boolean, signers_ready?: number, ready?: number, waiting: number,
 *   estimate: import("./state.js").Estimate | null}} ModeNow one mode of `GET /api/centre`
 */

const LOOK_EVERY = 15_000;

export class Choose {
  #timer = 0;
  #notice = find("#choose-notice", HTMLElement);

  /** @param {(mode: Mode, emergency: boolean) => void} onchoose */
  constructor(onchoose) {
    /** @type {Record<Mode, ModeNow> | null} */
    this.modes = null;
    find("#start-video", HTMLElement).addEventListener("click", () => onchoose("video", false));
    find("#start-text", HTMLElement).addEventListener("click", () => onchoose("text", false));
    find("#emergency-start", HTMLElement).addEventListener("click", () => onchoose(this.#fastest(), true));
    document.addEventListener("visibilitychange", () => this.#timer && void this.#look());
  }

  start() {
    if (this.#timer) return;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY);
    void this.#look();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  /** Says what has just happened, such as having left the queue. @param {string} words */
  tell(words) {
    this.#notice.hidden = !words;
    setText(find(".label", HTMLElement, this.#notice), words);
  }

  /** @returns {Mode} signing unless only text is staffed */
  #fastest() {
    return this.modes && !this.modes.video.open && this.modes.text.open ? "text" : "video";
  }

  async #look() {
    if (document.visibilityState === "hidden") return;
    try {
      const reply = await fetch("/api/centre", { headers: { accept: "application/json" } });
      if (!reply.ok) return;
      this.modes = (await reply.json()).modes;
      this.#show();
    } catch {
      // Offline: what was seen last stays; the next look tries again.
    }
  }

  #show() {
    if (!this.modes) return;
    for (const mode of /** @type {Mode[]} */ (["video", "text"])) {
      const lines = nowLines(mode, this.modes[mode], this.modes);
      find(`.choice__now[data-mode=${mode}]`, HTMLElement).replaceChildren(...lines);
    }
  }
}

/**
 * @param {Mode} mode
 * @param {ModeNow} now
 * @param {Record<Mode, ModeNow>} modes
 */
function nowLines(mode, now, modes) {
  const ready = now.signers_ready ?? now.ready ?? 0;
  const chip = now.open
    ? el("span", { class: "chip chip--good" }, icon("in-session"), t("Open now"))
    : el("span", { class: "chip chip--caution" }, icon("alert"), t("Nobody on duty"));
  return [chip, ...closedLine(mode, now, modes), el("span", {}, queueWords(now, ready))];
}

/** @param {Mode} mode @param {ModeNow} now @param {Record<Mode, ModeNow>} modes */
function closedLine(mode, now, modes) {
  if (now.open) return [];
  const textOnly = mode === "video" && modes.text.open;
  return [el("span", {}, textOnly ? t("No signer now. Text is open.") : t("You can wait; your place stays."))];
}

/** @param {ModeNow} now @param {number} ready */
function queueWords(now, ready) {
  if (!now.waiting && ready) return t("Nobody waits. Ready: {n}", { n: ready });
  if (!now.waiting) return t("Nobody waits.");
  const wait = estimateWords({ place: now.waiting, estimate: now.estimate, staffed: now.open });
  return t("Waiting: {n}. {wait}", { n: now.waiting, wait });
}
