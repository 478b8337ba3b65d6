"""Correcting: edit, merge, split, move, note, dismiss; similarity and flags are computed anew behind it."""

from __future__ import annotations

import pytest
from reviser import Reviser

HALL = ("The hall holds 450 people.", "Der Saal fasst 540 Personen.")


def test_edit(reviser: Reviser) -> None:
    reviser.start_edit(2)
    assert (reviser.draft("source"), reviser.draft("target")) == HALL
    reviser.fill("target", "Der Saal fasst 450 Personen.")
    reviser.press("Control+Enter")
    reviser.wait_for_status(2, "edited")
    assert reviser.row(2)["target"] == "Der Saal fasst 450 Personen."
    reviser.eventually(lambda: reviser.shown(2) == (HALL[0], "Der Saal fasst 450 Personen."))
    reviser.press("u")
    reviser.eventually(lambda: reviser.shown(2) == HALL, "u takes the edit back")
    reviser.wait_for_status(2, "")


def test_an_edit_is_checked_anew(reviser: Reviser) -> None:
    before = reviser.row(2)["similarity"]
    reviser.start_edit(2)
    reviser.fill("target", "Der Saal fasst 450 Personen.")
    reviser.press("Control+Enter")
    reviser.eventually(
        lambda: not reviser.row(2)["pending"] and reviser.row(2)["similarity"] != before, "similarity is computed anew"
    )
    assert "number" not in [flag["name"] for flag in reviser.row(2)["flags"]]
    reviser.eventually(
        lambda: reviser.locate(2).locator(".flag", has_text='"450" in the source').count() == 0,
        "the flag disappears without a reload",
    )


def test_typing_is_no_command(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.editor("target").fill("")
    reviser.page.keyboard.type("axm ?/ju0 12")
    assert reviser.draft("target") == "axm ?/ju0 12"
    assert all(row[2] == "" for row in reviser.texts)
    reviser.press("Escape")
    reviser.eventually(lambda: reviser.shown(2) == HALL, "Escape gives the edit up")
    assert reviser.row(2)["status"] == ""


def test_saving_without_a_change_decides_nothing(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.press("Control+Enter")
    reviser.editor("target").wait_for(state="detached")
    assert reviser.row(2)["status"] == ""


def test_a_segment_cannot_lose_both_texts(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.fill("source", "")
    reviser.fill("target", " ")
    reviser.press("Control+Enter")
    reviser.eventually(lambda: reviser.says("text"), "the page says why not")
    assert (reviser.row(2)["source"], reviser.row(2)["target"]) == HALL


def test_a_reload_in_mid_edit_keeps_the_draft(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.fill("target", "Ein halber Sa")
    reviser.page.reload()
    reviser.wait_until_ready()
    reviser.editor("target", 2).wait_for()
    assert reviser.draft("target") == "Ein halber Sa"
    assert reviser.row(2)["target"] == HALL[1]
    reviser.fill("target", "Ein ganzer Satz.")
    reviser.press("Control+Enter")
    reviser.wait_for_status(2, "edited")
    reviser.page.reload()
    reviser.wait_until_ready()
    assert reviser.editor("target").count() == 0, "the draft ends with the edit"


def test_line_breaks_and_spaces_of_an_edit(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.fill("target", "  Erste Zeile\nzweite\tSpalte  ")
    reviser.press("Control+Enter")
    reviser.wait_for_status(2, "edited")
    assert reviser.row(2)["target"].split() == ["Erste", "Zeile", "zweite", "Spalte"]


def test_merge(reviser: Reviser) -> None:
    reviser.go_to(14)
    reviser.press("m")
    reviser.eventually(lambda: len(reviser.keys) == 14, "two become one")
    merged = reviser.row(reviser.keys[-1])
    assert merged["source"] == "Please ring the bell. The tower has a clock."
    assert merged["target"] == "Bitte klingeln. Der Turm hat eine Uhr."
    reviser.eventually(lambda: reviser.current == merged["key"], "the focus is on the result")
    reviser.eventually(lambda: reviser.shown(merged["key"])[0] == merged["source"])
    reviser.eventually(lambda: not reviser.row(merged["key"])["pending"], "it is checked")
    assert reviser.row(merged["key"])["similarity"] is not None
    reviser.press("u")
    reviser.eventually(lambda: reviser.keys[-2:] == [14, 15], "u takes the merge back")
    reviser.eventually(lambda: reviser.shown_keys[-2:] == [14, 15], "and the page shows it")


def test_a_merge_happens_where_the_segment_stands(reviser: Reviser) -> None:
    reviser.page.set_viewport_size({"width": 1280, "height": 500})
    reviser.go_to(9)
    place = top_of(reviser, 9)
    reviser.press("m")
    reviser.eventually(lambda: reviser.current not in (9, None), "two become one")
    assert top_of(reviser, reviser.current or 0) == pytest.approx(place, abs=2)
    reviser.press("u")
    reviser.eventually(lambda: reviser.current == 9, "u takes the merge back")
    assert top_of(reviser, 9) == pytest.approx(place, abs=2)


def top_of(reviser: Reviser, key: int) -> float:
    box = reviser.locate(key).bounding_box()
    assert box is not None
    return box["y"]


def test_the_last_segment_has_nothing_to_merge_with(reviser: Reviser) -> None:
    reviser.go_to(15)
    reviser.press("m")
    reviser.eventually(lambda: reviser.says("no segment after"), "the page says so")
    assert len(reviser.keys) == 15


def test_merge_with_an_empty_side(reviser: Reviser) -> None:
    reviser.go_to(6)
    reviser.press("m")
    reviser.eventually(lambda: len(reviser.keys) == 14, "an omission and an addition become a pair")
    merged = reviser.row(reviser.keys[5])
    assert (merged["source"], merged["target"]) == ("Nobody was hurt.", "Weitere Auskünfte erteilt das Rathaus.")
    assert merged["bead"] == "1-1"


def test_note(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("c")
    field = reviser.page.locator("dialog[open] textarea")
    field.wait_for()
    field.fill("Which day is it?")
    reviser.press("Control+Enter")
    reviser.eventually(lambda: reviser.row(3)["note"] == "Which day is it?", "the note is kept")
    reviser.eventually(lambda: "Which day is it?" in reviser.locate(3).inner_text(), "and shown")
    assert reviser.row(3)["status"] == ""
    reviser.press("u")
    reviser.eventually(lambda: reviser.row(3)["note"] == "", "u takes it back")


def test_a_note_can_be_given_up(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("c")
    field = reviser.page.locator("dialog[open] textarea")
    field.wait_for()
    field.fill("No.")
    reviser.press("Escape")
    field.wait_for(state="detached")
    assert reviser.row(3)["note"] == ""


def test_dismiss_and_restore(reviser: Reviser) -> None:
    reviser.go_to(2)
    reviser.press("d")
    reviser.eventually(lambda: reviser.row(2)["flags"][0]["dismissed"], "the flag is dismissed")
    reviser.eventually(lambda: reviser.locate(2).locator(".flag.dismissed").count() == 1, "and the page shows it")
    assert reviser.locate(2).locator("mark").count() == 0
    assert reviser.ask("/api/index")["dismissed_all"][1] == 1
    reviser.eventually(lambda: reviser.current == 3, "d goes on to the next that is open")
    reviser.go_to(2)
    reviser.locate(2).get_by_role("button", name="Restore").click()
    reviser.eventually(lambda: not reviser.row(2)["flags"][0]["dismissed"], "the flag is back")
    reviser.eventually(lambda: reviser.locate(2).locator("mark").count() == 2, "with its words")


def test_the_flag_in_focus_is_dismissed(reviser: Reviser) -> None:
    reviser.go_to(4)
    reviser.press("f", "f", "d")
    reviser.eventually(
        lambda: [flag["dismissed"] for flag in reviser.row(4)["flags"]] == [False, True], "the second flag is dismissed"
    )
    assert reviser.ask("/api/index")["dismissed_all"][3] == 0
    reviser.press("u")
    reviser.eventually(lambda: not any(flag["dismissed"] for flag in reviser.row(4)["flags"]), "u takes it back")


def test_a_dismissed_flag_is_passed_over(reviser: Reviser) -> None:
    reviser.go_to(2)
    reviser.press("d")
    reviser.eventually(lambda: reviser.locate(2).locator(".flag.dismissed").count() == 1)
    reviser.go_to(1)
    reviser.press("j")
    reviser.eventually(lambda: reviser.current == 3, "j goes to the next flag that was not dismissed")


BRIDGE = (
    "The bridge is closed. Drivers take the old road along the river.",
    "Die Brücke ist gesperrt, der Verkehr nimmt die alte Straße.",
)


def test_split(reviser: Reviser) -> None:
    reviser.go_to(5)
    reviser.press("s")
    border = reviser.page.locator("dialog[open] .target[role=slider]")
    border.focus()
    reviser.press("Home", *["ArrowRight"] * 4)
    reviser.eventually(lambda: border.locator(".first").inner_text().strip() == "Die Brücke ist gesperrt,")
    reviser.press("Enter")
    reviser.eventually(lambda: len(reviser.keys) == 16, "one becomes two")
    first, second = (reviser.row(key) for key in reviser.keys[4:6])
    assert (first["source"], first["target"]) == ("The bridge is closed.", "Die Brücke ist gesperrt,")
    assert (second["source"], second["target"]) == (
        "Drivers take the old road along the river.",
        "der Verkehr nimmt die alte Straße.",
    )
    reviser.eventually(lambda: reviser.current == first["key"], "the focus is on the first of them")
    reviser.eventually(lambda: reviser.shown(second["key"])[0] == second["source"])
    reviser.eventually(lambda: not any(reviser.row(key)["pending"] for key in reviser.keys[4:6]), "they are checked")
    assert all(reviser.row(key)["similarity"] is not None for key in reviser.keys[4:6])
    reviser.press("u")
    reviser.eventually(lambda: reviser.keys == list(range(1, 16)), "u takes the split back")
    reviser.eventually(lambda: reviser.locate(5).count() == 1 and reviser.shown(5) == BRIDGE, "and the page shows it")


def test_a_split_can_be_given_up(reviser: Reviser) -> None:
    reviser.go_to(5)
    reviser.press("s")
    reviser.page.locator("dialog[open]").wait_for()
    reviser.press("ArrowRight", "Escape")
    reviser.page.locator("dialog[open]").wait_for(state="detached")
    assert len(reviser.keys) == 15
    assert reviser.shown(5) == BRIDGE


def test_a_split_leaves_no_segment_empty(reviser: Reviser) -> None:
    reviser.go_to(5)
    reviser.press("s")
    for side in ("source", "target"):
        reviser.page.locator(f"dialog[open] .{side}[role=slider]").focus()
        reviser.press("Home")
    reviser.press("Enter")
    reviser.eventually(lambda: reviser.says("at least"), "the dialog says why not")
    assert len(reviser.keys) == 15


def test_move_a_sentence_to_the_next_segment(reviser: Reviser) -> None:
    reviser.go_to(9)
    reviser.press("v")
    reviser.page.get_by_role("button", name="Translation to the segment after").click()
    reviser.eventually(lambda: reviser.texts[8][1] == "Der Chor singt am Sonntag.", "one sentence stays")
    assert reviser.texts[9][1] == "Er singt, wie jedes Jahr, im Dom. Das Update repariert den printer."
    assert [row[0] for row in reviser.texts[8:10]] == [
        "The choir sings in the cathedral on Sunday.",
        "The update repairs the printer.",
    ]
    reviser.press("u")
    reviser.eventually(lambda: reviser.keys == list(range(1, 16)), "u takes the move back")
    whole = "Der Chor singt am Sonntag. Er singt, wie jedes Jahr, im Dom."
    reviser.eventually(lambda: reviser.shown(9)[1] == whole, "and the page shows it")


def test_move_a_sentence_to_the_previous_segment_by_keys(reviser: Reviser) -> None:
    reviser.go_to(7)
    reviser.press("v")
    reviser.page.locator("dialog[open]").wait_for()
    reviser.press("1")
    reviser.eventually(
        lambda: ("Nobody was hurt.", "Weitere Auskünfte erteilt das Rathaus.") in [row[:2] for row in reviser.texts],
        "the addition goes to the omission",
    )


def test_realign_from_here(reviser: Reviser) -> None:
    """Accepted segments stay; what lies between them is aligned anew, from the same sentences."""
    before = reviser.texts
    reviser.go_to(10)
    reviser.press("a")
    reviser.wait_for_status(10, "accepted")
    reviser.go_to(5)
    revision = reviser.ask("/api/index")["revision"]
    reviser.press("R")
    reviser.page.locator("dialog[open]").wait_for()
    reviser.press("Enter")
    reviser.eventually(lambda: reviser.ask("/api/index")["revision"] > revision, "the result arrives")
    after = reviser.texts
    assert after[:4] == before[:4]
    assert after[-6:] == [(*before[9][:2], "accepted", ""), *before[10:]]
    for side in (0, 1):
        texts = [" ".join(" ".join(row[side] for row in rows).split()) for rows in (before, after)]
        assert texts[0] == texts[1]
