"""The answer book that a centre begins with: examples for a city, each to be checked and made its own.

Numbers and addresses are those of Seoul and of national services. No fees and no opening times: they change.
"""

from typing import NamedTuple

from sqlalchemy import Connection

from recordings import answers, categories
from recordings.answers import AnswerContent
from recordings.starter_answers_city import CITY
from recordings.starter_answers_people import PEOPLE


class Starter(NamedTuple):
    key: str
    category: str
    title_ko: str
    title_en: str
    text_ko: str
    text_en: str
    words: str


STARTERS: tuple[Starter, ...] = tuple(Starter(*entry) for entry in (*CITY, *PEOPLE))
STEP = 10
"""Between two positions, so that an administrator can put an answer in between."""


def ensure(conn: Connection, centre_id: str) -> None:
    """Only a centre without any answer gets them: answers are hidden, never deleted."""
    if not answers.any_exists(conn, centre_id):
        seed(conn, centre_id)


def seed(conn: Connection, centre_id: str) -> None:
    for place, starter in enumerate(STARTERS, start=1):
        known = categories.exists(conn, centre_id, starter.category)
        content = AnswerContent(
            category=starter.category if known else None,
            title_ko=starter.title_ko,
            title_en=starter.title_en,
            text_ko=starter.text_ko,
            text_en=starter.text_en,
            words=starter.words,
            position=place * STEP,
            example=True,
        )
        answers.add(conn, centre_id, starter.key, content)
