"""The language of templates: Liquid with a short list of tags and filters, and limits nobody gets past.

A template is somebody's text: it may loop, nest and reach for whatever its author thinks of. Values are plain words,
numbers and days, so there is nothing to reach; nodes, output and memory are counted, so nothing runs for ever.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar

from liquid import BoundTemplate, Environment, Mode, RenderContext
from liquid.builtin import content, illegal, output
from liquid.builtin.tags import assign_tag, capture_tag, case_tag, comment_tag, for_tag, if_tag, unless_tag
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.token import Token
from liquid.undefined import StrictUndefined

from messaging.letters.filters import FILTERS

LONGEST_SOURCE = 100_000
"""Characters of a source. Mail programs cut letters at about 100 KB."""
LONGEST_OUTPUT = 500_000
"""Bytes of what a template gives."""
MOST_STEPS = 50_000
"""Nodes of the tree that one filling may pass: some tenths of a second."""
MOST_LOOPS = 1_000
TAGS = (
    content.Literal, output.Output, illegal.Illegal, if_tag.IfTag, unless_tag.UnlessTag, case_tag.CaseTag,
    for_tag.ForTag, for_tag.BreakTag, for_tag.ContinueTag, assign_tag.AssignTag, capture_tag.CaptureTag,
    comment_tag.CommentTag,
)  # fmt: skip


class StepsError(ResourceLimitError):
    """The template walks for too long."""


class _Steps(list[str]):
    """In the place of the list of forbidden tags, which the library asks before each node: counts the nodes."""

    passed = 0

    def __bool__(self) -> bool:
        self.passed += 1
        if self.passed > MOST_STEPS:
            raise StepsError("too many steps", token=None)
        return False


class _Context(RenderContext):
    def __init__(self, template: BoundTemplate, **more: Any) -> None:
        super().__init__(template, **more)
        self.disabled_tags = _Steps()

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """Each filter is a step too."""
        bool(self.disabled_tags)
        return super().filter(name, token)


class _Bound(BoundTemplate):
    context_class = _Context


class Language(Environment):
    """Ours: nothing of the library’s but what is named here."""

    template_class = _Bound
    loop_iteration_limit = MOST_LOOPS
    local_namespace_limit = LONGEST_OUTPUT
    output_stream_limit = LONGEST_OUTPUT
    block_nesting_limit: ClassVar[int] = 12

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Instead of the library’s own set."""
        for one in TAGS:
            self.add_tag(one)
        for name, act in FILTERS.items():
            self.add_filter(name, act)


@cache
def language(*, html: bool) -> Language:
    """Of letters, where values are escaped, or of plain texts."""
    return Language(tolerance=Mode.STRICT, undefined=StrictUndefined, strict_filters=True, autoescape=html)


@lru_cache(maxsize=256)
def parse(source: str, *, html: bool) -> BoundTemplate:
    """Raises LiquidError on what is no template."""
    return language(html=html).from_string(source)


def fill(source: str, values: Mapping[str, object], *, html: bool) -> str:
    """The text for one client. Raises LiquidError: a name there is not, a limit, a filter that cannot."""
    try:
        return parse(source, html=html).render(**values)
    except (RecursionError, OverflowError, MemoryError, ArithmeticError, ValueError, TypeError) as error:
        raise LiquidError(type(error).__name__, token=None) from error
