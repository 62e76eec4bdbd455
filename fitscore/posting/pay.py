"""The pay a posting states: amounts, currency, period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fitscore.model import Salary, Span
from fitscore.text import fold

_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY"}
_CODES = "usd|cad|aud|nzd|sgd|hkd|gbp|eur|chf|sek|nok|dkk|inr|jpy|pln|czk|zar|brl|aed|ils"
_AMOUNT = r"\d{1,2}(?:,\d{2}){1,3},\d{3}|\d{1,3}(?:[,.'\s]\d{3})+(?:\.\d{1,2})?|\d{2,7}(?:\.\d{1,2})?"
_CURRENCY = re.compile(rf"[$£€₹¥]|(?<![a-z])(?:{_CODES})(?![a-z])")
"""What every amount that counts as pay has beside it."""
_MONEY = re.compile(
    rf"""
    (?:(?P<code>\b(?:{_CODES}))\s?)?(?P<sign>(?:us|ca|c|au|a|nz|s)?[$£€₹¥])?\s?
    (?P<low>{_AMOUNT})\s?(?P<k1>k\b)?(?:\s?(?P<code1>{_CODES}|[$£€])\b)?
    (?:\s?(?:/|per\s)\s?(?P<unit>hour|hr|h|year|yr|annum|month|week|day)\b)?
    (?:\s{{0,2}}(?:-|to|and|up\sto)\s{{0,2}}(?:(?:{_CODES})\s?)?(?:(?:us|ca|c|au|a|nz|s)?[$£€₹¥])?\s?
       (?P<high>{_AMOUNT})\s?(?P<k2>k\b)?)?
    \s?(?P<code2>{_CODES}|[€£$])?(?![\w%])
    """,
    re.VERBOSE,
)
_PERIODS = {
    "hour": re.compile(r"\bper hour\b|/\s?(?:hr|hour|h)\b|\bhourly\b|\ban hour\b|\bp\.?h\b|\bper hr\b|\bhour\b"),
    "day": re.compile(r"\bper day\b|/\s?day\b|\bdaily\b|\ba day\b|\bday rate\b|\bper diem\b"),
    "week": re.compile(r"\bper week\b|/\s?(?:wk|week)\b|\bweekly\b|\ba week\b"),
    "month": re.compile(r"\bper month\b|/\s?(?:mo|month)\b|\bmonthly\b|\ba month\b"),
    "year": re.compile(
        r"\bper (?:year|annum|yr)\b|/\s?(?:yr|year|annum)\b|\bannual|\byearly\b|\ba year\b|\bp\.?a\b|\bpa\b|\bsalary\b"
    ),
}
_PAY = re.compile(
    r"salary|\bpay\b|wage|compensation|\bbase\b|rate\b|remuneration|\bote\b|earn|stipend|per (?:hour|annum|year|month|day)|"
    r"/\s?(?:hr|hour|yr|year)|hourly|annual|\bp\.?a\b"
)
_AT_MOST = re.compile(r"\b(?:up to|maximum(?: of)?|max|as much as)\W{0,3}\Z")
_AT_LEAST = re.compile(r"\b(?:start(?:s|ing)? (?:at|from)|minimum(?: of)?|at least|upwards? of)\W{0,3}\Z")
_NOT_PAY = re.compile(
    r"revenue|budget|lifetime|allowance|fund(?:ing|s|ed)?\b|raised|valuation|\bbonus\b(?! eligib)|reimburs|award|grant|discount|"
    r"deductible|insurance|insured|assured|premium|million|billion|\bmm\b|quota|sales of|portfolio|saving|assets|contribut|"
    r"tuition|referral|sign-on|per diem for|retention|credit|volume|pension|worth|fee\b|gift|voucher|equity|stock|turnover|deal|"
    r"spend|cap\b|relocation|homes|loan"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    salary: Salary
    weight: float
    at: int


def salary_of(text: str, facts: Mapping[str, str]) -> Salary | None:
    """The pay range a posting states, from its data first, then from its text; None when it states none.

    >>> salary_of("The base salary is $90,000 - $110,000 annually.", {})
    Salary(min=90000.0, max=110000.0, currency='USD', period='year')
    """
    if facts.get("salary_min") or facts.get("salary_max"):
        return Salary(
            min=_number(facts.get("salary_min", "")),
            max=_number(facts.get("salary_max", "")),
            currency=facts.get("salary_currency") or None,
            period=facts.get("salary_period") or None,
        )
    if stated := facts.get("salary"):
        found = next(_candidates(f"salary {stated}"), None)
        if found:
            return found.salary
    best = max(_candidates(text), key=lambda c: (c.weight, -c.at), default=None)
    return best.salary if best and best.weight > 0 else None


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None


def _candidates(text: str) -> Iterator[_Candidate]:
    folded = fold(text)
    if _CURRENCY.search(folded) is None:
        return
    for match in _MONEY.finditer(folded):
        groups = match.groupdict()
        sign = groups["sign"] or ""
        code = groups["code"] or groups["code1"] or groups["code2"] or ""
        if not sign and not code:
            continue
        thousand = groups["k1"] or (groups["k2"] if groups["high"] else None)
        low, high = _value(groups["low"], thousand), _value(groups["high"], groups["k2"])
        if low is None or low <= 0 or (high is not None and high < low):
            continue
        yield _weighed(folded, Span(*match.span()), low, high, _currency(sign, code), groups["unit"])


def _value(amount: str | None, thousand: str | None) -> float | None:
    if not amount:
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", amount):
        amount = amount.replace(".", "")
    plain = re.sub(r"[,'\s]", "", amount)
    try:
        return float(plain) * (1000 if thousand else 1)
    except ValueError:
        return None


def _currency(sign: str, code: str) -> str | None:
    if code and code.isalpha():
        return code.upper()
    country = {"ca": "CAD", "c": "CAD", "au": "AUD", "a": "AUD", "nz": "NZD", "s": "SGD"}.get(sign[:-1])
    return country or _SIGNS.get((sign or code)[-1:])


def _weighed(folded: str, span: Span, low: float, high: float | None, currency: str | None, unit: str | None) -> _Candidate:
    line_start = max(folded.rfind("\n", 0, span.start) + 1, span.start - 140)
    line_end = folded.find("\n", span.end)
    line_end = min(span.end + 90, line_end if line_end >= 0 else len(folded))
    before, after = folded[line_start : span.start], folded[span.end : line_end]
    heading = folded[max(0, line_start - 120) : line_start]
    period = _period(f"{unit or ''} {after[:40]}", before, heading, low)
    weight = 1.0 + 2.0 * (high is not None) + 2.0 * bool(_PAY.search(before + after)) + 1.5 * bool(_PAY.search(heading))
    weight += 0.5 * bool(re.search(r"\bbase\b|\brange\b", before))
    near = before[-60:] + " " + after[:45]
    if _NOT_PAY.search(near) and not re.search(r"\bbase (?:salary|pay)|(?:salary|pay|compensation) range", before[-90:]):
        weight -= 4.0
    if period == "hour" and not _PERIODS["hour"].search(f"{unit or ''} {after[:40]} {before[-60:]} {heading}"):
        weight -= 4.0
    if re.match(r"\s?(?:m|mm|million|b|bn|billion|k\+)\b", after) or (period == "year" and low < 8000) or low < 5:
        weight -= 6.0
    least = None if high is None and _AT_MOST.search(before) else low
    most = high if high is not None else None if least is not None and (_AT_LEAST.search(before) or after[:1] == "+") else low
    salary = Salary(min=least, max=most, currency=currency, period=period)
    return _Candidate(salary, weight, span.start)


def _period(after: str, before: str, heading: str, low: float) -> str:
    for words in (after, before[-60:]):
        for name in ("hour", "day", "week", "month", "year"):
            if _PERIODS[name].search(words):
                if name == "year" and low < 400:
                    continue
                return name
    if low >= 10000:
        return "year"
    if low <= 250:
        return "hour"
    for name in ("hour", "month", "week", "year"):
        if _PERIODS[name].search(heading):
            return name
    return "month" if low >= 1500 else "week"
