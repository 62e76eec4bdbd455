"""What the applicant says about themselves beside the CV: answers to gates, and claims for the checklist.

Nothing here ever moves a score. ``fitscore profile init`` writes a commented file to fill in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fitscore.datafile import parse_yaml
from fitscore.errors import DataFileError

TEMPLATE = """\
# Your answers to the questions a CV does not settle. Every line is optional; delete what you do not want to say.
# Answers decide gates (pass / conflict), never the score.

work_authorization: [US]        # countries where you may work without sponsorship
security_clearance: no          # yes if you hold an active one
background_check: yes           # yes if you would agree to one
driving_licence: yes
locations: [Los Angeles, Remote]  # where you would work
onsite_days: 3                  # at most so many days a week on site (0: remote only)
relocation: no
travel: 20                      # at most so many per cent of the time
shift_work: no
on_call: yes
physical_demands: yes
harmful_content: yes            # yes if you would look at harmful content at work
salary_floor: 90000             # a year, in the currency below
salary_currency: USD

# Things you can do that your CV leaves out. They go to the checklist as reminders, never into the score.
claims:
  - I ran the office network for two years as a side task.
"""

_YES_NO = (
    "security_clearance", "background_check", "driving_licence", "relocation", "shift_work", "on_call", "physical_demands",
    "harmful_content",
)  # fmt: skip
_NUMBERS = ("onsite_days", "travel", "salary_floor")
_LISTS = ("work_authorization", "locations", "claims")
_TEXTS = ("salary_currency",)
_WORDS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The applicant's own answers; None where they said nothing."""

    work_authorization: tuple[str, ...] | None = None
    security_clearance: bool | None = None
    background_check: bool | None = None
    driving_licence: bool | None = None
    locations: tuple[str, ...] | None = None
    onsite_days: int | None = None
    relocation: bool | None = None
    travel: int | None = None
    shift_work: bool | None = None
    on_call: bool | None = None
    physical_demands: bool | None = None
    harmful_content: bool | None = None
    salary_floor: int | None = None
    salary_currency: str | None = None
    claims: tuple[str, ...] = ()


def load_profile(path: str | Path) -> Profile:
    """Read a profile file.

    Raises:
        DataFileError: unknown names or values of the wrong sort, all at once, with their lines.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), [(0, f"cannot be read ({error}): `fitscore profile init` writes one")]) from None
    data, lines = parse_yaml(text, str(path))
    if not isinstance(data, dict):
        raise DataFileError(str(path), [(1, "expected `name: answer` lines: `fitscore profile init` shows them")])
    faults: list[tuple[int, str]] = []
    values: dict[str, Any] = {}
    for name, value in data.items():
        problem, read = _read(name, value)
        if problem:
            faults.append((lines.get((name,), 0), problem))
        elif read is not None:
            values[name] = read
    if faults:
        raise DataFileError(str(path), faults)
    return Profile(**values)


def _read(name: str, value: Any) -> tuple[str | None, Any]:
    """A fault or a value for one line of the file; both None for an empty answer."""
    if value in ("", "null", "~"):
        return None, None
    if name in _YES_NO:
        answer = _WORDS.get(str(value).lower())
        return (None, answer) if answer is not None else (f"{name}: say yes or no, not {value!r}", None)
    if name in _NUMBERS:
        digits = str(value).replace(",", "").replace("_", "").rstrip("%")
        return (None, int(digits)) if digits.isascii() and digits.isdigit() else (f"{name}: {value!r} is not a number", None)
    if name in _LISTS:
        return None, tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    if name in _TEXTS:
        return None, str(value)
    return f"unknown name {name!r}: known are {', '.join((*_YES_NO, *_NUMBERS, *_LISTS, *_TEXTS))}", None
