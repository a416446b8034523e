"""Control letters that Word leaves behind: no field of the editor is refused for what nobody sees."""

import json
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import querydict_from_html

from cms.blocks.text import RICH_FEATURES
from cms.fields import StreamField
from cms.models import AnnouncementPage, Term
from cms.text import clean_text
from guides.models import GuidePage
from tests.factories import Province, a_group, a_step, an_announcement_page, items, stream
from tests.site.editing import add_page, edit_page, written

CONTROL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32)]))
UNSEEN = "".join(map(chr, [*range(1, 9), *range(14, 28)]))
"""Those that the reader of HTML does not take for white space."""
REFUSED = ("null character", "Ký tự trống", "Ký tự null", "ký tự NUL")


def _forms(office: Any) -> list[str]:
    pages = [
        reverse("wagtailadmin_pages:add", args=[one._meta.app_label, one._meta.model_name, office])
        for one in get_page_models()
        if apps.get_app_config(one._meta.app_label).name in {"cms", "guides"}
    ]
    facts: Any = [one.snippet_viewset for one in get_snippet_models()]  # type: ignore[attr-defined]
    return [
        *pages,
        *[reverse(one.get_url_name("add")) for one in facts],
        *[reverse(name) for name in ("wagtailimages:add", "wagtaildocs:add")],
        *[reverse(name) for name in ("wagtailadmin_collections:add", "wagtailusers_users:add")],
    ]


def _form_of(html: str) -> Any:
    for name in ("page-edit-form", "w-editor-form"):
        try:
            return querydict_from_html(html, form_id=name)
        except ValueError:
            continue
    return querydict_from_html(html, form_index=-1)


def test_no_form_of_the_editor_refuses_a_control_letter(
    province: Province, admin_client: Client
) -> None:
    tried = 0
    for address in _forms(province.office.pk):
        shown = admin_client.get(address)
        if shown.status_code != 200:  # a type that has its place elsewhere
            continue
        form: Any = shown.context.get("form")
        sent = _form_of(shown.content.decode())
        for field in getattr(getattr(form, "_meta", None), "model", Term)._meta.get_fields():
            if isinstance(field, StreamField):
                sent.update(dict(written(field.stream_block, [], field.name)))
        for name, field in getattr(form, "fields", {}).items():
            if hasattr(field, "strip"):
                sent[name] = f"M{CONTROL}ột"
                tried += 1
        answer = admin_client.post(address, sent.dict())
        assert answer.status_code < 500, address
        if answer.status_code == 200:
            errors = json.dumps(answer.context["form"].errors, ensure_ascii=False)
            assert not any(said in errors for said in REFUSED), (address, errors)
    assert tried > 50


def test_control_letters_are_removed_wherever_they_stand(editor: Any, province: Province) -> None:
    page = an_announcement_page(province.office)
    outcome = edit_page(
        editor,
        page,
        title=f"Mười{CONTROL} thủ tục",
        lead=f"Thông báo{CONTROL} như sau:",
        body=stream(("paragraph", f"<p>Nộp{UNSEEN} hồ sơ.</p>")),
        recipients=stream(
            ("group", {"title": f"Bản{CONTROL} điện tử", "lines": items(f"Sở{CONTROL} Tài chính")})
        ),
    )
    assert outcome.errors == {}
    stored = AnnouncementPage.objects.get(pk=page.pk)
    said = json.dumps(
        [
            stored.title,
            stored.lead,
            stored.body.get_prep_value(),
            stored.recipients.get_prep_value(),
        ],
        ensure_ascii=False,
    )
    assert all(
        words in said
        for words in (
            *("Mười thủ tục", "Thông báo như sau:"),
            *("Nộp hồ sơ.", "Bản điện tử", "Sở Tài chính"),
        )
    )
    assert "\\u00" not in said


def test_rich_text_that_was_pasted_with_control_letters_is_saved(
    editor: Any, province: Province
) -> None:
    step = a_step(f"Bấm{UNSEEN} <code>Đăng ký</code>.")
    outcome = add_page(
        editor, province.office, GuidePage, title="Nộp", groups=stream(("group", a_group(step)))
    )
    assert outcome.errors == {}
    words = json.dumps(GuidePage.objects.get().groups.get_prep_value(), ensure_ascii=False)
    assert "Bấm <code>Đăng ký</code>." in words


def test_running_text_that_the_editor_sends_as_json_is_cleaned_after_its_marks_are_placed() -> None:
    text = "Bấm\0 Đăng ký."
    marks = [{"offset": text.index("Đ"), "length": 7, "style": "CODE"}]
    block = {
        "key": "a1b2c",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": marks,
        "entityRanges": [],
    }
    sent = json.dumps({"blocks": [block], "entityMap": {}})
    made = ContentstateConverter(features=RICH_FEATURES).to_database_format(sent)
    assert clean_text(made) == '<p data-block-key="a1b2c">Bấm <code>Đăng ký</code>.</p>'
