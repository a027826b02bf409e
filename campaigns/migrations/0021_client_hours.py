from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0020_tracking"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="resultline",
            name="result_part_is_known",
        ),
        migrations.AddField(
            model_name="response",
            name="clicked_hour",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="followed a link at the hour"),
        ),
        migrations.AddField(
            model_name="response",
            name="opened_hour",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="opened at the hour"),
        ),
        migrations.AlterField(
            model_name="resultline",
            name="part",
            field=models.CharField(
                choices=[
                    ("all", "all together"),
                    ("outcome", "why not sent"),
                    ("after", "held back after the launch"),
                    ("fault", "why not delivered"),
                    ("hour", "by the hour"),
                    ("clock", "by the hour of the client"),
                    ("link", "by link"),
                    ("gateway", "by gateway"),
                    ("segment", "by segment"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="resultline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part__in", ["all", "outcome", "after", "fault", "hour", "clock", "link", "gateway", "segment"])
                ),
                name="result_part_is_known",
            ),
        ),
    ]
