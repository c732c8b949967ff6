/** The amber band of an offer: always on top, never takes the focus, counts down by the server's clock. */
import { announce } from "../common/announce.js";
import { el, find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { makeChip } from "./chips.js";
import { offerLeft, stopwatch } from "./spans.js";
import { languageWord, modeWord } from "./words.js";

const EVERY = 250;

export class OfferBand {
  #band = find("#offer", HTMLElement);
  #left = find("#offer-left", HTMLElement);
  #bar = find("#offer-bar", HTMLElement);
  #shownId = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./actions.js").Actions} actions
   * @param {() => number} now @param {{start: (words: string) => void, stop: () => void}} signals
   */
  constructor(shown, actions, now, signals) {
    this.shown = shown;
    this.now = now;
    this.signals = signals;
    find("#accept-offer", HTMLElement).addEventListener("click", () => void actions.acceptOffer());
    find("#pass-offer", HTMLElement).addEventListener("click", () => void actions.passOffer());
    shown.addEventListener("change", () => this.#follow());
  }

  #follow() {
    const offer = this.shown.offer;
    const id = offer ? `${offer.session_id} ${offer.made_at}` : "";
    if (id === this.#shownId) return;
    this.#shownId = id;
    clearInterval(this.#timer);
    this.#band.hidden = !offer;
    this.signals.stop();
    if (!offer) return;
    this.#fill(offer);
    const words = `${t("Offer")}: ${modeWord(offer.mode)}`;
    this.signals.start(words);
    announce(offer.emergency ? `${words}, ${t("Emergency")}` : words, "assertive");
    this.#timer = setInterval(() => this.#tick(), EVERY);
    this.#tick();
  }

  /** @param {import("./wire").Offer} offer */
  #fill(offer) {
    setText(find("#offer-mode", HTMLElement), modeWord(offer.mode));
    const language = find("#offer-language", HTMLElement);
    setText(language, languageWord(offer.language));
    language.lang = offer.language;
    const chips = [
      offer.emergency && makeChip({ icon: "alert", tone: "danger", text: t("Emergency") }),
      offer.returned && makeChip({ icon: "undo", tone: "caution", text: t("Came back") }),
      offer.earlier && el("span", {}, t("Earlier: {what}", { what: offer.earlier })),
    ];
    find("#offer-chips", HTMLElement).replaceChildren(...chips.filter((chip) => chip instanceof Node));
  }

  #tick() {
    const offer = this.shown.offer;
    if (!offer) return;
    const { seconds, share } = offerLeft(offer, this.now());
    setText(this.#left, String(seconds));
    this.#bar.style.transform = `scaleX(${share.toFixed(3)})`;
    setText(find("#offer-wait", HTMLElement), t("Waited {time}", { time: stopwatch(this.now() - offer.joined_at) }));
  }
}
