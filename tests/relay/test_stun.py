"""Checks: the user name without parsing, the key, and any garbage without an exception."""

import pytest
from aioice import stun as aioice_stun
from hypothesis import given
from hypothesis import strategies as st

from relay import stun

PASSWORD = "the password of the leg"


def request(username: str = "local:remote", password: str = PASSWORD) -> bytes:
    message = stun.Message(
        stun.BINDING, stun.REQUEST, attributes={"PRIORITY": 1, "USERNAME": username}
    )
    message.add_message_integrity(password.encode())
    return bytes(message)


def test_the_local_half_of_the_user_name_is_found() -> None:
    assert stun.local_ufrag(request("abcd:efgh")) == "abcd"
    assert stun.local_ufrag(request("alone")) == "alone"


def test_only_binding_requests_have_one() -> None:
    data = request()
    assert stun.local_ufrag(b"\x01\x01" + data[2:]) is None
    assert stun.local_ufrag(data[:4] + bytes(4) + data[8:]) is None
    assert stun.local_ufrag(data[:19]) is None
    assert stun.local_ufrag(data + bytes(600)) is None


def test_the_right_key_is_told_from_a_wrong_one() -> None:
    assert stun.authenticated_request(request(), PASSWORD) is not None
    assert stun.authenticated_request(request(password="another"), PASSWORD) is None


def test_a_request_without_integrity_is_not_authentic() -> None:
    message = stun.Message(stun.BINDING, stun.REQUEST, attributes={"USERNAME": "local:remote"})
    assert stun.authenticated_request(bytes(message), PASSWORD) is None


@given(st.binary(max_size=200))
def test_garbage_is_nothing(data: bytes) -> None:
    stun.local_ufrag(data)
    assert stun.authenticated_request(data, PASSWORD) is None


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_every_changed_byte_before_the_integrity_is_noticed(place: int, change: int) -> None:
    data = bytearray(request())
    data[place % (len(data) - 24 - 8)] ^= change
    assert stun.authenticated_request(bytes(data), PASSWORD) is None


@pytest.mark.parametrize("address", [("192.0.2.1", 1234), ("2001:db8::1", 65535)])
def test_the_response_tells_the_address_and_is_signed(address: tuple[str, int]) -> None:
    asked = stun.authenticated_request(request(), PASSWORD)
    assert asked is not None
    answer = aioice_stun.parse_message(stun.success_response(asked, address, PASSWORD))
    assert answer.check_message_integrity(PASSWORD.encode())
    assert answer.transaction_id == asked.transaction_id
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == address
