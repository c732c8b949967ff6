import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { contested, joined, unsaved } from "../../web_client/static/js/console/record_merge.js";
import { RecordSaver } from "../../web_client/static/js/console/record_saver.js";

const record = (version, extra = {}) => ({ version, subject: "", notes: "", category: "", outcome: "", ...extra });

function memory() {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A server that answers when it is told to. */
class FakeServer {
  requests = [];
  save = (fields) =>
    new Promise((resolve, reject) => {
      this.requests.push({ fields, resolve, reject });
    });
}

let server, storage, saver;

beforeEach(() => {
  server = new FakeServer();
  storage = memory();
  saver = open(record(1));
});

const open = (start) => new RecordSaver("s1", start, { save: server.save, storage, wait: 100_000 });

test("only changed fields are unsaved", () => {
  assert.deepEqual(unsaved(record(1, { notes: "a" }), { notes: "a", subject: "b" }), { subject: "b" });
});

test("a field is contested when both changed it to different words", () => {
  assert.deepEqual(contested(record(1), record(2, { notes: "theirs" }), { notes: "mine" }), ["notes"]);
  assert.deepEqual(contested(record(1), record(2, { notes: "same" }), { notes: "same" }), []);
  assert.deepEqual(contested(record(1), record(2, { subject: "theirs" }), { notes: "mine" }), []);
});

test("joining keeps both texts", () => {
  assert.equal(joined("mine", "theirs\n"), "theirs\n\nmine");
  assert.equal(joined("mine", ""), "mine");
});

test("what was typed is saved with the version it was based on", async () => {
  saver.edit("notes", "hello");
  const done = saver.flush();
  assert.equal(saver.state, "saving");
  assert.deepEqual(server.requests[0].fields, { version: 1, notes: "hello" });
  server.requests[0].resolve({ version: 2 });
  assert.equal(await done, true);
  assert.equal(saver.state, "saved");
  assert.equal(storage.kept.size, 0);
  saver.close();
});

test("typing while a save is under way is saved after it, one request at a time", async () => {
  saver.edit("notes", "a");
  const done = saver.flush();
  saver.edit("notes", "ab");
  assert.equal(server.requests.length, 1);
  server.requests[0].resolve({ version: 2 });
  while (server.requests.length < 2) await Promise.resolve();
  assert.deepEqual(server.requests[1].fields, { version: 2, notes: "ab" });
  server.requests[1].resolve({ version: 3 });
  assert.equal(await done, true);
  saver.close();
});

test("a failed save says so and keeps the words for the next page", async () => {
  saver.edit("notes", "kept");
  const done = saver.flush();
  server.requests[0].reject(new Error("not_connected"));
  assert.equal(await done, false);
  assert.equal(saver.state, "failed");
  saver.close();
  const next = open(record(1));
  assert.equal(next.fields.notes, "kept");
  next.close();
});

test("a newer record in other fields is taken in silence", () => {
  saver.edit("notes", "mine");
  saver.serverHas(record(2, { category: "water" }));
  assert.equal(saver.newer, null);
  assert.deepEqual(saver.fields, record(2, { notes: "mine", category: "water" }));
  saver.close();
});

test("an older record changes nothing", () => {
  saver.serverHas(record(1, { notes: "old" }));
  assert.equal(saver.fields.notes, "");
});

for (const [choice, notes] of [
  ["mine", "mine"],
  ["theirs", "theirs"],
  ["both", "theirs\n\nmine"],
]) {
  test(`a conflict shows the newer words and loses nothing: ${choice}`, async () => {
    saver.edit("notes", "mine");
    saver.serverHas(record(2, { notes: "theirs" }));
    assert.equal(saver.state, "conflict");
    assert.equal(saver.fields.notes, "mine");
    assert.equal(saver.newer.notes, "theirs");
    assert.equal(await saver.flush(), false);
    assert.equal(server.requests.length, 0);
    saver.settle(choice);
    assert.equal(saver.newer, null);
    assert.equal(saver.fields.notes, notes);
    saver.close();
  });
}

test("a save whose reply was lost is no conflict with itself", async () => {
  saver.edit("notes", "a");
  const done = saver.flush();
  server.requests[0].reject(new Error("timeout"));
  await done;
  saver.edit("notes", "ab");
  saver.serverHas(record(2, { notes: "a" }));
  assert.equal(saver.newer, null);
  assert.equal(saver.fields.notes, "ab");
  saver.close();
});

test("a newer record that comes during a save waits for its reply", async () => {
  saver.edit("notes", "a");
  const done = saver.flush();
  saver.edit("notes", "ab");
  saver.serverHas(record(2, { notes: "a" }));
  assert.equal(saver.newer, null);
  server.requests[0].resolve({ version: 2 });
  while (server.requests.length < 2) await Promise.resolve();
  assert.equal(saver.newer, null);
  server.requests[1].resolve({ version: 3 });
  assert.equal(await done, true);
  saver.close();
});

test("words that can no longer be saved can be read once more", () => {
  saver.edit("subject", "bus");
  saver.edit("notes", "lost purse");
  assert.equal(saver.unsavedWords, "bus\nlost purse");
  saver.close();
});

test("a finished session leaves nothing behind", () => {
  saver.edit("notes", "secret");
  saver.discard();
  assert.equal(storage.kept.size, 0);
});
