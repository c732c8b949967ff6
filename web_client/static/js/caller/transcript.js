/** The conversation as a text file, made in the page: nothing is fetched. */
import { clockTime, language, t } from "../common/i18n.js";

/**
 * @param {import("./state.js").CallerSession} session
 * @param {readonly import("../common/chat_log.js").Message[]} messages
 */
export function transcript(session, messages) {
  const day = new Date(session.joined_at * 1000).toLocaleDateString(language, { dateStyle: "long" });
  const names = { caller: t("Me"), counselor: session.counselor_name || t("Counselor"), system: t("Notice") };
  const lines = messages.map(({ at, sender, text }) => `[${clockTime(at)}] ${names[sender]}: ${text}`);
  return [`${t("Sonmal")} · ${t("Your inquiry number")} ${session.inquiry_number}`, day, "", ...lines, ""].join("\n");
}

/** @param {string} name @param {string} text */
export function offerDownload(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
