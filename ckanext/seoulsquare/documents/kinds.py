"""The kinds of record: seventeen dataset types, their names and the key that identifies a record.

Fields of a kind are in `schemas/<type>.yaml`. How to add a kind or a field: docs/kinds.md.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

NAME_LENGTH = 100  # CKAN refuses longer dataset names
DIGEST_LENGTH = 8


Names = dict[str, str]
"""A noun by CKAN's locale codes, as `h.scheming_language_text` takes it."""


@dataclass(frozen=True, eq=False)
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


def _names(ko: str, zh: str, en: str) -> Names:
    return {"ko_KR": ko, "zh_Hans_CN": zh, "en": en}


# In the order in which menus and facets list them. Icons are names of Font Awesome, which CKAN carries.
_TABLE = (
    Kind(
        type="approval_document",
        key=("document_id",),
        singular=_names("결재문서", "审批文件", "Approval document"),
        plural=_names("결재문서", "审批文件", "Approval documents"),
        category="approval-document",
        icon="file-signature",
        published=False,
    ),
    Kind(
        type="meeting",
        key=("meeting_id",),
        singular=_names("회의정보", "会议信息", "Meeting"),
        plural=_names("회의정보", "会议信息", "Meetings"),
        category="meeting",
        icon="users",
        published=False,
    ),
    Kind(
        type="budget",
        key=("project_id",),
        singular=_names("예산설명서", "预算说明书", "Budget explanation"),
        plural=_names("예산설명서", "预算说明书", "Budget explanations"),
        category="budget",
        icon="coins",
    ),
    Kind(
        type="expenditure",
        key=("project_id", "period"),
        singular=_names("사업별 지출내역", "各项目支出明细", "Project expenditure"),
        plural=_names("사업별 지출내역", "各项目支出明细", "Project expenditures"),
        category="expenditure",
        icon="money-bill-transfer",
    ),
    Kind(
        type="expense",
        key=("post_id",),
        singular=_names("업무추진비", "业务开展费", "Business expenses"),
        plural=_names("업무추진비", "业务开展费", "Business expenses"),
        category="expense",
        icon="receipt",
    ),
    Kind(
        type="construction",
        key=("project_id",),
        singular=_names("건설사업", "建设工程", "Construction project"),
        plural=_names("건설사업", "建设工程", "Construction projects"),
        category="construction",
        icon="helmet-safety",
    ),
    Kind(
        type="policy",
        key=("policy_id",),
        singular=_names("정책실명제", "政策实名制", "Named policy"),
        plural=_names("정책실명제", "政策实名制", "Named policies"),
        category="policy",
        icon="id-badge",
    ),
    Kind(
        type="proactive",
        key=("item_id",),
        singular=_names("사전정보공표", "提前公布信息", "Proactive disclosure"),
        plural=_names("사전정보공표", "提前公布信息", "Proactive disclosures"),
        category="proactive",
        icon="bullhorn",
    ),
    Kind(
        type="research",
        key=("research_id",),
        singular=_names("정책연구자료", "政策研究资料", "Policy research"),
        plural=_names("정책연구자료", "政策研究资料", "Policy research"),
        category="research",
        icon="microscope",
    ),
    Kind(
        type="publication",
        key=("publication_id",),
        singular=_names("발간자료", "出版资料", "Publication"),
        plural=_names("발간자료", "出版资料", "Publications"),
        category="white-paper",
        icon="book",
    ),
    Kind(
        type="faq",
        key=("faq_id",),
        singular=_names("120 주요질문", "120主要提问", "120 question"),
        plural=_names("120 주요질문", "120主要提问", "120 questions"),
        category="faq",
        icon="circle-question",
    ),
    Kind(
        type="participation",
        key=("project_id",),
        singular=_names("주민참여사업", "居民参与事业", "Residents' participation project"),
        plural=_names("주민참여사업", "居民参与事业", "Residents' participation projects"),
        category="participation",
        icon="hand",
    ),
    Kind(
        type="event",
        key=("event_id",),
        singular=_names("회의·행사 안내", "会议·活动介绍", "Meeting or event notice"),
        plural=_names("회의·행사 안내", "会议·活动介绍", "Meeting and event notices"),
        category="event",
        icon="calendar-days",
    ),
    Kind(
        type="statistic",
        key=("statistic_id",),
        singular=_names("통계정보", "统计信息", "Statistics"),
        plural=_names("통계정보", "统计信息", "Statistics"),
        category="statistic",
        icon="chart-column",
    ),
    Kind(
        type="regulation",
        key=("regulation_id",),
        singular=_names("정보공개 관련규정", "信息公开相关规定", "Disclosure regulation"),
        plural=_names("정보공개 관련규정", "信息公开相关规定", "Disclosure regulations"),
        category="regulation",
        icon="scale-balanced",
    ),
    Kind(
        type="disclosure_decision",
        key=("receipt_number",),
        singular=_names("정보공개 결정", "信息公开决定", "Disclosure decision"),
        plural=_names("정보공개 결정", "信息公开决定", "Disclosure decisions"),
        category="request-status",
        icon="reply",
    ),
    Kind(
        type="dataset",
        key=(),
        singular=_names("공공데이터", "公共数据", "Open data"),
        plural=_names("공공데이터", "公共数据", "Open data"),
        category="open-data",
        icon="database",
    ),
)

KINDS: dict[str, Kind] = {kind.type: kind for kind in _TABLE}


def dataset_name(kind_type: str, *key: str) -> str:
    """The dataset name of the record of this kind with this key, e.g. `approval-document-210145102721000`.

    A name may hold only lower-case ASCII letters, digits and hyphens. Where a key holds more than that, or
    is too long, the name ends with a digest of the whole key, so that different keys keep different names.

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
