"""A drawn signer before a plain wall, for screenshots like the real thing: head, plain top, moving hands.

One loop of hand movements; nobody's picture, and no language's signs.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.e2e.pictures import FPS, FRAMES, HEIGHT, WIDTH

Colour = tuple[int, int, int]
Point = tuple[float, float]
Image = NDArray[np.uint8]
SHARP = 4
"""Drawn this many times as finely as shown, in powers of two, so that edges are smooth: `cv2`'s `shift`."""


@dataclass(frozen=True)
class Signer:
    """Colours as RGB."""

    wall: Colour
    top: Colour
    skin: Colour
    hair: Colour
    long_hair: bool


CALLER = Signer((214, 218, 212), (38, 70, 83), (224, 172, 138), (44, 34, 30), False)
COUNSELOR = Signer((196, 209, 224), (33, 37, 48), (233, 190, 160), (58, 40, 32), True)


def write_y4m(path: Path, signer: Signer) -> Path:
    """Two seconds as YUV4MPEG2 (4:2:0, BT.601), which Chromium repeats for ever."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(FRAMES):
            file.write(b"FRAME\n")
            image = _noisy(_drawn(signer, 2 * math.pi * number / FRAMES), number)
            file.write(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420).tobytes())
    return path


def _noisy(image: Image, number: int) -> Image:
    """A camera's own grain, without which the encoder has nothing to do."""
    grain = np.random.default_rng(number).normal(0, 2.5, (HEIGHT, WIDTH, 1))
    return np.clip(image + grain, 0, 255).astype(np.uint8)


def _drawn(signer: Signer, turn: float) -> Image:
    image = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    light = np.linspace(1.03, 0.9, HEIGHT)[:, None, None]
    image[:] = np.clip(np.array(signer.wall) * light, 0, 255).astype(np.uint8)
    _hair_behind(image, signer)
    _body(image, signer)
    _head(image, signer, turn)
    for side in (-1, 1):
        _arm(image, signer, side, turn)
    return image


def _hair_behind(image: Image, signer: Signer) -> None:
    if signer.long_hair:
        _ellipse(image, (320, 175), (88, 118), signer.hair)


def _body(image: Image, signer: Signer) -> None:
    shoulders = [
        (196, 480),
        (206, 330),
        (236, 288),
        (292, 268),
        (348, 268),
        (404, 288),
        (434, 330),
        (444, 480),
    ]
    _ellipse(image, (320, 252), (32, 44), _shaded(signer.skin, 0.9))
    _polygon(image, [(float(x), float(y)) for x, y in shoulders], signer.top)
    _ellipse(image, (320, 264), (34, 18), _shaded(signer.skin, 0.9))


def _head(image: Image, signer: Signer, turn: float) -> None:
    sway = 4 * math.sin(turn)
    _ellipse(image, (320 + sway, 142), (74, 84), signer.hair)
    _ellipse(image, (320 + sway, 166), (62, 78), signer.skin)
    _ellipse(image, (320 + sway, 96), (60, 28), signer.hair)
    for side in (-1, 1):
        _ellipse(image, (320 + sway + side * 25, 160), (7, 5), (40, 30, 28))
        raised = 140 - 3 * math.sin(turn)
        _line(
            image,
            [(308 + sway + side * 25, raised), (332 + sway + side * 25, raised)],
            5,
            signer.hair,
        )
    _ellipse(image, (320 + sway, 184), (5, 8), _shaded(signer.skin, 0.88))
    _ellipse(image, (320 + sway, 212), (16, 5 + 3 * abs(math.sin(2 * turn))), (170, 84, 80))


def _arm(image: Image, signer: Signer, side: int, turn: float) -> None:
    phase = turn if side > 0 else turn + 0.8 * math.pi
    shoulder = (320 + side * 100.0, 318.0)
    elbow = (320 + side * (138 + 6 * math.sin(phase)), 432.0)
    hand = (320 + side * (72 + 34 * math.cos(phase)), 330 - 46 * math.sin(phase))
    _line(image, [shoulder, elbow], 58, _shaded(signer.top, 1.25))
    _line(image, [elbow, _between(elbow, hand, 0.6)], 46, _shaded(signer.top, 1.25))
    _line(image, [_between(elbow, hand, 0.55), hand], 30, _shaded(signer.skin, 0.95))
    _hand(image, signer.skin, hand, side, phase)


def _hand(image: Image, skin: Colour, at: Point, side: int, phase: float) -> None:
    spread = 0.24 + 0.1 * math.cos(2 * phase)
    for finger in range(4):
        angle = math.pi / 2 + side * 0.35 + (finger - 1.5) * spread
        length = 54 - 5 * abs(finger - 1.5)
        tip = (at[0] + length * math.cos(angle), at[1] - length * math.sin(angle))
        _line(image, [at, tip], 12, skin)
    _line(image, [at, (at[0] - side * 34, at[1] - 14)], 13, skin)
    _ellipse(image, at, (23, 24), skin)
    _line(image, [(at[0] - 9, at[1] + 5), (at[0] + 9, at[1] + 2)], 2, _shaded(skin, 0.8))


def _between(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _shaded(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, int(channel * factor)) for channel in colour)
    return red, green, blue


def _fine(point: Point) -> tuple[int, int]:
    return round(point[0] * 2**SHARP), round(point[1] * 2**SHARP)


def _ellipse(image: Image, centre: Point, axes: Point, colour: Colour) -> None:
    cv2.ellipse(image, _fine(centre), _fine(axes), 0, 0, 360, colour, -1, cv2.LINE_AA, SHARP)


def _polygon(image: Image, points: list[Point], colour: Colour) -> None:
    corners = np.array([_fine(point) for point in points], np.int32)
    cv2.fillPoly(image, [corners], colour, cv2.LINE_AA, SHARP)


def _line(image: Image, points: list[Point], thickness: int, colour: Colour) -> None:
    corners = np.array([_fine(point) for point in points], np.int32)
    cv2.polylines(image, [corners], False, colour, thickness, cv2.LINE_AA, SHARP)
