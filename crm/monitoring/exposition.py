"""The page `/metrics`: what all processes of this web server counted, and the numbers of the house."""

import os
from collections.abc import Iterator, Mapping

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.registries.doctor import Metric, metrics

PREFIX = "kartoteka_"
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of one web server keep their counts; set by the configurations of gunicorn."""
log = structlog.get_logger(__name__)


class House(Collector):
    """Numbers of all packages, read when they are asked for; one that breaks does not hide the others."""

    def collect(self) -> Iterator[Family]:
        broken = GaugeMetricFamily(f"{PREFIX}metric_broken", "1 for a number that could not be read", labels=["metric"])
        for metric in metrics:
            try:
                yield _family(metric)
            except Exception:
                log.exception("metric_broken", metric=metric.code)
                broken.add_metric([metric.code], 1)
        yield broken


def exposition() -> bytes:
    """Text in the format of Prometheus."""
    registry = CollectorRegistry()
    if os.environ.get(SHARED_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    house = generate_latest(_only(House()))
    return generate_latest(registry if os.environ.get(SHARED_FOLDER) else REGISTRY) + house


def house_exposition() -> bytes:
    """The numbers of the house alone, for a process that serves no pages."""
    return generate_latest(_only(House()))


def _only(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry


def _family(metric: Metric) -> GaugeMetricFamily:
    read = metric.read()
    if not isinstance(read, Mapping):
        return GaugeMetricFamily(PREFIX + metric.code, metric.help, value=float(read))
    family = GaugeMetricFamily(PREFIX + metric.code, metric.help, labels=[metric.label])
    for value, number in read.items():
        family.add_metric([value], float(number))
    return family
