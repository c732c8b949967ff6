"""WebSocket connections: reading, checking, answering; bounded in everything."""
