/** Step 1: sign language or text, with what is open now. */
import { el, find, icon, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { estimateWords } from "./wait_words.js";

/**
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {{open: boolean, signers_ready: number, waiting: number,
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
    for (const id of ["start-video", "start-text", "emergency-start"]) {
      find(`#${id}`, HTMLButtonElement).disabled = false;
    }
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
    return this.modes && !staffed(this.modes.video) && staffed(this.modes.text) ? "text" : "video";
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

/** @param {ModeNow} now */
function staffed(now) {
  return now.open && now.signers_ready > 0;
}

/**
 * @param {Mode} mode
 * @param {ModeNow} now
 * @param {Record<Mode, ModeNow>} modes
 */
function nowLines(mode, now, modes) {
  const chip = staffed(now)
    ? el("span", { class: "chip chip--good" }, icon("in-session"), t("Open now"))
    : el("span", { class: "chip chip--caution" }, icon("alert"), t("Nobody on duty"));
  return [chip, el("span", {}, staffed(now) ? queueWords(now) : unstaffedWords(mode, modes))];
}

/** @param {Mode} mode @param {Record<Mode, ModeNow>} modes */
function unstaffedWords(mode, modes) {
  if (mode === "video" && staffed(modes.text)) return t("No signer now. Text is open.");
  return t("You can wait; your place stays.");
}

/** @param {ModeNow} now */
function queueWords({ waiting, estimate, open }) {
  if (!waiting) return t("Nobody waits.");
  const wait = estimateWords({ place: waiting, estimate, staffed: open });
  return t("Waiting: {n}, {wait}", { n: waiting, wait });
}
