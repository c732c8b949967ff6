import assert from "node:assert/strict";
import { test } from "node:test";

import {
  deliveredUpTo,
  unansweredMinutes,
  unansweredSince,
  unreadCount,
} from "../../web_client/static/js/console/unanswered.js";

let seq = 0;
const said = (sender, at, delivered = false) => ({ seq: ++seq, client_id: `c${seq}`, sender, text: "x", at, delivered });

test("nobody waits before the caller has written, or after an answer", () => {
  assert.equal(unansweredSince([]), null);
  assert.equal(unansweredSince([said("counselor", 1)]), null);
  assert.equal(unansweredSince([said("caller", 1), said("counselor", 2)]), null);
});

test("the wait begins with the first text after the last answer", () => {
  const messages = [said("caller", 1), said("counselor", 2), said("caller", 10), said("caller", 50)];
  assert.equal(unansweredSince(messages), 10);
});

test("a line of the system answers nobody", () => {
  assert.equal(unansweredSince([said("caller", 5), said("system", 6)]), 5);
});

test("whole minutes, never below zero when the clocks differ", () => {
  const messages = [said("caller", 100)];
  assert.equal(unansweredMinutes(messages, 159), 0);
  assert.equal(unansweredMinutes(messages, 220), 2);
  assert.equal(unansweredMinutes(messages, 90), 0);
  assert.equal(unansweredMinutes([], 90), null);
});

test("only the caller's texts can be unread", () => {
  const messages = [
    { ...said("caller", 1, true), seq: 1 },
    { ...said("counselor", 2), seq: 2 },
    { ...said("caller", 3), seq: 3 },
  ];
  assert.equal(deliveredUpTo(messages), 1);
  assert.equal(unreadCount(messages, 1), 1);
  assert.equal(unreadCount(messages, 3), 0);
});
