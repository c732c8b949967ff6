/** What a key means among the phrases and answers. Pure. */

/** @typedef {"close" | "next" | "previous" | "paste" | "send" | ""} Meaning */

/**
 * While an input method composes nothing means anything: Enter ends the syllable, Escape takes it back.
 * @param {Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing" | "keyCode">} event
 * @param {"phrase" | "search" | "answer" | ""} on what has the focus
 * @returns {Meaning}
 */
export function meaningOf(event, on) {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return "";
  if (event.key === "Escape") return "close";
  if (event.key === "ArrowDown") return "next";
  if (event.key === "ArrowUp") return "previous";
  // In the search field these move the caret.
  if (on !== "search" && event.key === "ArrowRight") return "next";
  if (on !== "search" && event.key === "ArrowLeft") return "previous";
  if (event.key !== "Enter" || event.shiftKey || (on !== "search" && on !== "answer")) return "";
  return event.ctrlKey || event.metaKey ? "send" : "paste";
}

/** The place of the next stop, round and round. @param {number} at @param {number} count @param {1 | -1} step */
export function stopBeside(at, count, step) {
  return at < 0 ? 0 : (at + step + count) % count;
}
