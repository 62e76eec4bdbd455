from __future__ import annotations

from pathlib import Path

import pytest

import fitscore
from fitscore.profile import TEMPLATE


def test_policy_file_overrides_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("required_weight: 3\nbands:\n  50: fine\n  0: no\n")
    policy = fitscore.load_policy(path)
    assert policy.required_weight == 3
    assert policy.preferred_weight == 1
    assert policy.band(49) == "no"


def test_policy_faults_come_all_at_once_with_lines(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("required_wieght: 3\nlisted_credit: lots\nbands:\n  10: low\n")
    with pytest.raises(fitscore.DataFileError) as caught:
        fitscore.load_policy(path)
    lines = [line for line, _ in caught.value.faults]
    assert lines == [1, 2, 3]
    assert "unknown name 'required_wieght'" in str(caught.value)


@pytest.mark.parametrize("load", [fitscore.load_policy, fitscore.load_profile])
def test_a_missing_file_says_what_to_do(load: object, tmp_path: Path) -> None:
    with pytest.raises(fitscore.DataFileError, match="cannot be read"):
        load(tmp_path / "none.yaml")  # type: ignore[operator]


def test_profile_template_is_a_valid_profile(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(TEMPLATE)
    profile = fitscore.load_profile(path)
    assert profile.onsite_days == 3
    assert profile.security_clearance is False
    assert profile.work_authorization == ("US",)
    assert len(profile.claims) == 1


def test_profile_faults_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("on_call: sometimes\nsalary_floor: a lot\nshoe_size: 42\nshift_work:\n")
    with pytest.raises(fitscore.DataFileError) as caught:
        fitscore.load_profile(path)
    assert [line for line, _ in caught.value.faults] == [1, 2, 3]
