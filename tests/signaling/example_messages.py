"""One valid message of every type, as its sender writes it: what access and fuzz tests start from."""

from typing import Any

Fields = dict[str, Any]

SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"

CALLER: dict[str, Fields] = {
    "hello": {"token": None, "language": "ko", "page": "p"},
    "ping": {},
    "join": {"mode": "text", "consent": True, "emergency": False, "name": ""},
    "leave": {},
    "switch_mode": {"mode": "video"},
    "send_text": {"client_id": "c", "text": "안녕하세요"},
    "delivered": {"up_to": 1},
    "look_here": {},
    "request_media": {"fresh": True},
    "answer_media": {"revision": 1, "sdp": SDP},
    "media_state": {"camera": "on", "microphone": False},
    "end": {},
    "reconnect": {},
}
_ABOUT = {"session_id": "nobody"}
STAFF: dict[str, Fields] = {
    "hello": {"csrf": "x", "language": "ko", "page": "p"},
    "ping": {},
    "on_duty": {"video": True},
    "watch_centre": {},
    "set_availability": {"availability": "on_break", "reason": "lunch"},
    "go_off_duty": {},
    "search_answers": {"query": "버스"},
    "read_notice": {"notice_id": "nobody"},
    "accept_offer": _ABOUT,
    "pass_offer": _ABOUT,
    "send_text": _ABOUT | {"client_id": "c", "text": "안녕하세요"},
    "delivered": _ABOUT | {"up_to": 1},
    "look_here": _ABOUT,
    "hold": _ABOUT,
    "resume": _ABOUT,
    "switch_mode": _ABOUT | {"mode": "text"},
    "request_media": _ABOUT | {"fresh": True},
    "answer_media": _ABOUT | {"revision": 1, "sdp": SDP},
    "media_state": _ABOUT | {"camera": "off", "microphone": True},
    "save_record": _ABOUT | {"version": 1, "notes": "n", "category": "medical"},
    "end": _ABOUT,
    "finish_wrap_up": _ABOUT,
    "close_wrap_up": _ABOUT,
}
