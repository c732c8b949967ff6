"""What helps a counselor to answer: the answer book, and notices from administrators."""

import time

from recordings import answers, notices
from recordings.answers import Answer
from signaling.pages.choices import names
from signaling.protocol import from_staff as wire
from signaling.protocol.to_client import AnswersFound, Ok, Reply
from signaling.protocol.views import CannedAnswer
from signaling.wire.staff_peer import StaffPeer

MOST_ANSWERS = 40


async def search_answers(peer: StaffPeer, message: wire.SearchAnswers) -> Reply:
    centre_id = peer.services.centre_id
    found = await peer.services.database.read(
        lambda conn: answers.find(conn, centre_id, message.query, limit=MOST_ANSWERS + 1)
    )
    labels = names(peer.services.live.lists.categories, peer.language)
    return AnswersFound(
        id=message.id,
        answers=tuple(_view(each, labels.get(each.category, "")) for each in found[:MOST_ANSWERS]),
        more=len(found) > MOST_ANSWERS,
    )


def _view(answer: Answer, category: str) -> CannedAnswer:
    return CannedAnswer(
        key=answer.key,
        category=category,
        title_ko=answer.title_ko,
        title_en=answer.title_en,
        text_ko=answer.text_ko,
        text_en=answer.text_en,
        clip=answer.clip,
        example=answer.example,
    )


async def read_notice(peer: StaffPeer, message: wire.ReadNotice) -> Reply:
    """Raises RecordError `not_found`."""
    centre_id, now = peer.services.centre_id, time.time()
    await peer.services.database.write(
        lambda conn: notices.mark_read(conn, centre_id, message.notice_id, peer.staff_id, now)
    )
    return Ok(id=message.id)
