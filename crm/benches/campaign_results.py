"""Pages of results of a large campaign against those of one of a thousand, in one base; and what counting takes."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.services import system_user
from campaigns.models import AudienceSource, Campaign, TrackedLink
from campaigns.results import counting
from consents.models.gate import MessageClass
from crm.benches.base import fresh_base, settle
from crm.benches.client_list import PLAIN_FILES, reader
from crm.benches.gate import AT_ONCE, CLIENTS, PLACES, POINTS
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from messaging.models import Gateway
from segmentation.models import Segment

SMALL = 1000
MEMBERS = """
INSERT INTO segmentation_segmentmember (segment_id, customer_id, entered_at)
SELECT %(segment)s, id, %(now)s FROM customers_customer WHERE first_name::bigint BETWEEN %(from)s AND %(to)s
"""
RECIPIENTS = """
INSERT INTO campaigns_recipient (campaign_id, customer_id, point_id, outcome, later, occurrence, prepared_at)
SELECT %(campaign)s, c.id, p.id, (ARRAY['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'control', 'no_consent'])[
           1 + c.first_name::bigint %% 10], '', '', %(now)s
  FROM customers_customer c JOIN customers_contactpoint p ON p.customer_id = c.id
 WHERE c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""
MESSAGES = """
INSERT INTO messaging_message (
    id, customer_id, point_id, address, channel, message_class, purpose, gateway_id, source, campaign_id, step,
    occurrence, subject, body_text, body_html, headers, attachments, values, status, priority, not_before, lease_by,
    attempts, provider_id, currency, error_kind, error_code, error_text, verdict_code, verdict_events, created_at,
    handed_at)
SELECT messaging_new_id(), r.customer_id, r.point_id, '', 'email', 'advertising', '', %(gateway)s, 'campaign',
       r.campaign_id, 0, '', '', '', '', '{}'::jsonb, ARRAY[]::uuid[], '{}'::jsonb, 'delivered', 30, %(now)s, '', 1, '',
       '', '', '', '', 'ok', ARRAY[]::bigint[], %(now)s, %(now)s
  FROM campaigns_recipient r JOIN customers_customer c ON c.id = r.customer_id
 WHERE r.campaign_id = %(campaign)s AND r.outcome = 'ok' AND c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""
RESPONSES = """
INSERT INTO campaigns_response (message_id, campaign_id, customer_id, opened_at, clicked_at, orders, revenue)
SELECT m.id, m.campaign_id, m.customer_id, m.handed_at + make_interval(mins => (m.customer_id %% 1300)::int),
       CASE WHEN m.customer_id %% 9 = 0 THEN m.handed_at + interval '1 day' END, 0, 0
  FROM messaging_message m JOIN customers_customer c ON c.id = m.customer_id
 WHERE m.campaign_id = %(campaign)s AND m.customer_id %% 3 = 0 AND c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""
REACTIONS = """
INSERT INTO campaigns_reaction (message_id, link_id, kind, at, is_scanner)
SELECT r.message_id, %(link)s, 'click', r.clicked_at, false
  FROM campaigns_response r JOIN customers_customer c ON c.id = r.customer_id
 WHERE r.campaign_id = %(campaign)s AND r.clicked_at IS NOT NULL
   AND c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """The large one's time over the small one's, by turns."""
    result = BenchResult(figures={"recipients": plan.customers})
    with fresh_base():
        now = timezone.now()
        _in_batches(CLIENTS, plan.customers, {"now": now, "cities": PLACES, "places": len(PLACES)})
        _in_batches(POINTS, plan.customers, {"now": now})
        segment = Segment.objects.create(name="bench", owner=system_user(), kind="fixed")
        _in_batches(MEMBERS, plan.customers, {"segment": segment.pk, "now": now})
        campaigns = {str(SMALL): _campaign(segment, SMALL), "large": _campaign(segment, plan.customers)}
        settle()
        for label, campaign in campaigns.items():
            started = time.perf_counter()
            counting.count(campaign)
            result.figures[f"counted_seconds_{label}"] = round(time.perf_counter() - started, 3)
        settle()
        browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost")
        browser.force_login(reader("admin"))
        for name, address in _pages().items():
            acts: dict[str, Callable[[], object]] = {
                label: partial(_open, browser, address(campaign)) for label, campaign in campaigns.items()
            }
            times = by_turns_ms(acts)
            result.figures |= {f"{name}_ms_{label}": spent for label, spent in times.items()}
            result.ratios[name] = round(times["large"] / times[str(SMALL)], 2)
    return result


def _pages() -> dict[str, Callable[[Campaign], str]]:
    def people(what: str) -> Callable[[Campaign], str]:
        return lambda campaign: reverse("campaign_results:people", args=[campaign.pk, what])

    return {
        "results": lambda campaign: reverse("campaign_results:one", args=[campaign.pk]),
        "file": lambda campaign: reverse("campaign_results:file", args=[campaign.pk]),
        "opened": people("opened"),
        "delivered": people("delivered"),
    }


def _campaign(segment: Segment, size: int) -> Campaign:
    now = timezone.now()
    made = Campaign.objects.create(
        name="bench", channel="email", message_class=MessageClass.ADVERTISING, state="done", author=system_user(),
        started_at=now, finished_at=now, total=size,
    )  # fmt: skip
    AudienceSource.objects.create(campaign=made, segment=segment, name=segment.name)
    gateway = Gateway.objects.default_of("email")
    link = TrackedLink.objects.create(campaign=made, url="https://shop.example.com/")
    params = {"campaign": made.pk, "now": now, "gateway": gateway.pk if gateway else None, "link": link.pk}
    for statement in (RECIPIENTS, MESSAGES, RESPONSES, REACTIONS):
        _in_batches(statement, size, params)
    return made


def _open(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 200, address


def _in_batches(statement: str, count: int, params: dict[str, Any]) -> None:
    for start in range(1, count + 1, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            cursor.execute("SET LOCAL kartoteka.values_later TO 'on'")
            cursor.execute("SET LOCAL kartoteka.consents_later TO 'on'")
            cursor.execute(statement, {**params, "from": start, "to": min(start + AT_ONCE - 1, count)})
