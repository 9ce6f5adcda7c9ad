"""How fast is a comparison here? A button that measures it on the learner's machine, with random vectors.

No faces and no pictures: a face recognition program turns a face into a vector, and comparing two faces is the inner
product of two such vectors. Random unit vectors take exactly as long.
"""

from __future__ import annotations

import html
import time
from dataclasses import dataclass

import numpy as np

from techgov import controls, sheet
from techgov.numerals import spell
from techgov.tables import Tables
from techgov.topics.skynet import model

VECTORS, LENGTH = 150_000, 128  # 77 MB of 4-byte numbers: more than a processor's caches hold
SECONDS = 0.4  # of measuring, for each of the two measurements


@dataclass(frozen=True)
class Measured:
    """comparisons_per_second: of one vector with a list, all of it read from memory.
    bytes_per_second: what these comparisons read. bandwidth: bytes a second that this machine reads at best, of what
    was tried. share: of the bandwidth that the comparisons reached, at most 1. best: highest similarity of two
    different vectors that was seen."""

    comparisons_per_second: float
    bytes_per_second: float
    bandwidth: float
    share: float
    best: float


def gallery(vectors: int = VECTORS, length: int = LENGTH, seed: int = 20180325) -> np.ndarray:
    """Random unit vectors, shape (vectors, length), float32; the same ones for the same seed."""
    made = np.random.default_rng(seed).standard_normal((vectors, length), dtype=np.float32)
    made /= np.sqrt(np.einsum("ij,ij->i", made, made))[:, None]
    return made


def measure(vectors: int = VECTORS, length: int = LENGTH, seconds: float = SECONDS) -> Measured:
    """Compare one random unit vector with ``vectors`` others, again and again, for about ``seconds``; then read the
    same memory as fast as NumPy can. The fastest of the repetitions counts, as whatever else runs only slows them."""
    everybody = gallery(vectors, length)
    one = gallery(1, length, seed=1)[0]
    scores = np.empty(vectors, np.float32)
    fastest = _fastest(lambda: np.dot(everybody, one, out=scores), seconds)
    words = everybody.reshape(-1).view(np.uint64)
    read = min(_fastest(words.max, seconds / 2), _fastest(lambda: np.bitwise_or.reduce(words), seconds / 2), fastest)
    return Measured(vectors / fastest, everybody.nbytes / fastest, everybody.nbytes / read, read / fastest,
                    float(scores.max()))


def _fastest(work, seconds: float) -> float:
    """The shortest time that ``work`` takes, in seconds."""
    best, end = float("inf"), time.perf_counter() + seconds
    while True:
        begun = time.perf_counter()
        work()
        now = time.perf_counter()
        best = min(best, now - begun)
        if now > end:
            return best


def one_second() -> OneSecond:
    """A button that measures this machine, and what the result means for "the population in one second"."""
    return OneSecond()


class OneSecond(controls.OnPress):
    """The button and what it found."""

    name, label, does = "One second", "Measure on this machine", "measures"

    def __init__(self):
        super().__init__()
        self.people = Tables().value("china-population")
        self.measured: Measured | None = None

    def run(self) -> None:
        """Measure (under three seconds, about 80 MB) and show."""
        self.result.value = "<p>Measuring; this takes about two seconds …</p>"
        try:
            self.measured = measure(VECTORS)
        except MemoryError:
            self.result.value = "<p>There is too little memory for this here: about 80 MB are needed. Close another " \
                                "notebook (Kernel, Shut Down Kernel) and press again.</p>"
            return
        table = model.sifting(self.measured.comparisons_per_second, self.people, 4 * LENGTH)
        self.result.value = f"<p>{html.escape(self.say())}</p>{sheet.as_html(table, 'sifting the population')}"

    def say(self) -> str:
        """What was measured, in sentences."""
        found = self.measured
        pace = ("memory sets the pace, not arithmetic" if found.share > 0.5 else
                "reading memory is not all that it waits for")
        return (f"This machine compares one vector with {spell(found.comparisons_per_second)} others in a second. For "
                f"that it reads {spell(found.bytes_per_second)} bytes a second, {100 * found.share:.0f}% of the "
                f"{spell(found.bandwidth)} that it can read: {pace}. Random vectors, no faces; measured just now, not "
                "stored.")
