import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ConsoleState, merged } from "../../web_client/static/js/console/console_state.js";

const message = (seq, sender = "caller", delivered = false) => ({
  seq,
  client_id: `c${seq}`,
  sender,
  text: `text ${seq}`,
  at: seq,
  delivered,
});

const session = (id, extra = {}) => ({
  session_id: id,
  inquiry_number: "261122-ABCDEF",
  state: "connected",
  mode: "text",
  messages: [],
  record: { version: 1, subject: "", notes: "", category: "", outcome: "" },
  ...extra,
});

const duty = (extra = {}) => ({ me: { name: "me" }, sessions: [], offer: null, queue: [], categories: [], outcomes: [], ...extra });

/** @type {ConsoleState} */
let state;
let parts;

beforeEach(() => {
  state = new ConsoleState();
  parts = [];
  state.addEventListener("change", (event) => parts.push(...event.detail));
});

test("an answered session is selected, and its offer is gone", () => {
  state.offered({ session_id: "s1" });
  state.sessionShown(session("s1"), "answered");
  assert.equal(state.selectedId, "s1");
  assert.equal(state.offer, null);
});

test("news of another session does not take the selection away", () => {
  state.sessionShown(session("s1"), "answered");
  state.sessionShown(session("s2"), "caller_lost");
  assert.equal(state.selectedId, "s1");
});

test("an event without messages keeps those that are known", () => {
  state.sessionShown(session("s1", { messages: [message(1)] }), "answered");
  state.sessionShown(session("s1", { state: "on_hold" }), "held");
  assert.deepEqual(state.selected.messages.map(({ seq }) => seq), [1]);
  assert.equal(state.selected.state, "on_hold");
});

test("messages are in order, each once, and stay delivered", () => {
  const known = [message(1, "counselor", true), message(3)];
  const all = merged(known, [message(2), message(3), message(1, "counselor", false)]);
  assert.deepEqual(all.map(({ seq }) => seq), [1, 2, 3]);
  assert.equal(all[0].delivered, true);
});

test("a receipt marks only our own texts up to it", () => {
  state.sessionShown(session("s1", { messages: [message(1, "counselor"), message(2), message(3, "counselor")] }), "answered");
  state.deliveredToCaller("s1", 2);
  assert.deepEqual(state.selected.messages.map(({ delivered }) => delivered), [true, false, false]);
});

test("unread counts the caller's texts that no page has shown", () => {
  state.sessionShown(session("s1", { messages: [message(1, "caller", true), message(2), message(3)] }), "answered");
  assert.equal(state.unread("s1"), 2);
  state.markSeen("s1", 3);
  assert.equal(state.unread("s1"), 0);
  parts.length = 0;
  state.markSeen("s1", 2);
  assert.deepEqual(parts, []);
});

test("a new snapshot drops sessions that are gone and keeps what is selected", () => {
  state.sessionShown(session("s1"), "answered");
  state.sessionShown(session("s2"), "answered");
  state.snapshot(duty({ sessions: [session("s2"), session("s3")] }));
  assert.deepEqual([...state.sessions.keys()], ["s2", "s3"]);
  assert.equal(state.selectedId, "s2");
});

test("when the selected session goes, the first of the others is selected", () => {
  for (const id of ["s1", "s2"]) state.sessionShown(session(id), "answered");
  state.sessionGone("s2");
  assert.equal(state.selectedId, "s1");
  state.sessionGone("s1");
  assert.equal(state.selected, null);
});

test("the keys go round the sessions", () => {
  for (const id of ["s1", "s2", "s3"]) state.sessionShown(session(id), "answered");
  state.selectBeside(1);
  assert.equal(state.selectedId, "s1");
  state.selectBeside(-1);
  assert.equal(state.selectedId, "s3");
});

test("events about sessions that are not here change nothing", () => {
  state.messageCame("other", message(1));
  state.offerGone("other");
  state.recordCame("other", { version: 9 });
  assert.deepEqual(parts, []);
});

test("the picture belongs to the one video session that is not over", () => {
  state.sessionShown(session("s1", { mode: "video", state: "wrap_up" }), "ended");
  assert.equal(state.videoSession, null);
  state.sessionShown(session("s2", { mode: "video" }), "answered");
  assert.equal(state.videoSession.session_id, "s2");
});
