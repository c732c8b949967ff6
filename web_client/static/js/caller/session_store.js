/** The resume token, in this tab and, for a new tab after a crash, in the browser. */

const KEY = "sonmal.caller";

/** @returns {string | null} the tab's own token first, else the browser's last */
export function loadToken() {
  return read(() => sessionStorage) ?? read(() => localStorage);
}

/** @param {string} token */
export function saveToken(token) {
  attempt(() => sessionStorage.setItem(KEY, token));
  attempt(() => localStorage.setItem(KEY, token));
}

/** Forgets the token here; the browser's copy only if no other tab has put a newer one. */
export function forgetToken() {
  const own = read(() => sessionStorage);
  attempt(() => sessionStorage.removeItem(KEY));
  if (!own || read(() => localStorage) === own) attempt(() => localStorage.removeItem(KEY));
}

/** @param {() => Storage} storage @returns {string | null} */
function read(storage) {
  try {
    return storage().getItem(KEY);
  } catch {
    return null;
  }
}

/** Storage may be forbidden or full: then the token lives as long as the page. @param {() => void} write */
function attempt(write) {
  try {
    write();
  } catch {
    // See above.
  }
}
