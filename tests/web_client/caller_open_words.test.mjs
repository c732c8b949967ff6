import "./page.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { closedWords, closesWords, fastest, opensWords, unstaffedWords } = await import(
  "../../web_client/static/js/caller/open_words.js"
);

const mode = (fields = {}) => ({ open: true, opens_at: null, closes_at: null, signers_ready: 1, ...fields });
const closed = mode({ open: false });
const unstaffed = mode({ signers_ready: 0 });
/** Seconds since the epoch of a Korean time. */
const at = (text) => Date.parse(`${text}+09:00`) / 1000;

test("an opening is said in Korea's time, and today is called today", () => {
  const opens = { ...closed, opens_at: at("2026-11-23T09:00:00") };
  assert.equal(opensWords(opens, at("2026-11-23T00:30:00")), "Opens today at 09:00.");
  assert.match(opensWords(opens, at("2026-11-22T23:59:00")), /^Opens Monday,? .*23.* at 09:00\.$/);
  assert.match(opensWords(opens, at("2026-11-16T10:00:00")), /November/);
});

test("midnight is 00:00, and what is not known is not promised", () => {
  const opens = { ...closed, opens_at: at("2026-11-23T00:00:00") };
  assert.match(opensWords(opens, at("2026-11-22T10:00:00")), /at 00:00\.$/);
  assert.match(opensWords(closed, 0), /not known/);
});

test("a closed mode points at the other one only while that is open", () => {
  assert.match(closedWords("video", { video: closed, text: mode() }), /Text is open/);
  assert.match(closedWords("text", { video: mode(), text: closed }), /Sign language is open/);
  assert.match(closedWords("video", { video: closed, text: closed }), /emergency/);
});

test("an emergency goes where somebody is, then to what is open, then to signing", () => {
  assert.equal(fastest(null), "video");
  assert.equal(fastest({ video: mode(), text: mode() }), "video");
  assert.equal(fastest({ video: unstaffed, text: mode() }), "text");
  assert.equal(fastest({ video: closed, text: unstaffed }), "text");
  assert.equal(fastest({ video: unstaffed, text: unstaffed }), "video");
  assert.equal(fastest({ video: closed, text: closed }), "video");
});

test("nobody on duty is not the same as closed", () => {
  assert.match(unstaffedWords("video", { video: unstaffed, text: mode() }), /Text is open/);
  assert.match(unstaffedWords("text", { video: mode(), text: unstaffed }), /You can wait/);
});

test("the end of the day's hours is said within a day of it", () => {
  const open = mode({ closes_at: at("2026-11-23T18:00:00") });
  assert.equal(closesWords(open, at("2026-11-23T09:00:00")), "Open until 18:00.");
  assert.equal(closesWords(open, at("2026-11-22T09:00:00")), "");
  assert.equal(closesWords(mode(), 0), "");
});
