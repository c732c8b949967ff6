/** The record of the selected session: saved as it is typed, finished after the conversation. */
import { announce } from "../common/announce.js";
import { RequestError } from "../common/connection.js";
import { find, setText } from "../common/dom.js";
import { t } from "../common/i18n.js";
import { fillSelect, labelOf } from "./choices.js";
import { FIELDS } from "./record_merge.js";
import { RecordSaver } from "./record_saver.js";

/** @typedef {import("./record_merge.js").Field} Field */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** @type {readonly ("category" | "outcome")[]} */
const CHOICES = ["category", "outcome"];

export class RecordPanel {
  #panel = find("#panel-record", HTMLElement);
  #finish = find("#finish-wrap-up", HTMLButtonElement);
  /** @type {Record<Field, Control>} */ #controls = {
    subject: find("#subject", HTMLInputElement),
    notes: find("#notes", HTMLTextAreaElement),
    category: find("#category", HTMLSelectElement),
    outcome: find("#outcome", HTMLSelectElement),
  };
  /** @type {Map<string, RecordSaver>} */ #savers = new Map();
  #shownId = "";
  #spoken = "";

  /**
   * @param {import("./console_state.js").ConsoleState} shown @param {import("./duty.js").Duty} duty
   * @param {import("./actions.js").Actions} actions
   */
  constructor(shown, duty, actions) {
    this.shown = shown;
    this.duty = duty;
    this.actions = actions;
    for (const field of FIELDS) {
      this.#controls[field].addEventListener("input", () => this.#edited(field));
    }
    this.#finish.addEventListener("click", () => void this.finish());
    for (const button of this.#panel.querySelectorAll("[data-settle]")) {
      button.addEventListener("click", () => this.#settle(/** @type {HTMLElement} */ (button)));
    }
    shown.addEventListener("change", (event) => this.#follow(/** @type {CustomEvent} */ (event).detail));
    duty.addEventListener("onduty", () => this.#retryAll());
    this.#follow(new Set(["choices"]));
  }

  /** Finishes the wrap-up, or points at what is missing. */
  async finish() {
    const saver = this.#saver;
    if (!saver || this.#pointAtMissing(saver)) return;
    if (!(await saver.flush())) {
      this.actions.showProblem(t("The record is not saved yet. It is kept here; try again in a moment."));
      return;
    }
    if (await this.actions.about("finish_wrap_up")) announce(t("Finished."), "polite");
  }

  /** The first field that is still missing, else the notes. */
  focus() {
    const fields = this.#saver?.fields;
    const missing = this.#required.find((field) => !fields?.[field]);
    this.#controls[missing ?? "notes"].focus();
  }

  focusNotes() {
    this.#controls.notes.focus();
  }

  /** Without consent the category is deleted at the close: nobody is asked for it. */
  get #required() {
    return CHOICES.filter((field) => field !== "category" || this.#keeps);
  }

  get #keeps() {
    return this.shown.selected?.keeps_record ?? true;
  }

  get #saver() {
    return this.#savers.get(this.#shownId);
  }

  /** @param {Set<string>} parts */
  #follow(parts) {
    if (parts.has("choices")) this.#fillChoices();
    if (parts.has("sessions") || parts.has("selected")) this.#keepSavers();
    const session = this.shown.selected;
    const id = session?.session_id ?? "";
    this.#panel.classList.toggle("record--none", !session);
    if (id !== this.#shownId) {
      this.#shownId = id;
      this.#clearErrors();
    }
    const over = session?.state === "wrap_up";
    this.#finish.hidden = !over;
    find("#wrap-up", HTMLElement).hidden = !over;
    find("#record-unkept", HTMLElement).hidden = this.#keeps;
    find("#category-free", HTMLElement).hidden = this.#keeps;
    this.#show();
  }

  #fillChoices() {
    const words = t("Choose");
    for (const field of CHOICES) {
      const choices = field === "category" ? this.shown.categories : this.shown.outcomes;
      fillSelect(/** @type {HTMLSelectElement} */ (this.#controls[field]), choices, words);
    }
  }

  #keepSavers() {
    for (const [id, session] of this.shown.sessions) {
      const saver = this.#savers.get(id) ?? this.#openSaver(id, session.record);
      saver.serverHas(session.record);
    }
    for (const [id, saver] of this.#savers) {
      if (!this.shown.sessions.has(id)) this.#closeSaver(id, saver);
    }
  }

  /** Words that can no longer be saved are shown once more, not dropped in silence. @param {string} id @param {RecordSaver} saver */
  #closeSaver(id, saver) {
    const words = saver.unsavedWords;
    if (words) this.actions.showProblem(t("Not saved, the session is no longer yours: {words}", { words }));
    saver.discard();
    this.#savers.delete(id);
  }

  /** @param {string} id @param {import("./wire").InquiryRecord} record */
  #openSaver(id, record) {
    const save = (/** @type {object} */ fields) => this.#save(id, fields);
    const saver = new RecordSaver(id, record, { save, storage: sessionStorage });
    saver.addEventListener("change", () => id === this.#shownId && this.#show());
    this.#savers.set(id, saver);
    return saver;
  }

  /** A stale version: the newer record comes with a new snapshot. @param {string} id @param {object} fields */
  async #save(id, fields) {
    try {
      return /** @type {any} */ (await this.duty.request("save_record", { session_id: id, ...fields }));
    } catch (error) {
      if (error instanceof RequestError && error.code === "version_conflict") {
        this.duty.dispatchEvent(new Event("stale"));
      }
      throw error;
    }
  }

  #retryAll() {
    for (const saver of this.#savers.values()) void saver.flush();
  }

  /** @param {Field} field */
  #edited(field) {
    const control = this.#controls[field];
    this.#saver?.edit(field, control.value);
    if (control.value) this.#showError(field, false);
  }

  #show() {
    const saver = this.#saver;
    if (!saver) return;
    const fields = saver.fields;
    for (const field of FIELDS) {
      const control = this.#controls[field];
      if (control.value !== fields[field]) control.value = fields[field];
    }
    this.#showSaveState(saver);
    this.#showNewer(saver);
  }

  /** @param {RecordSaver} saver */
  #showSaveState(saver) {
    const words = {
      saved: t("Saved"),
      typed: t("Not saved yet"),
      saving: t("Saving"),
      failed: t("Not saved. Trying again."),
      conflict: t("Not saved: choose below"),
    }[saver.state];
    const state = find("#save-state", HTMLElement);
    setText(state, words);
    state.classList.toggle("save--bad", saver.state === "failed" || saver.state === "conflict");
    if (saver.state === "failed" && this.#spoken !== words) announce(words, "polite");
    this.#spoken = words;
  }

  /** Shows the newer words beside what was typed, and who wins. @param {RecordSaver} saver */
  #showNewer(saver) {
    const box = find("#newer", HTMLElement);
    const newer = saver.newer;
    box.hidden = !newer;
    if (!newer) return;
    const names = { subject: t("Subject"), notes: t("Notes"), category: t("Category"), outcome: t("Outcome") };
    const list = find("#newer-fields", HTMLElement);
    list.replaceChildren(
      ...saver.contested.flatMap((field) => {
        const term = document.createElement("dt");
        const words = document.createElement("dd");
        term.textContent = names[field];
        words.textContent = this.#readable(field, newer[field]) || t("Empty");
        return [term, words];
      }),
    );
    find('[data-settle="both"]', HTMLElement).hidden = !saver.contested.includes("notes");
  }

  /** @param {Field} field @param {string} value */
  #readable(field, value) {
    if (field === "category") return labelOf(this.shown.categories, value);
    return field === "outcome" ? labelOf(this.shown.outcomes, value) : value;
  }

  /** @param {HTMLElement} button */
  #settle(button) {
    this.#saver?.settle(/** @type {"mine" | "theirs" | "both"} */ (button.dataset.settle));
    this.#controls.notes.focus();
  }

  /** @param {RecordSaver} saver @returns {boolean} whether something is missing */
  #pointAtMissing(saver) {
    const missing = this.#required.filter((field) => !saver.fields[field]);
    for (const field of CHOICES) this.#showError(field, missing.includes(field));
    if (missing.length) this.#controls[missing[0]].focus();
    return missing.length > 0;
  }

  #clearErrors() {
    for (const field of CHOICES) this.#showError(field, false);
  }

  /** @param {Field} field @param {boolean} wrong */
  #showError(field, wrong) {
    const error = document.getElementById(`${field}-error`);
    if (!error) return;
    error.hidden = !wrong;
    const control = this.#controls[field];
    if (wrong) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", error.id);
    } else {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
  }
}
