import "./page.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { estimateWords, nextWords, placeParts, placeSentence } = await import(
  "../../web_client/static/js/caller/wait_words.js"
);
const { lineOf, stageWords, statusOf } = await import("../../web_client/static/js/caller/line_words.js");
const { transcript } = await import("../../web_client/static/js/caller/transcript.js");

const place = (low, high) => ({ place: 2, estimate: low === null ? null : { low, high }, staffed: true });
const session = (fields) => ({
  state: "connected",
  mode: "video",
  counselor_present: true,
  peer: { camera: "on", microphone: false },
  place: null,
  asking: false,
  ...fields,
});
const known = (fields) => ({
  session: session({}),
  online: true,
  lookHere: false,
  told: "",
  silent: { you: false, peer: false },
  camera: "on",
  cameraProblem: "",
  ...fields,
});

test("an estimate is a range, or not known", () => {
  assert.equal(estimateWords(place(5, 8)), "about 5-8 minutes");
  assert.equal(estimateWords(place(4, 4)), "about 4 minutes");
  assert.equal(estimateWords(place(0, 2)), "within 2 minutes");
  assert.equal(estimateWords(place(null)), "Wait not known.");
  assert.equal(estimateWords(null), "Wait not known.");
});

test("the place is one sentence for a screen reader", () => {
  assert.equal(placeSentence(place(5, 8)), "Place 2, about 5-8 minutes");
  assert.equal(placeSentence(place(null)), "Place 2, Wait not known.");
  assert.deepEqual(placeParts(), { before: "Place", after: "" });
});

test("what happens next depends on who is there", () => {
  const unstaffed = { ...place(null), staffed: false };
  assert.match(nextWords(session({ place: unstaffed })), /^No counselor is on duty/);
  assert.match(nextWords(session({ asking: true, place: unstaffed })), /being asked now/);
  assert.match(nextWords(session({ place: place(1, 2) })), /^When a counselor answers/);
});

test("the status strip says in session, hold, reconnecting", () => {
  assert.equal(statusOf(known({})).words, "In session");
  assert.equal(statusOf(known({ session: session({ state: "on_hold" }) })).words, "On hold");
  assert.equal(statusOf(known({ online: false })).words, "Reconnecting");
  assert.equal(statusOf(known({ session: session({ counselor_present: false }) })).words, "Reconnecting");
});

test("the line is silent while all is well, and look here goes before everything", () => {
  assert.equal(lineOf(known({})), null);
  assert.equal(lineOf(known({ online: false, lookHere: true }))?.words, "Look here.");
  assert.equal(lineOf(known({ silent: { you: true, peer: true } }))?.icon, "reconnecting");
  assert.equal(lineOf(known({ camera: "paused" }))?.words, "Your camera is paused.");
  assert.equal(lineOf(known({ told: "You talk by text." }))?.words, "You talk by text.");
});

test("in text the line says what the signer's place says in video", () => {
  const lost = { counselor_present: false };
  assert.equal(stageWords(session(lost), true), "Counselor disconnected. Wait.");
  assert.equal(lineOf(known({ session: session({ ...lost, mode: "text" }) }))?.words, "Counselor disconnected. Wait.");
});

test("no picture is explained, a picture is left alone", () => {
  assert.equal(stageWords(session({}), true), "");
  assert.equal(stageWords(session({}), false), "The picture is coming.");
  assert.equal(stageWords(session({ peer: { camera: "paused" } }), true), "The counselor paused the camera.");
  assert.equal(stageWords(session({ peer: null }), true), "");
});

test("the saved conversation names the inquiry and who said what, in order", () => {
  const messages = [
    { seq: 1, sender: "caller", text: "Hello <b>", at: 60 },
    { seq: 2, sender: "counselor", text: "Yes?", at: 120 },
  ];
  const text = transcript(session({ inquiry_number: "N-7", joined_at: 0, counselor_name: "Kim" }), messages);
  assert.match(text, /N-7/);
  assert.match(text, /Me: Hello <b>\n\[\d\d:\d\d\] Kim: Yes\?/);
});
