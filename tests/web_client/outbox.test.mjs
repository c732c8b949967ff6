import "./page.mjs";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { tick, useFakeTimers } from "./fake_timers.mjs";
import { settle, stored } from "./page.mjs";
import { RequestError } from "../../web_client/static/js/common/connection.js";
import { Outbox } from "../../web_client/static/js/common/outbox.js";

/** A connection that keeps every request until the test answers it. */
class FakeConnection extends EventTarget {
  state = "open";
  requests = [];

  now() {
    return 1000;
  }

  request(type, fields) {
    return new Promise((resolve, reject) => this.requests.push({ type, fields, resolve, reject }));
  }

  become(state) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

let connection;
let outbox;

beforeEach(() => {
  useFakeTimers();
  stored.clear();
  connection = new FakeConnection();
  outbox = new Outbox(connection, "box", () => ({ session_id: "s" }));
});

const texts = () => outbox.entries.map(({ text }) => text);

test("texts go one after another, in order", async () => {
  outbox.add("one");
  outbox.add("two");
  assert.equal(connection.requests.length, 1);
  assert.equal(connection.requests[0].fields.session_id, "s");
  connection.requests[0].resolve({ seq: 1 });
  await settle();
  assert.deepEqual(
    connection.requests.map(({ fields }) => fields.text),
    ["one", "two"],
  );
  assert.deepEqual(texts(), ["two"]);
});

test("what is stored leaves, and is told", async () => {
  const told = [];
  outbox.onstored = (entry, reply) => told.push([entry.text, reply.seq]);
  outbox.add("one");
  connection.requests[0].resolve({ seq: 7 });
  await settle();
  assert.deepEqual(told, [["one", 7]]);
  assert.equal(stored.has("box"), false);
});

test("a text typed while the connection is down goes once it is back, once", async () => {
  connection.become("connecting");
  outbox.add("one");
  assert.equal(connection.requests.length, 0);
  connection.become("open");
  connection.become("open");
  assert.equal(connection.requests.length, 1);
});

test("a lost reply repeats the same text with the same client id", async () => {
  const entry = outbox.add("one");
  connection.state = "connecting";
  connection.requests[0].reject(new RequestError("not_connected"));
  await settle();
  connection.become("open");
  tick(1000);
  await settle();
  assert.equal(connection.requests.length, 2);
  assert.equal(connection.requests[1].fields.client_id, entry.client_id);
});

test("a refused text is kept with its code, and the next one goes on", async () => {
  const entry = outbox.add("one");
  outbox.add("two");
  connection.requests[0].reject(new RequestError("bad_text"));
  await settle();
  assert.equal(outbox.entries[0].refused, "bad_text");
  assert.equal(connection.requests[1].fields.text, "two");
  connection.requests[1].resolve({ seq: 1 });
  await settle();
  outbox.retry(entry.client_id);
  assert.equal(connection.requests[2].fields.text, "one");
});

test("unsent texts survive a reload of the tab", async () => {
  connection.become("connecting");
  outbox.add("one");
  outbox.close();
  const later = new Outbox(new FakeConnection(), "box");
  assert.deepEqual(
    later.entries.map(({ text }) => text),
    ["one"],
  );
  assert.equal(later.connection.requests[0].fields.text, "one");
});

test("storage that holds nonsense is an empty outbox", () => {
  stored.set("box", "{not json");
  assert.deepEqual(new Outbox(connection, "box").entries, []);
});
