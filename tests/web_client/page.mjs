/** What the modules need of a browser, for tests that import them in node (18 or later). Import it first. */
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
globalThis.CustomEvent ??= class extends Event {
  constructor(type, { detail } = {}) {
    super(type);
    this.detail = detail;
  }
};

class FakeDocument extends EventTarget {
  documentElement = { lang: "en", dataset: {} };
  visibilityState = "visible";
}

export const stored = new Map();

Object.assign(globalThis, {
  document: new FakeDocument(),
  location: new URL("http://sonmal.test/"),
  addEventListener() {},
  removeEventListener() {},
  sessionStorage: {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  },
});

/** Lets everything that is already due happen. */
export async function settle() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
