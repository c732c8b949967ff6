import assert from "node:assert/strict";
import { test } from "node:test";

import { ConsoleState } from "../../web_client/static/js/console/console_state.js";
import { noticesNow, notYetTold } from "../../web_client/static/js/console/notices.js";

const notice = (id, extra = {}) => ({
  id,
  title: `title ${id}`,
  text: "text",
  urgent: false,
  valid_from: 100,
  valid_until: 200,
  read: false,
  ...extra,
});
const ids = (notices) => notices.map((one) => one.id);

test("a notice counts from its beginning until just before its end", () => {
  const notices = [notice("a"), notice("b", { valid_from: 150 })];
  assert.deepEqual(ids(noticesNow(notices, 99)), []);
  assert.deepEqual(ids(noticesNow(notices, 100)), ["a"]);
  assert.deepEqual(ids(noticesNow(notices, 199)), ["a", "b"]);
  assert.deepEqual(ids(noticesNow(notices, 200)), []);
});

test("unread ones go first, else the server's order stays", () => {
  const notices = [notice("urgent", { read: true }), notice("b"), notice("c", { read: true }), notice("d")];
  assert.deepEqual(ids(noticesNow(notices, 150)), ["b", "d", "urgent", "c"]);
});

test("a notice is told once, and again when its words change", () => {
  const told = new Set();
  assert.deepEqual(ids(notYetTold([notice("a"), notice("b")], told)), ["a", "b"]);
  assert.deepEqual(ids(notYetTold([notice("a")], told)), []);
  assert.deepEqual(ids(notYetTold([notice("a", { text: "new" })], told)), ["a"]);
});

test("reading one marks it alone", () => {
  const state = new ConsoleState();
  const parts = [];
  state.setNotices([notice("a"), notice("b")]);
  state.addEventListener("change", (event) => parts.push(...event.detail));
  state.noticeRead("a");
  assert.deepEqual(state.notices.map((one) => one.read), [true, false]);
  assert.deepEqual(parts, ["notices"]);
});
