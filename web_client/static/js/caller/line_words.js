/** The line's state in words: what a person who hears would hear. Pure. */
import { t } from "../common/i18n.js";

/**
 * @typedef {"good" | "caution" | "danger" | ""} Tone
 * @typedef {{icon: string, tone: Tone, words: string}} Line
 * @typedef {{
 *   session: import("./state.js").CallerSession, online: boolean, lookHere: boolean, told: string,
 *   silent: {you: boolean, peer: boolean}, camera: import("./state.js").CameraState, cameraProblem: string
 * }} Known
 */

/** @param {string} icon @param {Tone} tone @param {string} words @returns {Line} */
const line = (icon, tone, words) => ({ icon, tone, words });

/** The chip of the status strip. @param {Known} known @returns {Line} */
export function statusOf({ session, online }) {
  if (!online) return line("reconnecting", "caution", t("Reconnecting"));
  if (!session.counselor_present) return line("reconnecting", "caution", t("Reconnecting"));
  if (session.state === "on_hold") return line("hold", "caution", t("On hold"));
  return line("in-session", "good", t("In session"));
}

/** What the line under the signer says; null while there is nothing to say. @param {Known} known @returns {Line | null} */
export function lineOf(known) {
  const { session, online, lookHere, told } = known;
  if (lookHere) return line("eye", "caution", t("Look here."));
  if (!online) return line("reconnecting", "caution", t("Connection lost. It comes back by itself."));
  if (told) return line("info", "", told);
  return session.mode === "video" ? pictureLine(known) : textLine(session);
}

/** Without a signer's place, what would stand there. @param {import("./state.js").CallerSession} session */
function textLine(session) {
  if (!session.counselor_present) return line("alert", "danger", t("Counselor disconnected. Wait."));
  if (session.state === "on_hold") return line("hold", "caution", t("On hold. The counselor comes back."));
  return null;
}

/** @param {Known} known @returns {Line | null} */
function pictureLine({ silent, camera, cameraProblem }) {
  if (silent.you) return line("reconnecting", "caution", t("Your picture does not arrive. Reconnecting."));
  if (silent.peer) return line("reconnecting", "caution", t("The counselor's picture stopped. Reconnecting."));
  if (cameraProblem) return line("camera-off", "caution", t("No camera. Use text."));
  if (camera === "paused") return line("camera-off", "caution", t("Your camera is paused."));
  return null;
}

/**
 * The words in the signer's place while there is no picture to see; empty while there is.
 * @param {import("./state.js").CallerSession} session
 * @param {boolean} pictureSeen whether a frame has been decoded
 */
export function stageWords(session, pictureSeen) {
  if (!session.counselor_present) return t("Counselor disconnected. Wait.");
  if (session.state === "on_hold") return t("On hold. The counselor comes back.");
  if (session.peer?.camera === "paused") return t("The counselor paused the camera.");
  if (session.peer?.camera === "off") return t("The counselor has no picture now. Use text.");
  return pictureSeen ? "" : t("The picture is coming.");
}
