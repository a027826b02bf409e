"""What a service refuses, said where the person typed it."""

from django.forms import BaseForm

from core.errors import DomainError


def refuse(form: BaseForm, error: DomainError) -> None:
    """Beside the box its code names, else above the form."""
    form.add_error(error.code if error.code in form.fields else None, str(error))
