"""From the cell to the reader: one inspects, one returns it, another approves and publishes, one reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.cast import COLLEAGUE_PASSWORD, Cast, Story
from tests.e2e.conftest import MakeTablet
from tests.e2e.desk import PRINTING_MS, Desk
from tests.e2e.office import Office
from tests.e2e.portal_reader import PortalReader, bare, told_in
from tests.e2e.tablet_in_browser import ARGUMENTS, chromium
from tests.e2e.visit import RECTANGLES, Visit, expect_sent, go
from tests.publication.reading import pdf_text

pytestmark = pytest.mark.xdist_group("browser")

SPACE = "SP01"
FREE_NAME = "Saparov corner"
ON_ANSWER = "Was the bed inside this rectangle?"
ON_FINDING = "Does anybody live in this cell?"
REPLY = "Four people, we woke them."
WAIVED = "Two of us read the tape."
WRONG = "The length was read from the wrong wall."
WORDS = (FREE_NAME, ON_ANSWER, ON_FINDING, REPLY, WAIVED, WRONG)
"""What inspectors and office wrote; none of it is cleared for the public."""
OWN = "You recorded in this inspection or are on its team"


@pytest.fixture
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Of everybody who sits at a desk or at home, each in a context of their own."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def story(office: Office, make_tablet: MakeTablet, browser: Browser) -> Story:
    """The tablet is let in and the visit begun."""
    cast = Cast.of(office)
    tablet = make_tablet()
    tablet.enrol(office.invitation(cast.inspector.code))
    tablet.wait_until_ready()
    return Story(office, browser, cast, Visit.begin(tablet.page))


def test_a_visit_is_returned_mended_approved_published_read_and_withdrawn(
    story: Story, tmp_path: Path
) -> None:
    an_inspector_hands_it_in(story)
    first = Desk.log_in(story.browser, story.office, story.cast.supervisor.login)
    a_supervisor_opens_it_to_the_ground(story, first)
    a_supervisor_returns_it(story, first)
    the_inspector_mends_it(story)
    nothing_is_public_before_the_approval(story, first)
    who_is_on_the_team_does_not_review(story)
    head = Desk.log_in(story.browser, story.office, story.cast.head.login)
    another_supervisor_approves(story, head)
    what_comes_later_changes_nothing(story, head)
    code = it_is_published(story, head)
    reader = PortalReader.open(story.browser, story.office.address)
    the_public_reads_it(story, reader)
    report = the_public_takes_it_along(reader, tmp_path)
    it_is_withdrawn(story, head, reader, code, report)
    assert set(reader.found_of([code])) == {code}  # it sees what there is
    assert reader.found_of([*story.names, *WORDS]) == {}


def an_inspector_hands_it_in(story: Story) -> None:
    """Two rooms, one of them too small; a photograph, a colleague on the team, the signature."""
    visit = story.visit
    visit.open_room("1-01")
    visit.measure(4, "4.20", "2.50")
    expect(visit.figure).to_contain_text("Level 0")
    visit.photograph("call_bell")
    visit.add_room(FREE_NAME)
    visit.measure(2, "4.20", "2.50")
    expect(visit.figure).to_contain_text("Level 3")
    visit.name_on_team(story.cast.colleague.code)
    visit.sign()
    visit.submit()
    expect_sent(visit.page)


def a_supervisor_opens_it_to_the_ground(story: Story, desk: Desk) -> None:
    """From what waits to the reading, its author, the tablet and both clocks."""
    waits = desk.section("Waiting for you")
    expect(waits).to_contain_text("waits for review")
    waits.locator(f'a[href="{story.path}/review"]').click()
    desk.expect_accessible()
    desk.go_to("Result")
    desk.follow_to(f"/findings/{SPACE}")
    expect(desk.main).to_contain_text("2.63 m²")
    place = desk.main.locator("details[open]")
    expect(place.locator("summary")).to_contain_text("1-01")
    reading = place.get_by_role("row").filter(has_text="4.2")
    expect(reading).to_contain_text(f"{story.cast.inspector.shown_name}, ")
    expect(reading).to_contain_text("tablet's clock")
    expect(reading).to_contain_text("server's clock")
    desk.expect_fits_the_smallest_phone()


def a_supervisor_returns_it(story: Story, desk: Desk) -> None:
    """Refused while words are missing, and while remarks stand open; then it goes back."""
    desk.see(f"{story.path}/review/approval")
    missing = desk.waivable()
    assert any(SPACE in one for one in missing)
    desk.approve({})
    desk.expect_refused(f"not approved: matters still in the way: {len(missing)}.")

    desk.see(f"{story.path}/findings/{SPACE}")
    desk.begin_remark(f"field=answer.{RECTANGLES}")
    expect(desk.main).to_contain_text("Recorded there now")
    desk.write_remark(ON_ANSWER)
    desk.see(f"{story.path}/findings/{SPACE}")
    desk.begin_remark(f"entity=room%3A{room_of(story)}&criterion={SPACE}")
    desk.write_remark(ON_FINDING)
    desk.expect_accessible()

    desk.see(f"{story.path}/review/approval")
    expect(desk.main).to_contain_text("Cannot be approved yet")
    expect(desk.obstacles("2 remarks without an answer")).to_have_count(2)
    expect(desk.main.get_by_role("button", name="Approve and freeze")).to_have_count(0)
    assert all(one in desk.main.inner_text() for one in (ON_ANSWER, ON_FINDING, *missing))

    desk.see(f"{story.path}/review")
    desk.press("Return the inspection")
    expect(desk.main.get_by_role("row").filter(has_text="Returned to the team")).to_be_visible()
    desk.expect_accessible()


def room_of(story: Story) -> str:
    """The id of the room that is too small."""
    story.visit.open_room("1-01")
    return story.visit.page.url.split("/room/")[1].split("?")[0]


def the_inspector_mends_it(story: Story) -> None:
    """The remarks stand beside what they are about; one is answered by measuring, one in words."""
    visit = story.visit
    expect_sent(visit.page)
    go(visit.page, "today")
    expect(visit.page.get_by_text("2 of 2 remarks open")).to_be_visible()
    visit.open_room("1-01")
    expect(visit.question(RECTANGLES).get_by_text(ON_ANSWER)).to_be_visible()
    visit.field(RECTANGLES, "Length").fill("4.10")
    visit.expect_tick(RECTANGLES)
    expect(visit.remark(ON_ANSWER).get_by_text("Changed since")).to_be_visible()
    visit.see(f"score/criterion/{SPACE}")
    visit.reply(ON_FINDING, REPLY)
    visit.sign()
    visit.submit()
    expect_sent(visit.page)


def nothing_is_public_before_the_approval(story: Story, desk: Desk) -> None:
    desk.see(story.path)
    expect(desk.part("Review")).to_be_visible()
    expect(desk.part("Publication")).to_have_count(0)
    assert desk.see(f"{story.path}/publication") == 409
    expect(desk.main).to_contain_text("This inspection has no approved result: approve it first.")


def who_is_on_the_team_does_not_review(story: Story) -> None:
    """Who wrote in it cannot become a supervisor; who was only named on the team can, and may not."""
    cast = story.cast
    administrator = Desk.log_in(story.browser, story.office, "administrator")
    for person in (cast.inspector, cast.colleague):
        administrator.see(f"/administration/users/{person.code}")
        administrator.main.get_by_role("radio", name=re.compile("^supervisor")).check()
        administrator.press("Save")
        if person is cast.inspector:
            stays = f"Account {person.code} has recorded findings on tablets, so its role stays"
            administrator.expect_refused(stays)
    expect(administrator.main.get_by_role("status")).to_contain_text("The account is changed.")

    own = Desk.log_in(story.browser, story.office, cast.colleague.login, COLLEAGUE_PASSWORD)
    own.see(f"{story.path}/review")
    expect(own.main).to_contain_text(OWN)
    expect(own.main.get_by_role("link", name="To the approval")).to_have_count(0)
    assert own.see(f"{story.path}/review/remark?criterion={SPACE}") == 403
    own.expect_refused(f"{OWN}: another supervisor must review it.")


def another_supervisor_approves(story: Story, desk: Desk) -> None:
    desk.see(f"{story.path}/review")
    expect(desk.thread(ON_ANSWER)).to_contain_text("the answer is another by now")
    expect(desk.thread(ON_FINDING)).to_contain_text("answered by the team")
    expect(desk.thread(ON_FINDING)).to_contain_text(REPLY)
    desk.follow("To the approval")
    missing = desk.waivable()
    assert missing
    desk.approve(dict.fromkeys(missing, WAIVED))
    approved = desk.section("Approved")
    expect(approved).to_contain_text(f"By {story.cast.head.shown_name}")
    expect(desk.main.get_by_role("row").filter(has_text=WAIVED)).to_contain_text(SPACE)
    approved.get_by_text("What proves it").click()
    expect(approved).to_contain_text(story.approval().document_sha256)
    desk.expect_accessible()
    desk.expect_fits_the_smallest_phone()


def what_comes_later_changes_nothing(story: Story, desk: Desk) -> None:
    visit, frozen = story.visit, story.approval().document_sha256
    expect_sent(visit.page)
    visit.see("rooms", "Rooms")
    expect(visit.page.get_by_text("kept as an addendum")).to_be_visible()
    visit.open_room("1-01")
    visit.type_in("persons_slept_last_night", "1")
    expect_sent(visit.page)
    desk.see(f"{story.path}/review")
    expect(desk.main).to_contain_text("1 record arrived after the approval")
    later = desk.main.get_by_role("row").filter(has_text="1-01").filter(has_text="persons")
    expect(later.get_by_role("cell").nth(1)).to_contain_text("4")
    assert story.approval().document_sha256 == frozen
    desk.see(f"{story.path}/findings/{SPACE}")
    expect(desk.main).to_contain_text("2.56 m²")


def it_is_published(story: Story, desk: Desk) -> str:
    """With nothing cleared, after both editions were compared; the code it is known by."""
    desk.see(f"{story.path}/publication")
    rooms = desk.main.get_by_role("row").filter(has_text=FREE_NAME)
    expect(rooms.get_by_role("cell").nth(0)).to_contain_text(FREE_NAME)
    expect(rooms.get_by_role("cell").nth(1)).not_to_contain_text(FREE_NAME)
    desk.publish(has_compared=False)
    desk.expect_refused("It was not said that both editions were compared")
    desk.publish()
    expect(desk.public_pdfs()).to_have_count(3, timeout=PRINTING_MS)
    desk.expect_accessible()
    for language in ("Қазақша", "Русский", "English"):
        desk.see(f"{story.path}/review")
        assert bare(FREE_NAME) in told_in(pdf_text(desk.printed(language)))  # the full edition
    desk.see(f"{story.path}/publication")
    title = desk.main.get_by_role("heading", name=re.compile("^Revision 1: ")).inner_text()
    return title.removeprefix("Revision 1: ")


def the_public_reads_it(story: Story, reader: PortalReader) -> None:
    """Found by region and by search; what is wrong, and for whom, in plain words."""
    cast = story.cast
    reader.follow(cast.region, reader.main.get_by_role("table").last)
    reader.follow(cast.facility)
    found = reader.page.url
    reader.start()
    reader.search(cast.facility.removeprefix("DEMO · ").split()[0])
    reader.follow(cast.facility)
    assert reader.page.url == found
    reader.follow("Read the whole result")
    plain = reader.main.get_by_role("region", name="The result in plain words")
    expect(plain).to_contain_text(re.compile(r"seriously wrong[\s\S]+Rating:"))
    worst = reader.main.locator(f'li:has(a[href$="/criteria/{SPACE}"])').first
    for asked in ("What should be:", "What was found:", "Whom it touches:", "Source:"):
        expect(worst).to_contain_text(asked)
    expect(reader.main).to_contain_text("1 entry reached the office after the approval.")


def the_public_takes_it_along(reader: PortalReader, folder: Path) -> Path:
    """All that is offered. The Kazakh PDF is genuine; with one byte changed it is none of ours."""
    taken = {file.name: file for file in reader.take_along(folder)}
    assert {"kk.pdf", "ru.pdf", "en.pdf"} < taken.keys()
    assert len(taken) == 5
    report = taken["kk.pdf"]
    page, content = reader.page.url, report.read_bytes()
    expect(reader.check(report)).to_contain_text("Genuine, and in force")
    forged = report.with_name("forged.pdf")
    forged.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    expect(reader.check(forged)).to_contain_text("Not a file of ours")
    reader.page.goto(page)
    reader.take_in()
    return report


def it_is_withdrawn(
    story: Story, desk: Desk, reader: PortalReader, code: str, report: Path
) -> None:
    """Its address says so and tells nothing else; a copy is still known as genuine."""
    assert reader.page.url.endswith(code)
    pdf = reader.pdf_address("Қазақша")
    desk.see(f"{story.path}/publication")
    desk.withdraw("A figure or a finding was wrong", WRONG)
    expect(desk.main).to_contain_text(WRONG)
    desk.expect_accessible()

    assert reader.see_again() == 410
    expect(reader.main.get_by_role("heading", level=1)).to_have_text("This report was withdrawn")
    when_and_why = re.compile(r"Withdrawn on .*20\d\d.*: figures were wrong\.")
    expect(reader.main).to_contain_text(when_and_why)
    expect(reader.main).to_contain_text(code)
    gone = reader.page.request.get(pdf)
    assert gone.status == 410
    assert b"%PDF-" not in gone.body()
    expect(reader.check(report)).to_contain_text("Genuine, but withdrawn")
