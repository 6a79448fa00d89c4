"""Numbers and addresses that belong to nobody, as people write them; and others that only look like them."""

from __future__ import annotations

import random
from collections.abc import Callable

from ckanext.seoulsquare.previews.leaks import checks

_BANKS = ("국민은행", "신한은행", "우리은행", "농협", "카카오뱅크")
_SHAPES = ("###-##-####-###", "###-###-######", "####-###-######", "###-####-####-##", "######-##-######")


class Numbers:
    """A source of planted values; the same seed gives the same values."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def digits(self, shape: str) -> str:
        """A shape with its `#` replaced; never a leading zero."""
        text = "".join(str(self.random.randint(0, 9)) if mark == "#" else mark for mark in shape)
        return f"{self.random.randint(1, 9)}{text[1:]}"

    def registration(self, centuries: str) -> tuple[str, str]:
        """Birth date and the rest of a resident or foreigner number; half without a valid check digit."""
        head = (
            f"{self.random.randint(0, 99):02}{self.random.randint(1, 12):02}{self.random.randint(1, 28):02}"
        )
        century = self.random.choice(centuries)
        if century in "3478":
            head = f"{self.random.randint(0, 24):02}{head[2:]}"
        rest = f"{century}{self.digits('######')}"
        if self.random.random() < 0.5:
            rest = next(
                rest[:-1] + str(last)
                for last in range(10)
                if checks.registration(head + rest[:-1] + str(last))
            )
        return head, rest

    def make(self, kind: str) -> str:
        """A value of a kind with the words that usually stand beside it."""
        return getattr(self, kind)()

    def _joined(self, head: str, rest: str, label: str) -> str:
        wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
        form: Callable[[], str] = self.random.choice(
            [
                lambda: f"홍길동 {head}-{rest}",
                lambda: f"{label} {head}-{rest}",
                lambda: f"{label}: {head} – {rest}",
                lambda: f"{label} {head} {rest}",
                lambda: f"{label}:{head}{rest}",
                lambda: f"{head} - {rest}".translate(wide),
                lambda: f"{label}\t{' '.join(head)} - {' '.join(rest)}",
                lambda: f"{head}\u200b-{rest}",
            ]
        )
        return form()

    def rrn(self) -> str:
        return self._joined(*self.registration("1234"), "주민등록번호")

    def frn(self) -> str:
        return self._joined(*self.registration("5678"), "외국인등록번호")

    def passport(self) -> str:
        number = self.random.choice("MSROD") + self.random.choice(
            [self.digits("########"), f"{self.digits('###')}A{self.digits('####')}"]
        )
        return self.random.choice([f"여권번호 {number}", f"Passport No. {number}", f"여권: {number}"])

    def licence(self) -> str:
        number = f"{self.random.choice(range(11, 27))}-{self.digits('##-######')}-{self.digits('##')}"
        return self.random.choice(
            [number, f"운전면허 {number}", f"면허번호: {number.replace('-', '')}", f"서울 {number[3:]}"]
        )

    def card(self) -> str:
        number = self.random.choice("459") + self.digits("##############")
        number += next(str(last) for last in range(10) if checks.luhn(number + str(last)))
        groups = [number[at : at + 4] for at in range(0, 16, 4)]
        return self.random.choice([f"카드 {'-'.join(groups)}", " ".join(groups), f"카드번호 {number}"])

    def account(self) -> str:
        number = self.digits(self.random.choice(_SHAPES))
        bank = self.random.choice(_BANKS)
        return self.random.choice(
            [
                f"{bank} {number}",
                f"계좌번호 {number}",
                f"계좌: {number} ({bank})",
                f"{bank} 계좌 {number.replace('-', '')}",
            ]
        )

    def mobile(self) -> str:
        middle, last = self.digits("####"), self.digits("####")
        return self.random.choice(
            [
                f"010-{middle}-{last}",
                f"010 {middle} {last}",
                f"010.{middle}.{last}",
                f"휴대전화 010{middle}{last}",
                f"+82-10-{middle}-{last}",
                f"０１０－{middle}－{last}",
            ]
        )

    def email(self) -> str:
        return self.random.choice(
            [
                "hong@example.com",
                "gil.dong+1@naver.example",
                "연락처:dong_99@mail.example.co.kr",
                "hong＠example.com",
            ]
        )

    def brn(self) -> str:
        number = self.digits("#########")
        number += next(str(last) for last in range(10) if checks.business(number + str(last)))
        return f"{number[:3]}-{number[3:5]}-{number[5:]}"

    def address(self) -> str:
        return self.random.choice(
            [
                f"서울특별시 강남구 테헤란로 {self.digits('##')}, {self.digits('###')}동 1203호",
                f"경기도 수원시 영통구 광교로 {self.digits('##')}, 301호",
                f"주소: 서울특별시 마포구 월드컵로12길 {self.digits('##')}",
                f"자택 경기도 성남시 분당구 정자동 {self.digits('##')}-3",
                f"서울 노원구 상계동 {self.digits('###')} 한빛아파트 {self.digits('###')}동 7호",
            ]
        )


def harmless(source: Numbers) -> list[str]:
    """Texts of public documents that name nobody in private."""
    digits = source.digits
    return [
        f"문서번호: 주택공급과-{digits('#####')}",
        f"시행 전략주택공급과-{digits('#####')} (2025. 10. 24.)",
        "기간 2020-01-01 ~ 2020-12-31",
        "20200101-20201231",
        f"금액 {digits('#')},{digits('###')},{digits('###')},{digits('###')}원",
        f"입찰공고번호 2020{digits('#######')}-00",
        f"ISBN 978-89-{digits('####')}-{digits('###')}-1",
        f"ISBN 97889{digits('########')}",
        "02-2133-8237, 전송 02-2133-0751",
        f"전화 02)2133-{digits('####')}, 031-{digits('###')}-{digits('####')}, 1588-{digits('####')}",
        "lee13043@seoul.go.kr, openmpm@korea.kr, hong@gangnam.go.kr",
        "필지고유번호 11680101001" + digits("########"),
        f"문서 ID 2101451{digits('########')}",
        "법인등록번호 110111-0000002",
        "우 04514 서울특별시 중구 서소문로 124, 13층 (서소문동)",
        "서울특별시청 주소: 서울특별시 중구 세종대로 110",
        "2019 2020 2021 2022 2023 2024",
        "4500 3200 5100 4700 3900 4100",
        "좌표 37.5665, 126.9780",
        "처리일시 20200921123456",
        "주민등록번호 900101-1******",
        "모델명 S123A4567, M12345678 부품",
        f"예산과목 201-01, 계좌이체 2020-12-{digits('#######')}",
    ]
