"""What the drawings show. Plain shapes on a canvas of 1280 x 960 pixels."""

from __future__ import annotations

from PIL import ImageFont
from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1280, 960
_BACK = (330, 190, 950, 610)
"""The wall opposite the door; floor, ceiling and side walls run from it to the edges."""
_LINE = "#5a564d"
_BUNK, _MATTRESS = "#4d5a66", "#b9c3c9"
_METAL = "#8a9096"


def room(canvas: ImageDraw, beds: int, window: int, damp: int) -> None:
    """`beds`: places on bunks of two tiers, a single one lower; `window`: none, light, bright."""
    _walls(canvas, "#c9c2b2" if window else "#a39d90")
    _bulb(canvas)
    if window:
        _window(canvas, 560, 250, 160, 150, bright=window == 2)
    _door_frame(canvas)
    if damp:
        _stains(canvas)
    if beds == 1:
        _bunk(canvas, 300, 690, 270, 1)
    else:
        columns = (beds + 3) // 4
        for number in range((beds + 1) // 2):
            side, row = number % 2, number // 2
            depth = 210 - row * (120 // max(1, columns))
            x = 60 + row * 130 if side == 0 else WIDTH - 60 - depth - row * 130
            _bunk(canvas, x, 800 - row * 70, depth, 2)


def toilet(canvas: ImageDraw, partition: int) -> None:
    """0 none, 1 curtain, 2 half height, 3 a screen of full height, 4 a wall with a door."""
    _walls(canvas, "#cfd2cc")
    _bulb(canvas)
    canvas.rectangle((560, 470, 720, 610), fill="#eef0ee", outline=_LINE, width=4)
    canvas.ellipse((575, 560, 705, 660), fill="#f6f7f6", outline=_LINE, width=4)
    canvas.rectangle((760, 380, 850, 430), fill="#e6e8e6", outline=_LINE, width=4)
    if partition == 1:
        for x in range(470, 860, 26):
            canvas.rectangle((x, 260, x + 22, 650), fill="#7d8f86", outline="#64746c")
    elif partition == 2:
        canvas.rectangle((450, 470, 870, 680), fill="#9a8f7c", outline=_LINE, width=5)
    elif partition == 3:
        canvas.rectangle((450, 250, 870, 690), fill="#9a8f7c", outline=_LINE, width=5)
    elif partition == 4:
        canvas.rectangle((420, 130, 900, 700), fill="#b8ae9b", outline=_LINE, width=5)
        canvas.rectangle((570, 270, 740, 700), fill="#7c6f58", outline=_LINE, width=5)
        canvas.ellipse((708, 480, 728, 500), fill=_METAL)


def entrance(canvas: ImageDraw, way: int) -> None:
    """0 steps, 1 a bare ramp, 2 a ramp with edges and handrails, 3 level."""
    canvas.rectangle((0, 0, WIDTH, 720), fill="#bcd0dc")
    canvas.rectangle((140, 120, 1140, 720), fill="#c6b9a3", outline=_LINE, width=5)
    canvas.rectangle((0, 720, WIDTH, HEIGHT), fill="#a7a08f")
    sill = 720 if way == 3 else 600
    canvas.rectangle((560, sill - 330, 740, sill), fill="#5f5342", outline=_LINE, width=5)
    if way == 0:
        for step in range(4):
            canvas.rectangle(
                (530 - step * 25, sill + step * 30, 770 + step * 25, sill + 30 + step * 30),
                fill="#94907f", outline=_LINE, width=3,
            )  # fmt: skip
    elif way in (1, 2):
        canvas.polygon((740, sill, 560, sill, 560, 720, 1120, 720), fill="#94907f", outline=_LINE)
        if way == 2:
            canvas.line((740, sill - 90, 1120, 630), fill="#3f4a55", width=9)
            for x in range(760, 1121, 90):
                y = sill + (x - 740) * 120 // 380
                canvas.line((x, y, x, y - 90), fill="#3f4a55", width=6)


def camera(canvas: ImageDraw, is_working: int) -> None:
    _walls(canvas, "#c4c6bd")
    _bulb(canvas)
    canvas.rectangle((600, 150, 700, 205), fill="#e3e5e7", outline=_LINE, width=4)
    canvas.ellipse((575, 155, 620, 200), fill="#1d2124", outline=_LINE, width=4)
    canvas.line((650, 150, 650, 100), fill=_METAL, width=12)
    colour = "#2f9e44" if is_working else "#4a4a4a"
    canvas.ellipse((676, 168, 690, 182), fill=colour)
    for x in (120, 1010):
        canvas.rectangle((x, 330, x + 150, 760), fill="#6d6455", outline=_LINE, width=5)


def yard(canvas: ImageDraw, is_sheltered: int) -> None:
    canvas.rectangle((0, 0, WIDTH, 420), fill="#b7cfde")
    canvas.rectangle((0, 420, WIDTH, HEIGHT), fill="#b3a88f")
    canvas.rectangle((0, 260, WIDTH, 520), fill="#a59d8d", outline=_LINE, width=4)
    for x in range(0, WIDTH, 40):
        canvas.line((x, 250, x, 40), fill=_METAL, width=4)
    for y in range(50, 250, 50):
        canvas.line((0, y, WIDTH, y), fill=_METAL, width=3)
    canvas.rectangle((420, 640, 860, 680), fill="#7a6448", outline=_LINE, width=4)
    if is_sheltered:
        canvas.polygon((330, 420, 950, 420, 1010, 350, 270, 350), fill="#6c7a80", outline=_LINE)
        for x in (360, 900):
            canvas.rectangle((x, 420, x + 20, 720), fill="#59636a")


def kitchen(canvas: ImageDraw, variant: int) -> None:
    _walls(canvas, "#d6d8d2")
    _bulb(canvas)
    canvas.rectangle((120, 560, 760, 800), fill="#a9afb3", outline=_LINE, width=5)
    for x in range(200, 700, 180):
        canvas.ellipse((x, 500, x + 140, 590), fill="#7e868b", outline=_LINE, width=5)
    canvas.rectangle((860, 360, 1080, 800), fill="#eceeee", outline=_LINE, width=5)
    canvas.line((860, 520 + 40 * variant, 1080, 520 + 40 * variant), fill=_LINE, width=5)


def notice(canvas: ImageDraw, variant: int) -> None:
    canvas.rectangle((0, 0, WIDTH, HEIGHT), fill="#d3cec0")
    canvas.rectangle((240, 150, 1040, 760), fill="#8a6f4a", outline=_LINE, width=10)
    for row in range(2):
        for column in range(3 + variant):
            x, y = 290 + column * 185, 200 + row * 270
            canvas.rectangle((x, y, x + 150, y + 220), fill="#f7f6f1", outline=_LINE, width=3)
            for line in range(y + 30, y + 200, 22):
                canvas.line((x + 15, line, x + 135, line), fill="#9b978c", width=4)


def thermometer(canvas: ImageDraw, degrees: int) -> None:
    canvas.rectangle((0, 0, WIDTH, HEIGHT), fill="#c7c0b0")
    canvas.rounded_rectangle((390, 260, 890, 660), 40, fill="#f1f2f0", outline=_LINE, width=8)
    canvas.rectangle((440, 320, 840, 560), fill="#c9d6c3", outline=_LINE, width=4)
    canvas.text((500, 350), f"{degrees} °C", fill="#20302a", font=ImageFont.load_default(120))


def corridor(canvas: ImageDraw, _variant: int) -> None:
    _walls(canvas, "#bdb7a8")
    _bulb(canvas)
    for x in (60, 1090):
        canvas.rectangle((x, 360, x + 130, 800), fill="#6d6455", outline=_LINE, width=5)
    canvas.rectangle((570, 330, 710, 610), fill="#57504a", outline=_LINE, width=5)


def _walls(canvas: ImageDraw, wall: str) -> None:
    left, top, right, bottom = _BACK
    canvas.polygon((0, 0, left, top, left, bottom, 0, HEIGHT), fill="#b5ae9e", outline=_LINE)
    canvas.polygon(
        (WIDTH, 0, right, top, right, bottom, WIDTH, HEIGHT), fill="#aba493", outline=_LINE
    )
    canvas.polygon((0, 0, WIDTH, 0, right, top, left, top), fill="#dedacf", outline=_LINE)
    canvas.polygon((0, HEIGHT, WIDTH, HEIGHT, right, bottom, left, bottom), fill="#8b7d68",
                   outline=_LINE)  # fmt: skip
    canvas.rectangle(_BACK, fill=wall, outline=_LINE, width=3)


def _bulb(canvas: ImageDraw) -> None:
    canvas.line((640, 0, 640, 110), fill=_LINE, width=4)
    canvas.ellipse((618, 105, 662, 152), fill="#fff4c2", outline=_LINE, width=3)


def _window(canvas: ImageDraw, x: int, y: int, width: int, height: int, bright: bool) -> None:
    pane = "#e8f4fb" if bright else "#9fb3bd"
    canvas.rectangle((x, y, x + width, y + height), fill=pane, outline=_LINE, width=6)
    for bar in range(x + 25, x + width, 30):
        canvas.line((bar, y, bar, y + height), fill="#4a4f55", width=6)


def _door_frame(canvas: ImageDraw) -> None:
    canvas.rectangle((0, 0, 22, HEIGHT), fill="#4f463a")
    canvas.rectangle((WIDTH - 22, 0, WIDTH, HEIGHT), fill="#4f463a")


def _bunk(canvas: ImageDraw, x: int, floor: int, length: int, tiers: int) -> None:
    height = length * 2 // 3
    for tier in range(tiers):
        y = floor - 40 - tier * height * 3 // 5
        canvas.rectangle((x, y - 26, x + length, y), fill=_MATTRESS, outline=_LINE, width=3)
        canvas.rectangle((x + 8, y - 40, x + length // 4, y - 20), fill="#e9e7df", outline=_LINE)
        canvas.rectangle((x, y, x + length, y + 10), fill=_BUNK)
    for post in (x, x + length - 10):
        canvas.rectangle((post, floor - 60 - (tiers - 1) * height * 3 // 5, post + 10, floor),
                         fill=_BUNK)  # fmt: skip


def _stains(canvas: ImageDraw) -> None:
    for x, y, size in ((350, 520, 90), (420, 560, 70), (840, 210, 100), (900, 260, 60)):
        canvas.ellipse((x, y, x + size, y + size // 2), fill="#7f7d66")
        canvas.ellipse((x + 12, y + 8, x + size - 12, y + size // 2 - 8), fill="#6a6a55")
