"""Tables of lesson 10: measures that cross borders, and what the documents predict."""

from __future__ import annotations

from techgov.derived import DATES, all_of, table, when
from techgov.documents import Claim, Library
from techgov.schema import Table, text

# event -> (who acts, against whom or what, further records); None where the document does not say
MEASURES = {
    "semiconductor-veto": ("United States", "a private-equity fund with Chinese state firms behind it",
                           ["vetoed-for-backing"]),
    "export-controls": ("United States", "Huawei", ["deployments-unclear"]),
    "hikvision-listed": ("United States", "Hikvision", ["tools-abroad"]),
    "us-ban-announced": ("United States", "WeChat and TikTok", ["neican-us-app-ban", "ban-covers-distribution",
                                                                "ban-covers-payments", "security-risk"]),
    "oracle-deal-blessed": ("United States", "TikTok", ["tiktok-may-be-sold", "oracle-would-control-data"]),
    "president-asks-payment": ("United States", None, ["demand-smacks"]),
    "entity-list-details": ("China", "foreign companies, none of them named", ["unreliable-entity-list",
                                                                              "list-restricts", "none-named-yet"]),
    "australia-raids": (None, "Chinese journalists in Australia", ["journalists-raided"]),
    "academics-excluded": (None, "Chinese academics", ["academics-exiled", "dangerous-threshold"]),
    "gdpr-in-effect": ("European Union", "users of data", ["gdpr-owner"]),
}

# prediction -> the event or quantity that dates what is predicted
HORIZONS = {"spending-to-fall": "science-spending-year-2020", "money-for-5g-and-vehicles": "new-infrastructure-window"}


def tables(library: Library, figures: dict) -> list[Table]:
    return [international_measures(library), predictions(library)]


def international_measures(library: Library) -> Table:
    """Measures with who acts and who is touched, the dated ones first."""
    rows = []
    for id, (by, against, more) in MEASURES.items():
        event = library.record[id]
        rows.append(([id, *more], {
            "document": library.home[id], "measure": event.what, "by": by, "against": against, "place": event.place,
            **when(event), "inferred_from": event.inferred_from, "written": _written(library, id),
            "note": event.note}))
    rows.sort(key=lambda row: row[1]["start"] or "9999")
    return table(library, "international_measures", "Measures that cross borders, as the documents tell of them", {
        "document": text("the document's slug"), "measure": text("what was done, in our words"),
        "by": text("who acts; missing where the document does not say"),
        "against": text("against whom or what, or whom it binds; missing where the document does not say"), "place": text("where"), **DATES,
        "inferred_from": text("what an inferred date rests on"),
        "written": text("date of the document, by which the measure was known"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def predictions(library: Library) -> Table:
    """Every claim about what will be, by the date at which it was made."""
    rows = []
    for claim in all_of(library, Claim):
        if claim.mode == "predictive":
            due = library.record.get(HORIZONS.get(claim.id))
            rows.append(([claim.id] + ([due.id] if due else []), {
                "document": library.home[claim.id], "made": _written(library, claim.id), "says": claim.says,
                "from": due.start if due else None, "until": (due.end or due.start) if due else None,
                "offered": claim.offered, "said_by": claim.said_by, "topic": claim.topic, "note": claim.note}))
    rows.sort(key=lambda row: row[1]["made"])
    return table(library, "predictions", "What the documents predict, and for when", {
        "document": text("the document's slug"), "made": text("date of the document"),
        "says": text("what is predicted, in our words"),
        "from": text("beginning of the time that the prediction is for; missing where the document gives none"),
        "until": text("end of the time that the prediction is for; missing where the document gives none"),
        "offered": text("what is offered in its support"),
        "said_by": text("who says it, where the document attributes it"), "topic": text("the lesson's topic"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def _written(library: Library, id: str) -> str:
    return library.seeds[library.home[id]].document.date
