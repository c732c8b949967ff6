/** The line in which one writes: Enter sends, Shift+Enter breaks the line, composing Hangul does neither. */
import { load, save } from "./tab_storage.js";

export const LONGEST_TEXT = 4000;

/**
 * Whether this key press means "send". While an input method composes, Enter only ends the syllable:
 * browsers tell by `isComposing`, Safari by the key code 229.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey" | "isComposing" | "keyCode">} event
 */
export function meansSend(event) {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {{send: (text: string) => void, button?: HTMLElement | null, draftKey?: string}} options
 *   `draftKey` of the session storage keeps an unsent draft over a reload
 */
export function composeInput(textarea, { send, button = null, draftKey = "" }) {
  textarea.maxLength = LONGEST_TEXT;
  if (draftKey && !textarea.value) textarea.value = load(draftKey);

  function submit() {
    const text = textarea.value.trim();
    if (!text) return;
    send(text.slice(0, LONGEST_TEXT));
    textarea.value = "";
    changed();
  }

  function changed() {
    if (draftKey) save(draftKey, textarea.value);
    textarea.style.height = "auto";
    const borders = textarea.offsetHeight - textarea.clientHeight;
    if (textarea.scrollHeight) textarea.style.height = `${textarea.scrollHeight + borders}px`;
  }

  textarea.addEventListener("input", changed);
  textarea.addEventListener("keydown", (event) => {
    if (!meansSend(event)) return;
    event.preventDefault();
    submit();
  });
  button?.addEventListener("click", () => {
    submit();
    textarea.focus();
  });
  changed();
}
