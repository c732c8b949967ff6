/** Signing out leaves the desk first, so that callers do not wait for a counselor who is gone. */
import { find } from "../common/dom.js";
import { t } from "../common/i18n.js";

const WAIT_MS = 2000;

/**
 * @param {import("./duty.js").Duty} duty @param {import("./console_state.js").ConsoleState} shown
 * @param {(words: string) => void} showProblem
 */
export function guardSignOut(duty, shown, showProblem) {
  const form = find("#sign-out", HTMLFormElement);
  let warned = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const running = [...shown.sessions.values()].some((session) => session.state !== "wrap_up");
    if (running && !warned) {
      warned = true;
      showProblem(t("A session is running. Press Sign out again to give it to the next counselor."));
      return;
    }
    try {
      await duty.request("go_off_duty", {}, { timeout: WAIT_MS });
    } catch (error) {
      console.warn("off duty was not confirmed:", error);
    }
    form.submit();
  });
}
