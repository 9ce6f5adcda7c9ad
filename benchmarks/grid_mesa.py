"""The rules of ``techgov.topics.grid_management.model.day`` written for Mesa, twice, as the peers of a benchmark.

:class:`City` is the idiomatic one: blocks, workers and responders are agents, and every agent steps in every minute.
:class:`SparseCity` lets only those blocks step in which something is going on. Both keep the model's order within a
minute: what is over goes, residents report, workers notice, desks decide, free responders leave, new incidents arise.
"""

from __future__ import annotations

from collections import deque
from math import ceil, exp

import mesa
import numpy as np

from techgov.topics.grid_management.model import DEPARTMENTS, DEPOTS, DISTRICTS, MINUTES, STATES, workers

DEFAULTS = {"side": 60, "per_1000": 100, "order_share": 0.4, "unequal": 0.6, "cell": 10, "responders": 8,
            "centre": True, "report_order": 60, "report_service": 2880, "life_order": 120, "life_service": 7200,
            "pace": 3, "sight": 0.7, "decide": 10, "wrong_desk": 0.4, "speed": 3, "work": 40}


class Incident:
    """What happened on a block; ``came`` is when a responder arrives, ``over`` whether it ended by itself."""

    __slots__ = ("x", "y", "arose", "order", "noticed", "left", "came", "over", "report", "end")

    def __init__(self, x, y, arose, order, report, end):
        self.x, self.y, self.arose, self.order, self.report, self.end = x, y, arose, order, report, end
        self.noticed = self.left = self.came = None
        self.over = False


class Block(mesa.Agent):
    """A block of the city: incidents arise, are reported by residents and end."""

    def __init__(self, model, x, y, quiet):
        super().__init__(model)
        self.x, self.y, self.quiet, self.open = x, y, quiet, []

    def step(self):
        if self.open:
            self.live()
        chance = self.model.random.random()
        while chance > self.quiet:  # a Poisson number of incidents, by Knuth's product of uniforms
            self.arise()
            chance *= self.model.random.random()

    def live(self):
        model = self.model
        for one in self.open[:]:
            if one.left is not None:
                self.open.remove(one)
            elif model.random.random() < one.end:
                one.over = True
                self.open.remove(one)
            elif one.noticed is None and model.random.random() < one.report:
                model.record(one)

    def arise(self):
        model = self.model
        order = model.random.random() < model.p["order_share"]
        kind = "order" if order else "service"
        one = Incident(self.x, self.y, model.minute, order, 1 / model.p[f"report_{kind}"], 1 / model.p[f"life_{kind}"])
        self.open.append(one)
        model.incidents.append(one)


class Worker(mesa.Agent):
    """Walks the blocks of a cell to and fro."""

    def __init__(self, model, blocks):
        super().__init__(model)
        self.blocks, self.pace = blocks, model.p["pace"]
        self.clock = model.random.randrange(len(blocks) * self.pace)

    def step(self):
        at, stays = divmod(self.clock, self.pace)
        if not stays:
            model = self.model
            for one in model.open_at(self.blocks[at]):
                if one.noticed is None and one.arose < model.minute and model.random.random() < model.p["sight"]:
                    model.record(one)
        self.clock = (self.clock + 1) % (len(self.blocks) * self.pace)


class Responder(mesa.Agent):
    """Takes the record that has waited longest in its department's queue."""

    def __init__(self, model, department):
        super().__init__(model)
        self.department, self.busy = department, 0

    def step(self):
        if self.busy:
            self.busy -= 1
        if not self.busy:
            model, queue = self.model, self.model.queues[self.department]
            while queue:
                one = queue.popleft()
                if not one.over:
                    one.left = model.minute
                    one.came = model.minute + model.travel(one)
                    work = model.geometric(1 / model.p["work"])
                    self.busy = 2 * (one.came - model.minute) + work
                    break


class City(mesa.Model):
    """One day. ``run()`` returns the counts by state, as ``Day.count`` gives them, and the handled incidents' times."""

    def __init__(self, seed=None, **parameters):
        super().__init__(seed=seed)
        self.p = {**DEFAULTS, **parameters}
        self.minute, self.incidents = 0, []
        self.desks = {}  # minute -> records decided then
        self.queues = [deque() for _ in range(1 if self.p["centre"] else DEPARTMENTS)]
        draw = np.random.default_rng(seed)
        shape = 1 / self.p["unequal"] ** 2 if self.p["unequal"] else 0
        weights = draw.gamma(shape, 1 / shape, DISTRICTS ** 2) if shape else np.ones(DISTRICTS ** 2)
        self.weights = (weights / weights.mean()).tolist()
        self.settle()
        for number in range(self.p["responders"]):
            Responder(self, number % len(self.queues))

    def settle(self):
        side = self.p["side"]
        rate = self.p["per_1000"] / 1000 / MINUTES
        self.blocks = [[Block(self, x, y, exp(-rate * self.weights[y * DISTRICTS // side * DISTRICTS
                                                                   + x * DISTRICTS // side]))
                        for x in range(side)] for y in range(side)]
        for rows in self.rounds():
            Worker(self, [self.blocks[y][x] for y, x in rows])

    def rounds(self):
        """The (y, x) of the blocks of each cell, in the order in which its worker walks."""
        side, cell = self.p["side"], self.p["cell"]
        if not workers(side, cell):
            return
        for top in range(0, side, cell):
            for left in range(0, side, cell):
                row = range(left, min(left + cell, side))
                yield [(y, x) for y in range(top, min(top + cell, side))
                       for x in (row[::-1] if (y - top) % 2 else row)]

    def open_at(self, block):
        return block.open

    def geometric(self, chance):
        number = 1
        while self.random.random() >= chance:
            number += 1
        return number

    def travel(self, one):
        return max(ceil((abs(one.x % DEPOTS - DEPOTS // 2) + abs(one.y % DEPOTS - DEPOTS // 2)) / self.p["speed"]), 1)

    def record(self, one):
        one.noticed = self.minute
        desks = 1 if self.p["centre"] else self.geometric(1 - self.p["wrong_desk"])
        self.desks.setdefault(self.minute + self.p["decide"] * desks, []).append(one)

    def step(self):
        self.agents_by_type[Block].do("step")
        self.rest()

    def rest(self):
        if Worker in self.agents_by_type:
            self.agents_by_type[Worker].do("step")
        for one in self.desks.pop(self.minute, ()):
            self.queues[self.random.randrange(len(self.queues))].append(one)
        if Responder in self.agents_by_type:
            self.agents_by_type[Responder].do("step")
        self.minute += 1

    def run(self, minutes=MINUTES):
        for _ in range(minutes):
            self.step()
        return self.result()

    def result(self):
        counts, times = dict.fromkeys(STATES, 0), []
        for one in self.incidents:
            if one.came is not None and one.came < self.minute:
                state = "handled"
                times.append(one.came - one.arose)
            elif one.over:
                state = "never noticed" if one.noticed is None else "too late"
            else:
                state = "not yet noticed" if one.noticed is None else "waiting"
            counts[state] += 1
        return counts, times


class SparseCity(City):
    """The same, but a block without incidents does not step: new incidents are drawn for the whole city at once."""

    def settle(self):
        side = self.p["side"]
        self.active = {}  # (y, x) -> Block with open incidents
        self.draws = np.random.default_rng(None if self._seed is None else [self._seed, 1])
        self.mean = self.p["per_1000"] / 1000 / MINUTES * side ** 2
        for rows in self.rounds():
            Worker(self, rows)

    def open_at(self, place):
        block = self.active.get(place)
        return block.open if block else ()

    def step(self):
        for place, block in list(self.active.items()):
            block.live()
            if not block.open:
                del self.active[place]
                block.remove()
        side = self.p["side"]
        inside = side // DISTRICTS
        for _ in range(self.draws.poisson(self.mean)):
            district = self.random.choices(range(DISTRICTS ** 2), self.weights)[0]
            place = (district // DISTRICTS * inside + self.random.randrange(inside),
                     district % DISTRICTS * inside + self.random.randrange(inside))
            if place not in self.active:
                self.active[place] = Block(self, place[1], place[0], 1.0)
            self.active[place].arise()
        self.rest()
