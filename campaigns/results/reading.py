"""Results of a campaign as its page tells them: counted lines and what follows from them. Recipients are not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.choices import CONTROL, OK
from campaigns.models import Campaign, CampaignResult, Part, ResultLine, TrackedLink
from campaigns.results import statistics, words
from campaigns.results.lines import Hour, Named, Step, hours, named, part_of, steps, told
from campaigns.results.statistics import Difference, Sums
from messaging.choices import Carrier
from messaging.models import Gateway
from segmentation.models import Segment

LEAST_BUYERS = 20
"""In each group, before its money says anything: purchases differ so much that of fewer the interval would be wrong
more often than it says (`tests/campaigns/test_statistics.py` tries it out)."""


@dataclass(frozen=True)
class Money:
    """What it brought and what it took."""

    revenue: Decimal
    orders: int
    cost: Decimal
    conversion: Difference | None
    """In parts of one, against the control group; None: there was none."""
    extra: Difference | None
    """Money of all who got it beyond what they would have spent anyway; None too where there were too few buyers."""
    has_control: bool
    """Whether some were kept out to compare with."""

    @property
    def romi(self) -> float | None:
        """(money − costs) / costs, in per cent; by the extra money where there was a control group."""
        if not self.cost:
            return None
        brought = self.extra.value if self.extra is not None else float(self.revenue)
        return 100 * (brought - float(self.cost)) / float(self.cost)


@dataclass(frozen=True)
class Group:
    """One of the two that are compared; `code`: of its people."""

    name: str
    code: str
    people: int
    share: float
    """Of buyers, in per cent."""
    mean: Decimal


@dataclass(frozen=True)
class Results:
    """Everything a page shows."""

    campaign: Campaign
    counted: CampaignResult
    whole: ResultLine
    steps: Sequence[Step]
    money: Money
    reasons: Sequence[Named]
    held_back: Sequence[Named]
    """What kept messages of the audience after the launch."""
    faults: Sequence[Named]
    hours: Sequence[Hour]
    """After the hand-over."""
    clocks: Sequence[Hour]
    """Of the client's own clock, from the hour of the launch on."""
    links: Sequence[Named]
    gateways: Sequence[Named]
    segments: Sequence[Named]

    @property
    def conversion(self) -> Difference | None:
        """Buyers beyond those of the control group, in per cent of people."""
        return self.money.conversion.times(100) if self.money.conversion is not None else None

    @property
    def left_out(self) -> int:
        """How many of the audience got nothing, the control group aside."""
        return sum(one.line.people for one in self.reasons if one.line.key != CONTROL)

    @property
    def failed(self) -> int:
        """How many were refused by the gateway or by the addressee's."""
        return sum(one.line.people for one in self.faults)

    @property
    def most_hour(self) -> int:
        """Openings of the busiest hour."""
        return max((max(one.opened, one.clicked) for one in self.clocks), default=0)


def results(campaign: Campaign) -> Results:
    """As last counted; zeros where it has not been yet."""
    found = CampaignResult.objects.filter(pk=campaign.pk).first() or CampaignResult(campaign=campaign)
    lines: dict[str, list[ResultLine]] = {}
    for line in ResultLine.objects.filter(campaign=campaign).order_by("part", "key"):
        lines.setdefault(line.part, []).append(line)
    whole = next(iter(lines.get(Part.ALL, ())), ResultLine(campaign=campaign, part=Part.ALL))
    outcomes = lines.get(Part.OUTCOME, [])
    return Results(
        campaign=campaign,
        counted=found,
        whole=whole,
        steps=steps(
            whole, sum(line.people for line in outcomes), found.promo_orders, can_open=campaign.channel == Carrier.EMAIL
        ),
        money=money(campaign, found, whole),
        reasons=named([line for line in outcomes if line.key != OK], told(outcomes, words.outcome), "people"),
        held_back=named(lines.get(Part.AFTER, ()), told(lines.get(Part.AFTER, ()), words.held_back), "people"),
        faults=named(lines.get(Part.FAULT, ()), told(lines.get(Part.FAULT, ()), words.fault), "people"),
        hours=hours(lines.get(Part.HOUR, ()), first=0),
        clocks=hours(lines.get(Part.CLOCK, ()), first=_begun(campaign)),
        links=named(lines.get(Part.LINK, ()), _links(campaign), "clicked"),
        gateways=named(lines.get(Part.GATEWAY, ()), _gateways(lines.get(Part.GATEWAY, ())), "sent"),
        segments=named(lines.get(Part.SEGMENT, ()), _segments(lines.get(Part.SEGMENT, ())), "sent"),
    )


def money(campaign: Campaign, found: CampaignResult, whole: ResultLine) -> Money:
    """Both groups compared: shares of buyers by Newcombe, money of one person by Welch."""
    target = Sums(found.target_people, float(found.target_total), found.target_squares)
    control = Sums(found.control_people, float(found.control_total), found.control_squares)
    is_enough = min(found.target_buyers, found.control_buyers) >= LEAST_BUYERS
    each = statistics.means(target, control) if is_enough else None
    return Money(
        revenue=whole.revenue,
        orders=whole.orders,
        cost=campaign.cost + whole.price,
        conversion=statistics.shares(found.target_buyers, target.people, found.control_buyers, control.people),
        extra=each.times(target.people) if each is not None else None,
        has_control=control.people > 0,
    )


def groups(found: CampaignResult) -> list[Group]:
    """Those who got it, and those who were kept out."""
    rows = [
        (_("Got the message"), OK, found.target_people, found.target_buyers, found.target_total),
        (_("Control group"), CONTROL, found.control_people, found.control_buyers, found.control_total),
    ]
    return [
        Group(name, code, people, part_of(buyers, people) or 0.0, total / (people or 1))
        for name, code, people, buyers, total in rows
    ]


def _begun(campaign: Campaign) -> int:
    return timezone.localtime(campaign.started_at).hour if campaign.started_at is not None else 0


def _links(campaign: Campaign) -> dict[str, str]:
    return {
        str(pk): url for pk, url in TrackedLink.objects.filter(campaign=campaign).order_by().values_list("pk", "url")
    }


def _gateways(lines: Sequence[ResultLine]) -> dict[str, str]:
    rows = Gateway.objects.filter(pk__in=[line.key for line in lines]).order_by()
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _segments(lines: Sequence[ResultLine]) -> dict[str, str]:
    rows = Segment.objects.filter(pk__in=[line.key for line in lines]).order_by()
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}
