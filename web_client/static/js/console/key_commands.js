/** Runs the console's commands by key, wherever the focus is; not while Hangul is composed or a dialog is open. */
import { actionOf, chordOf, loadKeymap, saveKeymap, shown as readable } from "./keymap.js";

/** @typedef {import("./keymap.js").Action} Action */

export class KeyCommands {
  keymap = loadKeymap(localStorage);

  /** @param {Record<Action, () => void>} commands */
  constructor(commands) {
    this.commands = commands;
    document.addEventListener("keydown", (event) => this.#press(event));
    this.#label();
  }

  /** @param {import("./keymap.js").Keymap} keymap */
  use(keymap) {
    this.keymap = keymap;
    saveKeymap(localStorage, keymap);
    this.#label();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing || event.keyCode === 229 || event.repeat || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const action = actionOf(this.keymap, chordOf(event));
    if (!action) return;
    event.preventDefault();
    this.commands[action]();
  }

  /** Writes the key on every button that has one. */
  #label() {
    for (const label of document.querySelectorAll("kbd[data-key]")) {
      const action = /** @type {Action} */ (/** @type {HTMLElement} */ (label).dataset.key);
      label.textContent = readable(this.keymap[action]);
    }
  }
}
