/** Copies text and says so on the button. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";

const SHOWN_FOR = 3000;

/**
 * @param {string} text
 * @param {HTMLElement} button with one `.label`
 */
export async function copyText(text, button) {
  const label = find(".label", HTMLElement, button);
  const before = button.dataset.label ?? label.textContent ?? "";
  button.dataset.label = before;
  const words = (await copied(text)) ? t("Copied") : t("Not copied. Select and copy it yourself.");
  setText(label, words);
  announce(words);
  setTimeout(() => setText(label, before), SHOWN_FOR);
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
