/** One's own picture in the call: beside the text, never on the signer; moved by drag, keys or button. */
import { find, setButton } from "../common/dom.js";

const KEY = "sonmal.own-picture";
const DRAG_FROM = 6;

/** @typedef {{x: "left" | "right", y: "top" | "bottom", shown: boolean}} OwnPlace */

/** The next corner, clockwise. @param {OwnPlace} place @returns {OwnPlace} */
export function nextCorner(place) {
  const turn = { top: { left: "right", right: "right" }, bottom: { right: "left", left: "left" } };
  const x = /** @type {"left" | "right"} */ (/** @type {any} */ (turn)[place.y][place.x]);
  const y = x !== place.x ? place.y : place.y === "top" ? "bottom" : "top";
  return { ...place, x, y };
}

/** Where a key moves it, or null where the key means nothing here. @param {OwnPlace} place @param {string} key @returns {OwnPlace | null} */
export function movedByKey(place, key) {
  switch (key) {
    case "ArrowLeft":
      return { ...place, x: "left" };
    case "ArrowRight":
      return { ...place, x: "right" };
    case "ArrowUp":
      return { ...place, y: "top" };
    case "ArrowDown":
      return { ...place, y: "bottom" };
    case "Enter":
    case " ":
      return nextCorner(place);
    case "Delete":
    case "Backspace":
      return { ...place, shown: false };
    default:
      return null;
  }
}

export class OwnPicture {
  #section = find("#step-call", HTMLElement);
  #box = find("#own-place", HTMLElement);
  #grip = find("#own-grip", HTMLElement);
  #show = find("#own-show", HTMLElement);
  /** @type {OwnPlace} */ #place = load();
  /** @type {{x: number, y: number} | null} */ #from = null;

  constructor() {
    this.#grip.addEventListener("keydown", (event) => this.#onKey(event));
    this.#grip.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#grip.addEventListener("pointermove", (event) => this.#drag(event));
    this.#grip.addEventListener("pointerup", () => this.#drop());
    this.#grip.addEventListener("pointercancel", () => this.#drop());
    find("#own-move", HTMLElement).addEventListener("click", () => this.#set(nextCorner(this.#place)));
    find("#own-hide", HTMLElement).addEventListener("click", () => this.#set({ ...this.#place, shown: false }));
    this.#show.addEventListener("click", () => this.#set({ ...this.#place, shown: !this.#place.shown }));
    this.#set(this.#place);
  }

  /** @param {OwnPlace} place */
  #set(place) {
    const hadFocus = this.#box.contains(document.activeElement);
    this.#place = place;
    this.#section.dataset.ownX = place.x;
    this.#section.dataset.ownY = place.y;
    this.#section.dataset.own = place.shown ? "shown" : "hidden";
    setButton(this.#show, { pressed: place.shown });
    if (!place.shown && hadFocus) find("#more", HTMLElement).focus();
    save(place);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const place = movedByKey(this.#place, event.key);
    if (!place) return;
    event.preventDefault();
    this.#set(place);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    this.#from = { x: event.clientX, y: event.clientY };
    this.#grip.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#from) return;
    const moved = { x: event.clientX - this.#from.x, y: event.clientY - this.#from.y };
    if (Math.hypot(moved.x, moved.y) < DRAG_FROM && !this.#box.style.transform) return;
    const { x, y } = this.#withinBounds(moved);
    this.#box.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** The picture may go anywhere beside the text and nowhere else. @param {{x: number, y: number}} moved */
  #withinBounds(moved) {
    this.#box.style.transform = "";
    const own = this.#box.getBoundingClientRect();
    const area = this.#area(own);
    return {
      x: Math.min(Math.max(moved.x, area.left - own.left), area.right - own.right),
      y: Math.min(Math.max(moved.y, area.top - own.top), area.bottom - own.bottom),
    };
  }

  /** @param {DOMRect} own */
  #area(own) {
    const log = find("#chat-log", HTMLElement).getBoundingClientRect();
    return {
      left: Math.min(log.left, own.left),
      right: Math.max(log.right, own.right),
      top: Math.min(log.top, own.top),
      bottom: Math.max(log.bottom, own.bottom),
    };
  }

  #drop() {
    const dragged = this.#box.style.transform;
    this.#from = null;
    if (!dragged) return;
    const at = this.#box.getBoundingClientRect();
    this.#box.style.transform = "";
    const area = this.#area(this.#box.getBoundingClientRect());
    const x = (at.left + at.right) / 2 < (area.left + area.right) / 2 ? "left" : "right";
    const y = (at.top + at.bottom) / 2 < (area.top + area.bottom) / 2 ? "top" : "bottom";
    this.#set({ ...this.#place, x, y });
  }
}

/** @returns {OwnPlace} */
function load() {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const x = saved.x === "left" ? "left" : "right";
    return { x, y: saved.y === "bottom" ? "bottom" : "top", shown: saved.shown !== false };
  } catch {
    return { x: "right", y: "top", shown: true };
  }
}

/** @param {OwnPlace} place */
function save(place) {
  try {
    localStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Forbidden or full storage: the place lasts as long as the page.
  }
}
