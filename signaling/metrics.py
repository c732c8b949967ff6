"""What `/metrics` shows: numbers of the desk and the relay, read when asked; nothing about people."""

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


class Metrics:
    """One registry a process; `read_*` give the numbers at the moment of asking."""

    def __init__(
        self,
        read_gauges: Callable[[], Mapping[str, float]],
        read_counters: Callable[[], Mapping[str, int]],
    ) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Reader(read_gauges, read_counters))


class _Reader(Collector):
    def __init__(
        self,
        read_gauges: Callable[[], Mapping[str, float]],
        read_counters: Callable[[], Mapping[str, int]],
    ) -> None:
        self._gauges = read_gauges
        self._counters = read_counters

    def collect(self) -> Iterable[Metric]:
        for name, value in self._gauges().items():
            yield GaugeMetricFamily(f"sonmal_{name}", name.replace("_", " "), value=value)
        for name, count in self._counters().items():
            yield CounterMetricFamily(f"sonmal_relay_{name}", name.replace("_", " "), value=count)
