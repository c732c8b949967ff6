/**
 * The link's token is in the URL's fragment, which no server log and no referrer sees. It moves into the form, is kept
 * in the tab for a second try after a short password, and leaves the address bar.
 */
import { find } from "../common/dom.js";

const STORAGE_KEY = "sonmal.sign-in-link";
const field = find("#token", HTMLInputElement);

field.value = location.hash.slice(1) || (sessionStorage.getItem(STORAGE_KEY) ?? "");
if (field.value) {
  sessionStorage.setItem(STORAGE_KEY, field.value);
  history.replaceState(null, "", location.pathname + location.search);
} else {
  find("#no-token", HTMLElement).hidden = false;
}
