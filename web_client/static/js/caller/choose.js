/** Step 1: sign language or text, with what is open now. */
import { el, find, icon, setText } from "../common/dom.js";
import { language, t } from "../common/i18n.js";
import { closedWords, closesWords, fastest, opensWords, staffed, unstaffedWords } from "./open_words.js";
import { estimateWords } from "./wait_words.js";

/**
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {import("./open_words.js").ModeNow} ModeNow
 */

const MODES = /** @type {Mode[]} */ (["video", "text"]);

const LOOK_EVERY = 15_000;

export class Choose {
  #timer = 0;
  #notice = find("#choose-notice", HTMLElement);

  /** @param {(mode: Mode, emergency: boolean) => void} onchoose */
  constructor(onchoose) {
    /** @type {Record<Mode, ModeNow> | null} */
    this.modes = null;
    for (const mode of MODES) {
      card(mode).addEventListener("click", () => {
        if (this.modes && !this.modes[mode].open) this.tell(closedWords(mode, this.modes));
        else onchoose(mode, false);
      });
    }
    find("#emergency-start", HTMLElement).addEventListener("click", () => onchoose(fastest(this.modes), true));
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
    for (const mode of MODES) {
      const lines = nowLines(mode, this.modes[mode], this.modes);
      find(`.choice__now[data-mode=${mode}]`, HTMLElement).replaceChildren(...lines);
      // Not disabled: it can still be reached, and says why it is closed.
      card(mode).setAttribute("aria-disabled", String(!this.modes[mode].open));
      showMessage(mode, this.modes[mode]);
    }
  }
}

/** @param {Mode} mode */
function card(mode) {
  return find(`#start-${mode}`, HTMLButtonElement);
}

/** What an administrator wrote for the time while it is closed, with its place for a signed clip. @param {Mode} mode @param {ModeNow} now */
function showMessage(mode, now) {
  const box = find(`#${mode}-closed`, HTMLElement);
  const words = now.open ? "" : now.message[language];
  box.hidden = !words;
  setText(find(".closed-message__text", HTMLElement, box), words);
  find(".signed-clip", HTMLElement, box).dataset.clip = now.open ? "" : now.clip;
}

/**
 * @param {Mode} mode
 * @param {ModeNow} now
 * @param {Record<Mode, ModeNow>} modes
 */
function nowLines(mode, now, modes) {
  if (!now.open) {
    const shut = el("span", { class: "chip chip--caution" }, icon("ended"), t("Not open now"));
    return [shut, el("span", {}, opensWords(now, Date.now() / 1000))];
  }
  const chip = staffed(now)
    ? el("span", { class: "chip chip--good" }, icon("in-session"), t("Open now"))
    : el("span", { class: "chip chip--caution" }, icon("alert"), t("Nobody on duty"));
  const until = closesWords(now, Date.now() / 1000);
  return [chip, until && el("span", {}, until), el("span", {}, staffed(now) ? queueWords(now) : unstaffedWords(mode, modes))].filter((line) => line instanceof Node);
}

/** @param {ModeNow} now */
function queueWords({ waiting, estimate, open }) {
  if (!waiting) return t("Nobody waits.");
  const wait = estimateWords({ place: waiting, estimate, staffed: open });
  return t("Waiting: {n}, {wait}", { n: waiting, wait });
}
