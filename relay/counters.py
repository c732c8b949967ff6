"""What a relay has counted since it started."""


class Counters:
    """Plain integers, changed in place: this is touched for every packet."""

    __slots__ = (
        "dropped_internal_error",
        "dropped_malformed",
        "dropped_not_ready",
        "dropped_queue_full",
        "dropped_send",
        "dropped_srtp",
        "dropped_too_long",
        "dropped_unknown_address",
        "dropped_unknown_ssrc",
        "dtls_failed",
        "dtls_handshakes",
        "keyframe_requests",
        "packets_forwarded",
        "packets_received",
        "packets_retransmitted",
        "rtcp_received",
        "rtcp_sent",
        "stun_denied",
        "stun_limited",
        "stun_ok",
    )

    def __init__(self) -> None:
        for name in self.__slots__:
            setattr(self, name, 0)

    dropped_internal_error: int
    dropped_malformed: int
    dropped_not_ready: int
    dropped_queue_full: int
    dropped_send: int
    dropped_srtp: int
    dropped_too_long: int
    dropped_unknown_address: int
    dropped_unknown_ssrc: int
    dtls_failed: int
    dtls_handshakes: int
    keyframe_requests: int
    packets_forwarded: int
    packets_received: int
    packets_retransmitted: int
    rtcp_received: int
    rtcp_sent: int
    stun_denied: int
    stun_limited: int
    stun_ok: int

    def snapshot(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}
