import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { tick, useFakeTimers } from "./fake_timers.mjs";

import { AnswerSearch, inLanguage, PAUSE } from "../../web_client/static/js/console/answer_search.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));
const found = (...keys) => ({ answers: keys.map((key) => ({ key })), more: false });

let asked, search;

beforeEach(() => {
  useFakeTimers();
  asked = [];
  search = new AnswerSearch((query) => new Promise((resolve, reject) => asked.push({ query, resolve, reject })));
});

test("it asks once somebody pauses", () => {
  for (const query of ["ㅂ", "버", "버스"]) search.type(query);
  tick(PAUSE - 1);
  assert.equal(asked.length, 0);
  tick(1);
  assert.deepEqual(asked.map((one) => one.query), ["버스"]);
  assert.equal(search.state, "asking");
});

test("only the newest question counts, whichever answer comes last", async () => {
  void search.look("bus");
  void search.look("tax");
  asked[1].resolve(found("tax"));
  asked[0].resolve(found("bus"));
  await settled();
  assert.deepEqual(search.answers.map((one) => one.key), ["tax"]);
  assert.equal(search.state, "found");
});

test("an answer that comes while more is typed is out of date", async () => {
  void search.look("bus");
  search.type("bus lost");
  asked[0].resolve(found("bus"));
  await settled();
  assert.deepEqual(search.answers, []);
  assert.equal(search.state, "asking");
});

test("what was found stays while it asks, and after a failure", async () => {
  void search.look("bus");
  asked[0].resolve(found("bus"));
  await settled();
  void search.look("tax");
  assert.equal(search.answers.length, 1);
  asked[1].reject(new Error("not connected"));
  await settled();
  assert.equal(search.state, "failed");
  assert.equal(search.answers.length, 1);
});

test("an answer reads in either language", () => {
  const answer = { title_ko: "버스", text_ko: "탑니다.", title_en: "Bus", text_en: "Take it." };
  assert.deepEqual(inLanguage(answer, "ko"), { title: "버스", text: "탑니다." });
  assert.deepEqual(inLanguage(answer, "en"), { title: "Bus", text: "Take it." });
});
