"""The built-in tag library."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from core.templatetags import ui


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class LetterForm(forms.Form):
    """A box that must be filled, one that may stay empty, a choice, a check."""

    subject = forms.CharField(help_text="В одно предложение")
    note = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "А")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.PasswordInput)
    urgent = forms.BooleanField(required=False)


def test_icon_is_silent() -> None:
    html = ui.icon("phone", "icon--sm")

    assert 'class="icon icon--sm" aria-hidden="true"' in html
    assert html.endswith('#phone"></use></svg>')


def test_values_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'

    for html in (ui.icon(evil), ui.avatar(evil, label=True), ui.badge(evil, evil), ui.tag(evil)):
        assert "<script" not in html


def test_avatar_is_silent_unless_it_stands_for_the_name() -> None:
    assert 'aria-hidden="true"' in ui.avatar("Анна Орлова")
    assert 'role="img" aria-label="Анна Орлова"' in ui.avatar("Анна Орлова", label=True)


def test_note_keeps_its_block_and_escapes_values() -> None:
    html = render('{% note "bad" role="alert" %}<b>{{ text }}</b>{% endnote %}', text="<i>")

    assert 'class="note note--bad" role="alert"' in html
    assert "<b>&lt;i&gt;</b>" in html


def test_empty_state_without_acts_has_no_row() -> None:
    assert 'class="row"' not in render('{% empty_state "Пусто" %} {% endempty_state %}')
    assert 'class="row"' in render('{% empty_state "Пусто" %}<button>+</button>{% endempty_state %}')


def test_modal_is_named_by_its_title() -> None:
    html = render('{% modal "m1" "Заголовок" %}<p>тело</p>{% endmodal %}')

    assert 'id="m1" aria-labelledby="m1-title"' in html
    assert "<p>тело</p>" in html


def test_field_ties_hint_and_error_to_the_control() -> None:
    form = LetterForm({})
    html = render("{% field form.subject %}", form=form)

    assert 'aria-describedby="id_subject_helptext id_subject_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_subject_helptext"' in html
    assert 'id="id_subject_error"' in html


def test_hint_given_in_the_template_is_tied_too() -> None:
    html = render('{% field form.note hint="Необязательно" %}', form=LetterForm())

    assert 'aria-describedby="id_note_helptext"' in html
    assert "Необязательно" in html


def test_star_only_where_a_form_mixes_boxes() -> None:
    class Strict(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "А")])

    assert "<i " in render("{% field form.subject %}", form=LetterForm())
    assert "<i " not in render("{% field form.note %}", form=LetterForm())
    assert "<i " not in render("{% field form.name %}{% field form.kind %}", form=Strict())


def test_check_and_choices_get_their_own_markup() -> None:
    check = render("{% field form.urgent %}", form=LetterForm())
    choices = render("{% field form.kind %}", form=LetterForm())

    assert 'class="choice"' in check
    assert "<fieldset" in choices
    assert 'class="check"' in choices


def test_password_can_be_shown() -> None:
    assert 'data-pass="id_secret"' in render("{% field form.secret %}", form=LetterForm())


def test_moment_carries_the_machine_form() -> None:
    at = timezone.now() - dt.timedelta(minutes=5)

    assert f'datetime="{at.isoformat()}"' in ui.moment(at)
    assert "—" in ui.moment(None)
    assert 'datetime="2026-11-21"' in ui.moment(dt.date(2026, 11, 21), "date")


def test_pager_at_an_end_has_no_link() -> None:
    html = render('{% pager "1–50" after="?page=2" %}')

    assert 'role="link" aria-disabled="true"' in html
    assert 'href="?page=2" rel="next"' in html


def test_label_is_found_in_every_language() -> None:
    with translation.override("ru"):
        assert ui.in_all_languages(gettext_lazy("My profile")) == "Мой профиль My profile"


@pytest.mark.parametrize(("code", "cap"), [("KeyC", "C"), ("Digit1", "1"), ("Slash", "Slash")])
def test_key_is_named_by_what_is_printed_on_it(code: str, cap: str) -> None:
    assert ui.key_cap(code) == cap


@pytest.mark.parametrize(("tags", "tone"), [("success", "ok"), ("extra error", "bad"), ("", "info")])
def test_tone_of_a_message(tags: str, tone: str) -> None:
    assert ui.message_tone(tags) == tone
