/** The page's title and icon, which tell what happens to eyes that are in another tab. */

const BLINK_EVERY = 1000;

export class TitleSignal {
  #timer = 0;
  #title = document.title;

  /** Sets the title that the signal returns to. @param {string} title */
  set(title) {
    this.#title = title;
    if (!this.#timer) document.title = title;
  }

  /** Alternates the title once a second and changes the icon. @param {string} text */
  start(text) {
    this.stop();
    showIcon("signal");
    document.title = text;
    const steady = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#timer = setInterval(() => {
      if (!steady) document.title = document.title === text ? this.#title : text;
    }, BLINK_EVERY);
  }

  stop() {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = 0;
    document.title = this.#title;
    showIcon("plain");
  }
}

/** @param {"plain" | "signal"} which of the two icons that `base.html` names */
function showIcon(which) {
  const link = document.querySelector("link[rel=icon]");
  if (link instanceof HTMLLinkElement) link.href = link.dataset[which] ?? link.href;
}
