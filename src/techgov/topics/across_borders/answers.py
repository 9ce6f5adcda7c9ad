"""Answers to lesson 10's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

from techgov.tables import Tables
from techgov.topics.across_borders import model

# the lesson ------------------------------------------------------------------------------------------------


def _scored(tables: Tables):
    return model.outcomes(tables["forecast_tests"], tables["outside_figures"])


def prediction(tables: Tables, parameters: dict) -> float:
    return 100 * float(_scored(tables)["happened"].mean())


def who_is_bound(tables: Tables, parameters: dict) -> dict[str, str]:
    """By the notes of the measures, which say whom each binds as far as its document does."""
    notes = tables["international_measures"].set_index("records")["note"]

    def note(record: str) -> str:
        return next(words for ids, words in notes.items() if ids.split()[0] == record)

    ban, listed, hikvision = map(note, ("us-ban-announced", "entity-list-details", "hikvision-listed"))
    providers = "providers" if "binds whoever would distribute" in ban and "serve payments" in ban else "unsaid"
    return {"distribution": providers, "payments": providers,
            "in-china": "nobody" if "use-in-china-free" in set(tables["claims"]["id"]) else "unsaid",
            "entity-list": "listed" if "binds foreign companies and their staff" in listed else "unsaid",
            "hikvision": "unsaid" if hikvision.startswith("Whom the list binds") else "listed"}


def zhenhua(tables: Tables, parameters: dict) -> set[str]:
    rungs = dict(zip(("is Chinese", "could", "offers", "does", "the state uses it"),
                     ("is", "could", "offers", "does", "uses")))
    ladder = tables["attribution_ladder"]
    asserted = ladder[(ladder["case"] == "Zhenhua Data") & (ladder["holds"] == "asserted")]
    return {rungs[rung] for rung in asserted["rung"]}


def rungs(tables: Tables, parameters: dict) -> dict[str, str]:
    """By what each rung means: the sentences are invented for it, a rung each."""
    return {"founders": "is", "law": "could", "brochure": "offers", "pages": "does", "invoice": "uses"}


def americans(tables: Tables, parameters: dict) -> tuple[float, float]:
    found, recovered, whole = (tables.outside("zhenhua-records-recovered", name)
                               for name in (parameters["kind"], "recovered", "listed"))
    return model.bounds(found, recovered, whole)


def silence(tables: Tables, parameters: dict) -> float:
    return 100 * model.silence(**parameters).after_silence


def can_fail(tables: Tables, parameters: dict) -> set[str]:
    """What is said to come or is aimed at, and has a test."""
    tests = tables["forecast_tests"].set_index("forecast").loc[["spending", "robots", "stores", "apple", "fall"]]
    return set(tests.index[(tests["test"] != "") & tests["strength"].isin(["will", "plan"])])


def brier_one(tables: Tables, parameters: dict) -> float:
    return model.one(parameters["said"], 0)


def honest(tables: Tables, parameters: dict) -> str:
    """The option with the least expected points for who believes in the number given."""
    believed, options = parameters["believed"], {"even": 0.5, "own": parameters["believed"], "bold": 0.9, "sure": 1.0}
    return min(options, key=lambda name: believed * model.one(options[name], 1)
               + (1 - believed) * model.one(options[name], 0))


def calibration(tables: Tables, parameters: dict) -> tuple[float, float]:
    return float(parameters["said"]), 100 * parameters["came"] / parameters["forecasts"]


def agnostic(tables: Tables, parameters: dict) -> str:
    """The rule without a seat leaves all verdicts as they are; each of the others asks for a seat or a name."""
    return "secret" if model.rule(order=True).agnostic and not model.rule(order=True, seat=True).agnostic else "owner"


def order(tables: Tables, parameters: dict) -> list[str]:
    """By the dates that the entries from outside tell of."""
    outside = tables["outside"].set_index("id")
    days = {"list-announced": ("entity-list-announced-2019", "31 May 2019", "2019-05-31"),
            "hikvision": ("hikvision-entity-list", "October 2019", "2019-10"),
            "ban-set-out": ("wechat-ban-blocked", "18 September 2020", "2020-09-18"),
            "list-rules": ("entity-list-announced-2019", "19 September 2020", "2020-09-19"),
            "tiktok-blocked": ("tiktok-ban-blocked", "27 September 2020", "2020-09-27")}
    told = {item: day for item, (id, words, day) in days.items() if words in outside.loc[id, "says"]}
    return sorted(told, key=told.get)


# the exercises ---------------------------------------------------------------------------------------------

def by_whom(tables: Tables, parameters: dict) -> float:
    return float((tables["international_measures"]["by"] == "United States").sum())


def points_of_one(tables: Tables, parameters: dict) -> float:
    return model.one(parameters["said"], parameters["happened"])


def top_rung(tables: Tables, parameters: dict) -> float:
    ladder = tables["attribution_ladder"]
    return float(((ladder["rung"] == "the state uses it") & (ladder["holds"] == "asserted")).sum())


def best_will(tables: Tables, parameters: dict) -> float:
    """The number in tenths, in the place of "will", with the lowest score."""
    scored = _scored(tables)
    return min((tenth / 10 for tenth in range(11)),
               key=lambda will: model.worded(scored, will=will, **parameters).score.score)
