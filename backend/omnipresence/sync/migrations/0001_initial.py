import django.db.models.deletion
import omnipresence.base.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='SyncOperation',
            fields=[
                ('pk', models.CompositePrimaryKey('organization_id', 'op_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('op_id', omnipresence.base.fields.FixedBytesField(length=16)),
                ('device_id', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('batch_id', omnipresence.base.fields.FixedBytesField(length=16)),
                ('seq_no', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('fingerprint', omnipresence.base.fields.FixedBytesField(length=32)),
                ('kind', models.CharField(max_length=20)),
                ('session_id', omnipresence.base.fields.UnsignedBigIntegerField(null=True)),
                ('participant_id', omnipresence.base.fields.UnsignedBigIntegerField(null=True)),
                ('base_version', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('prev_op', omnipresence.base.fields.FixedBytesField(length=16, null=True)),
                ('payload', models.TextField()),
                ('outcome', models.CharField(max_length=12)),
                ('reason', models.CharField(max_length=40, null=True)),
                ('detail', models.CharField(max_length=300, null=True)),
                ('result_version', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('conflict_id', omnipresence.base.fields.UnsignedBigIntegerField(null=True)),
                ('result_current', models.TextField(null=True)),
                ('recorded_for', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('uploaded_by', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('received_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
            options={
                'db_table': 'sync_operations',
                'indexes': [models.Index(fields=['organization', 'result_version'], name='sync_operations_version'), models.Index(fields=['organization', 'session_id', 'participant_id'], name='sync_operations_key'), models.Index(fields=['organization', 'device_id', 'seq_no'], name='sync_operations_device')],
            },
        ),
        migrations.CreateModel(
            name='SyncQuarantine',
            fields=[
                ('id', omnipresence.base.fields.UnsignedBigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device_id', omnipresence.base.fields.UnsignedBigIntegerField()),
                ('fingerprint', omnipresence.base.fields.FixedBytesField(length=32)),
                ('payload', models.TextField()),
                ('reason', models.CharField(max_length=40)),
                ('received_at', models.DateTimeField()),
                ('handled_at', models.DateTimeField(null=True)),
                ('handled_by', models.ForeignKey(db_column='handled_by', db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'sync_quarantine',
                'indexes': [models.Index(fields=['organization', 'received_at'], name='sync_quarantine_received')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'device_id', 'fingerprint'), name='sync_quarantine_content')],
            },
        ),
    ]
