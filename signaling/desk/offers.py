"""Deciding about offers: making, answering, passing and taking them back."""

from signaling.desk.attendance import attendance_changes
from signaling.desk.commands import AcceptOffer, PassOffer, Settle
from signaling.desk.context import Context
from signaling.desk.errors import DeskError
from signaling.desk.events import (
    AvailabilityChanged,
    Event,
    OfferMade,
    OfferMissed,
    OfferPassed,
    OfferWithdrawn,
    SessionConnected,
)
from signaling.desk.policy import next_offer
from signaling.desk.views import CounselorView, Offer, SessionView
from signaling.desk.words import Availability, WithdrawReason


def settle(command: Settle, context: Context) -> list[Event]:
    """The next offer that can be made; when there is none, who has nobody to answer."""
    match = next_offer(context.state)
    if match is None:
        return attendance_changes(context)
    session, counselor = match
    return [
        OfferMade(
            at=context.now,
            session_id=session.session_id,
            counselor_id=counselor.counselor_id,
            offer_id=context.new_id(),
            expires_at=context.now + context.settings.offer_seconds,
        )
    ]


def accept_offer(command: AcceptOffer, context: Context) -> list[Event]:
    """A late answer counts too, as long as the offer has not been taken away."""
    session, _ = _open_offer(context, command.session_id, command.counselor_id)
    return [
        SessionConnected(
            at=context.now,
            session_id=session.session_id,
            counselor_id=command.counselor_id,
            mode=session.mode,
            waited=max(0.0, context.now - session.waiting_since),
        )
    ]


def pass_offer(command: PassOffer, context: Context) -> list[Event]:
    """On to the next counselor; not a miss."""
    session, offer = _open_offer(context, command.session_id, command.counselor_id)
    return [
        OfferPassed(
            at=context.now,
            session_id=session.session_id,
            counselor_id=command.counselor_id,
            offer_id=offer.offer_id,
        )
    ]


def offer_expired(session: SessionView, offer: Offer, context: Context) -> list[Event]:
    """A miss, and with too many in a row the counselor is away."""
    missed = context.state.counselors[offer.counselor_id].missed_in_row + 1
    events: list[Event] = [
        OfferMissed(
            at=context.now,
            session_id=session.session_id,
            counselor_id=offer.counselor_id,
            offer_id=offer.offer_id,
            missed_in_row=missed,
        )
    ]
    if missed >= context.settings.missed_offers_until_away:
        events.append(
            AvailabilityChanged(
                at=context.now,
                counselor_id=offer.counselor_id,
                availability=Availability.AWAY,
                reason="missed_offers",
            )
        )
    return events


def withdraw(
    session: SessionView, offer: Offer, reason: WithdrawReason, context: Context
) -> OfferWithdrawn:
    """Take an offer back."""
    return OfferWithdrawn(
        at=context.now,
        session_id=session.session_id,
        counselor_id=offer.counselor_id,
        offer_id=offer.offer_id,
        reason=reason,
    )


def withdraw_from(
    counselor: CounselorView, reason: WithdrawReason, context: Context
) -> list[Event]:
    """Take back whatever the counselor is being asked; often nothing."""
    if counselor.offered is None:
        return []
    session = context.state.sessions[counselor.offered]
    return [withdraw(session, session.offer, reason, context)] if session.offer else []


def _open_offer(context: Context, session_id: str, counselor_id: str) -> tuple[SessionView, Offer]:
    session = context.state.sessions.get(session_id)
    if session is None or session.offer is None or session.offer.counselor_id != counselor_id:
        raise DeskError("offer_gone")
    return session, session.offer
