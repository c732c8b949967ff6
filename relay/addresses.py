"""Addresses of this machine that a browser can be offered."""

import ipaddress

import ifaddr


def interface_addresses(*, ipv6: bool = True) -> tuple[str, ...]:
    """Unicast addresses of all interfaces, loopback last, IPv4 before IPv6.

    IPv6 link-local addresses are left out: a candidate cannot name their interface.
    """
    found = {_text(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips}
    parsed = [ipaddress.ip_address(text) for text in found]
    usable = [address for address in parsed if not (address.version == 6 and address.is_link_local)]
    wanted = [address for address in usable if ipv6 or address.version == 4]
    wanted.sort(key=lambda address: (address.is_loopback, address.version, int(address)))
    return tuple(str(address) for address in wanted)


def _text(ip: str | tuple[str, int, int]) -> str:
    return ip if isinstance(ip, str) else ip[0]
