"""Every weight and threshold of the verdicts and the score, in one frozen value. ``docs/scoring.md`` explains each."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from fitscore.datafile import parse_yaml
from fitscore.errors import DataFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How verdicts and points are given. Credits and relation weights are in thousandths, lengths in months.

    The figures come from the labelled postings and CVs the project was tuned on (see ``docs/quality.md``).
    """

    required_weight: int = 4
    preferred_weight: int = 1
    everyday_weight: int = 1
    """The most a line weighs that asks only for everyday skills (``data/everyday.yaml``): communication, teamwork."""
    shortfall: int = 600
    """How much of the total a required number of years that is not shown takes away, when it asks ``shortfall_months`` or more;
    in proportion for fewer months and for years partly shown. Recruiters look there first."""
    shortfall_months: int = 60

    met_from: int = 750
    """Credit from which a requirement counts as met."""
    partial_from: int = 150
    """Credit below which a trace of evidence counts as none."""

    trace: int = 100
    """Mean credit below which an all-of counts as not shown, though some part of it is."""

    listed_credit: int = 300
    """A skill that only stands in a list, where the posting asks for more than that."""
    listed_enough_credit: int = 750
    """A skill that only stands in a list, where the posting asks for no more (familiarity, a bare name)."""
    studied_credit: int = 400
    """Coursework and training, where the posting asks for use."""
    hedged_credit: int = 400
    """"Some exposure to", "beginner", where the posting asks for use."""
    short_use_credit: int = 650
    """Used, but not long enough for the level asked."""
    used_credit: int = 950
    outcome_credit: int = 1000

    proficient_months: int = 0
    advanced_months: int = 24
    expert_months: int = 36

    narrower_proves: int = 600
    """A narrower skill at work proves the broader one from this weight on; below it only in part."""
    shown_once_credit: int = 750
    shown_often_credit: int = 850
    """A soft skill that one, or more than one, line of a role shows without naming it."""
    trait_once_credit: int = 600
    """A personal quality that one line hints at."""
    everyday_credit: int = 750
    everyday_months: int = 36
    everyday_lines: int = 6
    """An everyday skill (``data/everyday.yaml``) that no line shows, of someone whose dated roles last this many months and say
    this much of what was done; half the credit for half the months."""
    open_peer_factor: int = 1500
    """How much more a peer counts when the posting says "or similar"."""
    hint_weight: int = 300
    """Relations up to this weight never make more than a hint."""

    years_slack: int = 950
    """Share of the months asked from which years count as met."""
    years_partial: int = 500
    """Share of the months asked from which years count as partly met."""
    years_relation: int = 600
    """Weight from which a related skill's months count as the skill's own."""

    years_near: int = 500
    """Weight from which a related skill's months come near it: partly met at most."""

    degree_in_progress_credit: int = 500
    degree_other_field_credit: int = 500
    degree_one_below_credit: int = 350
    experience_for_degree_months: int = 48
    """Relevant months that stand in for a degree where the posting accepts "or equivalent experience"."""

    text_partial: int = 240
    """Similarity (thousandths) from which a CV line speaks for a requirement that names no known skill."""
    text_credit: int = 450

    text_hint: int = 215
    """Share of its words, by their rarity (thousandths), that a line of a role must hold to keep a requirement for which nothing
    else speaks from being missing outright."""

    bands: tuple[tuple[int, str], ...] = (
        (80, "strong fit"),
        (60, "good fit"),
        (40, "possible fit"),
        (20, "weak fit"),
        (0, "poor fit"),
    )
    """Cut points in points, highest first."""

    def band(self, points: float) -> str:
        """The name of the band a number of points (0-100) falls into.

        >>> Policy().band(59.9)
        'possible fit'
        """
        return next(name for cut, name in self.bands if points >= cut)


def load_policy(path: str | Path) -> Policy:
    """Read a YAML file that overrides some of the policy's whole-number fields (and ``bands``: points to name).

    Raises:
        DataFileError: an unknown name or a value that is no whole number; all faults at once.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), [(0, f"cannot be read ({error}): give a YAML text file")]) from None
    data, lines = parse_yaml(text, str(path))
    known = {field.name for field in fields(Policy)}
    faults: list[tuple[int, str]] = []
    values: dict[str, object] = {}
    if not isinstance(data, dict):
        raise DataFileError(str(path), [(1, "expected names and numbers, such as `required_weight: 4`")])
    for name, value in data.items():
        line = lines.get((name,), 0)
        if name not in known:
            faults.append((line, f"unknown name {name!r}: known are {', '.join(sorted(known))}"))
        elif name == "bands":
            values[name] = _bands(value, line, faults)
        elif isinstance(value, str) and value.isascii() and value.isdigit():
            values[name] = int(value)
        else:
            faults.append((line, f"{name}: {value!r} is not a whole number"))
    if faults:
        raise DataFileError(str(path), faults)
    return replace(Policy(), **values)  # type: ignore[arg-type]


def _bands(value: object, line: int, faults: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    if not isinstance(value, dict) or not all(key.isascii() and key.isdigit() for key in value) or "0" not in value:
        faults.append((line, "bands: expected points and names, one of them at 0, such as `80: strong fit`"))
        return ()
    return tuple(sorted(((int(cut), str(name)) for cut, name in value.items()), reverse=True))
