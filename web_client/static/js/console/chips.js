/** A state as colour, shape and word together. */
import { el, icon } from "../common/dom.js";

/** @param {HTMLElement} chip @param {import("./words.js").Look} look */
export function showChip(chip, look) {
  chip.className = look.tone ? `chip chip--${look.tone}` : "chip";
  chip.replaceChildren(icon(look.icon), look.text);
}

/** @param {import("./words.js").Look} look */
export function makeChip(look) {
  const chip = el("span");
  showChip(chip, look);
  return chip;
}
