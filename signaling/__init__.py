"""Who talks to whom: HTTP, WebSocket, the desk, sign-in. The only room that wires things together."""
