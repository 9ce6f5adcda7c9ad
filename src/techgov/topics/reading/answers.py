"""Answers to lesson 01's questions: a function a question, ``answer(tables, parameters)``, named as its id.

Computed from the tables; a question whose answer cannot be computed has none here.
"""

from __future__ import annotations

import pandas as pd

from techgov.tables import Tables
from techgov.topics.reading import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    return 100 * model.footnoted_share(tables["statements"])


def order_documents(tables: Tables, parameters: dict) -> list[str]:
    return [slug.partition("-")[0] for slug in tables["readings"].sort_values("date")["document"]]


def sorts(tables: Tables, parameters: dict) -> dict[str, str]:
    return {row.document.partition("-")[0]: row.sort for row in tables["readings"].itertuples()}


def _column(tables: Tables, ids, column: str) -> dict[str, str]:
    table = tables["quantities"].set_index("id")
    return {id: table.loc[id, column] for id in ids}


def kinds(tables: Tables, parameters: dict) -> dict[str, str]:
    return _column(tables, ("charging-points-2019", "unicom-stations-target", "tencent-investment",
                            "science-spending-2020", "giants-market-caps"), "kind")


def supports(tables: Tables, parameters: dict) -> dict[str, str]:
    return _column(tables, ("alibaba-party-members", "censors-employed", "startups-funded",
                            "information-system-areas"), "support")


def bounds(tables: Tables, parameters: dict) -> str:
    row = tables["quantities"].set_index("id").loc[parameters["record"]]
    if pd.isna(row["high"]):
        return "lower-only"
    return "upper-only" if pd.isna(row["low"]) else "both"


def two_languages(tables: Tables, parameters: dict) -> str:
    table = tables["quantities"].set_index("id")
    english, chinese = table.loc["zhengzhou-fall-english"], table.loc["zhengzhou-fall-chinese"]
    if english["low"] == chinese["low"] and pd.isna(chinese["high"]) and not pd.isna(english["high"]):
        return "chinese-open"
    return "same"


def shared_marks(tables: Tables, parameters: dict) -> tuple[float, float]:
    return model.shared_marks(tables, **parameters)[parameters["document"]]


def spending_left(tables: Tables, parameters: dict) -> float:
    return tables.value("science-spending-2019") * (1 - tables.value("science-drop-2020") / 100)


def spending_interval(tables: Tables, parameters: dict) -> tuple[float, float]:
    return model.fallen(tables.value("science-spending-2019"), parameters["spending_step"],
                        tables.value("science-drop-2020"), parameters["fall_step"])


def one_newspaper(tables: Tables, parameters: dict) -> float:
    cited = tables["citations"]
    return float(((cited["document"] == parameters["document"]) & (cited["outlet"] == parameters["outlet"])).sum())


# the exercises ---------------------------------------------------------------------------------------------

def topics(tables: Tables, parameters: dict) -> float:
    return float(tables["statements"]["topic"].nunique())


def footnoted_claims(tables: Tables, parameters: dict) -> float:
    table = tables["statements"]
    return float(((table["document"] == parameters["document"]) & (table["support"] == "footnoted")).sum())


def open_figures(tables: Tables, parameters: dict) -> float:
    table = tables["quantities"]
    return float((table["low"].isna() | table["high"].isna()).sum())


def statements_of_a_sort(tables: Tables, parameters: dict) -> float:
    joined = tables["statements"].merge(tables["readings"], on="document")
    return float((joined["sort"] == parameters["sort"]).sum())
