/** The band on top while the connection is down, with words that fit the step. */
import { announce } from "../common/announce.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";

const PATIENCE = 1200;

/** @param {import("./consultation.js").Consultation} consultation */
export function watchConnection(consultation) {
  const band = find("#offline-band", HTMLElement);
  const { connection } = consultation;
  let timer = 0;

  function show() {
    const waiting = consultation.session?.state === "waiting";
    const words = waiting ? t("Connection lost. Place kept.") : t("Connection lost. It comes back by itself.");
    setText(find(".label", HTMLElement, band), words);
    band.hidden = false;
    announce(words, "assertive");
  }

  connection.addEventListener("statechange", () => {
    clearTimeout(timer);
    if (connection.state === "connecting") {
      if (band.hidden) timer = setTimeout(show, PATIENCE);
      return;
    }
    if (connection.state === "open" && !band.hidden) announce(t("Connected again."));
    band.hidden = true;
  });
}
