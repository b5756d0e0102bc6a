"""An inspector's moves on the screens of one visit. What is named in words is named in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

PERSONS, RECTANGLES = "persons_slept_last_night", "room_rectangles"
NO_ANNEXE = "sanitary_annexe_rectangles"


@dataclass
class Visit:
    page: Page
    insp: str

    @classmethod
    def begin(cls, page: Page) -> Self:
        """An unannounced visit to the one facility that the tablet knows."""
        go(page, "start")
        page.get_by_role("main").get_by_role("list").get_by_role("button").first.click()
        page.get_by_role("radio", name="Unannounced").check()
        page.get_by_role("button", name="Begin the visit").click()
        expect(page.get_by_role("heading", name="Rooms", exact=True)).to_be_visible()
        return cls(page, page.url.split("#/visit/")[1].split("/")[0])

    def on(self, page: Page) -> Self:
        """The same visit after the browser was started again."""
        return type(self)(page, self.insp)

    def see(self, where: str, heading: str | re.Pattern[str] | None = None) -> None:
        go(self.page, f"visit/{self.insp}/{where}")
        if heading is not None:
            expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    # Rooms ------------------------------------------------------------------------------------

    def open_room(self, number: str) -> Locator:
        """By its number, as one who stands before the door would."""
        page = self.page
        self.see("rooms", "Rooms")
        page.get_by_role("searchbox", name="Room number").fill(number)
        page.get_by_role("link", name=re.compile(rf"No\. {re.escape(number)}\b")).click()
        room = page.get_by_role("article", name=re.compile(rf"\b{re.escape(number)}$"))
        expect(room).to_be_visible()
        expect(self.question("call_bell")).to_be_attached()
        return room

    def measure(self, persons: int, length: str, width: str) -> None:
        """The open room: who slept, how large it is, and that there is no washing corner."""
        self.type_in(PERSONS, str(persons))
        self.field(RECTANGLES, "Length").fill(length)
        self.field(RECTANGLES, "Width").fill(width)
        self.expect_tick(RECTANGLES)
        self.question(NO_ANNEXE).get_by_role("button", name="There is none").click()
        self.expect_tick(NO_ANNEXE)

    @property
    def figure(self) -> Locator:
        """Space, persons, what each has, and the level."""
        return self.page.get_by_role("region", name="Space for each person")

    def add_room(self, number: str) -> None:
        """One that the register does not know, by what stands on its door."""
        self.see("rooms", "Rooms")
        self.page.get_by_role("button", name="Add a room").click()
        sheet = self.page.get_by_role("dialog", name="Add a room")
        sheet.get_by_label("Number").fill(number)
        sheet.get_by_role("button", name="Save").click()
        expect(self.page.get_by_role("article", name=re.compile(re.escape(number)))).to_be_visible()

    # Questions --------------------------------------------------------------------------------

    def question(self, name: str) -> Locator:
        return self.page.locator(f'[data-input="{name}"]')

    def field(self, name: str, label: str | None = None) -> Locator:
        box = self.question(name)
        return box.get_by_role("textbox").first if label is None else box.get_by_label(label).first

    def type_in(self, name: str, text: str) -> None:
        """Types, and waits for the tick."""
        self.field(name).fill(text)
        self.expect_tick(name)

    def choose(self, name: str, option: str) -> None:
        self.question(name).get_by_role("radio", name=option, exact=True).check()
        self.expect_tick(name)

    def expect_tick(self, name: str) -> None:
        expect(self.question(name).get_by_text("Saved", exact=True)).to_be_attached()

    # Evidence ---------------------------------------------------------------------------------

    def photograph(self, name: str) -> None:
        """With the camera inside the page."""
        self.question(name).get_by_role("button", name="Photo", exact=True).click()
        camera = self.page.get_by_role("dialog", name="Camera")
        before = self.question(name).locator("a").count()
        camera.get_by_role("button", name="Take the photograph").click()
        expect(camera.get_by_role("status")).to_contain_text("1 photo")
        camera.get_by_role("button", name="Done").click()
        expect(self.question(name).locator("a")).to_have_count(before + 1)

    def note(self, words: str) -> None:
        self.see("notes", "Notes")
        self.page.get_by_label("A note").fill(words)
        self.page.get_by_role("button", name="Add the note").click()
        expect(self.page.get_by_role("article").filter(has_text=words)).to_be_visible()

    # Remarks ----------------------------------------------------------------------------------

    def remark(self, words: str) -> Locator:
        """Of a supervisor, where it stands on the open screen; the innermost of its frames."""
        return self.page.get_by_role("article").filter(has_text=words).last

    def reply(self, remark: str, words: str) -> None:
        thread = self.remark(remark)
        thread.get_by_role("button", name="Reply").click()
        thread.get_by_label("Your reply").fill(words)
        thread.get_by_role("button", name="Record the reply").click()
        expect(thread.get_by_text("Answered", exact=True)).to_be_visible()

    # The team ---------------------------------------------------------------------------------

    def name_on_team(self, code: str) -> None:
        self.see("team", "Team")
        self.page.get_by_label("A colleague's code").fill(code)
        self.page.get_by_role("button", name="Add to the team").click()
        expect(self.page.get_by_role("listitem").filter(has_text=code)).to_be_visible()

    # Sign-off ---------------------------------------------------------------------------------

    def sign(self) -> None:
        self.see("sign", "Sign-off")
        mine = self.page.get_by_role("region", name="The inspector")
        draw(mine.locator("canvas"))
        mine.get_by_role("button", name="Sign", exact=True).click()
        expect(mine.get_by_text("Signed", exact=True)).to_be_visible()

    def head_refuses(self, objections: str) -> None:
        theirs = self.page.get_by_role("region", name="The head of the facility")
        theirs.get_by_role("radio", name="Refuses to sign").check()
        theirs.get_by_label(re.compile("^Objections")).fill(objections)
        theirs.get_by_role("button", name="Record the refusal").click()
        expect(theirs.get_by_text("Refused to sign", exact=True)).to_be_visible()

    def submit(self) -> None:
        self.page.get_by_role("button", name="Submit", exact=True).click()
        sheet = self.page.get_by_role("dialog", name="Submit")
        sheet.get_by_role("button", name="Submit", exact=True).click()
        expect(self.page.get_by_text("Submitted", exact=True)).to_be_visible()

    # Figures ----------------------------------------------------------------------------------

    def score_shown(self) -> str:
        """The words of the rating's card on the score page, once they know all that is recorded."""
        self.see("score", "Score")
        card = self.page.get_by_role("main").get_by_role("region").first
        expect(card).to_contain_text("of 100")
        return card.inner_text()

    def scored(self) -> Any:
        """The newest whole assessment that the tablet's scoring gave; see `HEAR_SCORES`."""
        return self.page.evaluate("window.scoredHere ?? null")


# Hears what the scoring worker tells the screens, exact to the last digit; changes nothing.
HEAR_SCORES = """
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({ data }) => {
      if (data.kind === 'scored') window.scoredHere = data.document;
    });
  }
};
"""


def go(page: Page, path: str) -> None:
    """Within the app: nothing is loaded anew."""
    page.goto(f"{page.url.split('#')[0]}#/{path}")


def draw(canvas: Locator) -> None:
    """A stroke of a pen, as one signs or marks."""
    # To the middle: at an edge the bars of a phone would lie over it.
    canvas.evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    size = canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    mouse = canvas.page.mouse
    for at, (x, y) in enumerate([(0.2, 0.6), (0.3, 0.3), (0.4, 0.7), (0.5, 0.3), (0.6, 0.7)]):
        # Finds the place anew each time, once it stands still and nothing lies over it.
        canvas.hover(position={"x": x * size[0], "y": y * size[1]})
        if at == 0:
            mouse.down()
    mouse.up()


# As the tablet's own disk says it, whatever the screens show.
UNSENT = """
() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('insp-outbox');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const kept = asked.result.transaction('env').objectStore('env').index('st').count(0);
    kept.onsuccess = () => { asked.result.close(); resolve(kept.result); };
  };
})
"""


def exchange_once(page: Page) -> None:
    """On the sync page: asks for an exchange, and waits until that one came to its end.

    The button says so from the touch to the end, whatever the screen said of an exchange before.
    """
    exchange = page.get_by_role("button", name="Exchange now")
    exchange.click(timeout=60_000)
    expect(exchange).to_be_enabled(timeout=60_000)


def wait_until_sent(page: Page) -> None:
    """Until no record is left that the server did not acknowledge; asks for the exchange meanwhile."""
    go(page, "sync")
    for _ in range(60):
        if page.evaluate(UNSENT) == 0:
            return
        exchange_once(page)
    raise AssertionError("records are left that the server did not acknowledge")


def expect_sent(page: Page) -> None:
    """Everything is on the server, files as well, and the tablet says so."""
    wait_until_sent(page)
    page.get_by_role("button", name="Exchange now").click(timeout=60_000)
    expect(page.get_by_text("Everything is sent", exact=True)).to_be_visible(timeout=60_000)
