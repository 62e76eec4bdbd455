"""What stands in the taxonomy: a `Skill`, its `Alias`es and the `Relation` of one skill to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = (
    "language", "tool", "platform", "method", "knowledge", "domain", "management", "soft", "trait", "certification",
    "licence", "spoken_language", "field_of_study",
)  # fmt: skip
"""The closed list of kinds, in the order of docs/taxonomy.md."""

AREA = "field_of_study"
"""The kind with a namespace of its own: looked for in degrees only, so it may share its name with a skill."""

WINDOW = 60
"""Characters either side in which a required context word must stand, unless the alias says otherwise."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a skill. ``require`` holds names of context sets or plain words; all guards must agree."""

    text: str
    case: bool = False
    require: tuple[str, ...] = ()
    window: int = WINDOW
    reject_before: tuple[str, ...] = ()
    reject_after: tuple[str, ...] = ()

    @property
    def guarded(self) -> bool:
        """Whether something besides the letters decides."""
        return bool(self.require or self.reject_before or self.reject_after)


@dataclass(frozen=True, slots=True)
class Skill:
    """One entry. ``broader``, ``implies`` and ``peers`` map ids to weights in (0, 1]; ``peers`` as written, one side only."""

    id: str
    label: str
    kind: str
    category: str
    aliases: tuple[Alias, ...] = ()
    broader: Mapping[str, float] = field(default_factory=dict)
    implies: Mapping[str, float] = field(default_factory=dict)
    peers: Mapping[str, float] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    provable: bool = True
    definition: str = ""
    map: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How having one skill speaks for another: the best single path, from the one had to the one wanted.

    ``kind`` is ``same``, ``narrower`` (a kind of it), ``implied`` (using it shows it), ``peer`` (stands in for it) or
    ``broader`` (only the wider subject is shown). ``weight`` is in thousandths; ``phrase`` says it in everyday words.
    """

    kind: str
    weight: int
    path: tuple[str, ...]
    phrase: str
