import ipaddress

from relay.addresses import interface_addresses


def test_loopback_is_there_and_comes_after_the_others_of_its_kind() -> None:
    addresses = interface_addresses()
    assert "127.0.0.1" in addresses
    loopback = [ipaddress.ip_address(text).is_loopback for text in addresses]
    assert loopback == sorted(loopback)


def test_every_one_can_stand_in_a_candidate() -> None:
    for text in interface_addresses():
        address = ipaddress.ip_address(text)
        assert not address.is_unspecified
        assert not (address.version == 6 and address.is_link_local)


def test_ipv6_can_be_left_out() -> None:
    assert all(ipaddress.ip_address(text).version == 4 for text in interface_addresses(ipv6=False))
