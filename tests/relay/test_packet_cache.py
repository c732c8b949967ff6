from relay.packet_cache import SLOT_SIZE, PacketCache


def put(cache: PacketCache, sequence: int, packet: bytes) -> None:
    slot = sequence & cache.mask
    cache.view[slot * SLOT_SIZE : slot * SLOT_SIZE + len(packet)] = packet
    cache.lengths[slot] = len(packet)
    cache.sequences[slot] = sequence


def found(cache: PacketCache, sequence: int) -> bytes | None:
    packet = cache.find(sequence)
    return None if packet is None else bytes(packet)


def test_a_kept_packet_is_found_by_its_number() -> None:
    cache = PacketCache(4)
    put(cache, 65535, b"last")
    put(cache, 0, b"first")
    assert (found(cache, 65535), found(cache, 0)) == (b"last", b"first")


def test_a_newer_packet_takes_the_slot() -> None:
    cache = PacketCache(4)
    put(cache, 1, b"old")
    put(cache, 5, b"new")
    assert (found(cache, 1), found(cache, 5)) == (None, b"new")


def test_an_empty_cache_finds_nothing_not_even_number_zero() -> None:
    assert all(found(PacketCache(1), sequence) is None for sequence in (0, 1, 65535))


def test_memory_is_bounded() -> None:
    assert len(PacketCache(256).memory) == 256 * SLOT_SIZE
