/**
 * Which key does what. A chord is written "Ctrl+Alt+Shift+Meta+Key" in that order, so equal chords are equal strings.
 * No letter alone is ever a command: it would fire while somebody types. Pedals send F13 to F24 or a chord.
 */

/** @typedef {"accept" | "hold" | "phrases" | "answer_language" | "previous_session" | "next_session" | "keys"} Action */
/** @typedef {Record<Action, string>} Keymap */
/** @typedef {"" | "bare" | "reserved" | "taken"} Refusal */
/** @typedef {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">} KeyPress */

/** @type {Keymap} */
export const DEFAULT_KEYS = Object.freeze({
  accept: "F2",
  hold: "F4",
  phrases: "F8",
  answer_language: "F9",
  previous_session: "Alt+ArrowUp",
  next_session: "Alt+ArrowDown",
  keys: "Ctrl+/",
});

/** @type {readonly Action[]} */
export const ACTIONS = /** @type {Action[]} */ (Object.keys(DEFAULT_KEYS));

const STORAGE_KEY = "sonmal.keys";
const MODIFIERS = new Set(["Control", "Alt", "Shift", "Meta", "AltGraph", "CapsLock", "HangulMode", "HanjaMode"]);
const STANDS_ALONE = /^(F\d{1,2}|Pause|ScrollLock|Insert|Media\w+|Browser\w+|Launch\w+)$/;
/** Keys that move, edit or leave, and chords that the browser keeps for itself. */
const RESERVED = /^(Tab|Shift\+Tab|Escape|Enter|F1|F3|F5|F6|F7|F10|F11|F12|Ctrl\+[CVXZATNWRLFP]|Ctrl\+Shift\+[TNWRZ]|Alt\+F4|Alt\+Arrow(Left|Right))$/;

/** @param {KeyPress} press @returns {string} the chord, or "" while only modifiers are down */
export function chordOf(press) {
  if (MODIFIERS.has(press.key) || press.key === "Process" || press.key === "Unidentified") return "";
  const parts = [];
  if (press.ctrlKey) parts.push("Ctrl");
  if (press.altKey) parts.push("Alt");
  if (press.shiftKey) parts.push("Shift");
  if (press.metaKey) parts.push("Meta");
  parts.push(keyName(press));
  return parts.join("+");
}

/** Letters go by their place on the keyboard: with a Hangul layout `key` would be a jamo. @param {KeyPress} press */
function keyName(press) {
  const place = /^(?:Key|Digit)(.)$/.exec(press.code);
  if (place) return place[1];
  return press.key === " " ? "Space" : press.key;
}

/** @param {string} chord @returns {Refusal} why this chord cannot be a command */
export function refusalOf(chord) {
  if (RESERVED.test(chord)) return "reserved";
  if (STANDS_ALONE.test(chord.replace(/^(Ctrl\+|Alt\+|Shift\+|Meta\+)+/, ""))) return "";
  return /^(Ctrl|Alt|Meta)\+/.test(chord) ? "" : "bare";
}

/**
 * @param {Keymap} keymap @param {Action} action @param {string} chord
 * @returns {{keymap: Keymap, refusal: Refusal}} the same keymap where it is refused
 */
export function assign(keymap, action, chord) {
  const holder = ACTIONS.find((other) => keymap[other] === chord);
  const refusal = refusalOf(chord) || (holder && holder !== action ? "taken" : "");
  return refusal ? { keymap, refusal } : { keymap: { ...keymap, [action]: chord }, refusal: "" };
}

/** @param {Keymap} keymap @param {string} chord @returns {Action | undefined} */
export function actionOf(keymap, chord) {
  return chord ? ACTIONS.find((action) => keymap[action] === chord) : undefined;
}

/** What a person reads on the key. @param {string} chord */
export function shown(chord) {
  return chord.replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace(/\+(?=.)/g, " + ");
}

/** @param {Pick<Storage, "getItem">} storage @returns {Keymap} the defaults where nothing usable is stored */
export function loadKeymap(storage) {
  let keymap = { ...DEFAULT_KEYS };
  try {
    const stored = JSON.parse(storage.getItem(STORAGE_KEY) ?? "{}");
    for (const action of ACTIONS) {
      if (typeof stored[action] === "string" && !refusalOf(stored[action])) keymap[action] = stored[action];
    }
  } catch {
    keymap = { ...DEFAULT_KEYS };
  }
  return new Set(Object.values(keymap)).size === ACTIONS.length ? keymap : { ...DEFAULT_KEYS };
}

/** @param {Pick<Storage, "setItem">} storage @param {Keymap} keymap */
export function saveKeymap(storage, keymap) {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(keymap));
  } catch {
    // Private windows may refuse storage: the keys then last as long as the page.
  }
}
