"""The two sides of a leaflet go: what stood there lies in its content, in the order of reading."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0014_leaflets_in_reading_order")]
    operations = [
        migrations.RemoveField(model_name="leafletpage", name="outside"),
        migrations.RemoveField(model_name="leafletpage", name="inside"),
    ]
