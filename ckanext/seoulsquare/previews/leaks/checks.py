"""Check digits and dates of Korean personal numbers. Arguments are strings of digits only."""

from __future__ import annotations

from datetime import date

# The seventh digit of a resident or foreigner registration number says the century (and the sex).
_CENTURY = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def birth_date(digits: str, today: date) -> date | None:
    """The birth date in a 13-digit number, or `None` when it is no date or lies in the future."""
    try:
        born = date(_CENTURY[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
    return born if born <= today else None


def registration(digits: str) -> bool:
    """Whether the old check digit of a resident (or, two higher, a foreigner) number is right.

    Numbers issued after 2020-10 have none, so a failed check clears nothing.
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:12], strict=True))
    shift = 13 if digits[6] in "5678" else 11
    return (shift - total % 11) % 10 == int(digits[12])


def corporation(digits: str) -> bool:
    """Whether the check digit of a corporation's registration number (법인등록번호) is right."""
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(digits[:12]))
    return (10 - total % 10) % 10 == int(digits[12])


def business(digits: str) -> bool:
    """Whether the check digit of a business registration number (사업자등록번호) is right."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3), strict=False))
    ninth = int(digits[8]) * 5
    return (10 - (total + ninth + ninth // 10) % 10) % 10 == int(digits[9])


def luhn(digits: str) -> bool:
    """Whether the check digit of a payment card is right."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
