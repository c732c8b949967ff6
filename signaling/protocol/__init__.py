"""The wire: typed JSON messages over WebSocket. `docs/protocol.md` describes them and a test holds it to that."""
