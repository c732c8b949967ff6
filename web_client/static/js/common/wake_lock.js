/** Keeps the screen on while somebody waits or signs. */

export class WakeLock {
  /** @type {WakeLockSentinel | null} */ #lock = null;
  #wanted = false;
  #resume = () => void this.#acquire();

  hold() {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#resume);
    this.#resume();
  }

  release() {
    this.#wanted = false;
    document.removeEventListener("visibilitychange", this.#resume);
    this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }

  /** Browsers drop the lock of a hidden page, so it is taken again when the page is seen. */
  async #acquire() {
    if (!this.#wanted || document.visibilityState === "hidden" || !navigator.wakeLock) return;
    if (this.#lock && !this.#lock.released) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
      if (!this.#wanted) this.release();
    } catch {
      // Refused (battery saver): the words on the page ask to keep the screen on.
    }
  }
}
