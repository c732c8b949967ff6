/** What browsers have and Debian 12's Node 18 does not. */
globalThis.CustomEvent ??= class CustomEvent extends Event {
  /** @param {string} type @param {CustomEventInit} [init] */
  constructor(type, init = {}) {
    super(type, init);
    this.detail = init.detail ?? null;
  }
};
