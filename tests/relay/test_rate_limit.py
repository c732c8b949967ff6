from relay.rate_limit import AddressLimiter, TokenBucket


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = TokenBucket(rate=10, burst=3)
    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take(0.1)
    assert not bucket.take(0.1)


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    bucket = TokenBucket(rate=10, burst=2)
    bucket.take(0.0)
    assert [bucket.take(1000.0) for _ in range(3)] == [True, True, False]


def test_each_address_has_its_own() -> None:
    limiter = AddressLimiter(rate=1, burst=1)
    assert limiter.take("192.0.2.1", 0.0)
    assert not limiter.take("192.0.2.1", 0.0)
    assert limiter.take("192.0.2.2", 0.0)


def test_memory_is_bounded_and_the_latest_are_remembered() -> None:
    limiter = AddressLimiter(rate=1, burst=1, limit=2)
    for ip in ("a", "b", "c"):
        assert limiter.take(ip, 0.0)
    assert not limiter.take("b", 0.0)
    assert not limiter.take("c", 0.0)
    assert limiter.take("a", 0.0)
    assert len(limiter._buckets) == 2
