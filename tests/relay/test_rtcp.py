"""Our RTCP against aiortc's reader and writer, and against anything at all."""

from aiortc import rtp
from hypothesis import given
from hypothesis import strategies as st

from relay import rtcp

SSRC = st.integers(0, 0xFFFFFFFF)
INFO = rtcp.SenderInfo(0x0123456789ABCDEF, 4000, 20, 3000)
BLOCK = rtcp.ReportBlock(5, 64, -3, 70000, 12, 99, 1000)


def test_a_sender_report_is_read_by_aiortc() -> None:
    (packet,) = rtp.RtcpPacket.parse(rtcp.sender_report(1, INFO, [BLOCK]))
    assert isinstance(packet, rtp.RtcpSrPacket)
    assert packet.sender_info.ntp_timestamp == INFO.ntp
    assert packet.sender_info.rtp_timestamp == INFO.timestamp
    assert (packet.sender_info.packet_count, packet.sender_info.octet_count) == (20, 3000)
    report = packet.reports[0]
    assert (report.ssrc, report.fraction_lost, report.packets_lost) == (5, 64, -3)
    assert (report.highest_sequence, report.jitter, report.lsr, report.dlsr) == (
        70000,
        12,
        99,
        1000,
    )


def test_a_whole_compound_is_read_by_aiortc() -> None:
    compound = rtcp.receiver_report(1, [BLOCK])
    compound += rtcp.source_description([1], "relay") + rtcp.pli(1, 2) + rtcp.nack(1, 2, [3, 9])
    report, description, pli, nack = rtp.RtcpPacket.parse(compound)
    assert isinstance(report, rtp.RtcpRrPacket)
    assert isinstance(description, rtp.RtcpSdesPacket)
    assert description.chunks[0].items == [(1, b"relay")]
    assert isinstance(pli, rtp.RtcpPsfbPacket)
    assert (pli.fmt, pli.media_ssrc) == (rtp.RTCP_PSFB_PLI, 2)
    assert isinstance(nack, rtp.RtcpRtpfbPacket)
    assert nack.lost == [3, 9]


@given(st.integers(0, (1 << 40) - 1), st.lists(SSRC, max_size=5))
def test_remb_is_read_by_aiortc_and_by_us(bitrate: int, ssrcs: list[int]) -> None:
    (packet,) = rtp.RtcpPacket.parse(rtcp.remb(1, bitrate, ssrcs))
    assert isinstance(packet, rtp.RtcpPsfbPacket)
    read, targets = rtp.unpack_remb_fci(packet.fci)
    assert targets == ssrcs
    assert read <= bitrate
    assert bitrate - read <= bitrate >> 17
    (ours,) = rtcp.packets(rtcp.remb(1, bitrate, ssrcs))
    assert rtcp.remb_bitrate(ours.body) == read


@given(st.sets(st.integers(0, 0xFFFF), min_size=1, max_size=60))
def test_aiortcs_nack_is_read(lost: set[int]) -> None:
    data = bytes(rtp.RtcpRtpfbPacket(rtp.RTCP_RTPFB_NACK, 1, 2, sorted(lost)))
    (packet,) = rtcp.packets(data)
    assert (packet.kind, packet.form) == (rtcp.TRANSPORT_FEEDBACK, rtcp.NACK)
    assert rtcp.feedback_target(packet.body) == 2
    assert set(rtcp.nack_sequences(packet.body)) == lost


def test_a_sender_report_of_aiortc_is_read() -> None:
    info = rtp.RtcpSenderInfo(INFO.ntp, INFO.timestamp, INFO.packets, INFO.octets)
    (packet,) = rtcp.packets(bytes(rtp.RtcpSrPacket(ssrc=9, sender_info=info)))
    assert rtcp.sender_info(packet.body) == (9, INFO)


def test_fir_names_its_targets() -> None:
    body = bytes(8) + (77).to_bytes(4, "big") + bytes(4) + (78).to_bytes(4, "big") + bytes(4)
    assert list(rtcp.fir_targets(body)) == [77, 78]


def test_another_application_is_not_remb() -> None:
    assert rtcp.remb_bitrate(bytes(8) + b"ABCD" + bytes(8)) is None


@given(st.binary(max_size=300))
def test_anything_is_read_without_an_exception(data: bytes) -> None:
    for packet in rtcp.packets(data):
        rtcp.sender_info(packet.body)
        rtcp.feedback_target(packet.body)
        rtcp.remb_bitrate(packet.body)
        list(rtcp.nack_sequences(packet.body))
        list(rtcp.fir_targets(packet.body))


def test_what_follows_a_broken_packet_is_left() -> None:
    whole = rtcp.pli(1, 2)
    assert len(list(rtcp.packets(whole + b"\x80\xce\xff\xff" + whole))) == 1
    assert list(rtcp.packets(b"\x40" + whole[1:])) == []
