"""The close of a session: what may not be kept goes, the rest becomes findable."""

from sqlalchemy import Connection, func, update

from recordings import messages, outcomes, search
from recordings import sessions as session_rows
from recordings.inquiries import inquiries
from recordings.sessions import Session, sessions


def close_out(conn: Connection, session_id: str, now: float) -> Session:
    """Closes the session, and its inquiry when no other session of it is unfinished. Repeats do nothing.

    Messages that are not `kept` are deleted. When the caller refused a record, what stays of the
    session is ids, mode, language, emergency, times, people on duty and outcome; the inquiry's category,
    subject and notes go too, as nobody can tell which session they came from.
    Raises RecordError `not_found`.
    """
    session = session_rows.get(conn, session_id)
    if session.closed_at is not None:
        return session
    if session.keeps_record:
        messages.delete_unkept(conn, session_id)
    else:
        _forget_content(conn, session)
    _mark_closed(conn, session, now)
    _close_inquiry(conn, session.inquiry_id, now)
    search.index_inquiry(conn, session.inquiry_id)
    return session_rows.get(conn, session_id)


def _forget_content(conn: Connection, session: Session) -> None:
    messages.delete_all(conn, session.id)
    conn.execute(update(sessions).where(sessions.c.id == session.id).values(caller_name=None))
    conn.execute(
        update(inquiries)
        .where(inquiries.c.id == session.inquiry_id)
        .values(category=None, subject="", notes="", keeps_record=False)
        .values(version=inquiries.c.version + 1)
    )


def _mark_closed(conn: Connection, session: Session, now: float) -> None:
    abandoned = session.state == "abandoned"
    ended_at = now if session.ended_at is None else session.ended_at
    conn.execute(
        update(sessions)
        .where(sessions.c.id == session.id)
        .values(state="abandoned" if abandoned else "closed", ended_at=ended_at, closed_at=now)
    )
    if abandoned:
        conn.execute(
            update(inquiries)
            .where(inquiries.c.id == session.inquiry_id)
            .values(outcome=func.coalesce(inquiries.c.outcome, outcomes.ABANDONED))
        )


def _close_inquiry(conn: Connection, inquiry_id: str, now: float) -> None:
    others = sessions.select().where(
        sessions.c.inquiry_id == inquiry_id, sessions.c.closed_at.is_(None)
    )
    conn.execute(
        update(inquiries)
        .where(inquiries.c.id == inquiry_id, ~others.exists())
        .values(closed_at=now)
    )
