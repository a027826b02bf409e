"""How a field of a form is drawn: label, control, hint, error; ids are the ones Django ties `aria-describedby` to."""

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString


def render(bound: BoundField, *, size: str, hint: str | Promise, label: str | Promise) -> SafeString:
    """Chooses the part by the widget; a hidden field is drawn bare."""
    if bound.is_hidden:
        return bound.as_widget()
    widget = bound.field.widget
    hint = hint or bound.help_text
    if hint:
        bound.help_text = str(hint)  # so that Django names the hint in `aria-describedby`
    context = {
        "field": bound,
        "control": bound.as_widget(attrs={"class": _css(widget, size)}),
        "label": label or bound.label,
        "hint": hint,
        "required": bound.field.required,
        "password": isinstance(widget, forms.PasswordInput),
    }
    return render_to_string(_part(widget), context)


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
    return f"{widget.attrs.get('class', '')} {base}".strip()
