/** Where the keyboard goes when what had the focus is gone. A person who is typing keeps their place. */

/**
 * @param {import("./console_state.js").ConsoleState} shown
 * @param {{text: () => void, record: () => void, notes: () => void}} places
 */
export function followFocus(shown, places) {
  let before = "";
  let typing = false;
  document.addEventListener("focusin", ({ target }) => (typing = target instanceof HTMLTextAreaElement));
  shown.addEventListener("change", () => {
    const session = shown.selected;
    const now = session ? `${session.session_id} ${session.state === "wrap_up"}` : "";
    if (now === before) return;
    before = now;
    // After every other part has drawn the change.
    queueMicrotask(() => {
      if (!isLost()) return;
      if (!session) document.getElementById("go-ready")?.focus();
      else if (session.state !== "wrap_up") places.text();
      // Whoever was in the middle of a word goes on in the notes: keys in a select would choose something.
      else if (typing) places.notes();
      else places.record();
    });
  });
}

/** The focus is nowhere, on something no longer seen, or where the last command was given. */
function isLost() {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body || focused.offsetParent === null) return true;
  return focused.closest(".state, .offer") !== null;
}
