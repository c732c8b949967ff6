/** Three versions of one record: the one both started from, the newer one of the server, and what was typed here. */

/** @typedef {import("./wire").RecordFields} RecordFields */
/** @typedef {keyof RecordFields} Field */

/** @type {readonly Field[]} */
export const FIELDS = ["subject", "notes", "category", "outcome"];

/**
 * The typed fields that still differ from the record.
 * @param {RecordFields} base @param {Partial<RecordFields>} typed @returns {Partial<RecordFields>}
 */
export function unsaved(base, typed) {
  /** @type {Partial<RecordFields>} */
  const fields = {};
  for (const field of FIELDS) {
    if (typed[field] !== undefined && typed[field] !== base[field]) fields[field] = typed[field];
  }
  return fields;
}

/**
 * The fields that were changed here and there, to different words. Only a person can settle these.
 * @param {RecordFields} base @param {RecordFields} theirs @param {Partial<RecordFields>} typed @returns {Field[]}
 */
export function contested(base, theirs, typed) {
  const mine = unsaved(base, typed);
  return FIELDS.filter((field) => mine[field] !== undefined && theirs[field] !== base[field] && theirs[field] !== mine[field]);
}

/** Nothing of either text is lost. @param {string} mine @param {string} theirs */
export function joined(mine, theirs) {
  return [theirs.trimEnd(), mine].filter(Boolean).join("\n\n");
}
