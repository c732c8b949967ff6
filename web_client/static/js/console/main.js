/** The console: puts its parts together. Each part listens to the state and draws its own place. */
import { Connection } from "../common/connection.js";
import { find } from "../common/dom.js";
import { language, loadStrings } from "../common/i18n.js";
import { newId } from "../common/ids.js";
import { WakeLock } from "../common/wake_lock.js";
import { Actions } from "./actions.js";
import { AnswerBook } from "./answer_book.js";
import { AnswerSearch } from "./answer_search.js";
import { AvailabilityView } from "./availability_view.js";
import { Bands } from "./bands.js";
import { CallControls } from "./call_controls.js";
import { ConsoleState } from "./console_state.js";
import { Duty } from "./duty.js";
import { followFocus } from "./focus.js";
import { HelpPanel } from "./help_panel.js";
import { KeyCommands } from "./key_commands.js";
import { KeysDialog } from "./keys_dialog.js";
import { NoticesView } from "./notices_view.js";
import { OfferBand } from "./offer_band.js";
import { OfferSignals } from "./offer_signals.js";
import { OwnCamera } from "./own_camera.js";
import { Phrases } from "./phrases.js";
import { Readiness } from "./readiness.js";
import { RecordPanel } from "./record_panel.js";
import { SessionMedia } from "./session_media.js";
import { QueueList, SessionList } from "./side_lists.js";
import { guardSignOut } from "./sign_out.js";
import { StageView } from "./stage_view.js";
import { Tabs } from "./tabs.js";
import { TextPanel } from "./text_panel.js";

await loadStrings();

const csrf = find('meta[name="csrf"]', HTMLMetaElement).content;
const page = newId();
const connection = new Connection("/ws/staff", () => ({ csrf, language, page }));
const shown = new ConsoleState();
const camera = new OwnCamera();
const duty = new Duty(connection, shown);
const readiness = new Readiness(duty, shown, camera);
const now = () => duty.now();

const bands = new Bands(duty);
const actions = new Actions(duty, shown, (words) => bands.showProblem(words));
const media = new SessionMedia(duty, shown, camera, find("#remote-video", HTMLVideoElement));
const signals = new OfferSignals();

new AvailabilityView(shown, camera, (availability) => void readiness.choose(availability, actions));
new OfferBand(shown, actions, now, signals);
const stage = new StageView(shown, media, camera, now);
new CallControls(shown, media, actions);
const text = new TextPanel(shown, duty, (words) => bands.showProblem(words));
const search = new AnswerSearch(async (query) => {
  const found = await duty.request("search_answers", { query });
  return /** @type {import("./answer_search.js").Found} */ (/** @type {unknown} */ (found));
});
const help = new HelpPanel(shown, text, (panel) => ({
  phrases: new Phrases((words) => panel.send(words)),
  book: new AnswerBook(search, (words) => panel.paste(words)),
}));
const record = new RecordPanel(shown, duty, actions);
const queue = new QueueList(shown, now);
const sessions = new SessionList(shown, now);
const notices = new NoticesView(shown, actions, now);
const tabs = new Tabs(shown);
followFocus(shown, {
  text: () => text.focus(),
  record: () => record.focus(),
  notes: () => record.focusNotes(),
});

const keys = new KeyCommands({
  accept: () => void actions.acceptOffer(),
  hold: () => void actions.holdOrResume(),
  phrases: () => {
    tabs.choose("text");
    help.toggle();
  },
  answer_language: () => help.otherLanguage(),
  previous_session: () => shown.selectBeside(-1),
  next_session: () => shown.selectBeside(1),
  keys: () => keysDialog.open(),
});
const keysDialog = new KeysDialog(keys, signals);

duty.addEventListener("look_here", (event) => stage.calledFor(/** @type {CustomEvent} */ (event).detail.session_id));
duty.addEventListener("stale", () => void duty.refresh().catch(console.warn));
shown.addEventListener("change", (event) => {
  if (/** @type {CustomEvent<Set<string>>} */ (event).detail.has("queue")) queue.show();
  sessions.show();
  notices.show();
});
setInterval(() => {
  stage.tick();
  queue.tick();
  sessions.show();
  notices.show();
}, 1000);

new WakeLock().hold();
guardSignOut(duty, shown, (words) => bands.showProblem(words));
connection.start();
