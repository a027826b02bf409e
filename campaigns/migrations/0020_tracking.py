from decimal import Decimal

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_history"),
        ("customers", "0021_merged_into"),
        ("messaging", "0030_public_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignResult",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="result",
                        serialize=False,
                        to="campaigns.campaign",
                    ),
                ),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                ("is_final", models.BooleanField(default=False)),
                ("target_people", models.PositiveIntegerField(default=0)),
                ("target_buyers", models.PositiveIntegerField(default=0)),
                ("target_total", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("target_squares", models.FloatField(default=0)),
                ("control_people", models.PositiveIntegerField(default=0)),
                ("control_buyers", models.PositiveIntegerField(default=0)),
                ("control_total", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("control_squares", models.FloatField(default=0)),
                ("promo_orders", models.PositiveIntegerField(default=0)),
                ("promo_revenue", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
            ],
            options={
                "verbose_name": "result of a campaign",
                "verbose_name_plural": "results of campaigns",
            },
        ),
        migrations.CreateModel(
            name="TrackedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, verbose_name="address")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a campaign",
                "verbose_name_plural": "links of campaigns",
            },
        ),
        migrations.CreateModel(
            name="ShortClick",
            fields=[
                ("code", models.CharField(db_collation="C", max_length=8, primary_key=True, serialize=False)),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.message",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.trackedlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "short link of a campaign",
                "verbose_name_plural": "short links of campaigns",
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "opened"), ("click", "followed a link")], max_length=5, verbose_name="what"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("is_scanner", models.BooleanField(default=False, verbose_name="by a program")),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="messaging.message",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.trackedlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "reaction to a message",
                "verbose_name_plural": "reactions to messages",
            },
        ),
        migrations.CreateModel(
            name="PromoCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=50, verbose_name="promo code")),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promo_codes",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "promo code of a campaign",
                "verbose_name_plural": "promo codes of campaigns",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("campaign"), django.db.models.functions.text.Upper("code"), name="promo_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="promo_code_is_written"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="opened")),
                ("clicked_at", models.DateTimeField(null=True, verbose_name="followed a link")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("left_at", models.DateTimeField(null=True, verbose_name="unsubscribed")),
                ("bought_at", models.DateTimeField(null=True, verbose_name="bought")),
                ("orders", models.PositiveIntegerField(default=0, verbose_name="purchases")),
                (
                    "revenue",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="response", to="messaging.message"
                    ),
                ),
            ],
            options={
                "verbose_name": "response to a campaign",
                "verbose_name_plural": "responses to campaigns",
                "indexes": [models.Index(fields=["campaign", "id"], name="response_of_campaign")],
            },
        ),
        migrations.CreateModel(
            name="ResultLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("all", "all together"),
                            ("outcome", "why not sent"),
                            ("hour", "by the hour"),
                            ("link", "by link"),
                            ("gateway", "by gateway"),
                            ("segment", "by segment"),
                        ],
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("people", models.PositiveIntegerField(default=0)),
                ("sent", models.PositiveIntegerField(default=0)),
                ("delivered", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("clicked", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
                ("bought", models.PositiveIntegerField(default=0)),
                ("orders", models.PositiveIntegerField(default=0)),
                ("revenue", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("price", models.DecimalField(decimal_places=4, default=0, max_digits=18)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="result_lines",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a campaign's results",
                "verbose_name_plural": "lines of campaigns' results",
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "part", "key"), name="result_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["all", "outcome", "hour", "link", "gateway", "segment"])),
                        name="result_part_is_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="trackedlink",
            constraint=models.UniqueConstraint(
                models.F("campaign"), django.db.models.functions.text.MD5("url"), name="tracked_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="shortclick",
            constraint=models.UniqueConstraint(fields=("message", "link"), name="short_click_once"),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(fields=["message", "at"], name="reaction_of_message"),
        ),
        migrations.AddIndex(
            model_name="reaction",
            index=models.Index(
                condition=models.Q(("link__isnull", False)), fields=["link", "message"], name="reaction_by_link"
            ),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["open", "click"])), name="reaction_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("link__isnull", True), ("kind", "click"), _connector="XOR"),
                name="reaction_click_has_a_link",
            ),
        ),
    ]
