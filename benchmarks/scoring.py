"""The register of lesson 05: our models against Mesa by individual simulation, and the exact chain at any size.

One set of rules, two ways of running it person by person: ``techgov.topics.social_credit.model.simulate`` draws only
what happens; a Mesa model (:func:`mesa_register`) steps every agent every day, as Mesa's own examples do. A test at a
small size shows that both agree in distribution with the exact chain (tests/test_social_credit.py). The last line is
JSON: seconds of CPU time, ``ratio_vs_mesa`` for the same people and days, milliseconds of the chain by people.

    python benchmarks/scoring.py [people] [days]
"""

import json
import statistics
import sys
import time

from techgov.topics.social_credit.model import CAP, DAYS, Rules, chain, sample, simulate

DEEDS, WATCHED = 2.0, 0.3
RULES = Rules(needed=2, errors=20, forgiven=180, appeal=30)


def mesa_register(people: int, deeds: float, watched: float, rules: Rules, seed: int):
    """The rules of ``chain`` as a Mesa model in which every agent steps every day; its ``agents`` have ``true`` and
    ``false`` open entries."""
    import mesa

    noticed, error, forgive, strike = deeds / DAYS * watched, rules.error, rules.forgive, rules.strike

    class Person(mesa.Agent):
        def __init__(self, model):
            super().__init__(model)
            self.true = self.false = 0

        def step(self):
            chance = self.random.random
            if self.true < rules.needed <= self.true + self.false and chance() < strike:
                self.false = 0
            if chance() < noticed and self.true < CAP:
                self.true += 1
            if chance() < error and self.false < CAP:
                self.false += 1
            if self.true:
                self.true -= sum(chance() < forgive for _ in range(self.true))
            if self.false:
                self.false -= sum(chance() < forgive for _ in range(self.false))

    class Register(mesa.Model):
        def __init__(self):
            super().__init__(seed=seed)
            Person.create_agents(self, people)

        def step(self):
            self.agents.do("step")

    return Register()


def run(register, days: int) -> None:
    """So many days of a Mesa model."""
    for _ in range(days):
        register.step()


def seconds(work, *arguments) -> float:
    """CPU time of a call."""
    begun = time.process_time()
    work(*arguments)
    return time.process_time() - begun


def chain_by_size(sizes=(1_000, 1_000_000, 1_400_000_000), times: int = 30) -> dict[str, float]:
    """Milliseconds (median) of a year of the exact chain with a drawn population, by number of people."""
    found = {}
    for people in sizes:
        took = [seconds(lambda: sample(chain(DEEDS, WATCHED, RULES), RULES.needed, people, seed=1))
                for _ in range(times)]
        found[f"{people:,}"] = round(1e3 * statistics.median(took), 2)
    return found


def main(people: int = 1_000_000, days: int = 30) -> dict:
    """Everything measured: ours and Mesa for the same people and days, ours for a year, the chain by size."""
    simulate(1_000, DEEDS, WATCHED, RULES, 1)  # warm up
    ours = statistics.median(seconds(simulate, people, DEEDS, WATCHED, RULES, 1, days) for _ in range(3))
    a_year = seconds(simulate, people, DEEDS, WATCHED, RULES, 1)
    theirs = seconds(run, mesa_register(people, DEEDS, WATCHED, RULES, 1), days)  # its setting up is not counted
    return {"people": people, "days": days, "simulate_s": round(ours, 3), "mesa_s": round(theirs, 1),
            "ratio_vs_mesa": round(theirs / ours), "simulate_a_year_s": round(a_year, 3),
            "chain_ms_by_people": chain_by_size()}


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
