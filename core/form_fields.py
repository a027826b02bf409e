"""How a field of a form is drawn: label, control, hint, error; ids are the ones Django ties `aria-describedby` to."""

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

TYPED = frozenset({"text", "email", "tel", "url", "number", "password", "search", "date", "datetime-local", "time"})


def render(bound: BoundField, *, size: str, hint: str | Promise, label: str | Promise) -> SafeString:
    """Chooses the part by the widget; a hidden field is drawn bare."""
    if bound.is_hidden:
        return bound.as_widget()
    widget = bound.field.widget
    hint = hint or bound.help_text
    if hint:
        bound.help_text = str(hint)  # so that Django names the hint in `aria-describedby`
    widget.attrs = {**widget.attrs, "class": _css(widget, size)}  # on the widget: single choices of a set read it there
    context = {
        "field": bound,
        "control": bound.as_widget(),
        "label": label or bound.label,
        "hint": hint,
        "required": _needs_mark(bound),
        "password": isinstance(widget, forms.PasswordInput),
    }
    return render_to_string(_part(widget), context)


def box(bound: BoundField) -> SafeString:
    """The control without label and error; whoever calls draws them beside it."""
    widget = bound.field.widget
    widget.attrs = {**widget.attrs, "class": _css(widget, "sm"), "autofocus": True}
    return bound.as_widget()


def _needs_mark(bound: BoundField) -> bool:
    """A star tells boxes that must be filled from those that may stay empty: only where a form has both."""
    boxes = [field for field in bound.form.visible_fields() if _is_box(field.field.widget)]
    mixed = any(not field.field.required for field in boxes)
    return bound.field.required and mixed and _is_box(bound.field.widget)


def _is_box(widget: forms.Widget) -> bool:
    """Something typed into; choices always have a value."""
    return isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in TYPED


def _part(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "ui/field_check.html"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "ui/field_choices.html"
    return "ui/field.html"


def _css(widget: forms.Widget, size: str) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        base = "check"
    else:
        base = f"input input--{size}" if size else "input"
    return " ".join(dict.fromkeys(f"{widget.attrs.get('class', '')} {base}".split()))
