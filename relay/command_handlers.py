"""What each command does to calls and legs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from aiortc import RTCCertificate

from relay import commands
from relay.answer import Answer, read_answer
from relay.call import Call
from relay.codecs import OPUS, VIDEO
from relay.counters import Counters
from relay.dtls import DtlsConnection, HandshakeFailed
from relay.errors import CommandError
from relay.events import CallEvent, LegClosed, LegConnected, LegOffer
from relay.ice import IceCredentials
from relay.leg import Leg
from relay.leg_directory import LegDirectory
from relay.offer import (
    SEND_AUDIO_MID,
    SEND_VIDEO_MID,
    OfferedSlot,
    OfferParts,
    build_offer,
    slot_mids,
)
from relay.settings import RelaySettings
from relay.source import Source
from relay.srtp import PacketBuffer

CloseReason = Literal["command", "call_closed", "handshake_failed", "shutdown"]


class CommandHandlers:
    """Holds the calls and legs. A handler raises `CommandError` before it changes anything."""

    def __init__(
        self,
        settings: RelaySettings,
        port: int,
        certificate: RTCCertificate,
        directory: LegDirectory,
        counters: Counters,
        emit: Callable[[CallEvent], None],
    ) -> None:
        self.calls: dict[str, Call] = {}
        self.legs: dict[str, Leg] = {}
        self._settings = settings
        self._port = port
        self._certificate = certificate
        self._directory = directory
        self._counters = counters
        self._emit = emit
        self._scratch = PacketBuffer(2048)
        self._handshakes: dict[str, asyncio.Task[None]] = {}
        self._handlers: dict[type, Callable[[Any], None]] = {
            commands.OpenCall: self._open_call,
            commands.OpenLeg: self._open_leg,
            commands.StartCall: self._start_call,
            commands.StopCall: self._stop_call,
            commands.OfferLeg: self._offer_leg,
            commands.AnswerLeg: self._answer_leg,
            commands.CloseLeg: self._close_leg,
            commands.CloseCall: self._close_call,
        }

    def carry_out(self, command: commands.CallCommand) -> None:
        """Raises `CommandError` when the command cannot be carried out now."""
        handler = self._handlers.get(type(command))
        if handler is None:
            raise CommandError("unknown_command")
        handler(command)

    async def shut_down(self) -> None:
        """Closes every leg and waits for the handshakes to end."""
        handshakes = list(self._handshakes.values())
        for leg in list(self.legs.values()):
            self._end_leg(leg, "shutdown")
        self.calls.clear()
        await asyncio.gather(*handshakes, return_exceptions=True)

    def _open_call(self, command: commands.OpenCall) -> None:
        if command.call_id in self.calls:
            raise CommandError("call_exists")
        if len(self.calls) >= self._settings.max_calls:
            raise CommandError("too_many_calls")
        max_bitrate = self._settings.max_kbps * 1000
        self.calls[command.call_id] = Call(
            command.call_id, command.codec, max_bitrate, self._directory
        )

    def _start_call(self, command: commands.StartCall) -> None:
        self._call(command.call_id).start()

    def _stop_call(self, command: commands.StopCall) -> None:
        self._call(command.call_id).stop()

    def _close_call(self, command: commands.CloseCall) -> None:
        call = self._call(command.call_id)
        for leg in list(call.legs.values()):
            self._end_leg(leg, "call_closed")
        del self.calls[command.call_id]

    def _open_leg(self, command: commands.OpenLeg) -> None:
        call = self._call(command.call_id)
        if command.leg_id in self.legs:
            raise CommandError("leg_exists")
        call.check_slot(command.slot)
        leg = Leg(call, command.leg_id, command.slot, self._counters, self._scratch, self._emit)
        leg.dtls = DtlsConnection(self._certificate, leg.transmit_dtls)
        call.legs[command.slot] = leg
        self.legs[command.leg_id] = leg
        self._new_credentials(leg)
        self._offer(leg)

    def _offer_leg(self, command: commands.OfferLeg) -> None:
        leg = self._leg(command.leg_id)
        if command.ice_restart:
            self._new_credentials(leg)
        self._offer(leg)

    def _answer_leg(self, command: commands.AnswerLeg) -> None:
        leg = self._leg(command.leg_id)
        if not leg.offer_outstanding or command.revision != leg.revision:
            raise CommandError("wrong_revision")
        answer = read_answer(command.sdp, leg.call.codec)
        if leg.answer is not None and leg.answer.fingerprints != answer.fingerprints:
            raise CommandError("identity_changed")
        first = leg.answer is None
        leg.offer_outstanding = False
        leg.answer = answer
        _set_sources(leg, answer)
        leg.call.wire()
        if first:
            loop = asyncio.get_running_loop()
            self._handshakes[leg.leg_id] = loop.create_task(self._connect(leg, answer))

    def _close_leg(self, command: commands.CloseLeg) -> None:
        self._end_leg(self._leg(command.leg_id), "command")

    def _call(self, call_id: str) -> Call:
        call = self.calls.get(call_id)
        if call is None:
            raise CommandError("no_such_call")
        return call

    def _leg(self, leg_id: str) -> Leg:
        leg = self.legs.get(leg_id)
        if leg is None:
            raise CommandError("no_such_leg")
        return leg

    def _new_credentials(self, leg: Leg) -> None:
        """The credentials in use stay valid until a check uses the new ones; at most two pairs."""
        for abandoned in leg.credentials[1:]:
            self._directory.forget_credentials(abandoned)
        leg.credentials[1:] = []
        leg.credentials.append(IceCredentials())
        self._directory.expect(leg, leg.credentials[-1])

    def _offer(self, leg: Leg) -> None:
        leg.revision += 1
        leg.offer_outstanding = True
        slots = tuple(
            OfferedSlot(slot, leg.sinks[slot, "audio"].ssrc, leg.sinks[slot, "video"].ssrc)
            for slot in sorted({slot for slot, _ in leg.sinks})
        )
        parts = OfferParts(
            leg.session_id,
            leg.revision,
            leg.call.codec,
            leg.credentials[-1],
            self._certificate.getFingerprints()[0],
            self._settings.advertised,
            self._port,
            self._settings.start_kbps,
            slots,
        )
        self._emit(
            LegOffer(
                leg.call.call_id,
                leg.leg_id,
                leg.revision,
                build_offer(parts),
                SEND_AUDIO_MID,
                SEND_VIDEO_MID,
                slot_mids(slots),
            )
        )

    async def _connect(self, leg: Leg, answer: Answer) -> None:
        assert leg.dtls is not None
        try:
            timeout = self._settings.dtls_timeout
            keys = await leg.dtls.handshake(answer.dtls_fingerprints(), timeout)
        except HandshakeFailed:
            self._counters.dtls_failed += 1
            self._handshakes.pop(leg.leg_id, None)
            self._end_leg(leg, "handshake_failed")
            return
        self._handshakes.pop(leg.leg_id, None)
        self._counters.dtls_handshakes += 1
        leg.secure(keys)
        self._emit(LegConnected(leg.call.call_id, leg.leg_id))

    def _end_leg(self, leg: Leg, reason: CloseReason) -> None:
        handshake = self._handshakes.pop(leg.leg_id, None)
        if handshake is not None:
            handshake.cancel()
        del self.legs[leg.leg_id]
        del leg.call.legs[leg.slot]
        leg.close()
        leg.call.wire()
        self._emit(LegClosed(leg.call.call_id, leg.leg_id, reason))


def _set_sources(leg: Leg, answer: Answer) -> None:
    """Streams that stay keep their state; those no longer signalled are forgotten."""
    signalled = {answer.audio_ssrc: OPUS, answer.video_ssrc: VIDEO[leg.call.codec]}
    kept = leg.sources
    leg.sources = {
        ssrc: kept.get(ssrc) or Source(leg, codec, ssrc)
        for ssrc, codec in signalled.items()
        if ssrc is not None
    }
    for ssrc, source in kept.items():
        if ssrc not in leg.sources:
            source.end()
