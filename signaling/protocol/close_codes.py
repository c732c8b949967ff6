"""Why the server closes a WebSocket: the codes of RFC 6455 section 7.4.1, and our own from 4000 on."""

NORMAL = 1000
GOING_AWAY = 1001
UNSUPPORTED = 1003
"""A binary frame came; messages are text."""
BAD_UTF8 = 1007
"""Sent by the WebSocket library."""
TOO_BIG = 1009
"""A frame over 1 MiB came. Sent by the WebSocket library."""
RESTARTING = 1012
"""The server loads its state from the record again; come back at once."""
REPLACED = 4000
"""A newer page of the same person took over: stay quiet."""
SIGN_IN_REQUIRED = 4401
"""The sign-in has ended: signed out, disabled, or a changed role or password."""
TOO_SLOW = 4429
"""More waited to be sent than the client could follow; come back for a snapshot."""

MEANINGS = {
    NORMAL: "The conversation is over.",
    GOING_AWAY: "The server stops; come back in a moment.",
    UNSUPPORTED: "Messages are text frames, not binary ones.",
    BAD_UTF8: "The frame was not UTF-8.",
    TOO_BIG: "The frame was over 1 MiB.",
    RESTARTING: "The server loads its state again; come back at once.",
    REPLACED: "A newer page of the same person took over.",
    SIGN_IN_REQUIRED: "The sign-in has ended.",
    TOO_SLOW: "The client did not read fast enough.",
}
"""Every code that a client can see, for `docs/protocol.md`."""
