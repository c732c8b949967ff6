/** Waiting, in words that promise nothing. */
import { t } from "../common/i18n.js";

/** @typedef {import("./state.js").Place} Place */

/** The estimate alone, for under the number. @param {Place | null} place */
export function estimateWords(place) {
  if (!place?.estimate) return t("Wait not known.");
  const { low, high } = place.estimate;
  if (low < 1) return t("within {b} minutes", { b: Math.max(1, high) });
  if (low === high) return t("about {a} minutes", { a: low });
  return t("about {a}-{b} minutes", { a: low, b: high });
}

/** Place and estimate as one sentence, for screen readers. @param {Place} place */
export function placeSentence(place) {
  const { estimate, place: n } = place;
  if (estimate && estimate.low >= 1 && estimate.low < estimate.high) {
    return t("Place {n}, about {a}-{b} minutes", { n, a: estimate.low, b: estimate.high });
  }
  return `${t("Place {n}", { n })}, ${estimateWords(place)}`;
}

/** What comes before and after the number, which is shown large. */
export function placeParts() {
  const [before = "", after = ""] = t("Place {n}").split("{n}");
  return { before: before.trim(), after: after.trim() };
}

/**
 * What happens next.
 * @param {import("./state.js").CallerSession} session
 */
export function nextWords(session) {
  if (session.asking) return t("A counselor is being asked now. The screen turns blue when they answer.");
  if (session.place && !session.place.staffed) {
    return t("No counselor is on duty now. Your place stays. Write your question already.");
  }
  return t("When a counselor answers, the screen turns blue. The call opens by itself.");
}
