/** Shows one step at a time, moves the focus to its heading and brings along the parts that travel. */
import { find } from "../common/dom.js";
import { inCall } from "./state.js";

/** @typedef {import("./state.js").Step} Step */

export class Steps {
  /** @type {Step | null} */ current = null;
  /** @type {Map<string, HTMLElement>} */ #sections = new Map();
  #travelling = find("#travelling", HTMLElement);
  #conversation = find("#conversation", HTMLElement);
  #own = find("#self-video", HTMLVideoElement);
  #mode = find("#mode-switch", HTMLElement);
  #input = find("#chat-input", HTMLTextAreaElement);

  constructor() {
    for (const section of document.querySelectorAll("[data-step]")) {
      if (section instanceof HTMLElement) this.#sections.set(section.dataset.step ?? "", section);
    }
  }

  /**
   * @param {Step} step
   * @param {import("./state.js").CallerSession | null} session
   */
  show(step, session) {
    const typing = document.activeElement === this.#input;
    const first = this.current === null;
    const changed = this.current !== step;
    this.current = step;
    for (const [name, section] of this.#sections) section.hidden = name !== step;
    document.body.dataset.step = step;
    this.#bring(step, session);
    if (!changed) return;
    scrollTo(0, 0);
    if (typing && this.#input.offsetParent) this.#input.focus();
    else if (!first) this.focusHeading();
  }

  focusHeading() {
    const heading = this.#sections.get(this.current ?? "")?.querySelector("h1");
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }

  /** @param {Step} step @param {import("./state.js").CallerSession | null} session */
  #bring(step, session) {
    const section = this.#sections.get(step);
    const mode = inCall(session) ? `mode-${session?.mode}` : "mode";
    this.#put(this.#conversation, section?.querySelector("[data-slot=conversation]"));
    this.#put(this.#mode, section?.querySelector(`[data-slot=${mode}]`));
    this.#put(this.#own, section?.querySelector("[data-slot=own]"));
  }

  /** @param {HTMLElement} part @param {Element | null | undefined} slot */
  #put(part, slot) {
    const home = slot ?? this.#travelling;
    if (part.parentElement === home) return;
    move(part, home);
    // A moved video stops playing.
    if (part instanceof HTMLVideoElement && part.srcObject) part.play().catch(() => undefined);
  }
}

/**
 * As it is, where the browser can: with the focus, and the syllable that is being composed.
 * @param {HTMLElement} part @param {Element & {moveBefore?: (part: Node, before: Node | null) => void}} home
 */
function move(part, home) {
  if (home.moveBefore && part.isConnected && home.isConnected) home.moveBefore(part, null);
  else home.append(part);
}
