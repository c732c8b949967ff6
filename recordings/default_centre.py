"""The centre that a new record begins with, with the subjects that a city's callers ask about.

The order is that of the people it serves: first what most deaf callers of Seoul's 120 asked for
(medical, work, benefits, everyday calls), then the usual business of a city.
"""

from sqlalchemy import Connection

from recordings import categories, centres, outcomes, starter_answers
from recordings.categories import Category
from recordings.centres import DEFAULT_CENTRE_ID, Centre
from recordings.outcomes import ABANDONED, Outcome

CATEGORIES = (
    ("medical", "의료", "Medical"),
    ("work", "일자리", "Work"),
    ("benefits", "복지 급여", "Benefits"),
    ("everyday_calls", "생활 통화", "Everyday calls"),
    ("transport", "교통", "Transport"),
    ("water", "수도", "Water"),
    ("city_business", "시정 일반", "General city business"),
    ("welfare_services", "복지 서비스", "Welfare services"),
    ("culture", "문화", "Culture"),
    ("taxes", "세금", "Taxes"),
    ("other", "기타", "Other"),
)

OUTCOMES = (
    ("answered", "답변 완료", "Answered"),
    ("relayed_call", "전화 중계", "Relayed a call"),
    ("handed_over", "이관", "Handed over"),
    ("call_back", "다시 연락 필요", "Call back needed"),
    ("no_answer", "상대방 응답 없음", "No answer by the other party"),
    (ABANDONED, "이용자가 먼저 끝냄", "Left by the caller"),
    ("other", "기타", "Other"),
)


def ensure_default_centre(conn: Connection, now: float) -> None:
    """Only a record without any centre gets it, so that an administrator's changes stay.

    A record of before the answer book gets its examples.
    """
    if not centres.any_exists(conn):
        centres.create(conn, Centre(DEFAULT_CENTRE_ID, "손말 상담센터", "Sonmal centre", now))
        seed_lists(conn, DEFAULT_CENTRE_ID)
    elif centres.get(conn, DEFAULT_CENTRE_ID) is not None:
        starter_answers.ensure(conn, DEFAULT_CENTRE_ID)


def seed_lists(conn: Connection, centre_id: str) -> None:
    """The categories, outcomes and answers of a new centre."""
    categories.add(
        conn,
        [
            Category(centre_id, key, ko, en, position)
            for position, (key, ko, en) in enumerate(CATEGORIES)
        ],
    )
    outcomes.add(
        conn,
        [
            Outcome(centre_id, key, ko, en, position)
            for position, (key, ko, en) in enumerate(OUTCOMES)
        ],
    )
    starter_answers.seed(conn, centre_id)
