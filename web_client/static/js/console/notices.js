/** Which notices count now. Pure. */

/** @typedef {import("./wire").Notice} Notice */

/** Those that have begun and not ended: unread ones first, else in the server's order. @param {readonly Notice[]} notices @param {number} now */
export function noticesNow(notices, now) {
  const running = notices.filter((one) => one.valid_from <= now && now < one.valid_until);
  return [...running.filter((one) => !one.read), ...running.filter((one) => one.read)];
}

/** Those that were not told yet in these words; remembers them in `told`. @param {readonly Notice[]} notices @param {Set<string>} told */
export function notYetTold(notices, told) {
  const key = (/** @type {Notice} */ one) => JSON.stringify([one.id, one.title, one.text]);
  const news = notices.filter((one) => !told.has(key(one)));
  for (const one of news) told.add(key(one));
  return news;
}
