/** Speaks to screen readers through the two live regions of `base.html`. */

const SETTLE = 60;

/**
 * @param {string} text
 * @param {"polite" | "assertive"} [urgency]
 */
export function announce(text, urgency = "polite") {
  const region = document.getElementById(`live-${urgency}`);
  if (!region) return;
  region.textContent = "";
  // A region that is emptied and filled in one go is read by some readers only when the text differs.
  setTimeout(() => (region.textContent = text), SETTLE);
}
