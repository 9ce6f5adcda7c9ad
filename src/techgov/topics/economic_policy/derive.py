"""Tables of lesson 07: money on one scale, targets and results, science spending, base stations and charging points."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd

from techgov.derived import all_of, says, share, table
from techgov.documents import Library, Quantity
from techgov.schema import Field, Table, number, text
from techgov.topics.economic_policy import model

CURRENCY = {"yuan": "CNY", "USD": "USD", "US dollars": "USD"}
TIMES = {None: 1, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MONEY = re.compile(rf"(?:(million|billion|trillion) )?({'|'.join(CURRENCY)})")

# amount -> the quantity that says over how many years it is to be spent
YEARS = {"new-infrastructure-plan": "new-infrastructure-years",
         "new-infrastructure-dollars": "new-infrastructure-years",
         "ndrc-cdb-credit": "ndrc-cdb-years", "ndrc-cdb-title-sum": "ndrc-cdb-years"}

# amount -> the record that prints the same money in another way; the two are not to be added
SAME = {"new-infrastructure-dollars": "new-infrastructure-plan", "ndrc-cdb-title-sum": "ndrc-cdb-credit"}

# amount -> over what it is counted, by our reading of its sentence; amounts of two sorts cannot be compared
OVER = {
    "new-infrastructure-plan": "several years", "new-infrastructure-dollars": "several years",
    "ndrc-cdb-credit": "several years", "ndrc-cdb-title-sum": "several years",
    "science-spending-2019": "a year", "science-spending-2020": "a year",
    "giants-market-caps": "a moment", "tencent-value-lost": "a change of value",
    "tencent-investment": "not said", "niic-scale": "not said", "hikvision-revenue": "not said",
    "education-fund": "not said", "ai-money-raised": "not said", "innoway-cost": "not said",
}

# amount -> a short name for charts and lists
SHORT = {
    "new-infrastructure-plan": "New infrastructure", "new-infrastructure-dollars": "New infrastructure, in dollars",
    "science-spending-2019": "Central science spending 2019", "science-spending-2020": "Central science spending 2020",
    "ndrc-cdb-credit": "Digital projects", "ndrc-cdb-title-sum": "Digital projects, in a title",
    "tencent-investment": "Tencent's pledge", "niic-scale": "Innovation centers, imagined",
    "hikvision-revenue": "Hikvision's revenue", "giants-market-caps": "Alibaba or Tencent, value",
    "tencent-value-lost": "Tencent's loss of value", "education-fund": "An education fund",
    "ai-money-raised": "Money raised by AI firms", "innoway-cost": "The Innoway office park",
}

# amount -> who pays by its sentence; a value, a loss of value or a revenue has no payer here
PAYER = {
    "new-infrastructure-plan": "not named", "new-infrastructure-dollars": "not named",
    "science-spending-2019": "the central government", "science-spending-2020": "the central government",
    "ndrc-cdb-credit": "the planning commission and a bank", "ndrc-cdb-title-sum": "the planning commission and a bank",
    "tencent-investment": "Tencent", "niic-scale": "not named", "education-fund": "a company",
    "ai-money-raised": "not named", "innoway-cost": "Beijing",
}

# target -> (event in which it was set, event that names its year, the result that the document prints,
#            the document's own verdict, what the document leaves out, by our reading)
TARGETS = {
    "robots-growth": ("ai-robot-plans", "robots-year", None, None,
                      "the output that is to be tripled and its year; any result"),
    "robots-target": ("ai-robot-plans", "robots-year", None, None, "any result; that a year's output is meant"),
    "unicom-stations-target": (None, "unicom-target-year", "unicom-stations-built", "stations-kept-pace",
                               "when it was set; whose stations count; the verdict is on China, the figures are on "
                               "one company"),
    "charging-points-target": ("charging-target-set", None, "charging-points-2019", "charging-still-short",
                               "by when it is to be reached; when in the year the result was counted"),
}
# target or aim -> a short name for charts
NAMES = {"robots-growth": "Industrial robots, tripled", "robots-target": "Industrial robots, in number",
         "unicom-stations-target": "China Unicom's stations", "charging-points-target": "Charging points",
         "made-in-china-year": "Made in China 2025", "ai-leader-year": "Leader in AI"}
# an aim with a year and no number -> (event in which it was set, what the document leaves out)
AIMS = {"made-in-china-year": (None, "what is to be reached by then; when it was set"),
        "ai-leader-year": ("ai-robot-plans", "what would show that it is reached; any result")}

# counted thing -> (its target, its result)
COUNTED = {"5G base stations of China Unicom": ("unicom-stations-target", "unicom-stations-built"),
           "charging points for electric vehicles": ("charging-points-target", "charging-points-2019")}


def tables(library: Library, figures: dict) -> list[Table]:
    rate = model.Range(*(figures["new-infrastructure-rate"][name] for name in ("rate", "rate_low", "rate_high")))
    amounts = money(library)
    return [amounts, money_pairs(library, amounts, rate), targets(library), science_spending(library),
            base_stations_and_chargers(library), implied_figures(library, figures)]


def in_billions(value: float | None, times: float) -> float | None:
    return None if value is None else value * times / 1e9


def money(library: Library) -> Table:
    """Every amount, largest first within its currency; nothing is converted."""
    rows = []
    for q in all_of(library, Quantity):
        if not (unit := MONEY.fullmatch(q.unit)):
            continue
        times, currency = TIMES[unit[1]], CURRENCY[unit[2]]
        years = library.quantity(YEARS[q.id]).value if q.id in YEARS else None
        low, high = (in_billions(bound, times) for bound in (q.low, q.high))
        rows.append(([i for i in (q.id, YEARS.get(q.id), SAME.get(q.id)) if i], {
            "document": library.home[q.id], "short": SHORT.get(q.id, q.subject), "subject": q.subject,
            "measure": q.measure, "currency": currency, "payer": PAYER.get(q.id),
            "over": OVER.get(q.id, "not sorted"), "same_money_as": SAME.get(q.id), "low": low,
            "high": high, "years": years, "a_year_low": low / years if years and low else None,
            "a_year_high": high / years if years and high else None, "as_of": q.as_of, "said_by": q.said_by,
            "topic": q.topic, "statement": q.kind}))
    rows.sort(key=lambda row: (row[1]["currency"], -(row[1]["low"] or row[1]["high"])))
    scale = "billion units of the row's currency"
    return table(library, "money", "All money in the documents on one scale, each amount in its own currency", {
        "document": text("the document's slug"), "short": text("a short name, in our words"),
        "subject": text("what or whom the amount is about"),
        "measure": text("what the amount measures: stocks, flows, losses and values are not alike"),
        "currency": text("CNY (yuan) or USD (US dollars), as printed; nothing is converted"),
        "payer": text("who pays, as far as the sentence says; missing where nobody does"),
        "over": text("over what it is counted, by our reading: a year, several years, a moment, a change of value, or "
                     "not said; only amounts of one sort and one currency can be compared"),
        "same_money_as": text("id of the record that prints the same money in another way; not to be added to it"),
        "low": number("lower bound as printed; missing for 'nearly' and 'approaching'", scale),
        "high": number("upper bound as printed; missing for 'hundreds of'", scale),
        "years": number("length of the period over which it is to be spent, where the document says so", "years"),
        "a_year_low": number("derived: lower bound divided by the years", scale + " a year"),
        "a_year_high": number("derived: upper bound divided by the years", scale + " a year"),
        "as_of": text("the date the amount is for, as far as it is known"),
        "said_by": text("who says it, where the document attributes it"), "topic": text("the lesson's topic"),
        "statement": text("kind of statement that the amount itself is; the column kind adds that of its period")},
        rows)


def money_pairs(library: Library, money: Table, rate: model.Range) -> Table:
    """Every two amounts, and whether they can be compared: as printed, by the year, and by the year in one currency."""
    amounts = model.amounts(pd.DataFrame(money.rows))
    rows = []
    for first, second in combinations(amounts.values(), 2):
        tries = {"as_printed": model.compare(first, second, "printed"), "a_year": model.compare(first, second, "year"),
                 "a_year_converted": model.compare(first, second, "year", rate)}
        left = tries["a_year_converted"].obstacles
        rows.append(([first.id, second.id], {
            "document": library.home[first.id], "first": first.name, "second": second.name,
            **{name: "yes" if found.allowed else "no" for name, found in tries.items()},
            "obstacle": left[0] if left else None}))
    return table(library, "money_pairs", "Which two amounts can be compared", {
        "document": text("the slug of the first amount's document"), "first": text("an amount, by its short name"),
        "second": text("another amount, by its short name"),
        "as_printed": text("whether the two can be compared as they are printed: yes or no"),
        "a_year": text("whether they can be compared by the year"),
        "a_year_converted": text("whether they can be compared by the year, in one currency at the rate that the plan "
                                 "for new infrastructure implies"),
        "obstacle": text("what still forbids it then; missing where nothing does")}, rows)


def targets(library: Library) -> Table:
    """Targets with a number, then aims that have only a year."""
    find = library.record.get
    rows = []
    for id, (setting, due, result, verdict, missing) in TARGETS.items():
        target, event, reached = library.quantity(id), find(due), find(result)
        least, most = share(reached, target)
        rows.append(([i for i in (id, setting, due, result, verdict) if i], {
            "document": library.home[id], "short": NAMES.get(id, target.subject),
            "target": f"{target.subject}: {target.measure}",
            "low": target.low, "high": target.high, "unit": target.unit,
            "set_in": find(setting).start if setting else None, "year": event.start if event else None,
            "result_low": reached.low if reached else None, "result_high": reached.high if reached else None,
            "result_as_of": reached.as_of if reached else None, "share_low": least, "share_high": most,
            "verdict": says(find(verdict)) if verdict else None, "left_out": missing}))
    for id, (setting, missing) in AIMS.items():
        event = library.record[id]
        rows.append(([id, setting] if setting else [id], {
            "document": library.home[id], "short": NAMES.get(id, ""), "target": event.what, "year": event.start,
            "set_in": find(setting).start if setting else None, "left_out": missing}))
    return table(library, "targets", "Targets and what the documents say was reached", {
        "document": text("the document's slug"), "short": text("a short name, in our words"),
        "target": text("what is to be reached, in our words"),
        "low": number("lower bound of the target as printed; missing for an aim without a number", "as in unit"),
        "high": number("upper bound of the target as printed; missing for an aim without a number", "as in unit"),
        "unit": text("unit of target and result"),
        "set_in": text("when the target was set, where the document says so"),
        "year": text("by when, where the document says so"),
        "result_low": number("lower bound of the result as printed", "as in unit"),
        "result_high": number("upper bound of the result as printed; missing for 'over'", "as in unit"),
        "result_as_of": text("the date the result is for"),
        "share_low": number("derived: least share of the target that is reached", "1 = all"),
        "share_high": number("derived: most share of the target that is reached; missing where open", "1 = all"),
        "verdict": text("the document's own verdict, in our words; missing where it gives none"),
        "left_out": text("what the document leaves out, by our reading")}, rows)


def science_spending(library: Library) -> Table:
    """Three years: one derived from a rate, one printed, one projected; rates recomputed beside the printed ones."""
    spent, grown, planned, drop = (library.quantity(f"science-{name}") for name in (
        "spending-2019", "growth-2019", "spending-2020", "drop-2020"))
    billion = 1e9
    (low19, high19), (low20, high20), (slow, fast) = spent.rounding, planned.rounding, grown.rounding
    rows = [
        ([spent.id, grown.id, "science-spending-year-2018"],
         {"year": 2018, "origin": "derived", "spending": spent.value / (1 + grown.value / 100) / billion,
          "spending_low": low19 / (1 + fast / 100) / billion, "spending_high": high19 / (1 + slow / 100) / billion}),
        ([spent.id, grown.id, "science-spending-year-2019"],
         {"year": 2019, "origin": "printed", "statement": spent.kind, "spending": spent.value / billion,
          "spending_low": low19 / billion, "spending_high": high19 / billion, "change": grown.value}),
        ([planned.id, drop.id, spent.id, "science-spending-year-2020"],
         {"year": 2020, "origin": "printed", "statement": planned.kind, "spending": planned.value / billion,
          "spending_low": low20 / billion, "spending_high": high20 / billion, "change": -drop.value,
          "change_derived": 100 * (planned.value / spent.value - 1), "change_low": 100 * (low20 / high19 - 1),
          "change_high": 100 * (high20 / low19 - 1)})]
    return table(library, "science_spending", "The central government's spending on science and technology, rebuilt", {
        "year": Field("integer", "year"), "origin": text("printed, or derived from the year after and its growth"),
        "statement": text("kind of statement that the printed amount is; missing where it is derived"),
        "spending": number("spending", "billion yuan"),
        "spending_low": number("least that the printed figures can stand for", "billion yuan"),
        "spending_high": number("most that the printed figures can stand for", "billion yuan"),
        "change": number("change from the year before, as printed; a fall is below zero", "%"),
        "change_derived": number("derived: change from the two printed amounts; missing where one is not printed", "%"),
        "change_low": number("derived: lowest change that rounding allows", "%"),
        "change_high": number("derived: highest change that rounding allows", "%")}, rows)


def base_stations_and_chargers(library: Library) -> Table:
    """A row a printed count, the result before the target."""
    rows = []
    for thing, (target, result) in COUNTED.items():
        aim, reached = library.quantity(target), library.quantity(result)
        rows.append(([result], {
            "document": library.home[result], "thing": thing, "count": "result", "low": reached.low,
            "high": reached.high, "unit": reached.unit, "as_of": reached.as_of}))
        rows.append(([target, result], {
            "document": library.home[target], "thing": thing, "count": "target", "low": aim.low,
            "high": aim.high, "unit": aim.unit, "as_of": aim.as_of,
            "left_low": aim.low - reached.high if reached.high is not None and aim.low is not None else None,
            "left_high": aim.high - reached.low if reached.low is not None and aim.high is not None else None}))
    return table(library, "base_stations_and_chargers", "Base stations and charging points: built, and to be built", {
        "document": text("the document's slug"), "thing": text("what is counted"), "count": text("result or target"),
        "low": number("lower bound as printed", "as in unit"),
        "high": number("upper bound as printed; missing for 'over'", "as in unit"), "unit": text("unit of the counts"),
        "as_of": text("the date or year of the count; missing where the document gives none"),
        "left_low": number("derived: least that is left to build; missing where open", "as in unit"),
        "left_high": number("derived: most that is left to build", "as in unit")}, rows)


# what two printed figures imply -> (the doubt that computes it, its figures value, low, high, times, unit, records)
IMPLIED = {
    "yuan that make a dollar, by one plan in two currencies": (
        "new-infrastructure-rate", ("rate", "rate_low", "rate_high"), 1, "yuan a dollar",
        ["new-infrastructure-plan", "new-infrastructure-dollars"]),
    "output of industrial robots before it is tripled, in a year that is not named": (
        "robots-base", ("base", "base_low", "base_high"), 1, "robots", ["robots-target", "robots-growth"]),
    "what the sum in a title can stand for, beside the finer sum of the text": (
        "ndrc-cdb-rounding", ("title", "title_low", "title_high"), 1e-9, "billion US dollars",
        ["ndrc-cdb-title-sum", "ndrc-cdb-credit"]),
    "central science spending in 2018": (
        "science-spending-2018", ("amount", "amount_low", "amount_high"), 1e-9, "billion yuan",
        ["science-spending-2019", "science-growth-2019"]),
    "change of central science spending from 2018 to 2020": (
        "science-two-years", ("change", "change_low", "change_high"), 100, "%",
        ["science-growth-2019", "science-drop-2020", "science-spending-2019", "science-spending-2020"]),
}


def implied_figures(library: Library, figures: dict) -> Table:
    """What printed figures imply without being printed, with what their rounding allows."""
    rows = []
    for what, (doubt, columns, times, unit, ids) in IMPLIED.items():
        value, low, high = (figures[doubt][column] * times for column in columns)
        rows.append((ids, {"document": library.home[ids[0]], "implied": what, "value": value, "low": low, "high": high,
                           "unit": unit, "doubt": doubt}))
    return table(library, "implied_figures", "Figures that are not printed and follow from those that are", {
        "document": text("the document's slug"), "implied": text("what follows from the printed figures"),
        "value": number("derived: the implied figure", "as in unit"),
        "low": number("derived: least that the rounding of the printed figures allows", "as in unit"),
        "high": number("derived: most that the rounding of the printed figures allows", "as in unit"),
        "unit": text("unit of the figure"), "doubt": text("id of the doubt that computes it")}, rows)
