"""A record of each kind with every field filled, made up for the tests from the schemas themselves."""

from __future__ import annotations

import uuid
from typing import Any

from ckan.tests.helpers import call_action

from ckanext.seoulsquare.documents.kinds import KINDS

# What a field accepts, by the preset or the validators it has; the second is how the archive keeps it.
SAMPLES: dict[str, tuple[Any, Any]] = {
    "seoulsquare_date": ("2021.1.11.", "2021-01-11"),
    "seoulsquare_local_time": ("2021-01-11 14:00", "2021-01-11T14:00:00"),
    "seoulsquare_instant": ("2020-01-18 09:00", "2020-01-18T00:00:00Z"),
    "seoulsquare_year": ("2021년", "2021"),
    "seoulsquare_money": ("△5,000천원", -5_000_000),
    "seoulsquare_money_unit": ("천원", "thousand_won"),
    "seoulsquare_number": ("1,234.5", "1234.5"),
    "seoulsquare_phone": ("0221337670", "02-2133-7670"),
    "seoulsquare_latitude": ("37.5665", "37.5665"),
    "seoulsquare_longitude": ("126.9780", "126.9780"),
    "seoulsquare_document_number": ("정수시설과 - 119", "정수시설과-119"),
    "seoulsquare_retention": ("준영구", "semi-permanent"),
    "seoulsquare_disclosure": ("부분공개(5)", "partial"),
    "seoulsquare_grounds": ("제6호, 제5호", ["5", "6"]),
    "seoulsquare_text_list": (["행정", "예산"], ["행정", "예산"]),
    "seoulsquare_translations": ({"zh": "标题", "en": "Title"}, {"zh": "标题", "en": "Title"}),
    "seoulsquare_category": ("meeting", "meeting"),
    "url_validator": ("https://example.org/1", "https://example.org/1"),
    "email_validator": ("office@example.org", "office@example.org"),
    "package_version_validator": ("1.0", "1.0"),
}
# Fields that CKAN itself fills, or that other tests are about.
LEFT_OUT = {"name", "owner_org", "tag_string", "withdrawn_at", "withdrawal_reason"}


def sample(field: dict[str, Any]) -> tuple[Any, Any]:
    """What to give a field, and what to get back."""
    if subfields := field.get("repeating_subfields"):
        pairs = {subfield["field_name"]: sample(subfield) for subfield in subfields}
        return [{k: v[0] for k, v in pairs.items()}], [{k: v[1] for k, v in pairs.items()}]
    validators = field.get("validators", "").split()
    for name in reversed(validators):
        if name in SAMPLES:
            return SAMPLES[name]
    if "scheming_choices" in validators:
        value = field["choices"][0]["value"]
        return value, value
    text = f" {field['field_name']} 이*호 "
    return text, text.strip() if "strip_value" in validators else text


def full_record(schema: dict[str, Any], owner_org: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record of the schema's kind with every field, and what `package_show` gives of it."""
    kind = schema["dataset_type"]
    pairs = {
        field["field_name"]: sample(field)
        for field in schema["dataset_fields"]
        if field["field_name"] not in LEFT_OUT
    }
    for part in KINDS[kind].key:
        value = uuid.uuid4().hex[:12]
        pairs[part] = (value, value)
    pairs["title"] = pairs["notes"] = ("제목", "제목")
    pairs["license_id"] = ("cc-by", "cc-by")
    given = {name: value for name, (value, _) in pairs.items()}
    kept = {name: value for name, (_, value) in pairs.items()}
    given |= {"type": kind, "owner_org": owner_org}
    if kind == "dataset":
        given["name"] = f"dataset-{uuid.uuid4().hex[:12]}"
    return given, kept


def act(action: str, **data: Any) -> Any:
    """The result of an action, done by CKAN's site user, past all permissions."""
    user = call_action("get_site_user")["name"]
    return call_action(action, {"user": user, "use_cache": False}, **data)
