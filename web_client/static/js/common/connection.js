/** One WebSocket that comes back by itself, with requests, events and the server's clock. */

/**
 * @typedef {Record<string, any> & {type: string, id?: number}} ServerMessage
 * @typedef {"connecting" | "open" | "closed"} ConnectionState
 * @typedef {{resolve: (reply: ServerMessage) => void, reject: (error: RequestError) => void, timer: number}} Pending
 */

const FIRST_DELAY = 300;
const LONGEST_DELAY = 5000;
const PING_EVERY = 10_000;
const PING_WAIT = 5000;
const REQUEST_WAIT = 10_000;
const REPLACED = 4000;
const SIGNED_OUT = 4401;

/** A request that was refused (`code` of the server), or `not_connected`, or `timeout`. */
export class RequestError extends Error {
  /** @param {string} code @param {string} [message] */
  constructor(code, message = code) {
    super(message);
    this.code = code;
  }

  /** Whether the same request may succeed once the connection is back. */
  get passing() {
    return this.code === "not_connected" || this.code === "timeout";
  }
}

/**
 * How long to wait before try number `tries`: 0.3 s, doubling to 5 s, shortened by up to half at random.
 * @param {number} tries
 * @param {number} random in [0, 1)
 */
export function retryDelay(tries, random) {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** tries) * (1 - random / 2);
}

/**
 * Dispatches `statechange`, `welcome` (CustomEvent, detail: the reply to hello, at every connection) and
 * `stopped` (CustomEvent, detail: the close code) when another page took over or the sign-in ended.
 */
export class Connection extends EventTarget {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {ConnectionState} */ #state = "closed";
  /** @type {Map<number, Pending>} */ #pending = new Map();
  /** @type {Map<string, Set<(event: any) => void>>} */ #handlers = new Map();
  #lastId = 0;
  #tries = 0;
  #retryTimer = 0;
  #pingTimer = 0;
  #clockOffset = 0;
  #wake = () => this.#comeBack();

  /**
   * @param {string} path of the WebSocket, such as `/ws/caller`
   * @param {() => object} hello the fields of the first request
   */
  constructor(path, hello) {
    super();
    const address = new URL(path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.address = address.href;
    this.hello = hello;
  }

  get state() {
    return this.#state;
  }

  /** Seconds since the epoch by the server's clock. */
  now() {
    return Date.now() / 1000 + this.#clockOffset;
  }

  start() {
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#open();
  }

  stop() {
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    clearTimeout(this.#retryTimer);
    this.#drop();
    this.#setState("closed");
  }

  /**
   * Calls `handler` with each event of this type; returns what removes it again.
   * @param {string} type
   * @param {(event: any) => void} handler
   */
  on(type, handler) {
    const handlers = this.#handlers.get(type) ?? new Set();
    this.#handlers.set(type, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  /**
   * @param {string} type
   * @param {object} [fields]
   * @param {{timeout?: number}} [options] milliseconds
   * @returns {Promise<ServerMessage>} the reply; rejects with `RequestError`
   */
  request(type, fields = {}, { timeout = REQUEST_WAIT } = {}) {
    if (this.#state !== "open") return Promise.reject(new RequestError("not_connected"));
    return this.#send(type, fields, timeout);
  }

  /** @param {string} type @param {object} fields @param {number} timeout @returns {Promise<ServerMessage>} */
  #send(type, fields, timeout) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(id, new RequestError("timeout")), timeout);
      this.#pending.set(id, { resolve, reject, timer });
      this.#socket?.send(JSON.stringify({ ...fields, type, id }));
    });
  }

  /** @param {number} id @param {RequestError} error */
  #fail(id, error) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.reject(error);
  }

  #open() {
    clearTimeout(this.#retryTimer);
    this.#setState("connecting");
    const socket = new WebSocket(this.address);
    this.#socket = socket;
    socket.onopen = () => this.#greet(socket);
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#retryTimer = setTimeout(() => this.#closed(0), REQUEST_WAIT);
  }

  /** @param {WebSocket} socket */
  async #greet(socket) {
    const sent = Date.now();
    try {
      const reply = await this.#send("hello", this.hello(), REQUEST_WAIT);
      if (socket !== this.#socket) return;
      clearTimeout(this.#retryTimer);
      this.#clockOffset = reply.now - (sent + Date.now()) / 2000;
      this.#tries = 0;
      this.#pingTimer = setInterval(() => this.#ping(PING_WAIT), PING_EVERY);
      this.#setState("open", reply);
    } catch (error) {
      if (socket !== this.#socket) return;
      console.warn("hello was refused:", error);
      this.#closed(0);
    }
  }

  /** @param {string} data */
  #receive(data) {
    /** @type {ServerMessage} */
    const message = JSON.parse(data);
    if (message.id === undefined) {
      for (const handler of this.#handlers.get(message.type) ?? []) handler(message);
      return;
    }
    if (message.type === "error") {
      this.#fail(message.id, new RequestError(message.code, message.message));
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.resolve(message);
  }

  /** @param {number} wait milliseconds */
  async #ping(wait) {
    const socket = this.#socket;
    try {
      await this.#send("ping", {}, wait);
    } catch (error) {
      const silent = error instanceof RequestError && error.code === "timeout";
      if (silent && socket === this.#socket) this.#closed(0);
    }
  }

  #comeBack() {
    if (document.visibilityState === "hidden") return;
    if (this.#state === "open") this.#ping(PING_WAIT / 2);
    else if (!this.#socket) this.#open();
  }

  /** @param {number} code */
  #closed(code) {
    this.#drop();
    if (code === REPLACED || code === SIGNED_OUT) {
      this.stop();
      this.dispatchEvent(new CustomEvent("stopped", { detail: code }));
      return;
    }
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#open(), retryDelay(this.#tries++, Math.random()));
    this.#setState("connecting");
  }

  /** Lets go of the socket at once: a dead one may take minutes to close. */
  #drop() {
    clearInterval(this.#pingTimer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const id of [...this.#pending.keys()]) this.#fail(id, new RequestError("not_connected"));
  }

  /** @param {ConnectionState} state @param {ServerMessage} [welcome] */
  #setState(state, welcome) {
    const changed = this.#state !== state;
    this.#state = state;
    if (welcome) this.dispatchEvent(new CustomEvent("welcome", { detail: welcome }));
    if (changed) this.dispatchEvent(new Event("statechange"));
  }
}
