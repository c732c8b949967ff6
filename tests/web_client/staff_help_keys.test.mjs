import assert from "node:assert/strict";
import { test } from "node:test";

import { meaningOf, stopBeside } from "../../web_client/static/js/console/help_keys.js";

const press = (key, extra = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...extra,
});

test("Enter puts an answer into the message, Ctrl+Enter sends it", () => {
  for (const on of ["search", "answer"]) {
    assert.equal(meaningOf(press("Enter"), on), "paste");
    assert.equal(meaningOf(press("Enter", { ctrlKey: true }), on), "send");
    assert.equal(meaningOf(press("Enter", { metaKey: true }), on), "send");
    assert.equal(meaningOf(press("Enter", { shiftKey: true }), on), "");
  }
});

test("Enter on a phrase and on other buttons stays their own press", () => {
  assert.equal(meaningOf(press("Enter"), "phrase"), "");
  assert.equal(meaningOf(press("Enter", { ctrlKey: true }), ""), "");
});

test("while Hangul composes no key means anything", () => {
  for (const key of ["Enter", "Escape", "ArrowDown", "ArrowUp"]) {
    assert.equal(meaningOf(press(key, { isComposing: true }), "search"), "", key);
    assert.equal(meaningOf(press(key, { keyCode: 229 }), "search"), "", key);
  }
  assert.equal(meaningOf(press("Enter", { isComposing: true, ctrlKey: true }), "search"), "");
});

test("arrows go up and down everywhere, sideways not in the search field", () => {
  assert.equal(meaningOf(press("ArrowDown"), "search"), "next");
  assert.equal(meaningOf(press("ArrowUp"), "answer"), "previous");
  assert.equal(meaningOf(press("ArrowRight"), "phrase"), "next");
  assert.equal(meaningOf(press("ArrowLeft"), "search"), "");
});

test("Alt with an arrow is left to the sessions; letters to the field", () => {
  assert.equal(meaningOf(press("ArrowDown", { altKey: true }), "answer"), "");
  assert.equal(meaningOf(press("a"), "search"), "");
  assert.equal(meaningOf(press("Escape"), "search"), "close");
});

test("the stops go round", () => {
  assert.equal(stopBeside(2, 3, 1), 0);
  assert.equal(stopBeside(0, 3, -1), 2);
  assert.equal(stopBeside(-1, 3, 1), 0);
});
