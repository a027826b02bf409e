"""Words of dictionaries: the one way a city or a source is written, and the other ways people write it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal import history

LONGEST_TERM = 200


@history.tracked("dictionary_term")
class DictionaryTerm(models.Model):
    """A value (`means` is empty), or another writing of one. `key` is made by customers.dictionaries."""

    dictionary = models.CharField(_("dictionary"), max_length=30)
    text = models.CharField(_("value"), max_length=LONGEST_TERM)
    # What is compared: small letters, no yo, no marks. Collation C: pages of 10,000 rows and prefixes go by one index.
    key = models.CharField(max_length=LONGEST_TERM, editable=False, db_collation="C")
    # Without a constraint: an undo takes out the words of a file in batches, values before their writings.
    means = models.ForeignKey(
        "self",
        verbose_name=_("means"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="writings",
        db_index=False,
        db_constraint=False,
    )
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("word of a dictionary")
        verbose_name_plural = _("words of dictionaries")
        indexes = [
            models.Index(fields=["means"], condition=Q(means__isnull=False), name="dictionary_writings"),
            models.Index(fields=["dictionary", "key"], condition=Q(means__isnull=True), name="dictionary_values"),
            history.made_in_index("dictionary_term_made_in"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dictionary", "key"], name="dictionary_word_is_one"),
            models.CheckConstraint(condition=~Q(key=""), name="dictionary_word_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
