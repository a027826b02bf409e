"""Pages of the second factor: allauth's, where they must know the policy of the role."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from accounts.second_factor import policy, state


class Index(TemplateView):
    """What there is, and what can be added."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "factor": state.of(self.request.user)}  # type: ignore[arg-type]  # signed in


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # the library is untyped
    """Allauth asks only the form of the app's codes whether it may go."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        if not policy.may_remove(self.get_object()):
            messages.error(self.request, str(get_adapter().error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


class RenamePasskey(EditWebAuthnView):  # type: ignore[misc]
    """Back to the page of the second factor."""

    success_url = reverse_lazy("mfa_index")
