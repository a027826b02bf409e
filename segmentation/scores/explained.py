"""Why a client has these grades: what they are told from, where the next one begins, since when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text.numbers import number
from sales.words import amount
from segmentation.choices import Ground, Measure, Method
from segmentation.models import CustomerScore, ScoreRun, ScoreSettings
from segmentation.models.score import NEVER
from segmentation.scores.borders import Border, Borders, from_json


@dataclass(frozen=True)
class Line:
    """A grade, and what it says: `told` from what, `borders` where it begins and where the next one does."""

    code: str
    grade: str
    told: str
    borders: str = ""
    since: dt.date | None = None


@dataclass(frozen=True)
class Reader:
    """Whose eyes: which attributes he may read, the company's day and money."""

    may: frozenset[str]
    today: dt.date
    currency: str


def lines(score: CustomerScore, run: ScoreRun, reader: Reader) -> list[Line]:
    """One for each kind of grade that the reader may see."""
    found = from_json(run.borders)
    ours = run.settings
    made = [
        _r(score, ours, found, reader), _f(score, ours, found), _m(score, ours, found, reader),
        _abc(score, ours, found, reader), _xyz(score, ours),
    ]  # fmt: skip
    return [line for line in made if line is not None and line.code in reader.may]


def _r(score: CustomerScore, ours: ScoreSettings, found: Borders, reader: Reader) -> Line | None:
    if not score.r:
        return None
    days = (reader.today - score.last_on).days
    told = ngettext("the last purchase %(days)s day ago", "the last purchase %(days)s days ago", days)
    words = [
        _("grade %(grade)d: up to %(days)s days") % {"grade": grade, "days": number((reader.today - one.value).days)}
        for grade, one in _near(score.r, found.r)
        if isinstance(one.value, dt.date)
    ]
    return Line("r", _of(score.r, ours), told % {"days": number(days)}, "; ".join(words), _since(score.rfm_on))


def _f(score: CustomerScore, ours: ScoreSettings, found: Borders) -> Line | None:
    if not score.f:
        return None
    told = ngettext("%(count)s purchase", "%(count)s purchases", score.frequency) % {"count": number(score.frequency)}
    words = [
        _("grade %(grade)d: from %(value)s") % {"grade": grade, "value": number(Decimal(str(one.value)))}
        for grade, one in _near(score.f, found.f)
    ]
    return Line("f", _of(score.f, ours), told, "; ".join(words), _since(score.rfm_on))


def _m(score: CustomerScore, ours: ScoreSettings, found: Borders, reader: Reader) -> Line | None:
    if not score.m:
        return None
    words = [
        _("grade %(grade)d: from %(value)s") % {"grade": grade, "value": measured(one.value, ours.measure, reader)}
        for grade, one in _near(score.m, found.m)
    ]
    told = measured(score.monetary, ours.measure, reader)
    return Line("m", _of(score.m, ours), told, "; ".join(words), _since(score.rfm_on))


def _abc(score: CustomerScore, ours: ScoreSettings, found: Borders, reader: Reader) -> Line | None:
    if not score.abc:
        return None
    words = [
        _("%(class)s: below %(value)s") % {"class": code, "value": measured(one.value, ours.abc_measure, reader)}
        for code, one in sorted(found.abc.items())
    ]
    shares = _("A makes %(a)s%% of the whole, A and B %(b)s%%") % {"a": _plain(ours.abc_a), "b": _plain(ours.abc_b)}
    told = measured(score.abc_value, ours.abc_measure, reader)
    return Line("abc", score.abc, told, "; ".join([*words, shares]), _since(score.abc_on))


def _xyz(score: CustomerScore, ours: ScoreSettings) -> Line | None:
    if not score.xyz:
        return None
    told = _("months differ from their mean by %(share)s%%") % {"share": number(score.variation, 1)}
    borders = _("X: up to %(x)s%%; Y: up to %(y)s%%") % {"x": _plain(ours.xyz_x), "y": _plain(ours.xyz_y)}
    return Line("xyz", score.xyz, told, borders, _since(score.xyz_on))


def _near(grade: int, borders: Sequence[Border | None]) -> list[tuple[int, Border]]:
    """The border of this grade and that of the next one, where there are such."""
    wanted = (grade, grade + 1)
    return [(at, one) for at, one in enumerate(borders, 2) if one is not None and at in wanted]


def measured(value: Decimal | dt.date, measure: str, reader: Reader) -> str:
    """An amount in the company's money, or a number of purchases."""
    amounted = Decimal(str(value))
    if measure == Measure.NUMBER:
        return ngettext("%(count)s purchase", "%(count)s purchases", int(amounted)) % {"count": number(amounted)}
    return amount(amounted, reader.currency)


def why(score: CustomerScore, ours: ScoreSettings) -> str:
    """Which rule gave the base type, with its numbers."""
    days = {
        Ground.HOT_BOUGHT: ours.hot_days, Ground.HOT_ASKED: ours.hot_days, Ground.HOT_OFFER: ours.hot_days,
        Ground.HOT_TASK: ours.hot_days, Ground.WARM_BOUGHT: ours.warm_bought_days,
        Ground.WARM_ANSWERED: ours.warm_answered_days, Ground.DEAD_SILENT: ours.dead_days,
    }  # fmt: skip
    if score.ground not in Ground.values:
        return ""
    ground = Ground(score.ground)
    if ground == Ground.VIP:
        text = _("class A by the money of 365 days, and at least %(count)d purchases")
        return text % {"count": ours.vip_number}
    if ground == Ground.PERMANENT:
        text = _("more than %(count)d purchases, the last within %(days)d days or within %(times)s usual intervals")
        numbers = {"count": ours.permanent_number, "days": ours.permanent_days}
        return text % {**numbers, "times": _plain(ours.permanent_intervals)}
    if ground in days:
        term = ngettext("%(count)d day", "%(count)d days", days[ground]) % {"count": days[ground]}
        return _("%(ground)s: %(term)s") % {"ground": ground.label, "term": term}
    return str(ground.label)


def rule(ours: ScoreSettings) -> str:
    """How grades are told, in a sentence."""
    window = (
        _("the whole history")
        if ours.window_days is None
        else ngettext("the last %(count)d day", "the last %(count)d days", ours.window_days)
        % {"count": ours.window_days}
    )
    returns = _("returns taken off") if ours.is_net else _("returns not taken off")
    return _("%(window)s, %(method)s, %(returns)s") % {
        "window": window, "method": Method(ours.method).label, "returns": returns,
    }  # fmt: skip


def _of(grade: int, ours: ScoreSettings) -> str:
    return _("%(grade)d of %(most)d") % {"grade": grade, "most": ours.grades}


def _plain(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number(value, 0 if whole else 1)


def _since(day: dt.date) -> dt.date | None:
    return None if day == NEVER else day
