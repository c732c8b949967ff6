/** Step 2: camera, consent, optional name, and joining. */
import { externalBrowserAddress, isInAppBrowser } from "../common/camera.js";
import { RequestError } from "../common/connection.js";
import { find, setText } from "../common/dom.js";
import { errorText, t } from "../common/i18n.js";
import { copyText } from "./copy.js";

/**
 * @typedef {import("./state.js").Mode} Mode
 * @typedef {{mode: Mode, emergency: boolean}} Wish
 */

/** Why there is no camera, and what helps. @param {import("../common/camera.js").CameraProblem} problem */
export function cameraAdvice(problem) {
  switch (problem) {
    case "denied":
      return t("The camera is not allowed. Allow it beside the address, then try again.");
    case "busy":
      return t("Another app uses the camera. Close that app, then try again.");
    case "in_app":
      return t("This app's browser has no camera. Open this page in your own browser.");
    case "insecure":
      return t("The browser gives a camera only to https addresses.");
    default:
      return t("This device has no camera, or it is switched off.");
  }
}

export class GetReady {
  /** @type {Wish} */ wish = { mode: "video", emergency: false };
  #asText = false;
  #form = find("#join-form", HTMLFormElement);
  #consent = find("#consent", HTMLInputElement);
  #nameField = find("#name-field", HTMLElement);
  #name = find("#caller-name", HTMLInputElement);
  #error = find("#join-error", HTMLElement);
  #button = find("#join-queue", HTMLButtonElement);

  /**
   * @param {import("./consultation.js").Consultation} consultation
   * @param {import("./own_camera.js").OwnCamera} camera
   * @param {() => void} onback
   */
  constructor(consultation, camera, onback) {
    this.consultation = consultation;
    this.camera = camera;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#join();
    });
    this.#consent.addEventListener("change", () => this.#show());
    camera.addEventListener("change", () => this.#show());
    click("#ready-back", onback);
    click("#ready-text", () => this.#useText());
    click("#camera-retry", () => void this.#retry());
    const copy = find("#copy-address", HTMLElement);
    copy.addEventListener("click", () => void copyText(location.href, copy));
  }

  /** @param {Wish} wish */
  start(wish) {
    this.wish = wish;
    this.#asText = wish.mode === "text";
    this.#consent.checked = false;
    this.#error.hidden = true;
    this.#show();
    if (!this.#asText) void this.camera.open();
  }

  /** The mode that would be joined now: without a camera it is text. @returns {Mode} */
  get mode() {
    return this.#asText || this.camera.problem ? "text" : "video";
  }

  #useText() {
    this.#asText = true;
    this.camera.close();
    this.#show();
    find("#ready-title", HTMLElement).focus();
  }

  async #retry() {
    this.#asText = false;
    await this.camera.open();
    this.#show();
  }

  async #join() {
    const consent = this.#consent.checked;
    const name = consent && !this.wish.emergency ? this.#name.value.trim() : "";
    this.#button.disabled = true;
    this.#error.hidden = true;
    try {
      await this.consultation.join({ mode: this.mode, consent, emergency: this.wish.emergency, name });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#button.disabled = false;
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof RequestError)) throw error;
    setText(this.#error, errorText(error.code));
    this.#error.hidden = false;
  }

  #show() {
    const { problem, stream } = this.camera;
    const text = this.mode === "text";
    find("#ready-video", HTMLElement).hidden = text;
    find("#camera-problem", HTMLElement).hidden = !problem || this.#asText;
    find("#ready-emergency", HTMLElement).hidden = !this.wish.emergency;
    find("#step-get_ready", HTMLElement).classList.toggle("ready--text", this.#asText);
    setText(find("#ready-title", HTMLElement), text ? t("Before the text chat") : t("Get ready"));
    setText(find("#preview-state", HTMLElement), stream ? "" : t("Allow the camera when the browser asks."));
    if (problem) this.#showProblem(problem);
    this.#showConsent(text);
  }

  /** @param {import("../common/camera.js").CameraProblem} problem */
  #showProblem(problem) {
    setText(find("#camera-reason", HTMLElement), cameraAdvice(problem));
    const inApp = isInAppBrowser(navigator.userAgent);
    const outside = inApp ? externalBrowserAddress(navigator.userAgent, location.href) : null;
    const open = find("#open-browser", HTMLAnchorElement);
    open.hidden = !outside;
    if (outside) open.href = outside;
    find("#copy-address", HTMLElement).hidden = !inApp;
  }

  /** @param {boolean} text */
  #showConsent(text) {
    const agreed = this.#consent.checked;
    this.#nameField.hidden = !agreed || this.wish.emergency;
    const kept = agreed
      ? t("With consent: the text and the counselor's notes are kept.")
      : t("Without consent: only times and outcome are kept.");
    const how = text ? t("You talk by text.") : t("You talk in sign language.");
    setText(find("#join-kept", HTMLElement), `${how} ${kept}`);
  }
}

/** @param {string} selector @param {() => void} act */
function click(selector, act) {
  find(selector, HTMLElement).addEventListener("click", act);
}
