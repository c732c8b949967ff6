import assert from "node:assert/strict";
import { test } from "node:test";

import { offerLeft, stopwatch } from "../../web_client/static/js/console/spans.js";

test("a stopwatch shows hours only when there are any", () => {
  assert.equal(stopwatch(0), "0:00");
  assert.equal(stopwatch(65.9), "1:05");
  assert.equal(stopwatch(3723), "1:02:03");
  assert.equal(stopwatch(-4), "0:00");
});

test("an offer counts down to zero and not below", () => {
  const offer = { made_at: 100, expires_at: 120 };
  assert.deepEqual(offerLeft(offer, 100), { seconds: 20, share: 1 });
  assert.deepEqual(offerLeft(offer, 114.5), { seconds: 6, share: 0.275 });
  assert.deepEqual(offerLeft(offer, 130), { seconds: 0, share: 0 });
});

test("a clock that runs behind never shows more than the whole", () => {
  assert.equal(offerLeft({ made_at: 100, expires_at: 120 }, 90).share, 1);
});
