/** Whether a way of talking is open, in words. Times are shown in Korea's time, wherever the caller is. Pure. */
import { language, t } from "../common/i18n.js";

/**
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {{open: boolean, opens_at: number | null, closes_at: number | null, message: {ko: string, en: string},
 *   clip: string, signers_ready: number, waiting: number,
 *   estimate: import("./state.js").Estimate | null}} ModeNow one mode of `GET /api/centre`
 */

const ZONE = { timeZone: "Asia/Seoul" };
const CLOCK = new Intl.DateTimeFormat(language, { ...ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(language, { ...ZONE, weekday: "long", month: "long", day: "numeric" });

/** @param {ModeNow} now */
export function staffed(now) {
  return now.open && now.signers_ready > 0;
}

/** The mode for an emergency, which is never refused: signing, unless text alone is open or staffed. @param {Record<Mode, ModeNow> | null} modes @returns {Mode} */
export function fastest(modes) {
  if (!modes || staffed(modes.video)) return "video";
  if (staffed(modes.text)) return "text";
  return !modes.video.open && modes.text.open ? "text" : "video";
}

/** When it opens. @param {ModeNow} mode @param {number} now seconds since the epoch */
export function opensWords({ opens_at }, now) {
  if (opens_at === null) return t("It is not known when this opens.");
  const time = CLOCK.format(opens_at * 1000);
  const day = DAY.format(opens_at * 1000);
  return day === DAY.format(now * 1000) ? t("Opens today at {time}.", { time }) : t("Opens {day} at {time}.", { day, time });
}

/** Until when it is open, where that is within a day; else empty. @param {ModeNow} mode @param {number} now seconds since the epoch */
export function closesWords({ closes_at }, now) {
  if (closes_at === null || closes_at - now > 24 * 3600) return "";
  return t("Open until {time}.", { time: CLOCK.format(closes_at * 1000) });
}

/** What to do instead. @param {Mode} mode @param {Record<Mode, ModeNow>} modes */
export function closedWords(mode, modes) {
  const other = mode === "video" ? "text" : "video";
  if (!modes[other].open) return t("Not open now. In an emergency you can always start.");
  return mode === "video" ? t("Sign language is not open now. Text is open.") : t("Text is not open now. Sign language is open.");
}

/** @param {Mode} mode @param {Record<Mode, ModeNow>} modes */
export function unstaffedWords(mode, modes) {
  if (mode === "video" && staffed(modes.text)) return t("No signer now. Text is open.");
  return t("You can wait; your place stays.");
}
