"""The words that columns hold, as types."""

from typing import Literal

Mode = Literal["video", "text"]
SessionState = Literal[
    "inviting",
    "waiting",
    "offered",
    "connected",
    "on_hold",
    "wrap_up",
    "closed",
    "abandoned",
]
Party = Literal["caller", "counselor"]
Sender = Literal["caller", "counselor", "system"]
Role = Literal["counselor", "supervisor", "administrator", "auditor"]
