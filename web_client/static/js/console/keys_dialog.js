/** The list of keys, each changed by pressing the new one, and the signals of an offer. */
import { el, find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { ACTIONS, assign, chordOf, DEFAULT_KEYS, shown as readable } from "./keymap.js";
import { playSound } from "./sounds.js";

/** @typedef {import("./keymap.js").Action} Action */

export class KeysDialog {
  #dialog = find("#keys-dialog", HTMLDialogElement);
  #error = find("#keys-error", HTMLElement);
  #sound = find("#sound", HTMLSelectElement);
  /** The command whose new key is awaited. @type {Action | null} */ #waiting = null;

  /** @param {import("./key_commands.js").KeyCommands} keys @param {import("./offer_signals.js").OfferSignals} signals */
  constructor(keys, signals) {
    this.keys = keys;
    this.signals = signals;
    find("#open-keys", HTMLElement).addEventListener("click", () => this.open());
    find("#keys-close", HTMLElement).addEventListener("click", () => this.#dialog.close());
    find("#keys-reset", HTMLElement).addEventListener("click", () => this.#use({ ...DEFAULT_KEYS }));
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#sound.addEventListener("change", () => {
      signals.sound = this.#sound.value;
      playSound(signals.sound);
    });
  }

  open() {
    this.#waiting = null;
    this.#sound.value = this.signals.sound;
    setText(this.#error, "");
    setText(find("#notification-words", HTMLElement), notificationWords());
    this.#show();
    this.#dialog.showModal();
  }

  #show() {
    find("#keys", HTMLElement).replaceChildren(...ACTIONS.map((action) => this.#row(action)));
  }

  /** @param {Action} action */
  #row(action) {
    const waits = this.#waiting === action;
    const start = () => {
      this.#waiting = waits ? null : action;
      this.#show();
      this.#focus(action);
    };
    const words = waits ? t("Press the new key") : readable(this.keys.keymap[action]);
    const button = el(
      "button",
      { type: "button", class: "button keys__key", "data-action": action, "aria-pressed": String(waits), onclick: start },
      el("span", { class: "visually-hidden" }, `${actionWords(action)}: `),
      words,
    );
    return el("li", { class: "keys__row" }, el("span", {}, actionWords(action)), button);
  }

  /** @param {Action} action */
  #focus(action) {
    find(`[data-action="${action}"]`, HTMLElement, this.#dialog).focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const action = this.#waiting;
    if (!action || event.isComposing || event.keyCode === 229 || event.key === "Tab") return;
    event.preventDefault();
    const chord = chordOf(event);
    if (event.key === "Escape") this.#take(action, this.keys.keymap);
    else if (chord) this.#assign(action, chord);
  }

  /** @param {Action} action @param {string} chord */
  #assign(action, chord) {
    const { keymap, refusal } = assign(this.keys.keymap, action, chord);
    const words = {
      "": "",
      bare: t("A letter alone would fire while you type. Add Ctrl or Alt, or use a function key."),
      reserved: t("The browser needs this key."),
      taken: t("Another command has this key."),
    }[refusal];
    setText(this.#error, words);
    if (!refusal) this.#take(action, keymap);
  }

  /** @param {Action} action @param {import("./keymap.js").Keymap} keymap */
  #take(action, keymap) {
    this.#use(keymap);
    this.#focus(action);
  }

  /** @param {import("./keymap.js").Keymap} keymap */
  #use(keymap) {
    this.#waiting = null;
    this.keys.use(keymap);
    this.#show();
  }
}

/** @param {Action} action */
function actionWords(action) {
  return {
    accept: t("Accept the offer"),
    hold: t("Hold, or go on"),
    phrases: t("Phrases and answers"),
    answer_language: t("Answers in the other language"),
    previous_session: t("Session above"),
    next_session: t("Session below"),
    keys: t("This list"),
  }[action];
}

function notificationWords() {
  const permission = "Notification" in window ? Notification.permission : "denied";
  return permission === "granted"
    ? t("System notifications are on.")
    : t("System notifications are off. The browser asks when you press Ready.");
}
