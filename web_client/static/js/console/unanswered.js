/** What the session list counts: texts not seen yet, and how long a caller has waited for an answer. */

/** @typedef {import("./wire").Message} Message */

/**
 * @param {readonly Message[]} messages in order @returns {number | null} since when (epoch seconds) the caller has
 * waited: their first text after the counselor's last one. System lines answer nobody.
 */
export function unansweredSince(messages) {
  let since = null;
  for (const message of messages) {
    if (message.sender === "counselor") since = null;
    else if (message.sender === "caller" && since === null) since = message.at;
  }
  return since;
}

/** @param {readonly Message[]} messages @param {number} now epoch seconds @returns {number | null} whole minutes */
export function unansweredMinutes(messages, now) {
  const since = unansweredSince(messages);
  return since === null ? null : Math.max(0, Math.floor((now - since) / 60));
}

/** @param {readonly Message[]} messages @param {number} shownUpTo the last seq this page has shown */
export function unreadCount(messages, shownUpTo) {
  return messages.filter((message) => message.sender === "caller" && message.seq > shownUpTo).length;
}

/** @param {readonly Message[]} messages @returns {number} the last of the caller's texts marked delivered, or 0 */
export function deliveredUpTo(messages) {
  return messages.reduce(
    (last, message) => (message.sender === "caller" && message.delivered ? Math.max(last, message.seq) : last),
    0,
  );
}
