"""Files that lie on a card, and its photo: which stored file, not the content itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from files.models import StoredFile
from journal import history


@history.tracked(
    "customer_file",
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="customer_file_event_removed"),
)
class CustomerFile(models.Model):
    """A file put on a card; the stored file outlives it, so that taking it off can be undone."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    # As the stored file is called: history tells it when the file is gone.
    name = models.CharField(_("file"), max_length=255)
    is_photo = models.BooleanField(_("photo"), default=False)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("file of a client")
        verbose_name_plural = _("files of clients")
        indexes = [history.made_in_index("customer_file_made_in")]

    def __str__(self) -> str:
        return self.name
