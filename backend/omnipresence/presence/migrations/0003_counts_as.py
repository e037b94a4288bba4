from django.db import migrations, models

# As the shipped domains have it; an organization's own states can be set by its administrators.
PRESENT = ("present", "late", "left_early", "do_not_disturb", "vip", "left", "remote", "waiting", "in_treatment", "discharged")


def fill(apps, schema_editor):
    states = apps.get_model("presence", "PresenceState")._base_manager
    states.filter(code__in=PRESENT).update(counts_as="present")
    states.filter(code="absent").update(counts_as="absent")


class Migration(migrations.Migration):

    dependencies = [
        ('presence', '0002_resolved_op'),
    ]

    operations = [
        migrations.AddField(
            model_name='presencestate',
            name='counts_as',
            field=models.CharField(default='other', max_length=10),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
