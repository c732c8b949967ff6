/** Makes the call fit what is really visible, with the keyboard open too (Safari does not resize the page). */
import { find } from "../common/dom.js";

const NARROW = 600;
const LOW = 520;
const VERY_LOW = 260;

/**
 * Whether so little height is left while writing that only the signer, the last message and the input fit.
 * @param {{width: number, height: number, writing: boolean}} seen CSS pixels
 */
export function mustFold({ width, height, writing }) {
  return writing && ((width < NARROW && height < LOW) || height < VERY_LOW);
}

export function watchViewport() {
  const call = find("#step-call", HTMLElement);
  const input = find("#chat-input", HTMLElement);
  const viewport = window.visualViewport;

  function fit() {
    // A pinch-zoomed page also shrinks the visual viewport, and must not be laid out again.
    const zoomed = (viewport?.scale ?? 1) > 1.01;
    const height = zoomed ? innerHeight : viewport?.height ?? innerHeight;
    call.style.setProperty("--seen-height", `${height}px`);
    const writing = document.activeElement === input;
    call.dataset.fold = String(mustFold({ width: innerWidth, height, writing }));
    if (writing && !zoomed && call.offsetParent) scrollTo(0, 0);
  }

  viewport?.addEventListener("resize", fit);
  viewport?.addEventListener("scroll", fit);
  addEventListener("resize", fit);
  input.addEventListener("focus", fit);
  input.addEventListener("blur", fit);
  fit();
}
