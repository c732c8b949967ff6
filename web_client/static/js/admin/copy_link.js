/** Copies the one-time link; where the clipboard is refused it is selected, ready for Ctrl+C. */
import { find, setText } from "../common/dom.js";
import { loadStrings, t } from "../common/i18n.js";

await loadStrings();
const link = find("#link", HTMLInputElement);
const copied = find("#copied", HTMLElement);

find("#copy-link", HTMLButtonElement).addEventListener("click", async () => {
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    setText(copied, t("Copied"));
  } catch {
    setText(copied, t("Selected. Press Ctrl+C."));
  }
});
