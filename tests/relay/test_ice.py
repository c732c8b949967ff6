import re

from relay.ice import IceCredentials, host_candidate

ICE_CHARS = re.compile(r"[A-Za-z0-9+/]+")


def test_credentials_are_long_enough_and_of_the_right_characters() -> None:
    """RFC 8839 section 5.4: at least 4 and 22 characters, from ice-char."""
    for credentials in (IceCredentials() for _ in range(200)):
        assert ICE_CHARS.fullmatch(credentials.ufrag)
        assert ICE_CHARS.fullmatch(credentials.password)
        assert len(credentials.ufrag) >= 4
        assert len(credentials.password) >= 22


def test_no_two_legs_have_the_same() -> None:
    assert len({IceCredentials().ufrag for _ in range(1000)}) == 1000


def test_a_candidate_names_its_address_and_falls_in_preference() -> None:
    first, second = (host_candidate(index, "192.0.2.1", 40120) for index in (0, 1))
    assert first.startswith("candidate:1 1 udp ")
    assert first.endswith(" 192.0.2.1 40120 typ host")
    assert int(first.split()[3]) > int(second.split()[3])
