"""Which named segment a cell recency × frequency × money belongs to, and what to do about each segment and type.

The map is a partition of the 125 cells of five grades. Three grades are looked up as 1, 3 and 5.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from segmentation.choices import Lifecycle, Rfm
from segmentation.models import ScoreSettings

OF_SEGMENT: Mapping[str, str] = {
    Rfm.CHAMPIONS: "555 554 544 545 454 455 445",
    Rfm.LOYAL: "543 444 435 355 354 345 344 335",
    Rfm.POTENTIAL_LOYALIST: (
        "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323"
    ),
    Rfm.NEW_CUSTOMERS: "512 511 422 421 412 411 311",
    Rfm.PROMISING: "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    Rfm.NEED_ATTENTION: "535 534 443 434 343 334 325 324",
    Rfm.ABOUT_TO_SLEEP: "331 321 312 221 213 231 241 251",
    Rfm.AT_RISK: "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    Rfm.CANNOT_LOSE_THEM: "155 154 144 214 215 115 114 113",
    Rfm.HIBERNATING: "332 322 233 232 223 222 132 123 122 212 211",
    Rfm.LOST: "111 112 121 131 141 151",
}
STANDARD: Mapping[str, str] = {cell: code for code, cells in OF_SEGMENT.items() for cell in cells.split()}
"""Of every cell of five grades."""
OF_THREE = {1: 1, 2: 3, 3: 5}

ADVICE: Mapping[str, str | Promise] = {
    Rfm.CHAMPIONS: _("Thank them, show them novelties first, ask for a review and a recommendation. No discounts."),
    Rfm.LOYAL: _("Offer what goes with their purchases and the loyalty programme; ask what they miss."),
    Rfm.POTENTIAL_LOYALIST: _("Offer the loyalty programme and the next purchase while they remember the last one."),
    Rfm.NEW_CUSTOMERS: _("Help with the first purchase, ask how it went, make an occasion for the second."),
    Rfm.PROMISING: _("They pay well but seldom: remind of yourself, offer a set or a subscription."),
    Rfm.NEED_ATTENTION: _("Call: ask what has changed. An offer with a term, by what they used to buy."),
    Rfm.ABOUT_TO_SLEEP: _("A letter with something of use; a small discount if the letter was not answered."),
    Rfm.AT_RISK: _("A call of the manager in person, a good reason to come back this month."),
    Rfm.CANNOT_LOSE_THEM: _(
        "A call of the head: find out the reason and make it good. The dearest of those who leave."
    ),
    Rfm.HIBERNATING: _("A cheap mailing now and then, with what is in season. Do not spend calls on them."),
    Rfm.LOST: _("One last letter “Shall we stay in touch?”; no answer: take them off the mailings."),
    Lifecycle.VIP: _("A manager of their own, congratulations in person, first in the queue."),
    Lifecycle.PERMANENT: _(
        "Keep the rhythm: call before the usual day of the purchase, do not give what they did not ask."
    ),
    Lifecycle.HOT: _("Today: answer, finish the deal, name the date of the next step."),
    Lifecycle.WARM: _("A touch once a month: news, advice, an offer by what they have bought."),
    Lifecycle.COLD: _("Letters for all, a first call when there is time; check the contacts."),
    Lifecycle.DEAD: _("No calls. Check whether the contacts are true; clean the base of those who refused."),
}


def standing(settings: ScoreSettings) -> dict[str, str]:
    """Segment of every cell of five grades, as people left it."""
    return {cell: settings.cells.get(cell, code) for cell, code in STANDARD.items()}


def by_grades(settings: ScoreSettings) -> dict[str, str]:
    """Segment of every cell there can be: 125 of five grades, 27 of three."""
    whole = standing(settings)
    if settings.grades == 5:
        return whole
    grades = range(1, settings.grades + 1)
    return {
        f"{r}{f}{m}": whole[f"{OF_THREE[r]}{OF_THREE[f]}{OF_THREE[m]}"] for r in grades for f in grades for m in grades
    }


def advice(settings: ScoreSettings, code: str) -> str:
    """What to do about a named segment or a base type; what people wrote comes first."""
    return str(settings.advice.get(code) or ADVICE.get(code, ""))
