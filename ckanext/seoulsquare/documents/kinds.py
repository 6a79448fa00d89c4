"""The kinds of record: sixteen dataset types, their names and the key that identifies a record.

Fields of a kind are in `schemas/<type>.yaml`. How to add a kind or a field: docs/kinds.md.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

NAME_LENGTH = 100  # CKAN refuses longer dataset names
DIGEST_LENGTH = 8


@dataclass(frozen=True)
class Names:
    """A noun in the portal's three languages, keyed by CKAN's locale codes."""

    ko_KR: str
    zh_Hans_CN: str
    en: str

    def get(self, locale: str) -> str:
        """The noun in `locale`; Korean, the portal's own language, for any other locale."""
        return getattr(self, locale, self.ko_KR)


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `key`: fields that together identify a record within its kind; they make up its dataset name.
    `category`: the one of the 31 categories a record belongs to when nothing else is said.
    `published`: the city publishes this kind as such, so a record without a disclosure class is open;
    records of the other kinds are classified one by one, and without a class they are unknown, never open.
    """

    type: str
    key: tuple[str, ...]
    singular: Names
    plural: Names
    category: str
    icon: str
    published: bool = True

    @property
    def address(self) -> str:
        """The type as it stands in addresses and dataset names."""
        return self.type.replace("_", "-")


def _kind(  # noqa: PLR0913  one argument a column of the table below
    type_: str,
    key: str,
    ko: str,
    zh: str,
    en: str,
    plural: str,
    category: str,
    icon: str,
    published: bool = True,
) -> Kind:
    """A row of the table below; Korean and Chinese nouns have no plural form."""
    return Kind(
        type_, tuple(key.split()), Names(ko, zh, en), Names(ko, zh, plural), category, icon, published
    )


# In the order in which menus and facets list them. Icons are names of Font Awesome, which CKAN carries.
_TABLE = (
    _kind(
        "approval_document", "document_id",
        "결재문서", "审批文件", "Approval document", "Approval documents",
        "approval-document", "file-signature", published=False,
    ),
    _kind(
        "meeting", "meeting_id",
        "회의정보", "会议信息", "Meeting", "Meetings",
        "meeting", "users", published=False,
    ),
    _kind(
        "budget", "project_id",
        "예산설명서", "预算说明书", "Budget explanation", "Budget explanations",
        "budget", "coins",
    ),
    _kind(
        "expenditure", "project_id period",
        "사업별 지출내역", "各项目支出明细", "Project expenditure", "Project expenditures",
        "expenditure", "money-bill-transfer",
    ),
    _kind(
        "expense", "post_id",
        "업무추진비", "业务开展费", "Business expenses", "Business expenses",
        "expense", "receipt",
    ),
    _kind(
        "construction", "project_id",
        "건설사업", "建设工程", "Construction project", "Construction projects",
        "construction", "helmet-safety",
    ),
    _kind(
        "policy", "policy_id",
        "정책실명제", "政策实名制", "Named policy", "Named policies",
        "policy", "id-badge",
    ),
    _kind(
        "proactive", "item_id",
        "사전정보공표", "提前公布信息", "Proactive disclosure", "Proactive disclosures",
        "proactive", "bullhorn",
    ),
    _kind(
        "research", "research_id",
        "정책연구자료", "政策研究资料", "Policy research", "Policy research",
        "research", "microscope",
    ),
    _kind(
        "publication", "publication_id",
        "발간자료", "出版资料", "Publication", "Publications",
        "white-paper", "book",
    ),
    _kind(
        "faq", "faq_id",
        "120 주요질문", "120主要提问", "120 question", "120 questions",
        "faq", "circle-question",
    ),
    _kind(
        "participation", "project_id",
        "주민참여사업", "居民参与事业", "Residents' participation project", "Residents' participation projects",
        "participation", "hand",
    ),
    _kind(
        "event", "event_id",
        "회의·행사 안내", "会议·活动介绍", "Meeting or event notice", "Meeting and event notices",
        "event", "calendar-days",
    ),
    _kind(
        "statistic", "statistic_id",
        "통계정보", "统计信息", "Statistics", "Statistics",
        "statistic", "chart-column",
    ),
    _kind(
        "regulation", "regulation_id",
        "정보공개 관련규정", "信息公开相关规定", "Disclosure regulation", "Disclosure regulations",
        "regulation", "scale-balanced",
    ),
    _kind(
        "dataset", "",
        "공공데이터", "公共数据", "Open data", "Open data",
        "open-data", "database",
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.type: kind for kind in _TABLE}


def dataset_name(kind_type: str, *key: str) -> str:
    """The dataset name of the record of this kind with this key, e.g. `approval-document-210145102721000`.

    A name may hold only lower-case ASCII letters, digits and hyphens. Where a key holds more than that, or is too long,
    the name ends with a digest of the whole key, so that different keys keep different names.

    Raises ValueError when a part of the key is missing.
    """
    kind = KINDS[kind_type]
    parts = [part.strip() for part in key]
    if len(parts) != len(kind.key) or not all(parts):
        raise ValueError(f"{kind_type} is identified by {' and '.join(kind.key)}")
    plain = "-".join([kind.address, *parts]).lower().replace("_", "-")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if slug == plain and len(slug) <= NAME_LENGTH:
        return slug
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{slug[: NAME_LENGTH - DIGEST_LENGTH - 1].rstrip('-')}-{digest}"


def kind_of_address(address: str) -> Kind | None:
    """The kind behind the first part of a record's address (`approval-document`), if there is one."""
    return KINDS.get(address.replace("-", "_"))
