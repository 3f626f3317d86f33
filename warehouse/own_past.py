"""How improbable a surprise is, measured by the surprises that a source has given before."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product
from operator import mul

# shapes of the tail P(surprise ≥ t) = (1 + (t / scale) ** order / weight) ** -weight (Burr): `order` above 1 for
# sources that post by the clock, a small `weight` for those that rest for weeks now and then; and what each is worth
# at first. Scale 1, order 1, a large weight: days are as independent as the forecast takes them to be
ORDERS = {0.7: 0.1, 1.0: 0.4, 1.5: 0.25, 2.2: 0.15, 3.5: 0.1}
SCALES = {0.25: 0.05, 0.4: 0.1, 0.65: 0.2, 1.0: 0.25, 1.6: 0.2, 2.5: 0.12, 4.0: 0.08}
WEIGHTS = {0.6: 0.08, 1.2: 0.12, 2.5: 0.2, 6.0: 0.25, 30.0: 0.35}
SHAPES = tuple(product(ORDERS, SCALES, WEIGHTS))
STEP, MOST = 0.02, 200.0  # surprises are told apart by so much, and up to here


@lru_cache(maxsize=4096)
def _survivals(steps: int) -> tuple[float, ...]:
    """P(surprise ≥ steps × STEP) by each shape."""
    surprise = steps * STEP
    return tuple(
        float((1 + (surprise / scale) ** order / weight) ** -weight) for order, scale, weight in SHAPES
    )


def _after(surprise: float) -> tuple[float, ...]:
    return _survivals(round(min(surprise, MOST) / STEP))


@dataclass(slots=True)
class OwnPast:
    """A belief in each shape, by what came; `chance` is their mean, so that little past means little certainty."""

    believed: list[float] = field(
        default_factory=lambda: [ORDERS[o] * SCALES[s] * WEIGHTS[w] for o, s, w in SHAPES]
    )
    seen: int = 0

    @classmethod
    def trusting(cls, count: int) -> OwnPast:
        """One that has seen `count` surprises just as a right forecast gives them."""
        return cls(list(_beliefs_after(count)))

    def learn(self, least: float, most: float) -> None:
        """A surprise ended between these two."""
        believed = [
            belief * (longer - shorter + 1e-9)
            for belief, longer, shorter in zip(self.believed, _after(least), _after(most), strict=True)
        ]
        total = sum(believed)
        self.believed = [each / total for each in believed]
        self.seen += 1

    def chance(self, surprise: float) -> float:
        """P(a surprise is at least this one)."""
        return min(1.0, float(sum(map(mul, self.believed, _after(surprise)))))


@cache
def _beliefs_after(count: int) -> tuple[float, ...]:
    past = OwnPast()
    bounds = [-math.log(1 - number / count) for number in range(count)] + [MOST]
    for least, most in pairwise(bounds):
        past.learn(least, most)
    return tuple(past.believed)
