"""Days of a segment on the report, counts and exports by command, estimates."""

import datetime as dt
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from core.registries.demo import DemoPlan
from customers.models import Customer
from segmentation.models import Segment, SegmentDay
from segmentation.segments import counting, demo, history, refresh, rules, services
from segmentation.segments.services import SegmentWish
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
KAZAN = {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}


def kazan(by: User) -> Segment:
    return services.make(by=by, wish=SegmentWish("Казань", rule=KAZAN, shared=True))[0]


def test_days_are_counted_for_the_reader(admin_user: User, manager: User, client_for: Browser) -> None:
    make_person(city="Казань", responsible=manager)
    make_person(city="Казань")
    segment = kazan(admin_user)
    today = timezone.localdate()
    refresh.as_of(segment, today - dt.timedelta(days=1))
    span = (today - dt.timedelta(days=7), today)
    assert [one.size for one in history.days(segment, admin_user, *span)] == [2, 2]
    assert [(one.size, one.entered) for one in history.days(segment, manager, *span)][-1] == (1, 1)
    for who in (admin_user, manager):
        page = client_for(who).get(reverse("reports:one", args=["segment-by-day"]), {"segment": segment.pk})
        assert page.status_code == 200
        assert "Казань" in page.content.decode()


def test_counts_and_exports_by_command(admin_user: User, tmp_path: Path) -> None:
    make_person(city="Казань")
    make_person(city="Омск")
    segment = kazan(system_user())
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps(KAZAN), encoding="utf-8")
    for options in ({"segment": "казань"}, {"segment": str(segment.pk)}, {"rule": rule}):
        said = _said("segment_count", **options)
        assert said["count"] == 1
        assert "Казань" in said["sentence"]
        assert said["ms"] >= 0
    out = tmp_path / "out.csv"
    said = _said("export_base", segment="Казань", out=out, purpose="Trial", columns="full_name")
    assert said["rows"] == 1
    with pytest.raises(DomainError):
        _said("segment_count", segment="Тверь")


def test_an_estimate_of_a_large_base_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SMALL", 30)
    monkeypatch.setattr(counting, "DRAW", 20)
    for number in range(40):
        make_person(city="Казань" if number % 4 else "Омск")

    found = counting.sample(rules.read(KAZAN), Customer.objects.active())

    assert not found.exact
    assert abs(found.number - 30) <= 3
    assert 0 < found.off < 50


def test_a_small_base_is_counted_whole(admin_user: User) -> None:
    for number in range(40):
        make_person(city="Казань" if number % 2 else "Омск")
    tree = rules.read(KAZAN)
    sampled = counting.sample(tree, Customer.objects.active())
    assert (sampled.number, sampled.exact) == (20, True)
    assert counting.count(tree, admin_user) == counting.Count(20)
    assert counting.count(tree, admin_user, patiently=True).exact


def test_the_demo_has_segments_with_their_days(admin_user: User) -> None:
    make_person(city="Казань")
    plan = DemoPlan(customers=demo.LEAST_FOR_DAYS, purchases=0, duplicates=0, seed=1, end_date=timezone.localdate())
    made = demo.make_segments(plan, lambda _done: None)
    assert made["segments"] == len(demo.TAKEN) + 1
    assert demo.make_segments(plan, lambda _done: None)["segments"] == 0
    first = Segment.objects.filter(kind="dynamic").order_by("pk")[0]
    assert SegmentDay.objects.filter(segment=first).count() == demo.DAYS + 1


def _said(command: str, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(command, json=True, stdout=out, **options)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said
