/** A WebSocket whose other end is the test. */

export class FakeSocket {
  static sockets = [];
  static get last() {
    return FakeSocket.sockets.at(-1);
  }

  constructor(address) {
    this.address = address;
    this.sent = [];
    this.closed = false;
    FakeSocket.sockets.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  receive(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** Answers the last request of this type. */
  reply(type, fields) {
    const request = this.sent.findLast((message) => message.type === type);
    this.receive({ id: request.id, ...fields });
  }

  break(code = 1006) {
    this.onclose?.({ code });
  }
}

globalThis.WebSocket = FakeSocket;
