"""How desk events read in a record's timeline. Each label is a message id of the `desk` catalogue."""

from collections.abc import Mapping

from recordings.events import StoredEvent

LABELS: dict[str, str] = {
    "SessionQueued": "Joined the queue",
    "OfferMade": "Shown to a counselor",
    "OfferMissed": "Counselor did not answer in time",
    "OfferPassed": "Counselor let it pass",
    "OfferWithdrawn": "Taken back from the counselor",
    "SessionConnected": "Counselor answered",
    "SessionHeld": "Held",
    "SessionResumed": "Went on after the hold",
    "ModeSwitched.video": "Switched to video",
    "ModeSwitched.text": "Switched to text",
    "PartyLost.caller": "Caller lost the connection",
    "PartyLost.counselor": "Counselor lost the connection",
    "PartyReturned.caller": "Caller came back",
    "PartyReturned.counselor": "Counselor came back",
    "SessionRequeued": "Back to the front of the queue",
    "VideoDropped": "Goes on as text: caller is away",
    "SessionEnded.caller": "Ended by the caller",
    "SessionEnded.counselor": "Ended by the counselor",
    "SessionEnded": "Ended: the caller did not come back",
    "SessionReconnected": "Caller reconnected",
    "SessionAbandoned.left": "Caller left the queue",
    "SessionAbandoned.caller_lost": "Caller did not come back to the queue",
    "SessionClosed": "Wrap-up finished",
    "DeadlineShifted": "Server was restarted",
}
_KINDS = {
    "ModeSwitched": "mode",
    "PartyLost": "party",
    "PartyReturned": "party",
    "SessionEnded": "by",
    "SessionAbandoned": "reason",
}


def label_of(event: StoredEvent) -> str:
    """The English label; the event's own name if it has none, so that nothing is hidden."""
    kind = event.data.get(_KINDS.get(event.type, ""))
    return LABELS.get(f"{event.type}.{kind}") or LABELS.get(event.type, event.type)


def actor_of(event: StoredEvent, people: Mapping[str, str]) -> str:
    return people.get(event.counselor_id or "", "")
