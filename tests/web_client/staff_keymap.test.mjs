import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ACTIONS,
  actionOf,
  assign,
  chordOf,
  DEFAULT_KEYS,
  loadKeymap,
  refusalOf,
  saveKeymap,
  shown,
} from "../../web_client/static/js/console/keymap.js";

const press = (key, extra = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...extra,
});

const storage = (text) => {
  const kept = new Map(text === undefined ? [] : [["sonmal.keys", text]]);
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
};

test("a chord names its modifiers in one order", () => {
  assert.equal(chordOf(press("F2", { code: "F2" })), "F2");
  assert.equal(chordOf(press("F8", { shiftKey: true })), "Shift+F8");
  assert.equal(chordOf(press("/", { code: "Slash", ctrlKey: true })), "Ctrl+/");
  assert.equal(chordOf(press("x", { code: "KeyX", altKey: true, ctrlKey: true })), "Ctrl+Alt+X");
});

test("a letter goes by its place, so a Hangul layout changes nothing", () => {
  assert.equal(chordOf(press("ㅂ", { code: "KeyQ", ctrlKey: true })), "Ctrl+Q");
});

test("modifiers alone and keys of the input method are no chord", () => {
  for (const key of ["Control", "Alt", "Shift", "Process", "HangulMode"]) assert.equal(chordOf(press(key)), "");
  assert.equal(actionOf(DEFAULT_KEYS, ""), undefined);
});

test("every default may be a command, and no two are the same", () => {
  for (const action of ACTIONS) assert.equal(refusalOf(DEFAULT_KEYS[action]), "");
  assert.equal(new Set(Object.values(DEFAULT_KEYS)).size, ACTIONS.length);
});

test("bare letters, shifted letters and the browser's own keys are refused", () => {
  for (const chord of ["A", "1", "Shift+A", "Space", ",", "ArrowUp"]) assert.equal(refusalOf(chord), "bare", chord);
  for (const chord of ["Enter", "Escape", "Tab", "F5", "Ctrl+C", "Ctrl+W", "Alt+ArrowLeft"]) {
    assert.equal(refusalOf(chord), "reserved", chord);
  }
});

test("pedals and chords are accepted", () => {
  for (const chord of ["F13", "F24", "Ctrl+Alt+A", "Pause", "Shift+F8", "Alt+1"]) assert.equal(refusalOf(chord), "", chord);
});

test("a key of another command is not taken away from it", () => {
  const { keymap, refusal } = assign(DEFAULT_KEYS, "hold", "F2");
  assert.equal(refusal, "taken");
  assert.equal(keymap, DEFAULT_KEYS);
  assert.equal(assign(DEFAULT_KEYS, "hold", "F4").refusal, "");
});

test("a changed key does the command and the old one does not", () => {
  const { keymap } = assign(DEFAULT_KEYS, "accept", "F13");
  assert.equal(actionOf(keymap, "F13"), "accept");
  assert.equal(actionOf(keymap, "F2"), undefined);
});

test("keys are kept and come back", () => {
  const kept = storage();
  saveKeymap(kept, { ...DEFAULT_KEYS, accept: "F13" });
  assert.equal(loadKeymap(kept).accept, "F13");
});

test("what is stored wrongly leaves the defaults", () => {
  assert.deepEqual(loadKeymap(storage("not json")), { ...DEFAULT_KEYS });
  assert.deepEqual(loadKeymap(storage('{"accept": "a", "hold": 5}')), { ...DEFAULT_KEYS });
  assert.deepEqual(loadKeymap(storage('{"accept": "F4"}')), { ...DEFAULT_KEYS });
});

test("arrows are shown as arrows, and a plus key survives", () => {
  assert.equal(shown("Alt+ArrowUp"), "Alt + ↑");
  assert.equal(shown("Ctrl++"), "Ctrl + +");
});
