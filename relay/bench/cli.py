"""`sonmal bench relay`: options, and the flat JSON object that comes out."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the media libraries are loaded when a benchmark runs, not for its options
    from relay.bench.measure import Measurement
    from relay.bench.media import EncodedMedia

RELAY = "relay.bench.worker"
PEERS = {"mediarelay": "relay.bench.mediarelay_worker"}
PEER_CALLS = 1
"""As many as `MediaRelay` carries on one core."""

Result = dict[str, str | int | float | bool]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calls", type=int, default=40, help="two-way calls at once")
    parser.add_argument("--seconds", type=float, default=10, help="length of the measurement")
    parser.add_argument("--against", choices=sorted(PEERS), help="measure this peer as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there")


def run(args: argparse.Namespace) -> int:
    """Prints the result; 0 when it is valid, 1 when the load was not, 2 when it could not be put."""
    if args.calls < 1 or args.seconds < 1:
        print("sonmal bench relay: at least 1 call and 1 second", file=sys.stderr)
        return 2
    try:
        result = asyncio.run(_measure_all(args.calls, args.seconds, args.against))
    except (TimeoutError, ConnectionError) as error:
        reason = str(error) or "the clients could not connect"
        print(f"sonmal bench relay: {reason}", file=sys.stderr)
        return 2
    text = json.dumps(result, indent=2)
    print(text)
    try:
        if args.json:
            args.json.write_text(text + "\n")
    except OSError as error:
        print(f"sonmal bench relay: {error}", file=sys.stderr)
        return 2
    return 0 if result["valid"] else 1


async def _measure_all(calls: int, seconds: float, against: str | None) -> Result:
    from relay.bench.measure import measure
    from relay.bench.media import encode

    media = encode()
    ours = await measure(RELAY, media, calls, seconds, compare=True)
    result = _result(ours)
    if against:
        result |= await _compared(against, media, seconds, ours)
        result["valid"] = result["valid"] and result[f"{against}_valid"]
    return result


async def _compared(against: str, media: EncodedMedia, seconds: float, ours: Measurement) -> Result:
    from relay.bench.measure import measure

    peer = await measure(PEERS[against], media, PEER_CALLS, seconds, compare=False)
    ratio = (peer.cpu_share / peer.calls) / (ours.cpu_share / ours.calls)
    return {
        f"ratio_to_{against}": round(ratio, 1),
        f"{against}_calls": peer.calls,
        f"{against}_cpu_share": round(peer.cpu_share, 4),
        f"{against}_packets_received": peer.received,
        f"{against}_valid": peer.load.valid and peer.received > 0,
    }


def _result(run: Measurement) -> Result:
    packets = max(1, run.packets_forwarded)
    return {
        "calls": run.calls,
        "seconds": round(run.seconds, 2),
        "valid": run.load.valid and run.broken == 0 and run.packets_forwarded > 0,
        "cpu_us_per_packet": round(run.cpu_seconds / packets * 1e6, 2),
        "cpu_share": round(run.cpu_share, 4),
        "packets_forwarded": run.packets_forwarded,
        "packets_sent": run.sent,
        "packets_received": run.received,
        "packets_lost": run.sent - run.received,
        "packets_dropped_by_relay": run.dropped,
        "packets_broken": run.broken,
        "delay_ms_p50": _percentile(run.delays_ms, 0.5),
        "delay_ms_p99": _percentile(run.delays_ms, 0.99),
        "calls_per_core": round(run.calls / max(run.cpu_share, 1e-6)),
        "extrapolated": True,
        "generator_late_ms_p99": round(run.load.late_p99_ms, 3),
        "generator_unsent": run.load.unsent,
        "profile": run.profile,
    }


def _percentile(ordered: list[float], share: float) -> float:
    return round(ordered[int(len(ordered) * share)], 3) if ordered else 0.0
