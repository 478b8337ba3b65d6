"""What the page calls done is done; saving, moved passages, many at once, what was changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import corpora
import pytest
from reviser import Reviser
from serving import Server

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment

Serve = Callable[..., Server]
OpenPage = Callable[..., Reviser]


def progress(reviser: Reviser) -> str:
    return reviser.page.locator("#progress-text").inner_text()


def edit(reviser: Reviser, key: int, text: str, *keys: str) -> None:
    reviser.start_edit(key)
    reviser.fill("target", text)
    reviser.press(*(keys or ("Control+Enter",)))


def test_an_edit_that_leaves_the_error_stays_open(reviser: Reviser) -> None:
    reviser.page.locator("#order-text").click()
    edit(reviser, 2, "Der Saal fasst 999 Personen.")
    reviser.eventually(lambda: reviser.current == 3, "Ctrl+Enter goes on to the next flagged segment")
    reviser.eventually(lambda: reviser.says("Segment 2 still has a flag"), "the page says that it is not done")
    assert "0 of 12" in progress(reviser)
    reviser.go_to(1)
    reviser.press("j")
    reviser.eventually(lambda: reviser.current == 2)
    reviser.press("a")
    reviser.eventually(lambda: "1 of 12" in progress(reviser), "accepted, it is done")
    assert reviser.row(2)["status"] == "edited"
    reviser.press("u")
    reviser.eventually(lambda: "0 of 12" in progress(reviser), "and u takes that back")


def test_done_is_said_when_it_is(reviser: Reviser) -> None:
    for key in range(3, 14):
        reviser.go_to(key)
        reviser.press("a")
        reviser.wait_for_status(key, "accepted")
    edit(reviser, 2, "Der Saal fasst 999 Personen.")
    reviser.eventually(lambda: reviser.says("being checked"), "not before the check has come back")
    reviser.eventually(lambda: "11 of 12" in progress(reviser))
    reviser.eventually(lambda: not reviser.row(2)["pending"])
    assert "All 12" not in progress(reviser)
    reviser.go_to(2)
    edit(reviser, 2, "Der Saal fasst 450 Personen.")
    reviser.eventually(lambda: "All 12" in progress(reviser), "the error is gone")


def test_progress_only_goes_forward(reviser: Reviser) -> None:
    assert "0 of 12" in progress(reviser)
    edit(reviser, 2, "Der Saal fasst 450 Personen.")
    reviser.eventually(lambda: "1 of 12" in progress(reviser), "an edit that clears the flag is work done")
    reviser.go_to(4)
    reviser.press("d", "d")
    reviser.eventually(lambda: "2 of 12" in progress(reviser), "so is a flag dismissed")


def test_saving_includes_what_is_being_checked(reviser: Reviser, town: Path) -> None:
    edit(reviser, 1, "Das Museum öffnet werktags um 1234.", "Control+s")
    reviser.eventually(lambda: reviser.says("Saved 15 segments"), "Ctrl+S in the editor saves both")
    assert reviser.page.locator("#save").inner_text() == "Saved"
    saved = Corpus.read(town)[0]
    assert saved.target == "Das Museum öffnet werktags um 1234."
    assert saved.flags, "with the flag that the check has found"
    reviser.page.wait_for_timeout(500)
    assert reviser.page.locator("#save").inner_text() == "Saved"


def test_a_save_tells_of_what_is_still_being_edited(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("a")
    reviser.wait_for_status(3, "accepted")
    reviser.start_edit(2)
    reviser.fill("target", "Der Saal")
    reviser.page.locator("#save").click()
    reviser.eventually(lambda: reviser.says("still being edited is not in it"))


def test_what_nobody_checked_says_so(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    path = tmp_path / "plain.tsv"
    path.write_text(
        "source\ttarget\nThe barn holds 40 cows.\tDer Stall fasst 70 Kühe.\nIt rains.\tEs regnet.\n", encoding="utf-8"
    )
    reviser = open_page(serve(path).address)
    reviser.eventually(lambda: "Not checked" in progress(reviser))
    assert reviser.page.locator("#progress").get_attribute("aria-valuenow") == "0"
    reviser.page.locator("#check").click()
    reviser.eventually(lambda: reviser.locate(1).locator("li.flag").count() > 0, "the check finds the number")
    reviser.eventually(lambda: "0 of 1" in progress(reviser))
    reviser.page.reload()
    reviser.wait_until_ready()
    reviser.eventually(lambda: "0 of 1" in progress(reviser), "it is remembered")


@pytest.fixture
def village(tmp_path: Path, serve: Serve, open_page: OpenPage) -> Reviser:
    def moved(*numbers: int) -> tuple[Flag, ...]:
        message = f"Moved: its counterpart is segment {', '.join(map(str, numbers))}"
        return (Flag("moved", "", "minor", 0.9, None, None, message),)

    segments = (
        Segment(1, Bead(0, 1, 0, 0), "The baker sings in the morning.", "", flags=moved(5, 6)),
        Segment(2, Bead(1, 2, 0, 0), "The smith is deaf.", "", flags=moved(5, 6)),
        Segment(3, Bead(2, 3, 0, 1), "It rains in the village.", "Im Dorf regnet es.", 0.9, 0.99),
        Segment(4, Bead(3, 4, 1, 2), "The well is full.", "Der Brunnen ist voll.", 0.9, 0.99),
        Segment(5, Bead(4, 4, 2, 3), "", "Der Bäcker singt am Morgen.", flags=moved(1, 2)),
        Segment(6, Bead(4, 4, 3, 4), "", "Der Schmied ist taub.", flags=moved(1, 2)),
    )
    path = tmp_path / "village.jsonl"
    Corpus(segments, corpora.SIGNATURE).write(path)
    return open_page(serve(path).address)


def test_a_moved_passage_has_one_flag_and_is_joined_as_a_whole(village: Reviser) -> None:
    assert village.chip("Moved").locator(".count").inner_text() == "1"
    assert "0 of 1" in progress(village)
    village.press("Home", "t")
    village.eventually(lambda: village.current == 5, "t goes to the counterpart")
    village.press("t")
    village.eventually(lambda: village.current == 1, "and back")
    assert "segments 5, 6" in village.locate(1).inner_text()
    village.press("b")
    village.eventually(lambda: village.shown_keys == [1, 2, 3, 4], "both sides come together")
    assert village.shown(2) == ("The smith is deaf.", "Der Schmied ist taub.")
    village.eventually(lambda: not any(village.row(key)["pending"] for key in (1, 2)), "they are checked")
    village.eventually(lambda: "left" not in progress(village), "and done where nothing is found")
    village.press("u")
    village.eventually(lambda: village.shown_keys == [1, 2, 3, 4, 5, 6], "one undo takes it back")
    assert village.problems == []


def test_any_two_segments_can_be_joined(village: Reviser) -> None:
    village.go_to(3)
    village.page.locator("#segments").focus()
    village.press("b")
    village.eventually(lambda: village.says("marked"))
    village.press("n")
    village.eventually(lambda: village.current == 4)
    village.press("b")
    village.eventually(lambda: village.shown_keys == [1, 2, 3, 5, 6])
    assert village.shown(3)[0] == "It rains in the village. The well is full."


def test_the_context_before_the_first_row_of_a_filter(reader: Reviser) -> None:
    reader.chip("Negation").click()
    reader.eventually(lambda: reader.shown_keys == [8])
    reader.eventually(lambda: reader.locate(8).locator(".context.before").count() == 1, "what stands before it")
    assert "Rathaus" in reader.locate(8).locator(".context.before").inner_text()


def test_the_caret_is_on_the_flagged_words(reviser: Reviser) -> None:
    reviser.start_edit(2)
    reviser.page.keyboard.type("450")
    assert reviser.draft("target") == "Der Saal fasst 450 Personen."
    area = reviser.editor("target")
    assert (area.get_attribute("lang"), area.evaluate("area => area.spellcheck")) == ("de", True)
    reviser.press("Control+Shift+Enter")
    reviser.wait_for_status(2, "edited")
    assert reviser.current == 2, "with Shift, the segment stays"


def test_the_caret_is_where_the_missing_words_belong(reviser: Reviser) -> None:
    reviser.start_edit(5)
    area = reviser.editor("target")
    place = len("Die Brücke ist gesperrt, der Verkehr nimmt die alte Straße")
    reviser.eventually(
        lambda: area.evaluate("area => area.selectionStart") == place, "behind the last word before them"
    )
    reviser.page.keyboard.type(" am Fluss entlang")
    assert reviser.draft("target").endswith("die alte Straße am Fluss entlang.")


def test_a_double_click_edits(reviser: Reviser) -> None:
    reviser.locate(3).locator(".text.source").dblclick()
    reviser.editor("source", 3).wait_for()
    assert reviser.page.evaluate("() => document.activeElement.className") == "text source"


def test_d_goes_on_and_a_held_key_decides_once(reviser: Reviser) -> None:
    reviser.go_to(2)
    reviser.press("d")
    reviser.eventually(lambda: reviser.current == 3, "d goes on")
    reviser.page.keyboard.down("a")
    for _ in range(5):
        reviser.page.keyboard.down("a")
    reviser.page.keyboard.up("a")
    reviser.wait_for_status(3, "accepted")
    assert [row[2] for row in reviser.texts].count("accepted") == 1
    reviser.go_to(5)
    reviser.press("J")
    reviser.eventually(lambda: reviser.current == 6, "J goes to the next that is to be decided")
    reviser.press("K", "K")
    reviser.eventually(lambda: reviser.current == 4, "K back, past none that is open")


def test_all_without_a_flag_are_accepted_and_taken_back(reviser: Reviser) -> None:
    reviser.press("A")
    reviser.eventually(lambda: [row[2] for row in reviser.texts].count("accepted") == 3, "1, 14 and 15")
    reviser.press("u")
    reviser.eventually(lambda: not any(row[2] for row in reviser.texts), "one undo")
    assert reviser.says("Several at once")


def test_all_flags_alike_are_dismissed(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    flag = Flag("untranslated", "accuracy/untranslated", "major", 0.8, (4, 10), (4, 10), "“laptop” is left in English.")
    segments = [
        Segment(n, Bead(n - 1, n, n - 1, n), "The laptop is new.", "Der laptop ist neu.", 0.9, 0.9, (flag,))
        for n in range(1, 5)
    ]
    path = tmp_path / "laptops.jsonl"
    Corpus(tuple(segments), corpora.SIGNATURE).write(path)
    reviser = open_page(serve(path).address)
    reviser.press("D")
    reviser.eventually(lambda: reviser.says("4 flags alike"))
    reviser.eventually(lambda: "All 4" in progress(reviser))
    reviser.press("u")
    reviser.eventually(lambda: "0 of 4" in progress(reviser), "one undo")


def test_going_to_a_number(reviser: Reviser) -> None:
    reviser.press("G")
    reviser.page.locator("dialog[open] input").fill("13")
    reviser.press("Enter")
    reviser.eventually(lambda: reviser.current == 13)


def test_nought_clears_where_the_page_says_so(reviser: Reviser) -> None:
    reviser.search("nothing like that")
    reviser.eventually(lambda: reviser.page.locator("#empty").is_visible())
    assert "Esc" in reviser.page.locator("#empty").inner_text()
    reviser.press("Escape")
    reviser.eventually(lambda: len(reviser.shown_keys) == 15)
    reviser.search("nothing like that")
    reviser.eventually(lambda: reviser.page.locator("#empty").is_visible())
    reviser.press("Enter", "0")
    reviser.eventually(lambda: len(reviser.shown_keys) == 15, "0 clears after the search was left")


def test_search_for_words_and_expressions(reader: Reviser) -> None:
    for query, found in (("bell please", [12, 14]), ("strasse", [5]), (r"/\b[0-9]{3}\b/", [2]), ('"das rathaus"', [7])):
        reader.search(query)
        reader.eventually(lambda found=found: reader.shown_keys == found, query)
        reader.eventually(
            lambda found=found: reader.page.locator("#hits").inner_text() == f"{len(found)} found", "the count"
        )
    reader.page.locator("#search").fill("")


def test_replacing_with_a_preview(reviser: Reviser) -> None:
    reviser.press("H")
    fields = reviser.page.locator("dialog[open] input[type=text]")
    fields.nth(0).fill("Bitte")
    fields.nth(1).fill("Freundlicherweise")
    boxes = reviser.page.locator("dialog[open] input[type=checkbox]")
    reviser.eventually(lambda: boxes.count() == 2, "two would change")
    assert reviser.page.locator("dialog[open] del").all_inner_texts() == ["Bitte", "Bitte"]
    boxes.nth(1).uncheck()
    reviser.press("Control+Enter")
    reviser.eventually(lambda: reviser.row(12)["target"] == "Freundlicherweise läuten.")
    assert reviser.row(14)["target"] == "Bitte klingeln."
    reviser.press("u")
    reviser.eventually(lambda: reviser.row(12)["target"] == "Bitte läuten.", "one undo")


def test_what_was_changed_is_shown_beside_the_original(reviser: Reviser) -> None:
    edit(reviser, 2, "Der Saal fasst 450 Personen.", "Control+Shift+Enter")
    reviser.eventually(lambda: reviser.locate(2).locator(".changes").count() == 1)
    assert reviser.locate(2).locator(".changes del").all_inner_texts() == ["540"]
    assert reviser.locate(2).locator(".changes ins").all_inner_texts() == ["450"]
    reviser.go_to(3)
    reviser.press("l")
    dialog = reviser.page.locator("dialog[open]")
    dialog.locator("del").wait_for()
    assert "1 edited" in dialog.inner_text()
    dialog.get_by_role("button", name="2", exact=True).click()
    reviser.eventually(lambda: reviser.current == 2, "the number leads there")


def test_the_history_says_what_was_done_and_undoes_up_to_there(reviser: Reviser) -> None:
    undo = reviser.page.locator("#undo")
    assert undo.get_attribute("aria-disabled") == "true"
    for key, press in ((2, "a"), (3, "x"), (5, "d")):
        reviser.go_to(key)
        reviser.press(press)
    reviser.eventually(lambda: "Flag dismissed" in (undo.get_attribute("title") or ""), "the button says what")
    assert undo.get_attribute("aria-disabled") == "false"
    reviser.press("y")
    steps = reviser.page.locator("dialog[open] li")
    steps.first.wait_for()
    assert [step.locator(".what").inner_text() for step in steps.all()] == [
        "Flag dismissed: segment 5",
        "Rejected: segment 3",
        "Accepted: segment 2",
    ]
    steps.nth(1).get_by_role("button").click()
    reviser.eventually(lambda: reviser.says("Undone: segment 3 (Rejected)"))
    assert [reviser.row(key)["status"] for key in (2, 3)] == ["accepted", ""]


def test_report_and_export_from_the_page(reviser: Reviser) -> None:
    reviser.press("E")
    links = reviser.page.locator("dialog[open] .downloads a")
    links.first.wait_for()
    for place, ending in enumerate(("html", "tmx")):
        with reviser.page.expect_download() as waiting:
            links.nth(place).click()
        assert waiting.value.suggested_filename == f"town.{ending}"


def test_every_button_says_what_it_does(reviser: Reviser) -> None:
    reviser.go_to(4)
    missing = """() => [...document.querySelectorAll('.bar button, .results button, .segment.current button')]
        .filter(button => !button.title).map(button => button.textContent)"""
    reviser.eventually(lambda: reviser.page.evaluate(missing) == [], "each has a tooltip")
    assert "left out of TMX" in (reviser.locate(4).get_by_role("button", name="Reject").get_attribute("title") or "")
    reviser.press("?")
    dialog = reviser.page.locator("dialog[open]")
    dialog.wait_for()
    assert dialog.evaluate("dialog => dialog.scrollTop") == 0
    assert "left out of TMX" in dialog.locator(".verdicts").inner_text()


def test_word_links_by_keyboard(reviser: Reviser) -> None:
    reviser.go_to(2)
    reviser.press("w")
    reviser.eventually(lambda: reviser.says("“The”"), "the first word and its counterpart")
    reviser.press("w")
    reviser.eventually(lambda: reviser.says("“hall”: “Saal”"))
    reviser.press("W")
    reviser.eventually(lambda: reviser.says("“The”"))


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_is_cut_or_hidden(town: Path, serve: Serve, browser: object, width: int, open_page: OpenPage) -> None:
    reviser = open_page(serve(town).address, width=width, height=844)
    reviser.go_to(4)
    assert reviser.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for name in ("undo", "redo", "help-button", "save", "search"):
        box = reviser.page.locator(f"#{name}").bounding_box()
        assert box is not None, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width, name


def test_the_page_speaks_german(town: Path, serve: Serve, open_page: OpenPage) -> None:
    """Its findings, too, and the report that is taken from it."""
    reviser = open_page(serve(town).address, locale="de-AT")
    assert reviser.page.evaluate("() => document.documentElement.lang") == "de"
    assert reviser.page.locator("#save").inner_text() == "Speichern"
    reviser.go_to(2)
    assert "Zahl" in reviser.locate(2).inner_text()
    assert "„450“ im Original ist „540“ in der Übersetzung" in reviser.locate(2).inner_text()
    reviser.press("a")
    reviser.eventually(lambda: reviser.says("Angenommen: Segment 2"))
    reviser.press("E")
    with reviser.page.expect_download() as waiting:
        reviser.page.locator("dialog[open] .downloads a").first.click()
    assert '<html lang="de"' in waiting.value.path().read_text("utf-8")


@pytest.mark.parametrize(("wanted", "words"), [("de", "Speichern"), ("en", "Save")])
def test_the_language_can_be_asked_for(town: Path, serve: Serve, open_page: OpenPage, wanted: str, words: str) -> None:
    reviser = open_page(serve(town, "--ui-lang", wanted).address, locale="en-GB" if wanted == "de" else "de-DE")
    assert reviser.page.locator("#save").inner_text() == words


def test_printing_shows_all_rows(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    path = tmp_path / "many.jsonl"
    corpora.write_many(path, 300)
    reviser = open_page(serve(path).address)
    reviser.page.evaluate(
        "() => { window.print = () => { window.printed = document.querySelectorAll('.segment').length } }"
    )
    reviser.press("Control+p")
    reviser.eventually(lambda: reviser.page.evaluate("() => window.printed === 300"), "all are in the page then")
    reviser.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    reviser.eventually(lambda: len(reviser.shown_keys) < 200, "and go again")
