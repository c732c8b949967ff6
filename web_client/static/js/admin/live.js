/** The supervisor's live view: who waits, who works, and what nobody takes. */
import { Connection, RequestError } from "../common/connection.js";
import { el, find, icon, setText } from "../common/dom.js";
import { errorText, language, loadStrings, t } from "../common/i18n.js";
import { newId } from "../common/ids.js";
import { stopwatch } from "../console/spans.js";
import { modeWord } from "../console/words.js";
import { counselorTable, numbersOf, waitingTable, wrapUpTable } from "./live_tables.js";

/** @typedef {import("../console/wire").CentreView} CentreView */
/** @typedef {import("../console/wire").WrapUpRow} WrapUpRow */

await loadStrings();

const csrf = find('meta[name="csrf"]', HTMLMetaElement).content;
const page = newId();
const connection = new Connection("/ws/staff", () => ({ csrf, language, page }));
const state = find("#live-state", HTMLElement);
let problemsShown = "";
let wrapUpsShown = "";

/** @param {CentreView} centre */
function show(centre) {
  find("#numbers", HTMLElement).replaceChildren(
    ...numbersOf(centre).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
  find("#waiting", HTMLElement).replaceChildren(waitingTable(centre.waiting));
  find("#counselors", HTMLElement).replaceChildren(counselorTable(centre.counselors));
  showProblems(centre.unattended);
  showWrapUps(centre.wrap_ups);
  tick();
}

/** Times run on; nothing else is touched between two snapshots. */
function tick() {
  for (const time of document.querySelectorAll("[data-since]")) {
    setText(time, stopwatch(connection.now() - Number(/** @type {HTMLElement} */ (time).dataset.since)));
  }
}

/** Rebuilt only when it changed: it is read aloud. @param {readonly string[]} unattended */
function showProblems(unattended) {
  if (problemsShown === unattended.join()) return;
  problemsShown = unattended.join();
  find("#problems", HTMLElement).replaceChildren(
    ...unattended.map((mode) =>
      el(
        "div",
        { class: "notice notice--danger" },
        icon("alert"),
        el("p", {}, t("Callers wait and nobody can take them: {mode}. Ask a counselor to be ready.", { mode: modeWord(mode) })),
      ),
    ),
  );
}

/** Rebuilt only when it changed: a button keeps the focus. @param {readonly WrapUpRow[]} wrapUps */
function showWrapUps(wrapUps) {
  const ids = `shown ${wrapUps.map((row) => row.session_id).join()}`;
  if (wrapUpsShown === ids) return;
  wrapUpsShown = ids;
  find("#wrap-ups", HTMLElement).replaceChildren(wrapUpTable(wrapUps, (id) => void closeWrapUp(id)));
}

/** @param {string} sessionId */
async function closeWrapUp(sessionId) {
  try {
    await connection.request("close_wrap_up", { session_id: sessionId });
  } catch (error) {
    setText(state, errorText(error instanceof RequestError ? error.code : "unknown"));
  }
}

connection.on("centre", (event) => show(event.centre));
connection.addEventListener("welcome", async () => {
  try {
    show((await connection.request("watch_centre")).centre);
    setText(state, "");
  } catch (error) {
    setText(state, errorText(error instanceof RequestError ? error.code : "unknown"));
  }
});
connection.addEventListener("statechange", () => {
  if (connection.state !== "open") setText(state, t("Connecting"));
});
setInterval(tick, 1000);
connection.start();
