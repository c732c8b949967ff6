import assert from "node:assert/strict";
import { test } from "node:test";
import { inCall, justAnswered, stepFor, wantsMedia } from "../../web_client/static/js/caller/state.js";

const session = (fields) => ({ state: "waiting", mode: "video", ...fields });
const known = (fields) => ({ session: null, preparing: false, replaced: false, ...fields });

test("without a session one chooses, then gets ready", () => {
  assert.equal(stepFor(known({})), "choose");
  assert.equal(stepFor(known({ preparing: true })), "get_ready");
});

for (const [state, step] of [
  ["waiting", "queue"],
  ["connected", "call"],
  ["on_hold", "call"],
  ["ended", "finished"],
]) {
  test(`a session that is ${state} shows the step ${step}`, () => {
    assert.equal(stepFor(known({ session: session({ state }), preparing: true })), step);
  });
}

test("a tab that was replaced shows only that", () => {
  assert.equal(stepFor(known({ session: session({ state: "connected" }), replaced: true })), "replaced");
});

test("media are wanted from the queue to the end, in video only", () => {
  assert.equal(wantsMedia(session({})), true);
  assert.equal(wantsMedia(session({ state: "on_hold" })), true);
  assert.equal(wantsMedia(session({ state: "ended" })), false);
  assert.equal(wantsMedia(session({ mode: "text" })), false);
  assert.equal(wantsMedia(null), false);
});

test("answered is the moment of joining, not a reload in the call", () => {
  const connected = session({ state: "connected" });
  assert.equal(justAnswered(session({}), connected, "answered"), true);
  assert.equal(justAnswered(null, connected, "resumed_page"), false);
  assert.equal(justAnswered(connected, connected, "answered"), false);
  assert.equal(inCall(session({})), false);
});
