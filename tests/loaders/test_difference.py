"""What a load would change, told record by record and field by field."""

from __future__ import annotations

from loaders.difference import Changed, FieldChange, difference


def test_added_changed_and_unchanged_records_are_told_apart() -> None:
    found = difference(
        {"a": {"x": 1}, "b": {"x": 1}, "left": {"x": 1}},
        {"c": {"x": 1}, "b": {"x": 2}, "a": {"x": 1}},
    )
    assert found.added == ("c",)
    assert found.changed == (Changed("b", (FieldChange("x", "1", "2"),)),)
    assert found.unchanged == ("a",)


def test_a_change_is_told_at_the_deepest_field_that_differs() -> None:
    before = {"items": [{"text": "a", "n": 1}, {"text": "b"}], "gone": True}
    after = {"items": ({"text": "a", "n": 2}, {"text": "b"}), "new": ("x", "y")}
    ((changed),) = difference({"p": before}, {"p": after}).changed
    assert changed.fields == (
        FieldChange("items.0.n", "1", "2"),
        FieldChange("gone", "true", ""),
        FieldChange("new", "", "x; y"),
    )


def test_lists_of_other_lengths_are_shown_whole() -> None:
    (changed,) = difference({"p": {"a": [1, 2]}}, {"p": {"a": [1]}}).changed
    assert changed.fields == (FieldChange("a", "1; 2", "1"),)


def test_a_load_that_changes_nothing_says_so() -> None:
    found = difference({"a": {"x": 1}}, {"a": {"x": 1}})
    assert found.empty
    assert found.text().fr == "Rien à changer (1 fiche identique)."
    assert found.text().en == "Nothing to change (1 equal record)."


def test_the_text_names_what_changes_in_both_languages() -> None:
    found = difference({"cases/b.yaml": {"x": 1}}, {"cases/b.yaml": {}, "cases/c.yaml": {}})
    assert found.text().fr.splitlines() == [
        "Ajoutées : 1 (cases 1)",
        "  + cases/c.yaml",
        "Modifiées : 1",
        "  ~ cases/b.yaml",
        "      x : 1 → (absent)",
        "Inchangées : 0",
    ]
    assert found.text().en.splitlines()[0] == "Added: 1 (cases 1)"


def test_many_added_records_are_counted_by_folder() -> None:
    after: dict[str, dict[str, int]] = {
        f"{folder}/{number}.yaml": {} for folder in ("cases", "people") for number in range(9)
    }
    first, second = difference({}, after).text().fr.splitlines()
    assert (first, second) == ("Ajoutées : 18 (cases 9, people 9)", "Inchangées : 0")
