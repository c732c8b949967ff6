/** Native selects from the server's choices, in its order and groups. */
import { el } from "../common/dom.js";

/** @typedef {import("./wire").Choice} Choice */

/**
 * Keeps what was chosen.
 * @param {HTMLSelectElement} select @param {readonly Choice[]} choices @param {string} nothing what no choice is called
 */
export function fillSelect(select, choices, nothing) {
  const chosen = select.value;
  select.replaceChildren(el("option", { value: "" }, nothing));
  /** @type {HTMLElement} */ let parent = select;
  let group = "";
  for (const choice of choices) {
    if (choice.group !== group) {
      group = choice.group;
      parent = group ? select.appendChild(el("optgroup", { label: group })) : select;
    }
    parent.append(el("option", { value: choice.key }, choice.label));
  }
  select.value = chosen;
}

/** @param {readonly Choice[]} choices @param {string} key */
export function labelOf(choices, key) {
  return choices.find((choice) => choice.key === key)?.label ?? key;
}
