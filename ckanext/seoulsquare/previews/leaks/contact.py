"""Mobile phones, private mail and home addresses; offices' own numbers and addresses stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ckanext.seoulsquare.previews.leaks.kinds import Match, Subject

_MARK = r"[\s.·/)-]{1,3}"
_MOBILE = re.compile(rf"(?<!\d)(?:\+?82[\s.()-]{{0,3}}0?|\(?0)1[016-9]{_MARK}\d{{3,4}}{_MARK}\d{{4}}(?!\d)")
_BARE_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?82[ -]?)?0?1(?:0\d{8}|[16-9]\d{7,8})(?![0-9A-Za-z])")
_PHONE_WORD = re.compile(r"휴대|핸드폰|전화|연락처|mobile|phone|cell|H\.?P|手机|手機|电话", re.I)

_MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]*\s?(?:@|\(at\)|\[at\])\s?((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,10})(?![A-Za-z0-9])",
    re.I,
)
_FILES = ("png", "jpg", "jpeg", "gif", "svg", "css", "js", "webp")

_REGION = (
    r"(?:서울(?:특별)?시?|(?:부산|대구|인천|광주|대전|울산)(?:광역)?시?|세종(?:특별자치)?시?|경기도?|강원(?:특별자치)?도?"
    r"|충청[남북]도|충[남북]|전라[남북]도|전북특별자치도|전[남북]|경상[남북]도|경[남북]|제주(?:특별자치)?도?)"
)
_DISTRICT = r"(?:[가-힣]{1,8}(?:시|군|구)\s{0,2}){1,2}"
_ROAD = (
    r"(?:[가-힣0-9]{1,10}(?:읍|면|동)\s{0,2})?[가-힣0-9]{1,15}(?:대로|로|길)(?:\s?\d{1,4}번?[가-힣]?길)?"
    r"\s{0,2}\d{1,4}(?:-\d{1,4})?(?!\d)"
)
_LOT = (
    r"[가-힣0-9]{1,10}(?:동|읍|면|리|가)\s{0,2}(?:[가-힣]{1,8}리\s{0,2})?(?:산\s?)?"
    r"\d{1,4}(?:-\d{1,4})?(?:번지)?(?![\d동호층])"
)
_ADDRESS = re.compile(rf"(?:(?P<region>{_REGION})\s{{0,2}})?{_DISTRICT}(?:{_ROAD}|{_LOT})")
_HOUSE = r"(?:아파트|빌라|연립|맨션|원룸|오피스텔|주공|(?<![A-Za-z])APT)"
_FLAT = re.compile(
    rf"\d{{1,4}}\s?동\s?\d{{1,4}}\s?호|\d{{3,4}}-\d{{3,4}}\s?호|{_HOUSE}[^\n,]{{0,12}}?\d{{1,4}}\s?[동호]",
    re.I,
)
_UNIT = re.compile(r"^,?\s{0,2}(?:[가-힣]{1,10}\s)?(?:\d{1,2}층\s)?\d{2,4}\s?호(?![선관])")
_HOME = re.compile(
    r"거주|자택|주소지|현\s?주소|본적|등록기준지|집\s?주소|생년월일|주민등록|이름|청구인|신청인|민원인|성명|home|住址|住所",
    re.I,
)
_LABEL = re.compile(r"(?:주\s{0,4}소|address|地址)\s{0,3}[:)\]|]?\s{0,3}$", re.I)
_OFFICE = re.compile(
    r"청사|시청|구청|군청|도청|소재지|사무소|사무실|회사|사업장|현장|기관|본사|접수처|제출처|보내실|찾아오|오시는|장소|위치"
    r"|센터|도서관|학교|공사|재단|교육원|연구원|우편번호|우\)|우\s?\d{5}"
)


def mobiles(subject: Subject) -> Iterator[Match]:
    """Mobile numbers; office lines (02-2133-XXXX and all others) are none."""
    for found in _MOBILE.finditer(subject.text):
        yield Match("mobile", found.start(), found.end())
    for found in _BARE_MOBILE.finditer(subject.text):
        labelled = subject.near(_PHONE_WORD, found.start(), found.end(), 25)
        # Spreadsheets drop the leading zero of a number, so 1012345678 needs its label.
        if labelled or found[0].startswith("010") or found[0].startswith("+82"):
            yield Match("mobile", found.start(), found.end())


def mails(subject: Subject, office_domains: Collection[str]) -> Iterator[Match]:
    """Mail addresses outside the domains (and their subdomains) of offices."""
    for found in _MAIL.finditer(subject.text):
        domain = found[1].lower()
        office = any(domain == name or domain.endswith(f".{name}") for name in office_domains)
        if not office and domain.rpartition(".")[2] not in _FILES:
            yield Match("email", found.start(), found.end())


def addresses(subject: Subject) -> Iterator[Match]:
    """Addresses that name a flat or are labelled as someone's; those of offices stay."""
    for found in _ADDRESS.finditer(subject.text):
        start, end = found.span()
        after = subject.text[end : end + 40].partition("\n")[0]
        flat = _FLAT.search(after) or (_UNIT.search(after) if found["region"] else None)
        front = (subject.before + "\n" + subject.text[:start])[-40:]
        home = _HOME.search(front) or _LABEL.search(front) or _HOME.search(subject.heads)
        # A flat is somebody's home unless the words beside it say otherwise; a mere label is weaker.
        beside = front[-10:] if flat else front
        if (flat or home) and not _OFFICE.search(beside + after[:15]):
            yield Match("address", start, end + (flat.end() if flat else 0))
