import "./page.mjs";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeSocket } from "./fake_socket.mjs";
import { tick, useFakeTimers } from "./fake_timers.mjs";
import { settle } from "./page.mjs";
import { Connection, retryDelay } from "../../web_client/static/js/common/connection.js";

let connection;

beforeEach(() => {
  useFakeTimers();
  FakeSocket.sockets = [];
  connection = new Connection("/ws/caller", () => ({ token: "t" }));
});

async function open() {
  connection.start();
  FakeSocket.last.onopen();
  FakeSocket.last.reply("hello", { type: "welcome", now: 2000, session: null });
  await settle();
}

test("hello goes first, its reply opens the connection and sets the clock", async () => {
  const welcomes = [];
  connection.addEventListener("welcome", (event) => welcomes.push(event.detail));
  await open();
  assert.equal(FakeSocket.last.address, "ws://sonmal.test/ws/caller");
  assert.deepEqual(FakeSocket.last.sent[0], { token: "t", type: "hello", id: 1 });
  assert.equal(connection.state, "open");
  assert.equal(welcomes.length, 1);
  assert.equal(connection.now(), 2000);
});

test("a request is refused at once while there is no connection", async () => {
  await assert.rejects(connection.request("end"), { code: "not_connected" });
});

test("replies go to their own requests, errors carry their code", async () => {
  await open();
  const first = connection.request("join", { mode: "text" });
  const second = connection.request("end");
  FakeSocket.last.reply("end", { type: "error", code: "wrong_state", message: "no" });
  FakeSocket.last.reply("join", { type: "joined", token: "x" });
  assert.equal((await first).token, "x");
  await assert.rejects(second, { code: "wrong_state" });
});

test("events reach their handlers until these are removed", async () => {
  await open();
  const seen = [];
  const remove = connection.on("place", (event) => seen.push(event.place));
  FakeSocket.last.receive({ type: "place", place: 3 });
  remove();
  FakeSocket.last.receive({ type: "place", place: 2 });
  assert.deepEqual(seen, [3]);
});

test("a broken socket fails what waits and is opened again", async () => {
  await open();
  const waiting = connection.request("end");
  FakeSocket.last.break();
  await assert.rejects(waiting, { code: "not_connected" });
  assert.equal(connection.state, "connecting");
  tick(300);
  assert.equal(FakeSocket.sockets.length, 2);
});

test("a server that stays silent after a ping is left", async () => {
  await open();
  tick(10_000);
  assert.equal(FakeSocket.last.sent.at(-1).type, "ping");
  tick(5000);
  await settle();
  assert.equal(connection.state, "connecting");
  assert.ok(FakeSocket.sockets[0].closed);
});

for (const code of [4000, 4401]) {
  test(`close code ${code} stops it for good`, async () => {
    const stopped = [];
    connection.addEventListener("stopped", (event) => stopped.push(event.detail));
    await open();
    FakeSocket.last.break(code);
    tick(60_000);
    assert.deepEqual(stopped, [code]);
    assert.equal(FakeSocket.sockets.length, 1);
    assert.equal(connection.state, "closed");
  });
}

test("the wait before a retry doubles to 5 s and is shortened at random", () => {
  assert.equal(retryDelay(0, 0), 300);
  assert.equal(retryDelay(1, 0), 600);
  assert.equal(retryDelay(20, 0), 5000);
  assert.equal(retryDelay(20, 0.5), 3750);
});
