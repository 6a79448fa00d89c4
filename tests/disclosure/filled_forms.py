"""One filled form of each kind, made up, for the tests of forms."""

from __future__ import annotations

from datetime import date

from ckanext.seoulsquare.disclosure.notices import forms
from ckanext.seoulsquare.disclosure.notices.offices import load_offices
from ckanext.seoulsquare.disclosure.notices.parts import (
    Agency,
    Approval,
    Charges,
    DecidedItem,
    Delivering,
    Delivery,
    Method,
    Officer,
    Person,
    Receipt,
    Remedies,
    Wishes,
)
from ckanext.seoulsquare.disclosure.states import ItemResult

RECEIPT = Receipt(number="2026-0000123", received_on=date(2026, 11, 2))
AGENCY = Agency(
    name="서울특별시",
    head="서울특별시장",
    postcode="04524",
    address="서울특별시 중구 세종대로 110",
    website="https://opengov.example.kr",
)
OFFICER = Officer(
    name="한별이",
    position="주무관",
    department="정보공개담당관",
    phone="02-0000-0001",
    fax="02-0000-0002",
    email="open@example.kr",
)
NOTICE = {
    "receipt": RECEIPT,
    "agency": AGENCY,
    "dated": date(2026, 11, 13),
    "contact": OFFICER,
    "approval": Approval(
        document_number="정보공개담당관-1234",
        drafter=OFFICER,
        reviewers=(Officer(name="두나라", position="팀장"),),
        approver=Officer(name="세종로", position="정보공개담당관"),
    ),
}
FILED = {"receipt": RECEIPT, "agency": AGENCY, "dated": date(2026, 11, 2)}
CITIZEN = Person(
    name="가나다",
    birth_date=date(1990, 1, 2),
    address="서울특별시 종로구 예시로 1",
    phone="010-0000-0000",
    email="citizen@example.kr",
)
BODY = Person(
    name="주식회사 예시",
    representative="라마바",
    registration_number="000-00-00000",
    address="서울특별시 영등포구 예시대로 2",
    phone="02-0000-0003",
)
CONTENT = "2026년 공원 시설물 안전점검 결과 보고서와 점검 업체 선정 회의록"
OFFICES = load_offices("서울특별시", "headquarters")
REMEDIES = Remedies(
    appeal_at=OFFICES.appeal_at,
    lawsuit_at=OFFICES.lawsuit_at,
    objection_at="서울특별시 정보공개담당관, 서울특별시 중구 세종대로 110",
    objection_until=date(2026, 12, 14),
)
DISTRICT = load_offices("종로구", "district")
AFTER_OBJECTION = Remedies(appeal_at=DISTRICT.appeal_at, lawsuit_at=DISTRICT.lawsuit_at)

OPEN_ITEM = DecidedItem(
    asked="공원 시설물 안전점검 결과 보고서", result=ItemResult.OPEN, disclosed="보고서 1부(24쪽)"
)
PARTIAL_ITEM = DecidedItem(
    asked="점검 업체 선정 회의록",
    result=ItemResult.PARTIAL,
    disclosed="회의록 중 위원 성명을 가린 부분",
    grounds=frozenset({5, 6}),
    reason="위원의 성명은 개인정보이고, 평가 의견은 후속 계약의 내부검토 중인 사항입니다.",
    in_review=True,
    review_stage="후속 계약 방침 결재",
    review_ends=date(2026, 12, 31),
)

REQUEST = forms.Request(
    **FILED,
    requester=CITIZEN,
    content=CONTENT,
    wishes=Wishes(
        methods=frozenset({Method.FILE, Method.OTHER}),
        deliveries=frozenset({Delivery.NETWORK}),
        other_method="낭독",
    ),
    reduction_claimed=True,
    reduction_reason="비영리 단체의 행정감시",
)

FILLED: tuple[forms.Form, ...] = (
    REQUEST,
    forms.OralRequest(**FILED, requester=BODY, content=CONTENT, wishes=REQUEST.wishes, recorder=OFFICER),
    forms.ReceiptSlip(
        **FILED, requester_name="가나다", handler=OFFICER, content=CONTENT, due_on=date(2026, 11, 13)
    ),
    forms.Extension(
        **NOTICE,
        content=CONTENT,
        due_on=date(2026, 11, 13),
        extended_to=date(2026, 11, 27),
        ground=2,
        reason="점검 업체의 의견을 듣고 있습니다.",
    ),
    forms.Transfer(
        **NOTICE,
        content=CONTENT,
        transferred_to="서울특별시 종로구",
        transferred_on=date(2026, 11, 4),
        reason="종로구가 관리하는 공원입니다.",
        transferred_contact="공원녹지과 02-0000-0004",
    ),
    forms.Closing(
        **NOTICE,
        content=CONTENT,
        ground="published",
        reason="이미 공개된 보고서입니다.",
        outcome="https://opengov.example.kr/approval-document/1",
        remedies=REMEDIES,
    ),
    forms.ThirdPartyNotice(
        **NOTICE,
        third_party=BODY,
        content=CONTENT,
        concerned="제안서 평가표",
        answer_until=date(2026, 11, 9),
    ),
    forms.ThirdPartyOpinion(
        **FILED,
        third_party=BODY,
        content=CONTENT,
        stance="opposed",
        reason="제안 가격의 산출 근거가 드러납니다.",
        notified_on=date(2026, 11, 4),
    ),
    forms.Decision(
        **NOTICE,
        requester_name="가나다",
        content=CONTENT,
        items=(OPEN_ITEM, PARTIAL_ITEM),
        delivering=Delivering(
            on=date(2026, 11, 20),
            place="정보공개 누리집",
            methods=frozenset({Method.FILE}),
            deliveries=frozenset({Delivery.NETWORK}),
            charges=Charges(
                fee=1350, postage=2430, reduction=650, basis="사본 12장", account="서울시 이택스 전자납부"
            ),
        ),
        remedies=REMEDIES,
    ),
    forms.Objection(
        **FILED,
        objector=CITIZEN,
        cause="partial",
        decision="위원 성명과 평가 의견을 비공개",
        known_on=date(2026, 11, 13),
        purport="회의록 전부를 공개하기 바랍니다.",
        reason="위원의 성명은 제6호 라목에 따라 공개 대상입니다.",
        objection_receipt=Receipt(number="2026-이의-0007", received_on=date(2026, 11, 30)),
    ),
    forms.ObjectionDecision(
        **NOTICE,
        objector_name="가나다",
        objected_on=date(2026, 11, 30),
        subject="회의록 전부의 공개",
        result="dismissed",
        decision="원결정을 유지합니다.",
        reason="후속 계약의 검토가 끝나지 않았습니다.",
        council_on=date(2026, 12, 4),
        remedies=AFTER_OBJECTION,
    ),
    forms.ObjectionExtension(
        **NOTICE,
        objector_name="가나다",
        objected_on=date(2026, 11, 30),
        subject="회의록 전부의 공개",
        due_on=date(2026, 12, 8),
        extended_to=date(2026, 12, 17),
        reason="정보공개심의회 일정 조정",
    ),
    forms.ReviewEnd(
        **NOTICE,
        requester_name="가나다",
        content=CONTENT,
        review_stage="후속 계약 방침 결재",
        ended_on=date(2026, 12, 28),
    ),
    forms.ThirdPartyDecision(
        **NOTICE,
        third_party=BODY,
        content=CONTENT,
        disclosed="제안서 평가표",
        reason="공정한 계약을 확인할 공익이 더 큽니다.",
        decided_on=date(2026, 11, 13),
        disclosure_on=date(2026, 12, 14),
        remedies=REMEDIES,
    ),
)
BY_NAME = {form.name: form for form in FILLED}
