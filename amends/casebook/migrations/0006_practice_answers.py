"""Answers to invented conversations: practice, never a case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0005_promises_in_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('exercise', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('points', models.PositiveSmallIntegerField()),
                ('codes', models.JSONField(default=list)),
                ('written_at', models.DateTimeField()),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_answers', to='casebook.brand')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['brand', 'user', '-id'], name='practice_of_a_person')],
            },
        ),
    ]
