"""What the service keeps in memory of a session beside the desk's state: words, people, texts, media."""

from dataclasses import dataclass, field

from signaling.protocol.shared import Language
from signaling.protocol.views import Message, PeerMedia, Record

NO_MEDIA = PeerMedia(camera="off", microphone=False)


@dataclass
class LiveSession:
    """Loaded from the record at a restart. Only the modules of `signaling.live` write to it."""

    session_id: str
    inquiry_id: str
    inquiry_number: str
    caller_id: str
    caller_name: str
    language: Language
    emergency: bool
    keeps_record: bool
    joined_at: float
    record: Record
    messages: list[Message] = field(default_factory=list)
    counselor_name: str = ""
    answered_at: float | None = None
    ended_at: float | None = None
    ended_by: str = ""
    text_only: bool = False
    caller_media: PeerMedia = NO_MEDIA
    counselor_media: PeerMedia = NO_MEDIA

    def mark_delivered(self, up_to: int, to_caller: bool) -> None:
        """The other side's messages up to this number have been shown."""
        sender = "counselor" if to_caller else "caller"
        self.messages = [
            _delivered(message)
            if message.seq <= up_to and message.sender == sender and not message.delivered
            else message
            for message in self.messages
        ]


def _delivered(message: Message) -> Message:
    return Message(
        seq=message.seq,
        client_id=message.client_id,
        sender=message.sender,
        text=message.text,
        at=message.at,
        delivered=True,
    )
