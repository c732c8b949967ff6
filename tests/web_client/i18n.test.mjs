import "./page.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorText, loadStrings, t } from "../../web_client/static/js/common/i18n.js";

test("an unknown text stays English, its values are filled, the rest is left", () => {
  assert.equal(t("Place {n}", { n: 3 }), "Place 3");
  assert.equal(t("Place {n} of {m}", { n: 3 }), "Place 3 of {m}");
});

test("loaded strings translate, errors by their code", async () => {
  document.documentElement.dataset.strings = "/strings/ko.json";
  globalThis.fetch = async () => ({
    ok: true,
    json: async () => ({ "Place {n}": "내 순서 {n}번째", "error.csrf": "다시 여세요.", "error.unknown": "안 됩니다." }),
  });
  await loadStrings();
  assert.equal(t("Place {n}", { n: 3 }), "내 순서 3번째");
  assert.equal(errorText("csrf"), "다시 여세요. (csrf)");
  assert.equal(errorText("brand_new"), "안 됩니다. (brand_new)");
});

test("a server without strings leaves the page in English", async () => {
  const warn = console.warn;
  console.warn = () => {};
  globalThis.fetch = async () => ({ ok: false, status: 500 });
  try {
    await loadStrings();
  } finally {
    console.warn = warn;
  }
  assert.equal(t("Join"), "Join");
});
