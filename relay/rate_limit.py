"""Token buckets: how much of something one leg or one address may ask for."""

from collections import OrderedDict


class TokenBucket:
    """`rate` tokens a second, `burst` at most. Times are seconds of one monotonic clock."""

    __slots__ = ("_burst", "_rate", "_tokens", "_updated")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._updated = float("-inf")

    def take(self, now: float) -> bool:
        tokens = min(self._burst, self._tokens + (now - self._updated) * self._rate)
        self._updated = now
        if tokens < 1:
            self._tokens = tokens
            return False
        self._tokens = tokens - 1
        return True


class AddressLimiter:
    """One bucket for each IP address, remembering the `limit` that asked last."""

    def __init__(self, rate: float, burst: float, limit: int = 4096) -> None:
        self._rate = rate
        self._burst = burst
        self._limit = limit
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def take(self, ip: str, now: float) -> bool:
        bucket = self._buckets.get(ip)
        if bucket is None:
            if len(self._buckets) >= self._limit:
                self._buckets.popitem(last=False)
            bucket = self._buckets[ip] = TokenBucket(self._rate, self._burst)
        else:
            self._buckets.move_to_end(ip)
        return bucket.take(now)
