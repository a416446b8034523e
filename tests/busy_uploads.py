"""A program: officers who upload, cover, replace and delete without a pause until a file appears.

It works in the installation of its environment; the argument is the file that ends it.
"""

import random
import sys
from pathlib import Path

import django


def main() -> None:
    """Work on, then say how many things were done."""
    django.setup()
    from django.core.files.base import ContentFile  # noqa: PLC0415  # after Django's setup
    from wagtail.documents import get_document_model  # noqa: PLC0415

    from media.models import Illustration  # noqa: PLC0415
    from tests.factory_files import a_picture, an_attachment, png  # noqa: PLC0415

    chance, done, stop = random.Random(7), 0, Path(sys.argv[1])  # noqa: S311
    pictures, attachments = [], []

    def color() -> str:
        return f"#{chance.randrange(1 << 24):06x}"

    def cover() -> None:
        picture = Illustration.objects.get(pk=chance.choice(pictures))
        picture.redactions = [{"x": chance.randint(0, 50), "y": 10, "w": 20, "h": 30}]
        picture.save()

    def replace() -> None:
        picture = Illustration.objects.get(pk=chance.choice(pictures))
        picture.file = ContentFile(png(color=color()), name="anh.png")
        picture.save()

    ways = [
        lambda: pictures.append(a_picture("Ảnh", png(color=color())).pk),
        lambda: attachments.append(an_attachment(content=b"%PDF-1.7\n" + chance.randbytes(300)).pk),
        cover,
        replace,
        lambda: Illustration.objects.get(pk=pictures.pop(0)).delete(),
        lambda: get_document_model().objects.get(pk=attachments.pop(0)).delete(),
    ]
    while not stop.exists():
        usable = ways if len(pictures) > 3 and len(attachments) > 3 else ways[:2]
        chance.choice(usable)()
        done += 1
    sys.stdout.write(str(done))


if __name__ == "__main__":
    main()
