"""The taxonomy engine over small files of its own: relations, checks with lines, user files, cache, start-up."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fitscore import store
from fitscore.errors import DataFileError, UnknownNameError
from fitscore.taxonomy import Taxonomy, check_text, load_taxonomy, search, stats, taxonomy_schema
from fitscore.taxonomy import loading as home
from fitscore.taxonomy.compiling import compile_taxonomy
from fitscore.taxonomy.loading import merge_texts

LOOMS = """\
categories: [craft]
context_sets:
  yarns: [wool, silk, cotton]
skills:
  - {id: weaving, label: weaving, kind: domain, category: craft, aliases: [loom work], titles: [weaver]}
  - {id: twill, label: twill weaving, kind: method, category: craft, broader: {weaving: 0.7}}
  - {id: herringbone, label: herringbone, kind: method, category: craft, broader: [twill]}
  - {id: jacquard-loom, label: Jacquard loom, kind: tool, category: craft, implies: {weaving: 0.9, punch-cards: 0.8}}
  - {id: dobby-loom, label: Dobby loom, kind: tool, category: craft, implies: {weaving: 0.9}, peers: {jacquard-loom: 0.6}}
  - {id: punch-cards, label: punch cards, kind: knowledge, category: craft, implies: {counting: 0.2}}
  - {id: counting, label: counting, kind: soft, category: craft}
"""


def taxonomy(*texts: str) -> Taxonomy:
    merged, notices = merge_texts([(f"{number}.yaml", text) for number, text in enumerate(texts or (LOOMS,))])
    return Taxonomy.of(compile_taxonomy(merged, "test", notices))


WARP = "{id: a, label: warp beam, kind: tool, category: c}"


class TestRelations:
    @pytest.mark.parametrize(
        ("have", "want", "kind", "weight", "path"),
        [
            ("weaving", "weaving", "same", 1000, ("weaving",)),
            ("twill", "weaving", "narrower", 700, ("twill", "weaving")),
            ("herringbone", "weaving", "narrower", 700, ("herringbone", "twill", "weaving")),
            ("jacquard-loom", "weaving", "implied", 900, ("jacquard-loom", "weaving")),
            ("dobby-loom", "jacquard-loom", "peer", 600, ("dobby-loom", "jacquard-loom")),
            ("jacquard-loom", "dobby-loom", "peer", 600, ("jacquard-loom", "dobby-loom")),
            ("weaving", "twill", "broader", 300, ("weaving", "twill")),
            ("weaving", "jacquard-loom", "broader", 300, ("weaving", "jacquard-loom")),
        ],
    )
    def test_best_path(self, have: str, want: str, kind: str, weight: int, path: tuple[str, ...]) -> None:
        relation = taxonomy().relation(have, want)
        assert relation is not None
        assert (relation.kind, relation.weight, relation.path) == (kind, weight, path)

    def test_nothing_to_say(self) -> None:
        assert taxonomy().relation("counting", "weaving") is None
        assert taxonomy().relation("no-such-thing", "weaving") is None

    def test_weak_paths_end(self) -> None:
        assert taxonomy().relation("jacquard-loom", "counting") is None

    def test_phrases_read_as_sentences(self) -> None:
        made = taxonomy()
        assert made.relation("herringbone", "weaving").phrase == (  # type: ignore[union-attr]
            "herringbone is a kind of twill weaving, which is a kind of weaving"
        )
        assert made.relation("dobby-loom", "jacquard-loom").phrase == "Dobby loom can stand in for Jacquard loom"  # type: ignore[union-attr]

    def test_provers_strongest_first(self) -> None:
        assert taxonomy().provers("weaving") == ("dobby-loom", "jacquard-loom", "herringbone", "twill")
        assert taxonomy().provers("counting") == ()

    def test_longer_chains_than_three_do_not_count(self) -> None:
        chain = "\n".join(
            f"  - {{id: s{n}, label: thing number {n}, kind: method, category: c, broader: [s{n + 1}]}}" for n in range(5)
        )
        last = "\n  - {id: s5, label: thing number 5, kind: method, category: c}"
        made = taxonomy(f"skills:\n{chain}{last}\n")
        assert made.relation("s0", "s3") is not None
        assert made.relation("s0", "s4") is None


class TestChecks:
    def test_a_sound_file_has_no_faults(self) -> None:
        assert check_text(LOOMS, "looms.yaml") == []

    def test_all_faults_at_once_with_their_lines(self) -> None:
        text = """\
skills:
  - {id: A b, label: x, kind: tool, category: c}
  - {id: b, label: y, kind: gadget, category: c}
  - {id: c, label: z, kind: tool, category: c, broader: {d: 2}, colour: red}
"""
        faults = check_text(text, "bad.yaml")
        assert [line for line, _ in faults] == [2, 3, 4, 4]
        assert "well formed" in faults[0][1]
        assert "'gadget' is not one of" in faults[1][1]
        assert any("unknown key 'colour'" in message for _, message in faults)
        assert any("out of range" in message for _, message in faults)

    @pytest.mark.parametrize(
        ("lines", "line", "says"),
        [
            (["{id: a, label: one, kind: tool, category: c}", "{id: a, label: two, kind: tool, category: c}"], 3, "stands twice"),
            (["{id: a, kind: tool, category: c}"], 2, "label missing"),
            (["{id: a, label: one, kind: tool, category: c, implies: {zz: 0.5}}"], 2, "no skill has as its id"),
            (["{id: a, label: one, kind: tool, category: c, peers: {a: 0.5}}"], 2, "the skill itself"),
            (["{id: a, label: one, kind: tool, category: c, aliases: [qq]}"], 2, "too short"),
            (["{id: a, label: one, kind: tool, category: c, aliases: ['--']}"], 2, "no letter or digit"),
            (["{id: a, label: one, kind: tool, category: c, aliases: [{text: t, require: [some_set]}]}"], 2, "context set"),
            (["{id: a, label: one, kind: tool, category: c, aliases: [{text: tea, reject_after: [x]}]}"], 2, "give examples"),
            (["{id: a, label: one, kind: tool, category: c, map: {esco: [{id: x, rel: exact}]}}"], 2, "well formed"),
            (["{id: a, label: one, kind: tool, category: c, provable: perhaps}"], 2, "true or false"),
            ([WARP, "{id: b, label: two, kind: tool, category: c, aliases: [warp-beams]}"], 0, ""),
            ([WARP, "{id: b, label: two, kind: tool, category: c, aliases: [Warp beam]}"], 3, "also names 'a'"),
            (
                [
                    "{id: a, label: one, kind: tool, category: c, broader: [b]}",
                    "{id: b, label: two, kind: tool, category: c, broader: [a]}",
                ],
                2,
                "circle",
            ),
        ],
    )
    def test_each_rule(self, lines: list[str], line: int, says: str) -> None:
        faults = check_text("skills:\n" + "\n".join(f"  - {entry}" for entry in lines) + "\n", "x.yaml")
        if says:
            assert any(at == line and says in message for at, message in faults), faults
        else:
            assert faults == []

    def test_guards_tell_names_apart(self) -> None:
        entry = "  - {{id: {0}, label: {0} thing, kind: tool, category: c, aliases: [{{text: {1}, case: exact}}]}}\n"
        assert check_text("skills:\n" + entry.format("a", "Loom") + entry.format("b", "LOOM"), "x.yaml") == []

    def test_a_field_of_study_may_share_a_name_with_a_skill(self) -> None:
        text = """\
skills:
  - {id: weaving, label: weaving, kind: domain, category: c}
  - {id: study-weaving, label: weaving, kind: field_of_study, category: c}
"""
        assert check_text(text, "x.yaml") == []

    def test_broken_yaml_is_a_fault_with_a_line(self) -> None:
        assert check_text("skills:\n  - {id: [}", "x.yaml")[0][0] == 2

    def test_the_schema_is_a_schema_and_accepts_the_file(self) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        import yaml

        jsonschema.Draft202012Validator.check_schema(taxonomy_schema())
        jsonschema.validate(yaml.safe_load(LOOMS), taxonomy_schema())
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"skills": [{"id": "a", "kind": "gadget"}]}, taxonomy_schema())


class TestUserFiles:
    def test_adds_and_merges(self) -> None:
        mine = """\
skills:
  - {id: twill, label: twill, aliases: [serge], broader: {weaving: 0.8}}
  - {id: felting, label: felting, kind: method, category: craft}
"""
        made = taxonomy(LOOMS, mine)
        assert made.get("twill").label == "twill"
        assert made.get("twill").kind == "method"
        assert made.get("twill").broader == {"weaving": 0.8}
        assert [alias.text for alias in made.get("twill").aliases] == ["serge"]
        assert "felting" in made.skills

    def test_disables(self) -> None:
        made = taxonomy(LOOMS, "disable: [twill]\ndisable_aliases: {weaving: [loom work]}\n")
        assert "twill" not in made.skills
        assert made.get("herringbone").broader == {}
        assert made.get("weaving").aliases == ()

    def test_the_users_alias_wins_and_says_so(self) -> None:
        made = taxonomy(LOOMS, "skills: [{id: kilim, label: kilim, kind: method, category: craft, aliases: [loom work]}]\n")
        assert made.get("weaving").aliases == ()
        assert made.notices == ("1.yaml: 'loom work' now names 'kilim'; the core gives it to 'weaving'",)

    def test_extends_none_replaces_all(self) -> None:
        made = taxonomy(LOOMS, "extends: none\nskills: [{id: kilim, label: kilim, kind: method, category: craft}]\n")
        assert list(made.skills) == ["kilim"]

    def test_faults_name_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.yaml"
        path.write_text("skills:\n  - {id: a, label: b, kind: tool, category: general, broader: [not-there]}\n", "utf-8")
        with pytest.raises(DataFileError) as caught:
            load_taxonomy(path)
        assert f"{path}:2: a: broader names" in str(caught.value)

    @pytest.mark.parametrize("data", [None, b"\xff\xfe\x00", b""])
    def test_files_that_are_none(self, tmp_path: Path, data: bytes | None) -> None:
        path = tmp_path / "mine.yaml"
        if data is not None:
            path.write_bytes(data)
        if data == b"":
            assert len(load_taxonomy(path).skills) == len(load_taxonomy().skills)
        else:
            with pytest.raises(DataFileError):
                load_taxonomy(path)


class TestCache:
    @pytest.fixture(autouse=True)
    def small_core(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "core.yaml").write_text(LOOMS, "utf-8")
        monkeypatch.setattr(home, "core_path", lambda: tmp_path / "core.yaml")
        monkeypatch.setenv(store.FOLDER, str(tmp_path / "cache"))
        monkeypatch.delenv(store.SWITCH, raising=False)

    def test_the_second_load_reads_the_cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = load_taxonomy()
        (file,) = (tmp_path / "cache").iterdir()
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        monkeypatch.setattr(home, "_compile", lambda *_: pytest.fail("compiled again"))
        second = load_taxonomy()
        assert second.compiled == first.compiled

    @pytest.mark.parametrize("damage", [b"", b"nonsense", None])
    def test_a_damaged_cache_is_made_anew(self, tmp_path: Path, damage: bytes | None) -> None:
        load_taxonomy()
        (file,) = (tmp_path / "cache").iterdir()
        file.write_bytes(file.read_bytes()[:-3] if damage is None else damage)
        assert "weaving" in load_taxonomy().skills

    def test_a_changed_file_is_read(self, tmp_path: Path) -> None:
        load_taxonomy()
        (tmp_path / "core.yaml").write_text(LOOMS.replace("label: weaving", "label: weft work"), "utf-8")
        assert load_taxonomy().get("weaving").label == "weft work"

    def test_switched_off(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(store.SWITCH, "1")
        load_taxonomy()
        assert not (tmp_path / "cache").exists()

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").write_text("in the way", "utf-8")
        monkeypatch.setenv(store.FOLDER, str(tmp_path / "file" / "cache"))
        assert "weaving" in load_taxonomy().skills


class TestLookup:
    def test_search_ranks_the_very_name_first(self) -> None:
        assert [hit.skill.id for hit in search(taxonomy(), "Weaving")][:2] == ["weaving", "twill"]
        assert search(taxonomy(), "loom-work")[0].skill.id == "weaving"
        assert search(taxonomy(), "jacuard loom")[0].skill.id == "jacquard-loom"
        assert search(taxonomy(), "  ") == ()

    def test_stats(self) -> None:
        found = stats(taxonomy())
        assert (found.skills, found.aliases, found.links) == (7, 8, 7)
        assert found.categories == (("craft", 7),)

    def test_unknown_ids(self) -> None:
        with pytest.raises(UnknownNameError, match="sail-making"):
            taxonomy().get("sail-making")


def test_every_order_of_hashing_gives_the_same_form() -> None:
    code = "from fitscore.taxonomy import load_taxonomy as l; import marshal, hashlib; t = l();"
    code += "print(t.version, hashlib.sha256(repr(t.compiled).encode()).hexdigest(), t.provers('python'))"
    outs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(home.__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, store.SWITCH: "1"},
        ).stdout
        for seed in ("0", "7")
    }  # fmt: skip
    assert len(outs) == 1
