import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { RequestError } from "../../web_client/static/js/common/connection.js";
import { ConsoleState } from "../../web_client/static/js/console/console_state.js";
import { Duty } from "../../web_client/static/js/console/duty.js";

const me = { staff_id: "m", modes: ["video", "text"], availability: "ready" };
const snapshot = { me, sessions: [], offer: null, queue: [], categories: [], outcomes: [] };

/** A connection whose answers the test gives. */
class FakeConnection extends EventTarget {
  state = "open";
  asked = [];
  answers = [];
  handlers = {};
  now = () => 0;
  on(type, handler) {
    (this.handlers[type] ??= []).push(handler);
  }
  async request(type, fields) {
    this.asked.push([type, fields]);
    const answer = this.answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  }
  welcome() {
    this.dispatchEvent(new CustomEvent("welcome", { detail: { me } }));
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

let connection, shown, duty;

beforeEach(() => {
  connection = new FakeConnection();
  shown = new ConsoleState();
  duty = new Duty(connection, shown);
});

test("it is on duty only after the snapshot", async () => {
  connection.answers.push(snapshot);
  connection.welcome();
  assert.equal(duty.state, "connecting");
  await settled();
  assert.equal(duty.state, "open");
  assert.equal(shown.me, me);
});

test("it says what it expects of the camera, and says it again with a refresh", async () => {
  connection.answers.push(snapshot, snapshot);
  duty.cameraExpected = async () => true;
  connection.welcome();
  await settled();
  await duty.refresh();
  assert.deepEqual(connection.asked, [
    ["on_duty", { video: true }],
    ["on_duty", { video: true }],
  ]);
});

test("a lost connection ends the duty until the next welcome", async () => {
  connection.answers.push(snapshot);
  connection.welcome();
  await settled();
  connection.state = "connecting";
  connection.dispatchEvent(new Event("statechange"));
  assert.equal(duty.state, "connecting");
});

test("a slow answer is asked for again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    connection.answers.push(new RequestError("timeout"), snapshot);
    connection.welcome();
    await settled();
    assert.equal(duty.state, "connecting");
    mock.timers.tick(1000);
    await settled();
    assert.equal(duty.state, "open");
  } finally {
    mock.timers.reset();
  }
});

test("a refusal is told", async () => {
  let code = "";
  duty.addEventListener("refused", (event) => (code = event.detail.code));
  connection.answers.push(new RequestError("not_allowed"));
  connection.welcome();
  await settled();
  assert.equal(code, "not_allowed");
});

test("events reach the state and whoever listens", () => {
  let asked = "";
  duty.addEventListener("look_here", (event) => (asked = event.detail.session_id));
  connection.handlers.offer[0]({ offer: { session_id: "s1" } });
  for (const handler of connection.handlers.offer_gone) handler({ session_id: "s1", why: "missed" });
  for (const handler of connection.handlers.look_here) handler({ session_id: "s2" });
  assert.equal(shown.offer, null);
  assert.equal(asked, "s2");
});
