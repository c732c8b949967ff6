"""How many callers' pages may hold a session from one network address."""

from collections import Counter


class AddressLimits:
    """Many people share an address (an office, a mobile network), so the limit is generous."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._here: Counter[str] = Counter()

    def full(self, address: str) -> bool:
        return self._here[address] >= self._most

    def came(self, address: str) -> None:
        self._here[address] += 1

    def left(self, address: str) -> None:
        self._here[address] -= 1
        if self._here[address] <= 0:
            del self._here[address]
