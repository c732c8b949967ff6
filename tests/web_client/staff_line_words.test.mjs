import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { documentElement: { lang: "en", dataset: {} } };
const { lineOf } = await import("../../web_client/static/js/console/line_words.js");

const session = (extra = {}) => ({ state: "connected", mode: "video", caller_present: true, text_only: false, peer: null, ...extra });
const good = { connected: true, hasPicture: true };
const words = (about, picture = good, relay = undefined) => lineOf(session(about), picture, relay).text;

test("a running picture says so and hides nothing", () => {
  const line = lineOf(session({ peer: { camera: "on", microphone: false } }), good);
  assert.equal(line.text, "Picture connected");
  assert.equal(line.hides, false);
});

test("a caller who is gone matters more than anything about the picture", () => {
  assert.equal(words({ caller_present: false, state: "on_hold" }), "Caller disconnected. Place kept.");
  assert.equal(lineOf(session({ caller_present: false }), good).hides, false);
});

test("a picture that is not there is replaced by words", () => {
  for (const [about, picture] of [
    [{ state: "on_hold" }, good],
    [{ text_only: true }, good],
    [{ peer: { camera: "paused", microphone: false } }, good],
    [{ peer: { camera: "off", microphone: false } }, good],
    [{}, { connected: false, hasPicture: false }],
  ]) {
    const line = lineOf(session(about), picture);
    assert.equal(line.hides, true, line.text);
    assert.equal(line.tone, "caution");
  }
});

test("a silent side is named, and the last picture stays", () => {
  assert.equal(words({}, good, { you: "silent", peer: "" }), "Your picture is being connected again.");
  assert.equal(words({}, good, { you: "up", peer: "silent" }), "The caller's picture is being connected again.");
  assert.equal(words({}, { connected: false, hasPicture: true }), "Your picture is being connected again.");
});

test("a text session has no picture to talk about", () => {
  assert.equal(words({ mode: "text" }, { connected: false, hasPicture: false }), "Connected");
});

test("after the end there is only the end", () => {
  assert.equal(words({ state: "wrap_up", caller_present: false }), "Ended");
});
