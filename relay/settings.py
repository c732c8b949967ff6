"""What a relay needs to know before it starts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RelaySettings:
    """Settings of one relay worker; times are seconds, rates are kbit/s."""

    host: str = "127.0.0.1"
    """Address to bind. `0.0.0.0` or `::` means every address of this machine, IPv4 and IPv6."""
    port: int = 40120
    """UDP port for all calls; 0 lets the system choose (then see `Relay.port`)."""
    advertised: tuple[str, ...] = ("127.0.0.1",)
    """IP addresses offered to browsers as host candidates, the preferred one first."""
    dtls_timeout: float = 10.0
    silent_after: float = 2.0
    """A leg whose media was flowing is silent after this long."""
    quiet_silent_after: float = 8.0
    """The same for a leg that sends no media: browsers check consent only every 2.7 to 5.1 s."""
    start_kbps: int = 1000
    """Video rate at which Chromium starts (`x-google-start-bitrate`)."""
    max_kbps: int = 2500
    """Highest video rate a sender is ever told that it may use (REMB)."""
    max_calls: int = 500
    socket_buffer: int = 4 * 1024 * 1024
    """Bytes asked for SO_RCVBUF and SO_SNDBUF; the kernel may grant less."""
