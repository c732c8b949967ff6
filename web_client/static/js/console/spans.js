/** Times that run on the screen. */

/** @param {number} seconds @returns {string} such as 3:05 or 1:02:03; never below 0:00 */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** How much of an offer's time is left. @param {{made_at: number, expires_at: number}} offer @param {number} now */
export function offerLeft(offer, now) {
  const seconds = Math.max(0, offer.expires_at - now);
  const whole = Math.max(0.001, offer.expires_at - offer.made_at);
  return { seconds: Math.ceil(seconds), share: Math.min(1, seconds / whole) };
}
