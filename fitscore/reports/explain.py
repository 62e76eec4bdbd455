"""``fitscore explain``: from the bullet's text to its points, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fitscore.model import AllOf, AnyOf, Check, Criterion, FitReport
from fitscore.reports.words import cut, headline, name_of, one_line, place


def render_explanation(report: FitReport, checks: Mapping[str, Check]) -> str:
    """Plain text, one block a requirement."""
    lines = [f"{name_of(report.posting)}: {headline(report.score)}"]
    parts = {part.requirement: part for part in report.score.parts}
    for requirement in report.posting.requirements:
        if requirement.id not in checks:
            continue
        check = checks[requirement.id]
        lines += ["", f"{requirement.id}  line {requirement.line}: {one_line(requirement.text)}"]
        lines.append(f"  read as: {requirement.priority}, {requirement.kind} ({requirement.rule})")
        lines += [f"  {line}" for line in _criterion(requirement.criterion, report.posting.document.text)]
        lines += [f"  {line}" for line in _check(check)]
        part = parts.get(requirement.id)
        if part is None:
            lines.append("  points: none, this kind stands beside the score")
        else:
            share = f"{part.points / 16:.2f} of the total"
            lines.append(f"  points: weight {part.weight} x credit {part.credit / 1000:.3f} = {share}")
    return "\n".join(lines) + "\n"


def _criterion(node: Criterion, text: str, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    match node:
        case AllOf():
            yield f"{indent}all of:"
        case AnyOf():
            yield f"{indent}at least {node.at_least} of{' (or similar)' if node.open else ''}:"
        case _:
            name = type(node).__name__.removesuffix("Criterion").lower()
            yield f"{indent}{name}: {cut(node.span.of(text), 80)}"
            return
    for child in node.children:
        yield from _criterion(child, text, depth + 1)


def _check(check: Check, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}-> {check.verdict} (credit {check.credit / 1000:.3f}): {one_line(check.explanation)}"
    if not check.children:
        for quote in check.evidence:
            yield f"{indent}   “{cut(quote.quote, 120)}” ({place(quote)}; rule: {quote.rule})"
    for child in check.children:
        yield f"{indent}   {cut(child.what, 80)}"
        yield from _check(child, depth + 2)
