/** Step 4: a counselor answered. Seen at once, by colour, words, pulses, title and vibration. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { TitleSignal } from "../common/title.js";

const SHOWN_FOR = 2000;

export class Answered {
  #screen = find("#answered", HTMLElement);
  #signal = new TitleSignal();
  #timer = 0;

  /** @param {() => void} onclosed */
  constructor(onclosed) {
    this.onclosed = onclosed;
    document.addEventListener("visibilitychange", () => this.#seen());
    this.#screen.addEventListener("click", () => this.hide());
    /** Whether the caller is writing: the keys still go into the input below the words, so that none is lost. */
    this.writing = false;
  }

  /** The call runs underneath already; the words make way by themselves. @param {string} counselor */
  show(counselor) {
    const words = t("Your counselor is here.");
    this.writing = document.activeElement === find("#chat-input", HTMLElement);
    setText(find("#answered-name", HTMLElement), counselor);
    this.#screen.hidden = false;
    find("#step-call", HTMLElement).inert = !this.writing;
    if (!this.writing) find("#answered-title", HTMLElement).focus({ preventScroll: true });
    announce(words, "assertive");
    this.#signal.set(document.title);
    this.#signal.start(words);
    navigator.vibrate?.([400, 200, 400, 200, 400]);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide() {
    if (this.#screen.hidden) return;
    clearTimeout(this.#timer);
    this.#screen.hidden = true;
    find("#step-call", HTMLElement).inert = false;
    this.#seen();
    this.onclosed();
  }

  /** The title keeps calling until the page is looked at. */
  #seen() {
    if (this.#screen.hidden && document.visibilityState === "visible") this.#signal.stop();
  }
}
