"""Editor forms that save what is right, name what is not, and can be given back unsaved."""

import json
from dataclasses import replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks.base import BlockField

from cms.offices.choosing import keep_an_office, offer_own_offices
from cms.offices.membership import PROVINCE, offices_of
from cms.session.blocks import Refused, mended

__all__ = ["AUTOSAVE", "REFUSED", "RESTORE", "KeepsWhatIsRight", "RegistryForm"]

AUTOSAVE = "loa-autosave"
"""Sent along by kept.js: nobody has pressed a button, so a wrong value must not stop the rest."""
RESTORE = "loa-restore"
"""Sent along with words from the local copy: show them in the form, save nothing."""
REFUSED = "loa-refused"
"""Comes back among Wagtail's field updates: what was not saved, as JSON."""

UNFITTING = _("Không khớp với mục sai ở bên cạnh.")


class KeepsWhatIsRight:
    """While a draft saves itself, a refused value keeps its stored one and the rest is saved.

    What officers send with a button is checked as before: there the form shows every fault.
    """

    data: Any
    files: Any
    for_user: Any
    is_bound: bool
    errors: Any
    fields: dict[str, Any]
    instance: Any
    changed_data: list[str]
    deferred_required_fields: list[str]
    is_deferred_validation: bool
    refused: list[Refused]

    def full_clean(self) -> None:
        """Check the form; set faults aside where the draft can do without the value."""
        self.refused = []
        is_autosave = self.is_bound and AUTOSAVE in self.data and self.is_deferred_validation
        before = dict(self._stored()) if is_autosave else {}
        super().full_clean()  # type: ignore[misc]  # a mixin of Wagtail's forms
        if is_autosave and self.errors and self._can_do_without(before):
            self._set_aside(before)
        if is_autosave and self.errors and self.for_user:
            # The middleware names them: the view answers without a form.
            self.for_user.loa_faulty = [self._label(name) for name in self.errors]
        if self.is_bound and self.errors:
            self._show_no_forged_key()

    def _show_no_forged_key(self) -> None:
        """Take out of a chooser what is no key of a row on offer: Wagtail's would look it up to show it.

        A row that is refused for another reason stays chosen: the officer reads why beside it.
        """
        self.data = self.data.copy()
        for name, faults in self.errors.as_data().items():
            is_chooser = name in self.fields and isinstance(self.fields[name].widget, BaseChooser)
            if is_chooser and any(one.code == "invalid_choice" for one in faults):
                self.data[self.add_prefix(name)] = ""  # type: ignore[attr-defined]

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or name) if name in self.fields else ""

    def is_valid(self) -> bool:
        """Tell whether it may be saved; what is only given back may not."""
        right: bool = super().is_valid()  # type: ignore[misc]  # a mixin of Wagtail's forms
        return right and RESTORE not in self.data

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Return Wagtail's updates, with what was not saved among them."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()  # type: ignore[misc]
        if self.refused:
            updates.append((REFUSED, json.dumps([one.as_json() for one in self.refused])))
        return updates

    def _stored(self) -> Any:
        for name in self.fields:
            field = self._model_field(name)
            if field is not None:
                yield name, getattr(self.instance, field.attname)

    def _model_field(self, name: str) -> Field[Any, Any] | None:
        try:
            field = self.instance._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return field if isinstance(field, Field) and not field.many_to_many else None

    def _can_do_without(self, before: dict[str, Any]) -> bool:
        """Tell whether every faulty field has a stored value that a draft may have."""
        return all(
            name != NON_FIELD_ERRORS
            and name in before
            and (self._may_be_empty(name) or before[name] not in self.fields[name].empty_values)
            for name in self.errors
        )

    def _may_be_empty(self, name: str) -> bool:
        field = self._model_field(name)
        return name in self.deferred_required_fields or (field is not None and field.blank)

    def _set_aside(self, before: dict[str, Any]) -> None:
        names = list(self.errors)
        for name in names:
            self._go_back(name, before[name])
        if not self._fits() and not self._go_back_beside(names, before):
            self.refused = []  # nothing helps: the whole form waits, as Wagtail would have it
            return
        for name in names:
            del self.errors[name]

    def _fits(self) -> bool:
        try:
            self.instance.clean()
        except ValidationError:
            return False
        return True

    def _go_back_beside(self, names: list[str], before: dict[str, Any]) -> bool:
        """Go back with one more field: a stored day may not exist in the month typed beside it."""
        for name in set(self.changed_data) & set(before) - set(names):
            attribute = self._attribute(name)
            typed = getattr(self.instance, attribute)
            setattr(self.instance, attribute, before[name])
            if self._fits():
                label = str(self.fields[name].label or name)
                self.refused.append(Refused((name,), label, str(UNFITTING)))
                return True
            setattr(self.instance, attribute, typed)
        return False

    def _go_back(self, name: str, stored: Any) -> None:
        error = self.errors.as_data()[name][0]
        field = self.fields[name]
        if isinstance(field, BlockField):
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))  # type: ignore[attr-defined]
            kept, refused = mended(field, typed, stored, error, name)
        else:
            kept, refused = stored, [Refused((name,), "", _said(error))]
        label = str(field.label or name)
        self.refused += [
            one if len(one.place) > 1 else replace(one, label=label) for one in refused
        ]
        setattr(self.instance, self._attribute(name), kept)

    def _attribute(self, name: str) -> str:
        return str(self.instance._meta.get_field(name).attname)


class RegistryForm(KeepsWhatIsRight, WagtailAdminModelForm):
    """The form of a row of a registry; it offers the offices that the officer writes for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meta = self.instance._meta
        verb = "change" if self.instance.pk else "add"
        permission = f"{meta.app_label}.{verb}_{meta.model_name}"
        self._offices = offices_of(self.for_user, permission) if self.for_user else PROVINCE
        offer_own_offices(self, self._offices)

    def _post_clean(self) -> None:
        """Leave no row to the province that its writer would lose sight of."""
        super()._post_clean()
        keep_an_office(self, self._offices)


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)
