/** The caller's page: puts the parts together and shows the step that the session means. */
import { find } from "../common/dom.js";
import { loadStrings, t } from "../common/i18n.js";
import { Answered } from "./answered.js";
import { Call } from "./call.js";
import { CallControls } from "./call_controls.js";
import { Choose } from "./choose.js";
import { Consultation, detailOf } from "./consultation.js";
import { Conversation } from "./conversation.js";
import { Finished } from "./finished.js";
import { GetReady } from "./get_ready.js";
import { ModeSwitch } from "./mode_switch.js";
import { watchConnection } from "./offline_band.js";
import { OwnCamera } from "./own_camera.js";
import { OwnPicture } from "./own_picture.js";
import { Queue } from "./queue.js";
import { SessionMedia } from "./session_media.js";
import { justAnswered, stepFor, wantsMedia } from "./state.js";
import { Steps } from "./steps.js";
import { watchViewport } from "./viewport.js";
import { WaitAgain } from "./wait_again.js";

class CallerPage {
  #preparing = false;
  #consultation = new Consultation();
  #steps = new Steps();
  #camera = new OwnCamera(find("#self-video", HTMLVideoElement));
  #conversation = new Conversation(this.#consultation);
  #choose = new Choose((mode, emergency) => this.#prepare({ mode, emergency }));
  #again = new WaitAgain(this.#consultation, (words) => this.#choose.tell(words));
  #ready = new GetReady(this.#consultation, this.#camera, () => this.#back());
  #queue = new Queue(this.#consultation);
  #call = new Call(this.#consultation, this.#camera);
  #mode = new ModeSwitch(this.#consultation, this.#camera, (words) => this.#call.tell(words));
  #answered = new Answered(() => this.#answeredClosed());
  #finished = new Finished(this.#consultation, this.#conversation);

  start() {
    const remote = find("#remote-video", HTMLVideoElement);
    const media = new SessionMedia(this.#consultation, this.#camera, remote);
    new CallControls(this.#consultation, this.#camera, media, (words) => this.#call.tell(words));
    new OwnPicture();
    watchConnection(this.#consultation);
    watchViewport();
    find("#take-back", HTMLElement).addEventListener("click", () => this.#consultation.takeBack());
    this.#consultation.addEventListener("change", (event) => this.#changed(detailOf(event)));
    this.#consultation.addEventListener("replaced", () => this.#replaced());
    this.#choose.start();
    this.#consultation.start();
  }

  /** @param {import("./get_ready.js").Wish} wish */
  #prepare(wish) {
    this.#preparing = true;
    this.#choose.tell("");
    this.#again.withdraw();
    this.#show("");
    this.#ready.start(wish);
  }

  #back() {
    this.#preparing = false;
    this.#camera.close();
    this.#show("");
  }

  #replaced() {
    this.#answered.hide();
    this.#camera.close();
    this.#show("");
  }

  #answeredClosed() {
    if (!this.#answered.writing) this.#steps.focusHeading();
  }

  /** @param {import("./consultation.js").Change} change */
  #changed({ before, session, cause }) {
    if (session) this.#preparing = false;
    if (cause === "abandoned") this.#choose.tell(t("You left the queue."));
    if (cause === "abandoned") this.#again.offer();
    else if (session) this.#again.withdraw();
    if (cause === "gone") this.#choose.tell(t("The consultation is over."));
    this.#useCamera(session);
    this.#show(cause);
    if (justAnswered(before, session, cause)) this.#answered.show(session?.counselor_name ?? "");
    else if (!session || session.state === "ended" || session.state === "waiting") this.#answered.hide();
  }

  /** The camera is open from Get ready to the end, by itself again after a reload. @param {import("./state.js").CallerSession | null} session */
  #useCamera(session) {
    if (wantsMedia(session)) {
      if (!this.#camera.problem) void this.#camera.open();
    } else if (!this.#preparing) {
      this.#camera.close();
    }
  }

  /** @param {string} cause */
  #show(cause) {
    const { session, replaced } = this.#consultation;
    const step = stepFor({ session, replaced, preparing: this.#preparing });
    const entered = step !== this.#steps.current;
    this.#mode.show(session);
    if (entered) document.title = titleOf(step);
    if (step === "queue" && session) this.#queue.show(session, cause, entered, this.#conversation.started);
    this.#steps.show(step, session);
    if (step === "choose") this.#choose.start();
    else this.#choose.stop();
    if (step !== "queue") this.#queue.leave();
    if (step === "finished" && session) this.#finished.show(session);
    if (step !== "finished") this.#finished.leave();
  }
}

/** @param {import("./state.js").Step} step */
function titleOf(step) {
  const titles = {
    choose: t("Sonmal: talk in sign language or text"),
    get_ready: t("Get ready"),
    queue: t("You are in the queue"),
    call: t("Consultation"),
    finished: t("Finished."),
    replaced: t("This consultation is open in another tab"),
  };
  return step === "choose" ? titles[step] : `${titles[step]} – ${t("Sonmal")}`;
}

await loadStrings();
new CallerPage().start();
