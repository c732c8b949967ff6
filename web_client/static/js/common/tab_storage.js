/** What one tab remembers over a reload; where storage is forbidden or full, nothing. */

/** @param {string} key */
export function load(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} key @param {string} value empty forgets the key */
export function save(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // See above.
  }
}
