/** Translations: English is the message's id, the server gives the rest as JSON. */

/** @type {Map<string, string>} */
const strings = new Map();

/** The page's language, as the server chose it. */
export const language = document.documentElement.lang === "en" ? "en" : "ko";

/** Loads the page's strings once; without them the page speaks English. */
export async function loadStrings() {
  const address = document.documentElement.dataset.strings;
  if (!address) return;
  try {
    const reply = await fetch(address);
    if (!reply.ok) throw new Error(`strings: ${reply.status}`);
    for (const [id, text] of Object.entries(await reply.json())) strings.set(id, text);
  } catch (error) {
    console.warn(error);
  }
}

/**
 * The text in the page's language, with `{name}` filled from `values`.
 * @param {string} id
 * @param {Record<string, string | number>} [values]
 */
export function t(id, values = {}) {
  const text = strings.get(id) || id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * An error code as a sentence, with the code; a code that nobody translated gets the general sentence.
 * @param {string} code
 */
export function errorText(code) {
  const id = `error.${code}`;
  return `${strings.has(id) ? t(id) : t("error.unknown")} (${code})`;
}

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false });

/**
 * Hours and minutes of a moment, in the reader's own time.
 * @param {number} seconds since the epoch
 */
export function clockTime(seconds) {
  return clock.format(new Date(seconds * 1000));
}
