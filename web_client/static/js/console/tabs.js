/**
 * The parts of a narrow console. From 1280 px everything is seen at once and there are no tabs; from 768 px a text
 * conversation has its own place, so it needs no tab.
 */
import { find, setText } from "../common/dom.js";

/** @typedef {"text" | "record" | "side"} Panel */

const WIDE = matchMedia("(min-width: 1280px)");
const MEDIUM = matchMedia("(min-width: 768px)");

export class Tabs {
  #root = find("#console", HTMLElement);
  #tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".tab")]);
  /** @type {Panel} */ #chosen = "side";
  #sessionId = "";

  /** @param {import("./console_state.js").ConsoleState} shown */
  constructor(shown) {
    this.shown = shown;
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.choose(panelOf(tab)));
      tab.addEventListener("keydown", (event) => this.#key(event, tab));
    }
    for (const query of [WIDE, MEDIUM]) query.addEventListener("change", () => this.#show());
    shown.addEventListener("change", () => this.#follow());
    this.#show();
  }

  /** @param {Panel} panel */
  choose(panel) {
    this.#chosen = panel;
    this.#show();
  }

  /** A new session shows its conversation; its end the record; none the queue. */
  #follow() {
    const session = this.shown.selected;
    const key = session ? `${session.session_id} ${session.state === "wrap_up"}` : "";
    if (key !== this.#sessionId) {
      this.#sessionId = key;
      this.#chosen = !session ? "side" : session.state === "wrap_up" ? "record" : "text";
    }
    this.#show();
  }

  #show() {
    const available = this.#tabs.filter((tab) => !this.#needless(panelOf(tab)));
    const panel = available.some((tab) => panelOf(tab) === this.#chosen) ? this.#chosen : panelOf(available[0]);
    this.#root.dataset.tab = panel;
    const tabbed = !WIDE.matches;
    setRole(find("#tabs", HTMLElement), tabbed ? "tablist" : null);
    for (const tab of this.#tabs) {
      const its = panelOf(tab);
      tab.hidden = !available.includes(tab);
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(its === panel));
      tab.setAttribute("aria-controls", `panel-${its}`);
      tab.tabIndex = its === panel ? 0 : -1;
      setRole(find(`#panel-${its}`, HTMLElement), tabbed && available.includes(tab) ? "tabpanel" : null);
    }
    this.#showUnread();
  }

  #showUnread() {
    const count = [...this.shown.sessions.keys()].reduce((sum, id) => sum + this.shown.unread(id), 0);
    const badge = find("#tab-unread", HTMLElement);
    setText(badge, String(count));
    badge.hidden = count === 0;
  }

  /** @param {Panel} panel */
  #needless(panel) {
    if (panel === "side") return false;
    if (!this.shown.selected) return true;
    return panel === "text" && MEDIUM.matches && this.#root.dataset.mode === "text";
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} tab */
  #key(event, tab) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const available = this.#tabs.filter((one) => !one.hidden);
    const next = available[(available.indexOf(tab) + step + available.length) % available.length];
    this.choose(panelOf(next));
    next.focus();
  }
}

/** @param {HTMLElement} tab */
function panelOf(tab) {
  return /** @type {Panel} */ (tab.dataset.panel);
}

/** @param {HTMLElement} element @param {string | null} role */
function setRole(element, role) {
  if (role) element.setAttribute("role", role);
  else element.removeAttribute("role");
}
