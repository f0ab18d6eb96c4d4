"""Money shapes; the shop sells in one currency, so both sides of a bag agree."""

from common import world as W


def amount(minor):
    """MoneyV2."""
    return {"amount": W.decimal(minor), "currencyCode": "USD"}


def bag(minor):
    """MoneyBag."""
    return {"shopMoney": amount(minor), "presentmentMoney": amount(minor)}
