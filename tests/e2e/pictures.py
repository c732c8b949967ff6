"""Known moving pictures for a browser's fake camera, and finding them again in what the other side shows.

A picture is four flat quarters in colours of its own, with a small bar that moves, so that frames differ
and the encoder has work. Colours survive VP8 well; which of the two people is seen is beyond doubt.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT, FPS, FRAMES = 640, 480, 30, 30
Colour = tuple[int, int, int]

CALLER: tuple[Colour, ...] = ((200, 40, 40), (40, 160, 60), (40, 60, 200), (220, 200, 60))
COUNSELOR: tuple[Colour, ...] = ((240, 240, 240), (20, 20, 20), (150, 60, 170), (40, 180, 190))
"""Quarters: top left, top right, bottom left, bottom right, as RGB."""


def write_y4m(path: Path, colours: tuple[Colour, ...]) -> Path:
    """A second of the picture as YUV4MPEG2 (4:2:0), which Chromium repeats for ever."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(FRAMES):
            file.write(b"FRAME\n")
            for plane in _planes(_frame(colours, number)):
                file.write(plane.tobytes())
    return path


def _frame(colours: tuple[Colour, ...], number: int) -> NDArray[np.float64]:
    frame = np.zeros((HEIGHT, WIDTH, 3))
    half_h, half_w = HEIGHT // 2, WIDTH // 2
    frame[:half_h, :half_w], frame[:half_h, half_w:] = colours[0], colours[1]
    frame[half_h:, :half_w], frame[half_h:, half_w:] = colours[2], colours[3]
    at = number * (WIDTH - 40) // FRAMES
    frame[half_h - 8 : half_h + 8, at : at + 40] = (255, 128, 0)
    noise = np.random.default_rng(number).integers(-6, 7, (HEIGHT, WIDTH, 1))
    shown: NDArray[np.float64] = np.clip(frame + noise, 0, 255)
    return shown


def _planes(frame: NDArray[np.float64]) -> tuple[NDArray[np.uint8], ...]:
    """BT.601 full range, as `C420jpeg` says."""
    red, green, blue = frame[..., 0], frame[..., 1], frame[..., 2]
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    blueness = 128 + 0.564 * (blue - luma)
    redness = 128 + 0.713 * (red - luma)
    return tuple(
        np.clip(plane, 0, 255).astype(np.uint8)
        for plane in (luma, _halved(blueness), _halved(redness))
    )


def _halved(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    halved: NDArray[np.float64] = plane.reshape(HEIGHT // 2, 2, WIDTH // 2, 2).mean(axis=(1, 3))
    return halved


def shows(seen: list[Colour], colours: tuple[Colour, ...]) -> bool:
    """Whether the four colours seen are those of the picture, within what coding changes."""
    return all(
        abs(channel - wanted) <= 40
        for one, other in zip(seen, colours, strict=True)
        for channel, wanted in zip(one, other, strict=True)
    )


READ_QUARTERS = """video => {
  const canvas = document.createElement('canvas');
  canvas.width = 64; canvas.height = 48;
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 64, 48);
  return [[16, 10], [48, 10], [16, 38], [48, 38]].map(
    ([x, y]) => Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3)));
}"""
"""Run on a `<video>`: the colours in the middle of its quarters."""
