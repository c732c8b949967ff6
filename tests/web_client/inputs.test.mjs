import "./page.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  externalBrowserAddress,
  isInAppBrowser,
  problemNamed,
} from "../../web_client/static/js/common/camera.js";
import { meansSend } from "../../web_client/static/js/common/compose_input.js";
import { newId } from "../../web_client/static/js/common/ids.js";
import { level } from "../../web_client/static/js/common/level_meter.js";
import { movedByKey, nextCorner } from "../../web_client/static/js/caller/own_picture.js";
import { mustFold } from "../../web_client/static/js/caller/viewport.js";

const enter = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13 };

test("Enter sends; Shift+Enter and a composing Enter do not", () => {
  assert.equal(meansSend(enter), true);
  assert.equal(meansSend({ ...enter, shiftKey: true }), false);
  assert.equal(meansSend({ ...enter, isComposing: true }), false);
  assert.equal(meansSend({ ...enter, keyCode: 229 }), false);
  assert.equal(meansSend({ ...enter, key: "a" }), false);
});

const KAKAO = "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 KAKAOTALK 10.4";
const NAVER = "Mozilla/5.0 (Linux; Android 14; wv) Chrome/120 NAVER(inapp; search; 1)";
const CHROME = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36";

test("browsers inside apps are known, and left by an address where the app allows", () => {
  assert.equal(isInAppBrowser(KAKAO), true);
  assert.equal(isInAppBrowser(NAVER), true);
  assert.equal(isInAppBrowser(CHROME), false);
  const page = "https://relay.example/?lang=ko";
  assert.equal(
    externalBrowserAddress(KAKAO, page),
    "kakaotalk://web/openExternal?url=https%3A%2F%2Frelay.example%2F%3Flang%3Dko",
  );
  assert.equal(externalBrowserAddress(NAVER, page), "intent://relay.example/?lang=ko#Intent;scheme=https;end");
  assert.equal(externalBrowserAddress("iPhone Instagram", page), null);
});

test("why a camera did not open", () => {
  assert.equal(problemNamed("NotAllowedError"), "denied");
  assert.equal(problemNamed("NotReadableError"), "busy");
  assert.equal(problemNamed("NotFoundError"), "none");
  assert.equal(problemNamed("OverconstrainedError"), "none");
});

test("the level meter is empty in silence and full at full scale", () => {
  assert.equal(level(new Float32Array(64)), 0);
  assert.equal(level(new Float32Array(64).fill(1)), 1);
  const quiet = level(new Float32Array(64).fill(0.01));
  assert.ok(Math.abs(quiet - 1 / 3) < 0.01, `-40 dBFS is a third of 60 dB: ${quiet}`);
});

test("the own picture goes round the corners and answers to keys", () => {
  let place = { x: "right", y: "top", shown: true };
  const seen = [];
  for (let turn = 0; turn < 4; turn++) {
    place = nextCorner(place);
    seen.push(`${place.y} ${place.x}`);
  }
  assert.deepEqual(seen, ["bottom right", "bottom left", "top left", "top right"]);
  assert.equal(movedByKey(place, "ArrowLeft")?.x, "left");
  assert.equal(movedByKey(place, "ArrowDown")?.y, "bottom");
  assert.equal(movedByKey(place, "Delete")?.shown, false);
  assert.equal(movedByKey(place, "Tab"), null);
});

test("only writing on a small screen folds the rest away", () => {
  assert.equal(mustFold({ width: 360, height: 420, writing: true }), true);
  assert.equal(mustFold({ width: 360, height: 420, writing: false }), false);
  assert.equal(mustFold({ width: 390, height: 844, writing: true }), false);
  assert.equal(mustFold({ width: 740, height: 360, writing: true }), false);
  assert.equal(mustFold({ width: 740, height: 180, writing: true }), true);
});

test("ids are version 4 UUIDs, also without randomUUID", () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newId(), form);
  const real = crypto.randomUUID;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    assert.match(newId(), form);
    assert.notEqual(newId(), newId());
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: real, configurable: true });
  }
});
