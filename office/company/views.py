"""Page «Company»."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import company, links
from accounts.http import UserRequest
from core import staff_mail
from core.errors import DomainError
from core.form_errors import refuse
from files.uploads import was_too_big
from office.access import for_administrators
from office.company import services
from office.company.forms import CompanyForm, LogoForm


@require_http_methods(["GET", "POST"])
@for_administrators
def page(request: UserRequest) -> HttpResponse:
    """Settings, logo, and a letter to try the mail server with."""
    form = CompanyForm(request.POST or None, instance=company.current())
    if form.is_valid():
        try:
            company.change(by=request.user, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("office:company")
    return _page(request, form, LogoForm())


def _page(request: UserRequest, form: CompanyForm, logo: LogoForm) -> HttpResponse:
    wrong = form.is_bound or logo.is_bound
    context = {"form": form, "logo_form": logo, "sender": company.current().sender or staff_mail.default_sender()}
    return render(request, "office/company/page.html", context, status=422 if wrong else 200)


@require_POST
@for_administrators
def logo(request: UserRequest) -> HttpResponse:
    """A new picture, or none."""
    if "remove" in request.POST:
        services.remove_logo(by=request.user)
        return redirect("office:company")
    form = LogoForm(request.POST, request.FILES)
    if was_too_big(request):
        form.errors["logo"] = form.error_class(
            [_("The file is larger than the server takes. Make it smaller and try again.")]
        )
    elif form.is_valid():
        try:
            services.change_logo(form.cleaned_data["logo"], by=request.user)
        except DomainError as error:
            form.add_error("logo", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("office:company")
    return _page(request, CompanyForm(instance=company.current()), form)


@require_POST
@for_administrators
def test_letter(request: UserRequest) -> HttpResponse:
    """A letter to oneself, at once: the answer of the mail server is what one wants to see."""
    user = request.user
    body = _("This letter shows that Kartoteka can send mail. It was asked for on the page “Company”: %(link)s")
    try:
        staff_mail.send(
            to=user.email,
            subject=_("A test letter from Kartoteka"),
            body=body % {"link": links.absolute(reverse("office:company"))},
            sender=company.current().sender,
        )
    except OSError as error:
        told = _("The mail server did not take the letter: %(error)s. Check EMAIL_HOST and the sender.")
        messages.error(request, told % {"error": error})
    else:
        messages.success(request, _("The letter is sent to %(email)s.") % {"email": user.email})
    return redirect("office:company")
