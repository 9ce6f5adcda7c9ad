"""Tables of lesson 10: measures that cross borders, what the documents predict, and what is laid to whom."""

from __future__ import annotations

from techgov.derived import DATES, all_of, says, table, when
from techgov.documents import Claim, Event, Library
from techgov.schema import Field, Table, text

# event, claim or system -> (its sort, who acts, against whom or what, further records); None where the document does
# not say
MEASURES = {
    "semiconductor-veto": ("veto", "United States", "a private-equity fund with Chinese state firms behind it",
                           ["vetoed-for-backing"]),
    "export-controls": ("export control", "United States", "Huawei", ["controls-limit-chips", "deployments-unclear"]),
    "hikvision-listed": ("list", "United States", "Hikvision", ["tools-abroad"]),
    "us-ban-announced": ("ban", "United States", "WeChat and TikTok",
                         ["us-ban-considered", "neican-us-app-ban", "aclu-two-platforms", "ban-covers-distribution",
                          "ban-covers-payments", "apps-leave-stores", "security-risk"]),
    "oracle-deal-blessed": ("sale", "United States", "TikTok", ["tiktok-may-be-sold", "oracle-would-control-data"]),
    "president-asks-payment": ("demand", "United States", None, ["demand-smacks", "fund-pledged", "education-fund"]),
    "entity-list-details": ("list", "China", "foreign companies, none of them named",
                            ["unreliable-entity-list", "list-restricts", "none-named-yet"]),
    "coercion-of-australia": ("pressure on trade", "China", "Australia", []),
    "great-firewall": ("blocking", None, "foreign news and social media sites", ["firewall-protects"]),
    "africa-centre-announced": ("aid", "China", None, ["beijing-responds-in-africa"]),
    "australia-raids": ("raid", None, "Chinese journalists in Australia", ["journalists-raided"]),
    "academics-excluded": ("exclusion", None, "Chinese academics", ["academics-exiled", "dangerous-threshold"]),
    "gdpr-in-effect": ("rule at home, named for comparison", "European Union", "users of data", ["gdpr-owner"]),
}

# prediction -> the event or quantity that dates what is predicted
HORIZONS = {"spending-to-fall": "science-spending-year-2020", "money-for-5g-and-vehicles": "new-infrastructure-window"}
# prediction -> figures that belong to it
FIGURES = {"spending-to-fall": ["science-spending-2020", "science-drop-2020"],
           "state-capitalism-in-action": ["niic-scale"]}
# prediction that is older than its document -> the event after which it was made
MADE = {"cadres-would-meddle": "hangzhou-announcement"}
# how it is put, by our reading of its verb; what is not here is put as "will"
STRENGTH = {
    "may": ["jobs-and-multinationals", "government-may-tap", "influence-deeper", "control-may-backfire",
            "technology-may-worsen-abuse", "technology-may-increase-control", "contestation-may-worsen",
            "money-for-life-sciences", "state-capitalism-in-action", "changes-part-of-long-processes",
            "insiders-overlook", "apple-possible", "only-the-start", "health-approaches-ineffective",
            "market-retaliation", "could-fall"],
    "if": ["may-fail-globally", "cannot-buy-technology", "users-reluctant", "enforcement-hits-ai",
           "oracle-would-control-data", "erosion-of-liberties", "cadres-would-meddle"],
    "should": ["capacity-will-ideally-improve", "tasks-follow", "smart-cities-decide", "law-should-fix"],
    "plan": ["acceleration-makes-demand", "tencent-cloud"],
    "open": ["deployments-unclear", "manufacturing-in-question", "cao-hedges", "too-early", "repeating-unclear"],
}
# dated aim -> what is aimed at, and further records
AIMS = {
    "robots-year": ["robots-target", "robots-growth", "ai-robot-plans"], "ai-leader-year": ["ai-robot-plans"],
    "made-in-china-year": [], "ndrc-cdb-end": ["ndrc-cdb-years", "ndrc-cdb-credit"],
    "new-infrastructure-window": ["new-infrastructure-plan", "new-infrastructure-years"],
    "unicom-target-year": ["unicom-stations-target"], "ev-subsidies-end": ["ev-subsidies-confirmed"],
}

RUNGS = ("is Chinese", "could", "offers", "does", "the state uses it")
ASSERTED, DENIED, SHOWN, REPORTED = "asserted", "denied", "not shown so far", "said to be held by others"
# case -> rung -> (how far the document goes, its records); a rung that is not here stands in no document
LADDER = {
    "Zhenhua Data": {"is Chinese": (ASSERTED, ["zhenhua-leak"]), "could": (DENIED, ["not-useful-for-targeting"]),
                     "offers": (ASSERTED, ["zhenhua-ambitious", "zhenhua-database"]),
                     "does": (ASSERTED, ["data-from-providers", "zhenhua-people"]),
                     "the state uses it": (SHOWN, ["no-evidence-of-use"])},
    "TikTok and WeChat": {"is Chinese": (ASSERTED, ["not-about-data"]), "could": (ASSERTED, ["security-risk"]),
                          "does": (ASSERTED, ["citizen-lab-report", "forced-to-censor"])},
    "Hikvision": {"is Chinese": (ASSERTED, ["global-influence"]), "could": (REPORTED, ["tools-abroad"]),
                  "offers": (ASSERTED, ["hikvision-things-and-data"]),
                  "does": (ASSERTED, ["hikvision-supplies-skynet"]),
                  "the state uses it": (ASSERTED, ["hikvision-rose-with-control"])},
    "scores of Alibaba and Tencent": {"could": (ASSERTED, ["government-may-tap"]),
                                      "does": (ASSERTED, ["private-credit-scores", "scores-parallel"]),
                                      "the state uses it": (DENIED, ["scores-separate"])},
    "Sensetime": {"offers": (ASSERTED, ["sensetime-sells", "jaywalker-software"])},
    "iFlytek": {"the state uses it": (ASSERTED, ["iflytek-supplies", "voice-recognition"])},
    "a fund that would buy a chip maker": {"is Chinese": (ASSERTED, ["vetoed-for-backing", "semiconductor-veto"])},
    "Huawei": {"is Chinese": (ASSERTED, ["scrutiny-of-firms"])},
}


# forecast -> (how it is put in three words, its record, what would show it, in our words, by when, how well the test
# fits the sentence); no test where the sentence gives nothing that could be missed. Which test is asked for is our
# choice, made from the sentence; what came of it is not in the documents, and stands in seeds/outside.yml under
# outcome-<forecast>.
FORECASTS = {
    "technology": ("shut off from technology", "cannot-buy-technology",
                   "By the end of 2020 the United States restricts the sale of technology to a large Chinese "
                   "technology company and names national security.", "2020-12-31", "loose"),
    "downloads": ("no app in the top ten", "users-reluctant",
                  "No app of a Chinese company is among the ten most downloaded of the world in 2020.", "2020-12-31",
                  "loose"),
    "robots": ("robots tripled", "robots-year",
               "In 2020 China makes at least as many industrial robots as the target asks for.", "2020-12-31", "close"),
    "ai": ("leader in AI", "ai-leader-year", None, None, None),
    "stations": ("stations built", "unicom-target-year",
                 "By the end of 2020 the network that China Unicom builds jointly has as many stations as the target "
                 "asks for.", "2020-12-31", "loose"),
    "chargers": ("more charging points", "charging-continues",
                 "At the end of 2020 China has more charging points than at the end of 2019.", "2020-12-31", "close"),
    "spending": ("less central money", "spending-to-fall",
                 "The central government spends less on science and technology in 2020 than in 2019.", "2020-12-31",
                 "close"),
    "subsidies": ("subsidies end", "ev-subsidies-end",
                  "After 2022 buyers of new-energy vehicles get no subsidy from the centre.", "2023-01-01", "close"),
    "stores": ("gone from the stores", "not-in-stores",
               "On 31 December 2020 neither app can be had in the American stores of Google and Apple.", "2020-12-31",
               "close"),
    "sale": ("Oracle holds the data", "oracle-would-control-data",
             "If TikTok is sold as planned by the end of 2020, Oracle controls its American data.", "2020-12-31",
             "close"),
    "apple": ("Apple on the list", "apple-possible",
              "By the end of 2022 Apple stands on the unreliable entity list.", "2022-12-31", "close"),
    "trade": ("less trade", "decoupling-faster",
              "China and the United States trade fewer goods in 2021, in dollars, than in 2019.", "2021-12-31",
              "loose"),
    "suspicion": ("more suspicion", "directive-adds-suspicion", None, None, None),
    "giants": ("giants come first", "giants-are-targets",
               "In 2021 an authority in China fines Alibaba, Tencent or Ant Financial, or orders one to change its "
               "business.", "2021-12-31", "loose"),
    "fall": ("may fall any time", "could-fall", None, None, None),
}


def tables(library: Library, figures: dict) -> list[Table]:
    return [international_measures(library), predictions(library), attribution_ladder(library),
            forecast_tests(library)]


def international_measures(library: Library) -> Table:
    """Measures with who acts and who is touched, the dated ones first."""
    rows = []
    for id, (sort, by, against, more) in MEASURES.items():
        record = library.record[id]
        dates = {**when(record), "inferred_from": record.inferred_from, "place": record.place} \
            if isinstance(record, Event) else {}
        rows.append(([id, *more], {
            "document": library.home[id], "measure": says(record), "sort": sort, "by": by, "against": against, **dates,
            "written": _written(library, id), "note": record.note}))
    rows.sort(key=lambda row: row[1].get("start") or "9999")
    return table(library, "international_measures", "Measures that cross borders, as the documents tell of them", {
        "document": text("the document's slug"), "measure": text("what was done, in our words"),
        "sort": text("sort of measure, by our reading"),
        "by": text("who acts; missing where the document does not say"),
        "against": text("against whom or what, or whom it binds; missing where the document does not say"),
        "place": text("where"), **DATES,
        "inferred_from": text("what an inferred date rests on"),
        "written": text("date of the document, by which the measure was known"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def predictions(library: Library) -> Table:
    """Every claim about what will be, and every dated aim, by the date at which it was made."""
    strength, rows = {id: put for put, ids in STRENGTH.items() for id in ids}, []
    for claim in all_of(library, Claim):
        if claim.mode == "predictive":
            due, before = (library.record.get(dated.get(claim.id)) for dated in (HORIZONS, MADE))
            rows.append(([claim.id, *(r.id for r in (due, before) if r), *FIGURES.get(claim.id, [])], {
                "document": library.home[claim.id], "sort": "prediction",
                "made": before.start if before else _written(library, claim.id), "says": claim.says,
                "strength": strength.get(claim.id, "will"),
                "from": due.start if due else None, "until": (due.end or due.start) if due else None,
                "offered": claim.offered, "said_by": claim.said_by, "topic": claim.topic, "note": claim.note}))
    for id, more in AIMS.items():
        event = library.record[id]
        rows.append(([id, *more], {
            "document": library.home[id], "sort": "aim", "made": _written(library, id), "says": event.what,
            "strength": "plan", "from": event.start if event.end else None, "until": event.end or event.start,
            "said_by": event.said_by, "topic": event.topic, "note": event.note}))
    rows.sort(key=lambda row: row[1]["made"])
    return table(library, "predictions", "What the documents predict or tell of as aims, and for when", {
        "document": text("the document's slug"),
        "sort": text("prediction (a claim about what will be) or aim (a target or plan with a year)"),
        "made": text("date of the document, or of what it answers where the document shows that it is older"),
        "says": text("what is predicted or aimed at, in our words"),
        "strength": text("how it is put, by our reading: will, should, may, if, plan, or left open"),
        "from": text("beginning of the time that it is for; missing where the document gives none"),
        "until": text("end of the time that it is for; missing where the document gives none"),
        "offered": text("what is offered in its support"),
        "said_by": text("who says it, where the document attributes it"), "topic": text("the lesson's topic"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def attribution_ladder(library: Library) -> Table:
    """Case by case, from a company's origin to its use by the state: the rungs on which a document stands."""
    rows = []
    for case, rungs in LADDER.items():
        for rung in (r for r in RUNGS if r in rungs):
            holds, ids = rungs[rung]
            rows.append((ids, {"document": library.home[ids[0]], "case": case, "rung": rung,
                               "height": RUNGS.index(rung) + 1, "holds": holds, "says": says(library.record[ids[0]]),
                               "quote": library.record[ids[0]].quote.exact}))
    return table(library, "attribution_ladder", "From 'is Chinese' to 'the state uses it', case by case", {
        "document": text("the document's slug"), "case": text("company or product"),
        "rung": text("is Chinese, could, offers, does, or the state uses it, by our reading"),
        "height": Field("integer", "place of the rung, from the lowest", "rungs"),
        "holds": text("asserted, denied, not shown so far, or said to be held by others, by our reading"),
        "says": text("what the document says, in our words"), "quote": text("the record's fragment")}, rows)


def forecast_tests(library: Library) -> Table:
    """Some of the predictions and aims, each with the test that we made of it (knowing what had come of many)."""
    strength, rows = {id: put for put, ids in STRENGTH.items() for id in ids}, []
    for forecast, (label, id, test, by, fit) in FORECASTS.items():
        record = library.record[id]
        rows.append(([id, *FIGURES.get(id, []), *AIMS.get(id, [])], {
            "document": library.home[id], "forecast": forecast, "label": label, "says": says(record),
            "quote": record.quote.exact, "made": _written(library, id),
            "strength": "plan" if id in AIMS else strength.get(id, "will"), "test": test, "by": by, "fit": fit}))
    rows.sort(key=lambda row: row[1]["made"])
    return table(library, "forecast_tests", "Forecasts of the documents, and a test that each of them could fail", {
        "document": text("the document's slug"), "forecast": text("name of the forecast; what came of it stands in "
                                                                  "outside under outcome- and this name"),
        "label": text("the forecast in a few words of ours"), "says": text("what is forecast, in our words"),
        "quote": text("the record's fragment"), "made": text("date of the document"),
        "strength": text("how it is put, by our reading: will, may, if or plan"),
        "test": text("what would show it, in our words; missing where the sentence gives no measure or no time"),
        "by": text("the day by which, our choice where the document has none"),
        "fit": text("how well the test fits the sentence, by our reading: close or loose; missing without a test")},
        rows)


def _written(library: Library, id: str) -> str:
    return library.seeds[library.home[id]].document.date
