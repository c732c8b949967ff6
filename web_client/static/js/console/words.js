/** What the console calls things: each state is a shape, a colour and a word. */
import { t } from "../common/i18n.js";

/** @typedef {{icon: string, tone: "" | "good" | "caution" | "danger", text: string}} Look */

/** @param {string} mode */
export function modeWord(mode) {
  return mode === "video" ? t("Sign language") : t("Text chat");
}

/** @param {string} language */
export function languageWord(language) {
  return language === "ko" ? "한국어" : "English";
}

/** @param {string} availability @returns {Look} */
export function availabilityLook(availability) {
  /** @type {Record<string, Look>} */
  const looks = {
    ready: { icon: "in-session", tone: "good", text: t("Ready") },
    on_break: { icon: "break", tone: "caution", text: t("Break") },
    away: { icon: "away", tone: "caution", text: t("Away") },
  };
  return looks[availability] ?? { icon: "ended", tone: "", text: t("Off duty") };
}

/** Why somebody is in this state; empty where nothing is to be said. @param {string} reason */
export function reasonWords(reason) {
  if (reason === "missed_offers") return t("Three offers were missed.");
  if (reason === "connection_lost") return t("The connection was lost.");
  return "";
}

/** @returns {Look} */
export function inSessionLook() {
  return { icon: "in-session", tone: "good", text: t("In session") };
}

/** @returns {Look} */
export function wrapUpLook() {
  return { icon: "note", tone: "caution", text: t("Wrap-up") };
}

/** @param {Pick<import("./wire").StaffSession, "state" | "caller_present">} session @returns {Look} */
export function sessionLook(session) {
  if (session.state === "wrap_up") return wrapUpLook();
  if (!session.caller_present) return { icon: "reconnecting", tone: "caution", text: t("Reconnecting") };
  if (session.state === "on_hold") return { icon: "hold", tone: "caution", text: t("On hold") };
  return inSessionLook();
}

/** @param {Pick<import("./wire").StaffSession, "caller_name" | "inquiry_number">} session */
export function sessionName(session) {
  return session.caller_name || t("Caller {number}", { number: session.inquiry_number.slice(-4) });
}

/** Why there is no camera. @param {string} problem of `CameraError` */
export function cameraWords(problem) {
  const words = {
    denied: t("The camera is not allowed. Allow it in the address bar, then try again."),
    busy: t("Another program uses the camera. Close it, then try again."),
    insecure: t("The camera needs HTTPS. Until then you can take text."),
    in_app: t("This browser has no camera. Until then you can take text."),
    none: t("No camera found. Until then you can take text."),
  };
  return words[/** @type {keyof typeof words} */ (problem)] ?? words.none;
}
