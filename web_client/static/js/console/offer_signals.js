/** An offer for eyes that are elsewhere: title, icon, system notification, and a sound if one was chosen. */
import { TitleSignal } from "../common/title.js";
import { playSound } from "./sounds.js";

const SOUND_KEY = "sonmal.sound";
const REPEAT_MS = 2500;

export class OfferSignals {
  #title = new TitleSignal();
  /** @type {Notification | null} */ #notification = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /** The chosen sound, empty for none: deaf counselors work here, so it starts off. */
  get sound() {
    return localStorage.getItem(SOUND_KEY) ?? "";
  }

  set sound(name) {
    localStorage.setItem(SOUND_KEY, name);
  }

  /** @param {string} words */
  start(words) {
    this.#title.start(`◆ ${words}`);
    this.#notify(words);
    if (!this.sound) return;
    playSound(this.sound);
    this.#timer = setInterval(() => playSound(this.sound), REPEAT_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#title.stop();
    this.#notification?.close();
    this.#notification = null;
  }

  /** Only where the page is not looked at. @param {string} words */
  #notify(words) {
    if (document.hasFocus() || !("Notification" in window) || Notification.permission !== "granted") return;
    try {
      this.#notification = new Notification(words, { tag: "sonmal-offer", silent: true });
      this.#notification.onclick = () => window.focus();
    } catch {
      // Some browsers allow notifications only from a service worker: title and band remain.
    }
  }
}

/** Asks once; call it from a click. */
export async function askForNotifications() {
  if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
}
