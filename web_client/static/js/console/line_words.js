/** The line state: one sentence about the picture and the connection, most pressing first. */
import { t } from "../common/i18n.js";

/**
 * @typedef {import("./wire").StaffSession} StaffSession
 * @typedef {{connected: boolean, hasPicture: boolean}} Picture
 * @typedef {import("./words.js").Look & {hides: boolean}} Line `hides`: there is no picture to look at now
 */

/** @param {string} icon @param {import("./words.js").Look["tone"]} tone @param {string} text @returns {Line} */
const line = (icon, tone, text, hides = false) => ({ icon, tone, text, hides });

/**
 * @param {StaffSession} session @param {Picture} picture @param {{you: string, peer: string}} [relay] as the relay sees it
 * @returns {Line}
 */
export function lineOf(session, picture, relay = { you: "", peer: "" }) {
  return presence(session) ?? video(session, picture, relay);
}

/** @param {StaffSession} session @returns {Line | null} */
function presence(session) {
  if (session.state === "wrap_up") return line("ended", "", t("Ended"), true);
  if (!session.caller_present) return line("reconnecting", "caution", t("Caller disconnected. Place kept."));
  if (session.text_only) return line("text", "caution", t("The caller came back by text."), true);
  if (session.state === "on_hold") return line("hold", "caution", t("On hold. The caller waits."), true);
  return session.mode === "text" ? line("in-session", "good", t("Connected")) : null;
}

/** @param {StaffSession} session @param {Picture} picture @param {{you: string, peer: string}} relay @returns {Line} */
function video(session, picture, relay) {
  if (session.peer?.camera === "off") return line("camera-off", "caution", t("The caller has no camera on."), true);
  if (session.peer?.camera === "paused") return line("camera-off", "caution", t("The caller's camera is paused."), true);
  if (!picture.hasPicture) return line("reconnecting", "caution", t("The picture is coming."), true);
  if (!picture.connected || relay.you === "silent") {
    return line("reconnecting", "caution", t("Your picture is being connected again."));
  }
  if (relay.peer === "silent") return line("reconnecting", "caution", t("The caller's picture is being connected again."));
  return line("in-session", "good", t("Picture connected"));
}
