"""The catalogues: in step with the sources, whole in both languages, and worded as CKAN's machinery needs."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

import ckan.plugins.toolkit as tk
from ckan.tests import factories

ROOT = Path(__file__).parents[1]
TRANSLATED = ("ko_KR", "zh_Hans_CN")
# %(name)s, %s, {name} and HTML tags with their attributes.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[srdi]|\{[^}]*\}|</?\w+|href=\"[^\"]*\"")

_spec = importlib.util.spec_from_file_location("messages", ROOT / "stack/messages.py")
messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(messages)


def identity(message: Message) -> tuple[str | tuple[str, ...], str | None]:
    return message.id, message.context


@pytest.fixture(scope="module")
def own() -> list[Message]:
    """What the sources ask to translate."""
    return [message for message in messages.extracted(messages.PACKAGE, messages.ROOT) if message.id]


@pytest.fixture(params=messages.LOCALES)
def catalogue(request) -> list[Message]:
    return messages.read(messages.catalogue_path(request.param), request.param)


@pytest.fixture(params=TRANSLATED)
def translated(request) -> list[Message]:
    found = messages.read(messages.catalogue_path(request.param), request.param)
    return [message for message in found if message.id]


def test_every_message_of_the_sources_is_in_the_catalogue(own, translated):
    missing = {identity(message) for message in own} - {identity(message) for message in translated}
    assert not missing, "run make messages and translate what is new"


def test_the_template_lists_the_messages_of_the_sources(own):
    listed = {identity(message) for message in messages.read(messages.TEMPLATE) if message.id}
    assert listed == {identity(message) for message in own}, "run make messages"


def test_nothing_waits_for_a_translation(translated):
    waiting = [message.id for message in translated if not all(messages.forms(message.string))]
    assert not waiting


def test_no_translation_is_a_guess(catalogue):
    assert not [message.id for message in catalogue if message.fuzzy]


def test_placeholders_and_tags_are_kept(catalogue):
    """In every form; the one form of Korean and Chinese answers to the English plural."""
    changed = []
    for message in catalogue:
        wanted = set(PLACEHOLDER.findall(messages.forms(message.id)[-1])) if message.id else set()
        changed += [
            (message.id, string)
            for string in messages.forms(message.string)
            if message.id and string and set(PLACEHOLDER.findall(string)) != wanted
        ]
    assert not changed


def test_plural_messages_have_as_many_forms_as_the_language(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and len(messages.forms(message.string)) != (catalogue.num_plurals if message.pluralizable else 1)
    ]
    assert not wrong


@pytest.mark.parametrize(("locale", "script"), [("ko_KR", "[一-鿿]"), ("zh_Hans_CN", "[가-힣]")])
def test_a_translation_is_in_the_script_of_its_language(locale, script):
    """Words of the other language occur only where the English message shows them too."""
    strange = [
        message.id
        for message in messages.read(messages.catalogue_path(locale), locale)
        if message.id
        and any(re.search(script, string) for string in messages.forms(message.string))
        and not re.search("[가-힣]", str(message.id))
    ]
    assert not strange


def test_blanks_at_the_ends_are_kept(catalogue):
    def ends(text: str) -> tuple[bool, bool]:
        return text.startswith("\n"), text.endswith("\n")

    assert not [
        message.id
        for message in catalogue
        if message.id
        and any(
            ends(string) != ends(messages.forms(message.id)[0])
            for string in messages.forms(message.string)
            if string
        )
    ]


@pytest.mark.usefixtures("with_plugins")
class TestWithCkan:
    """The compiled catalogues as CKAN merges them."""

    @pytest.mark.parametrize(
        ("locale", "wording"), [("ko_KR", "기관"), ("zh_Hans_CN", "机构"), ("en", "Agencies")]
    )
    def test_our_wording_of_ckan_s_message_wins(self, test_request_context, locale, wording):
        with test_request_context(environ_overrides={"CKAN_LANG": locale}):
            assert tk._("Organizations") == wording

    def test_a_message_that_ckan_leaves_untranslated_is_translated(self, test_request_context):
        with test_request_context(environ_overrides={"CKAN_LANG": "ko_KR"}):
            assert tk._("Skip to main content") == "본문 바로가기"


@pytest.fixture
def resource(non_clean_db):
    owner = factories.User()
    agency = factories.Organization(user=owner)
    dataset = factories.Dataset(user=owner, owner_org=agency["id"])
    return factories.Resource(user=owner, package_id=dataset["id"])


class TestPagesOfOthers:
    """Where CKAN and its extensions write English without asking for a translation."""

    @pytest.mark.parametrize(("locale", "name"), [("ko_KR", "새 데이터셋"), ("zh_Hans_CN", "新建数据集")])
    def test_types_of_activity_have_names(self, shared_app, resource, locale, name):
        text = shared_app.get(f"/{locale}/dataset/activity/{resource['package_id']}").body
        assert name in text
        assert "New Package" not in text

    def test_a_file_s_facts_leave_out_what_only_machines_read(self, shared_app, resource):
        text = shared_app.get(f"/ko_KR/dataset/{resource['package_id']}/resource/{resource['id']}").body
        assert "추가 정보" in text
        assert "Package id" not in text

    @pytest.mark.parametrize(
        ("locale", "name"), [("ko_KR", "결재문서 만들기"), ("zh_Hans_CN", "新建审批文件")]
    )
    def test_kinds_are_named_in_ckan_s_texts(self, test_request_context, with_plugins, locale, name):
        with test_request_context(environ_overrides={"CKAN_LANG": locale}):
            assert tk.h.humanize_entity_type("package", "approval_document", "create label") == name
            assert tk.h.humanize_entity_type("package", "dataset", "create label") is None
