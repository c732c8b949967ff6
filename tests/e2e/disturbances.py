"""What happens to pages and is no act of the person: the network goes, time stands still."""

from playwright.sync_api import Page

HOOKS = """(() => {
  const Real = window.WebSocket;
  const sockets = new Set();
  window.WebSocket = class extends Real {
    constructor(address, ...rest) {
      super(window.cutOff ? address.replace(/\\/ws\\/.*/, '/nowhere') : address, ...rest);
      sockets.add(this);
    }
  };
  window.setCutOff = (off) => {
    window.cutOff = off;
    if (off) for (const socket of sockets) socket.close();
    if (off) sockets.clear();
    else dispatchEvent(new Event('online'));
  };
  const later = window.setTimeout.bind(window);
  const long = (after) => (window.holdStill && after === 2000 ? 600_000 : after);
  window.setTimeout = (act, after, ...rest) => later(act, long(after), ...rest);
})()"""

LOSE_FIRST_ANSWER = """(() => {
  const send = WebSocket.prototype.send;
  let answers = 0;
  WebSocket.prototype.send = function (text) {
    if (!text.includes('"answer_media"')) return send.call(this, text);
    document.documentElement.dataset.answers = ++answers > 1 ? 'sent' : 'lost';
    if (answers > 1) send.call(this, text);
    else this.close();
  };
})()"""
"""The socket breaks between the relay's offer and the page's answer. A script to run before the page's own;
`data-answers` of the page says how it stands."""


def allow_disturbances(page: Page) -> None:
    """To be called before the page is opened."""
    page.add_init_script(HOOKS)


def cut_off(page: Page) -> None:
    """The page's socket breaks and no new one gets through; what is served by HTTP still comes."""
    page.evaluate("setCutOff(true)")


def come_back(page: Page) -> None:
    page.evaluate("setCutOff(false)")


def hold_still(page: Page) -> None:
    """What would go away by itself after two seconds (the blue screen) stays to be looked at."""
    page.evaluate("window.holdStill = true")
