"""Results of a campaign as its page tells them: counted lines and what follows from them. Recipients are not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns.choices import CONTROL, OK, OWN_OUTCOMES
from campaigns.models import Campaign, CampaignResult, Part, ResultLine, TrackedLink
from campaigns.results import statistics
from campaigns.results.statistics import Difference, Sums
from consents.gate.codes import CODES
from messaging.models import Gateway
from segmentation.models import Segment

HOURS = 24


@dataclass(frozen=True)
class Step:
    """One bar of the funnel. `share`: per cent of those before, `width`: per cent of the first bar."""

    code: str
    label: str
    count: int
    width: float
    share: float | None


@dataclass(frozen=True)
class Named:
    """A line with what it is about in words."""

    label: str
    line: ResultLine
    share: float
    """Per cent of the largest, for its bar."""


@dataclass(frozen=True)
class Money:
    """What it brought and what it took."""

    revenue: Decimal
    orders: int
    cost: Decimal
    conversion: Difference | None
    """In parts of one, against the control group; None: there was none."""
    extra: Difference | None
    """Money of all who got it beyond what they would have spent anyway."""

    @property
    def romi(self) -> float | None:
        """(money − costs) / costs, in per cent; by the extra money where there was a control group."""
        if not self.cost:
            return None
        brought = self.extra.value if self.extra is not None else float(self.revenue)
        return 100 * (brought - float(self.cost)) / float(self.cost)


@dataclass(frozen=True)
class Results:
    """Everything a page shows."""

    campaign: Campaign
    counted: CampaignResult
    whole: ResultLine
    steps: Sequence[Step]
    money: Money
    reasons: Sequence[Named]
    hours: Sequence[tuple[int, int, int]]
    """(hour after the hand-over, openings, clicks)."""
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
        steps=_steps(whole, sum(line.people for line in outcomes)),
        money=money(campaign, found, whole),
        reasons=_named([line for line in outcomes if line.key != OK], _outcomes(outcomes), "people"),
        hours=_hours(lines.get(Part.HOUR, ())),
        links=_named(lines.get(Part.LINK, ()), _links(campaign), "clicked"),
        gateways=_named(lines.get(Part.GATEWAY, ()), _gateways(lines.get(Part.GATEWAY, ())), "sent"),
        segments=_named(lines.get(Part.SEGMENT, ()), _segments(lines.get(Part.SEGMENT, ())), "sent"),
    )


def money(campaign: Campaign, found: CampaignResult, whole: ResultLine) -> Money:
    """Both groups compared: shares of buyers by Newcombe, money of one person by Welch."""
    target = Sums(found.target_people, float(found.target_total), found.target_squares)
    control = Sums(found.control_people, float(found.control_total), found.control_squares)
    each = statistics.means(target, control)
    return Money(
        revenue=whole.revenue,
        orders=whole.orders,
        cost=campaign.cost + whole.price,
        conversion=statistics.shares(found.target_buyers, target.people, found.control_buyers, control.people),
        extra=each.times(target.people) if each is not None else None,
    )


def part_of(count: int, whole: int) -> float | None:
    """In per cent; None of nobody."""
    return 100 * count / whole if whole else None


def _steps(whole: ResultLine, audience: int) -> list[Step]:
    first = max(audience, whole.sent, 1)
    rows = [
        ("audience", _("In the audience"), audience, None),
        ("sent", _("Sent to"), whole.sent, None),
        ("delivered", _("Delivered to"), whole.delivered, part_of(whole.delivered, whole.sent)),
        ("opened", _("Opened it"), whole.opened, part_of(whole.opened, whole.delivered)),
        ("clicked", _("Followed a link"), whole.clicked, part_of(whole.clicked, whole.delivered)),
        ("bought", _("Bought"), whole.bought, part_of(whole.bought, whole.delivered)),
    ]
    return [Step(code, label, count, min(100 * count / first, 100), share) for code, label, count, share in rows]


def _named(lines: Sequence[ResultLine], names: Mapping[str, str], by: str) -> list[Named]:
    ordered = sorted(lines, key=lambda line: (-getattr(line, by), line.key))
    most = max((getattr(line, by) for line in lines), default=0) or 1
    return [Named(names.get(line.key, line.key), line, 100 * getattr(line, by) / most) for line in ordered]


def _outcomes(lines: Sequence[ResultLine]) -> dict[str, str]:
    return {line.key: outcome_in_words(line.key) for line in lines}


def outcome_in_words(code: str) -> str:
    """Why a client got the message or not."""
    if code in OWN_OUTCOMES:
        return str(OWN_OUTCOMES[code])
    return str(CODES[code].words) if code in CODES else code


def _hours(lines: Sequence[ResultLine]) -> list[tuple[int, int, int]]:
    found = {int(line.key): line for line in lines}
    empty = ResultLine()
    return [(hour, found.get(hour, empty).opened, found.get(hour, empty).clicked) for hour in range(HOURS)]


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
