/** Numbers and tables of the live view, made from one snapshot of the centre. */
import { el, icon } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { makeChip } from "../console/chips.js";
import { availabilityLook, modeWord, reasonWords } from "../console/words.js";

/** @typedef {import("../console/wire").CentreView} CentreView */
/** @typedef {import("../console/wire").CounselorRow} CounselorRow */
/** @typedef {import("../console/wire").QueueEntry} QueueEntry */
/** @typedef {import("../console/wire").WrapUpRow} WrapUpRow */

/** @param {CounselorRow} row */
const busy = (row) => row.video_sessions + row.text_sessions > 0;

/** A time that runs: whoever shows it fills it each second. @param {number} at epoch seconds */
const since = (at) => el("span", { "data-since": at });

/** @param {CentreView} centre @returns {[string, HTMLElement | string | number][]} */
export function numbersOf(centre) {
  const here = centre.counselors.filter((row) => row.availability !== "offline");
  const oldest = Math.min(...centre.waiting.map((entry) => entry.joined_at));
  return [
    [t("Waiting"), centre.waiting.length],
    [t("Longest wait"), centre.waiting.length ? since(oldest) : "–"],
    [t("Ready and free"), here.filter((row) => row.present && row.availability === "ready" && !busy(row)).length],
    [t("In session"), here.filter(busy).length],
    [t("Break or away"), here.filter((row) => row.availability !== "ready").length],
    [t("Wrap-up"), centre.counselors.reduce((sum, row) => sum + row.wrap_ups, 0)],
  ];
}

/** @param {readonly QueueEntry[]} waiting */
export function waitingTable(waiting) {
  if (waiting.length === 0) return el("p", { class: "empty" }, t("Nobody waits."));
  const rows = waiting.map((entry) => [
    el("span", { class: "row" }, icon(entry.offered ? "offered" : "waiting"), modeWord(entry.mode)),
    since(entry.joined_at),
    el(
      "span",
      { class: "live-chips" },
      entry.emergency && makeChip({ icon: "alert", tone: "danger", text: t("Emergency") }),
      entry.returned && makeChip({ icon: "undo", tone: "caution", text: t("Came back") }),
      entry.offered && t("Being asked"),
      !entry.present && makeChip({ icon: "reconnecting", tone: "caution", text: t("Not connected") }),
    ),
  ]);
  return table([t("Channel"), t("Waited"), t("State")], rows);
}

/** @param {readonly CounselorRow[]} counselors */
export function counselorTable(counselors) {
  if (counselors.length === 0) return el("p", { class: "empty" }, t("No counselor is signed in."));
  return table(
    [t("Name"), t("State"), t("Since"), t("Sessions")],
    counselors.map((row) => [
      row.name,
      el("span", { class: "live-chips" }, ...stateChips(row)),
      since(row.since),
      sessionWords(row),
    ]),
  );
}

/** @param {readonly WrapUpRow[]} wrapUps @param {(sessionId: string) => void} onclose */
export function wrapUpTable(wrapUps, onclose) {
  if (wrapUps.length === 0) return el("p", { class: "empty" }, t("No wrap-up is open."));
  const rows = wrapUps.map((row) => [
    row.inquiry_number,
    row.counselor_name,
    since(row.since),
    closeButton(row, onclose),
  ]);
  return table([t("Number"), t("Counselor"), t("Since"), t("Close")], rows);
}

/** @param {WrapUpRow} row @param {(sessionId: string) => void} onclose */
function closeButton(row, onclose) {
  const label = `${t("Close")} ${row.inquiry_number}`;
  const onclick = () => onclose(row.session_id);
  return el("button", { type: "button", class: "button", "aria-label": label, onclick }, t("Close"));
}

/** @param {CounselorRow} row */
function stateChips(row) {
  const reason = row.availability === "ready" ? "" : reasonWords(row.reason);
  return [
    makeChip(availabilityLook(row.availability)),
    !row.present && row.availability !== "offline" && makeChip({ icon: "reconnecting", tone: "caution", text: t("Not connected") }),
    reason && el("span", { class: "small" }, reason),
  ];
}

/** @param {CounselorRow} row */
function sessionWords(row) {
  const words = [];
  if (row.video_sessions) words.push(`${t("Sign language")} ${row.video_sessions}`);
  if (row.text_sessions) words.push(`${t("Text chat")} ${row.text_sessions}`);
  if (row.wrap_ups) words.push(`${t("Wrap-up")} ${row.wrap_ups}`);
  return words.join(", ") || "–";
}

/**
 * @param {string[]} heads @param {(string | HTMLElement)[][]} rows
 */
function table(heads, rows) {
  return el(
    "table",
    { class: "records" },
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el(
      "tbody",
      {},
      ...rows.map((cells) => el("tr", {}, ...cells.map((cell, at) => el("td", { "data-label": heads[at] }, cell)))),
    ),
  );
}
