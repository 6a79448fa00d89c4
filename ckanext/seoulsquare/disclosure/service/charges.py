"""What a case costs: computed from the fee table of the day of the request, reduced, and paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.seoulsquare.disclosure import clock, config, fees
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case

LARGEST_COST = 10_000_000


def quote(
    day: dt.date, orders: Sequence[Any], postage: Any = 0, media: Any = 0, ground: Any = None
) -> fees.Fee:
    """The fee for what is asked for on a day; `InvalidError` for what has no tariff."""
    costs = fees.Costs(_won("postage", postage), _won("media", media))
    schedule = fees.load_schedule(config.fees_file())
    try:
        return fees.calculate(schedule, day, [_order(order) for order in orders], costs, ground)
    except (LookupError, ValueError) as error:
        raise InvalidError("orders", N_("This cannot be charged: {reason}"), reason=str(error)) from error


def charge(case: Case, orders: Sequence[Any], postage: Any = 0, media: Any = 0) -> None:
    """Set what the case costs, with the reduction that was granted."""
    ground = case.fee.get("reduction_ground")
    day = clock.day_of(case.filed_at) if case.filed_at else clock.today()
    _put(case, quote(day, orders, postage, media, ground), ground)


def reduce(case: Case, ground: int) -> None:
    """Grant a reduction for an item of Decree 17(3) and count the fee again."""
    case.fee = {**case.fee, "reduction_ground": ground}
    if "lines" in case.fee:
        charge(case, case.fee["lines"], case.fee["postage"], case.fee["media"])


def pay(case: Case, amount: int, method: str, day: dt.date) -> None:
    """Record that all that is owed was paid."""
    if amount != case.fee_owed:
        raise InvalidError("amount", N_("{owed} won are owed."), owed=f"{case.fee_owed:,}")
    payment = {"amount": amount, "method": method, "date": day.isoformat()}
    case.fee = {**case.fee, "payments": [*case.fee.get("payments", []), payment]}
    case.fee_paid += amount


def as_dict(fee: fees.Fee) -> dict[str, Any]:
    """The fee as it is shown and kept."""
    return {
        "table": fee.table.name,
        "lines": [
            {
                "object": line.order.object,
                "method": line.order.method,
                "quantity": str(line.order.quantity),
                "unit": line.tariff.unit,
                "price": line.price,
            }
            for line in fee.lines
        ],
        "reduction": fee.reduction,
        "dropped": fee.dropped,
        "postage": fee.costs.postage,
        "media": fee.costs.media,
        "total": fee.total,
    }


def _put(case: Case, fee: fees.Fee, ground: int | None) -> None:
    kept = {"payments": case.fee.get("payments", []), "reduction_ground": ground}
    case.fee = {**as_dict(fee), **kept}
    case.fee_total = fee.total


def _order(order: Any) -> fees.Order:
    try:
        quantity = Decimal(str(order["quantity"]))
    except (InvalidOperation, KeyError, TypeError):
        quantity = Decimal("NaN")
    if not quantity.is_finite():
        raise InvalidError("orders", N_("Each order needs an object, a method and a quantity."))
    return fees.Order(order["object"], order.get("method", ""), quantity)


def _won(field: str, value: Any) -> int:
    try:
        won = int(value or 0)
    except (TypeError, ValueError):
        won = -1
    if not 0 <= won <= LARGEST_COST:
        raise InvalidError(field, N_("An amount in whole won is wanted."))
    return won
