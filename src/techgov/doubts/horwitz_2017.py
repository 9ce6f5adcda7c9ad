"""Doubts that begin with Horwitz (2017)."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date

from techgov import numerals
from techgov.documents import Actor, Citation, Claim, Event, Library, Quantity, Record
from techgov.doubts.register import Figures, count_sourced, doubt, quotient, records_of, year_of


def _if_plural(floor: Quantity) -> float:
    """The floor of 'hundreds' is a hundred by the letter, two hundred if the plural is meant."""
    return 2 * floor.value


# Plans and sums


@doubt("once-warned")
def once_warned(library: Library) -> Figures:
    warning = library.record["capitalism-warning"]
    return {"speakers": sum(library.record[id].kind == "person" for id in warning.actors),
            "dates": int(warning.start is not None), "sources": len(warning.cites)}


@doubt("officials-without-names")
def officials_without_names(library: Library) -> Figures:
    events = records_of(library, "officials-without-names", Event)
    actors = records_of(library, "officials-without-names", Actor)
    return {"events": len(events), "dated": sum(event.start is not None for event in events),
            "with_source": count_sourced(events), "named": sum(bool(re.search("[A-Z]", a.name)) for a in actors)}


@doubt("robots-base")
def robots_base(library: Library) -> Figures:
    factor, target = library.quantity("robots-growth").value, library.quantity("robots-target").value
    plan, end = year_of(library.record["ai-robot-plans"].start), year_of(library.record["robots-year"].start)
    half_step = target / 10 / 2  # rounded to a tenth of itself: a target's zeros are no digits

    def growth(since: int) -> float:
        return factor ** (1 / (end - since)) - 1

    return {"target": target, "factor": factor, "plan_year": plan, "target_year": end,
            "year_before": plan - 1, "two_years_before": plan - 2,
            "base": target / factor, "base_low": (target - half_step) / factor,
            "base_high": (target + half_step) / factor,
            "growth_from_plan": growth(plan), "growth_from_year_before": growth(plan - 1),
            "growth_from_two_years_before": growth(plan - 2)}


@doubt("two-plans-one-date")
def two_plans_one_date(library: Library) -> Figures:
    plan, robots, leader = (year_of(library.record[id].start) for id in
                            ("ai-robot-plans", "robots-year", "ai-leader-year"))
    return {"plan_year": plan, "years_to_robots": robots - plan, "years_to_leader": leader - plan}


@doubt("leader-without-measure")
def leader_without_measure(library: Library) -> Figures:
    years = {year_of(event.start) for event in records_of(library, "leader-without-measure", Event)}
    with_figure = {year_of(q.as_of) for q in library.seeds["horwitz-2017"].quantities if q.kind == "target"} & years
    return {"target_years": len(years), "with_figure": len(with_figure), "year_with_figure": min(with_figure)}


@doubt("innoway-per-startup")
def innoway_per_startup(library: Library) -> Figures:
    cost, startups = library.quantity("innoway-cost"), library.quantity("innoway-startups")
    return {"cost": cost.value, "per_startup_most": cost.value / startups.value, "least_plural": _if_plural(startups),
            "per_startup_if_plural": cost.value / _if_plural(startups)}


@doubt("one-value-two-companies")
def one_value_two_companies(library: Library) -> Figures:
    value = library.quantity("giants-market-caps")
    companies = value.subject.split(" and ")
    return {"most": value.value, "companies": len(companies), "together_below": len(companies) * value.value,
            "figures": len(records_of(library, "one-value-two-companies", Quantity))}


@doubt("powerhouses-by-later-values")
def powerhouses_by_later_values(library: Library) -> Figures:
    value, plans = library.quantity("giants-market-caps"), library.record["ai-robot-plans"]
    valuations = [q for q in library.seeds["horwitz-2017"].quantities if q.kind == "valuation"]
    return {"value_year": year_of(value.as_of), "plan_year": year_of(plans.start),
            "values_from_before": sum(year_of(q.as_of) < year_of(plans.start) for q in valuations)}


@doubt("value-against-economies")
def value_against_economies(library: Library) -> Figures:
    here, there = library.seeds["horwitz-2017"], library.seeds["chen-2021"]
    value = library.quantity("giants-market-caps")
    sizes = [q for seed in (here, there) for q in seed.quantities
             if re.search(r"\b(gdp|gross|economic output|national product)\b", q.measure, re.IGNORECASE)]
    return {"most": value.value, "companies": len(value.subject.split(" and ")), "economies": len(sizes),
            "values_in_other": sum(q.kind == "valuation" for q in there.quantities),
            "years_later": year_of(there.document.date) - year_of(here.document.date)}


@doubt("pledge-against-value")
def pledge_against_value(library: Library) -> Figures:
    yuan, dollars = library.quantity("new-infrastructure-plan"), library.quantity("new-infrastructure-dollars")
    pledge, value = library.quantity("tencent-investment"), library.quantity("giants-market-caps")
    rate_low, rate_high = quotient(yuan.rounding, dollars.rounding)
    low, high = quotient(pledge.rounding, (rate_low, rate_high))
    rate = yuan.value / dollars.value
    return {"rate": rate, "rate_low": rate_low, "rate_high": rate_high,
            "pledge": pledge.value / rate, "pledge_low": low, "pledge_high": high,
            "most": value.value, "share": pledge.value / rate / value.value, "share_low": low / value.value,
            "years_between": year_of(pledge.as_of) - year_of(value.as_of)}


@doubt("tencent-loss-base")
def tencent_loss_base(library: Library) -> Figures:
    """Every share is a bound from below: the value is one from above."""
    lost, most = library.quantity("tencent-value-lost"), library.quantity("giants-market-caps")
    low, high = (n / most.value for n in lost.rounding)
    return {"lost": lost.value, "most": most.value, "share": lost.value / most.value,
            "share_low": low, "share_high": high}


@doubt("column-alone")
def column_alone(library: Library) -> Figures:
    events = records_of(library, "column-alone", Event)
    return {"events": len(events), "with_day": sum(event.precision == "day" for event in events)}


# Censorship and counting


@doubt("censors-share")
def censors_share(library: Library) -> Figures:
    """Every number of people for each censor is a bound from above."""
    censors, people = library.quantity("censors-employed"), library.quantity("china-population")
    low, high = (n / censors.value for n in people.rounding)
    seeds = [library.seeds[library.home[q.id]] for q in (censors, people)]
    return {"people_per_censor": people.value / censors.value, "people_per_censor_low": low,
            "people_per_censor_high": high, "least_plural": _if_plural(censors),
            "people_per_censor_if_plural": people.value / _if_plural(censors),
            "years_between": year_of(seeds[1].document.date) - year_of(seeds[0].document.date)}


@doubt("costly-without-cost")
def costly_without_cost(library: Library) -> Figures:
    named = records_of(library, "costly-without-cost", Quantity)
    return {"counts": len(named), "costs": sum("dollars" in q.unit or "yuan" in q.unit for q in named),
            "dated": sum(q.as_of is not None for q in named)}


@doubt("plurals-for-numbers")
def plurals_for_numbers(library: Library) -> Figures:
    here, there = (library.seeds[slug].quantities for slug in ("horwitz-2017", "neican-2020"))
    plurals = [q for q in (*here, *there) if _is_plural(q)]
    return {"quantities": len(here) + len(there), "quantities_here": len(here), "quantities_there": len(there),
            "plurals": len(plurals), "plurals_here": sum(map(_is_plural, here)),
            "plurals_there": sum(map(_is_plural, there)), "cited": sum(bool(q.cites) for q in plurals)}


def _is_plural(quantity: Quantity) -> bool:
    """Whether the number is a floor that stands as a plural only: 'hundreds', but not 'four decades'."""
    return quantity.high is None and any(
        word in numerals.PLURALS for n in numerals.find(quantity.quote.exact) for word in n.text.lower().split())


# The Party and the firms


@doubt("left-alone-or-helped")
def left_alone_or_helped(library: Library) -> Figures:
    causes = [library.record[id] for id in ("government-stayed-away", "policies-leg-up")]
    return {"causes": len(causes), "with_evidence": sum(cause.offered != "nothing" for cause in causes)}


@doubt("radar-or-favour")
def radar_or_favour(library: Library) -> Figures:
    claims = records_of(library, "radar-or-favour", Claim)
    distance = [claim for claim in claims if library.home[claim.id] == "horwitz-2017"]
    return {"claims": len(claims), "distance": len(distance), "closeness": len(claims) - len(distance),
            "without_evidence": sum(claim.offered == "nothing" for claim in claims)}


@doubt("day-to-day-or-not")
def day_to_day_or_not(library: Library) -> Figures:
    said = [library.record[id] for id in ("units-gain-influence", "units-in-decisions")]
    reports = [library.record[id] for claim in said for id in claim.cites]
    here, there = (library.seeds[slug].document for slug in ("horwitz-2017", "chen-2021"))
    return {"reports": len(reports), "named": sum(bool(report.author) for report in reports),
            "years_later": year_of(there.date) - year_of(here.date)}


@doubt("formality-until-when")
def formality_until_when(library: Library) -> Figures:
    written = year_of(library.seeds["horwitz-2017"].document.date)
    priority, faster = (year_of(library.record[id].start) for id in
                        ("party-construction-start", "party-construction-faster"))
    steps = [e for e in records_of(library, "formality-until-when", Event) if not e.id.startswith("party-construction")]
    return {"priority": priority, "faster": faster, "years_since_priority": written - priority,
            "years_since_faster": written - faster, "steps": len(steps),
            "steps_before_faster": sum(year_of(step.start) < faster for step in steps)}


@doubt("slogan-quoted-twice")
def slogan_quoted_twice(library: Library) -> Figures:
    slogan = library.record["follow-our-party"]
    first = slogan.quote.exact.strip("“”")
    later = re.search(r'"([^"]+)"', slogan.note)[1]
    pairs = list(zip(first.lower().split(), later.lower().split(), strict=True))
    return {"first": first, "later": later, "words_compared": len(pairs),
            "words_differing": sum(one != other for one, other in pairs)}


@doubt("market-or-party-at-centre")
def market_or_party_at_centre(library: Library) -> Figures:
    voices = {library.record[id].said_by for id in ("enterprises-main-players", "party-at-centre")}
    return {"voices": len(voices), "cases": len(records_of(library, "market-or-party-at-centre", Event))}


@doubt("enforcement-without-names")
def enforcement_without_names(library: Library) -> Figures:
    apps, window = library.quantity("apps-shut"), library.record["livestream-shutdowns"]
    start, end = ([int(part) for part in date.split("-")] for date in (window.start, window.end))
    months = 12 * (end[0] - start[0]) + end[1] - start[1]
    fined = [library.record[id] for id in library.record["platform-fines"].actors]
    return {"floor": apps.value, "floor_if_plural": _if_plural(apps), "months": months,
            "per_month": apps.value / months, "per_month_if_plural": _if_plural(apps) / months,
            "fined": sum(isinstance(one, Actor) and one.kind == "firm" for one in fined)}


@doubt("rank-or-rate")
def rank_or_rate(library: Library) -> Figures:
    here, there = library.record["credit-ranks-citizens"], library.record["social-credit-defined"]
    return {"here": here.quote.exact, "there": there.quote.exact, "with_source": count_sourced([here, there])}


@doubt("governance-or-content")
def governance_or_content(library: Library) -> Figures:
    acts = records_of(library, "governance-or-content", Event)
    content = [act for act in acts if act.topic == "information"]
    return {"acts": len(acts), "on_content": len(content), "on_companies": len(acts) - len(content),
            "by_party": sum(library.record[id].kind == "party" for act in acts for id in act.actors)}


@doubt("foreign-complaints")
def foreign_complaints(library: Library) -> Figures:
    claims = records_of(library, "foreign-complaints", Claim)
    reports = records_of(library, "foreign-complaints", Citation)
    return {"claims": len(claims), "on_foreign": sum("foreign" in claim.said_by for claim in claims),
            "reports": len(reports), "named": sum(bool(report.outlet) for report in reports)}


@doubt("asked-three-firms")
def asked_three_firms(library: Library) -> Figures:
    seed, firms = library.seeds["horwitz-2017"], records_of(library, "asked-three-firms", Actor)
    asked = [firm for firm in firms if firm.id in library.record["quartz-queries"].actors]
    told = " ".join(str(record.model_dump()) for record in (*seed.quantities, *seed.systems, *seed.claims))
    return {"firms": len(firms), "asked": len(asked), "only_asked": sum(firm.name not in told for firm in asked)}


@doubt("partner-of-the-outlet")
def partner_of_the_outlet(library: Library) -> Figures:
    experts = [c for c in library.seeds["horwitz-2017"].citations if c.title == "interview"]
    actors = records_of(library, "partner-of-the-outlet", Actor)
    return {"experts": len(experts), "told": sum("partners with the outlet" in actor.role for actor in actors)}


@doubt("responded-to-what")
def responded_to_what(library: Library) -> Figures:
    events = records_of(library, "responded-to-what", Event)
    return {"events": len(events), "with_day": sum(event.precision == "day" for event in events),
            "orders": math.factorial(len(events))}


@doubt("limits-for-whom")
def limits_for_whom(library: Library) -> Figures:
    durations = [q for q in library.seeds["horwitz-2017"].quantities if q.unit in ("hours", "minutes")]
    return {"age": library.quantity("age-limit").value, "durations": len(durations)}


# Plans and predictions against their dates


@doubt("response-to-guidance")
def response_to_guidance(library: Library) -> Figures:
    answers = [library.record[id] for id in ("cities-set-up-parks", "innoway-built")]
    return {"dated": sum(answer.start is not None for answer in answers),
            "aim_year": year_of(library.record["made-in-china-year"].start)}


@doubt("predictions-of-2017")
def predictions_of_2017(library: Library) -> Figures:
    records = records_of(library, "predictions-of-2017", Record)
    later = [record for record in records if library.home[record.id] != "horwitz-2017"]
    written, chen = (year_of(library.seeds[slug].document.date) for slug in ("horwitz-2017", "chen-2021"))
    world = [q for q in library.seeds["chen-2021"].quantities if q.place == "world"]
    return {"predictions": len(records) - len(later), "later": len(later), "years_to_chen": chen - written,
            "by_state": sum(isinstance(record, Event) and record.place == "United States" for record in later),
            "world_figures": len(world), "internet_figures": sum(q.subject != "Hikvision" for q in world)}


@doubt("fund-for-a-firm")
def fund_for_a_firm(library: Library) -> Figures:
    return {"cases": len(records_of(library, "fund-for-a-firm", Event)),
            "parties": len(records_of(library, "fund-for-a-firm", Actor))}


@doubt("ai-money-for-what")
def ai_money_for_what(library: Library) -> Figures:
    raised = library.quantity("ai-money-raised")
    companies = [a.name for a in records_of(library, "ai-money-for-what", Actor) if a.kind == "firm"]
    sums = [q for q in library.seeds["horwitz-2017"].quantities if "dollars" in q.unit and q.subject in companies]
    return {"floor": raised.value, "companies": len(companies), "sums": len(sums)}


@doubt("tap-or-supply")
def tap_or_supply(library: Library) -> Figures:
    claims = records_of(library, "tap-or-supply", Claim)
    here, there = (year_of(library.seeds[slug].document.date) for slug in ("horwitz-2017", "chen-2021"))
    return {"claims": len(claims), "with_source": count_sourced(claims), "years_between": there - here}


# The speech, the date and the names


@doubt("spliced-speech")
def spliced_speech(library: Library) -> Figures:
    pieces = [library.record[id] for id in ("horwitz-politically-strong", "party-must-use-internet")]
    return {"pieces": len(pieces), "with_address": int(bool(library.record["horwitz-cites-speech"].address))}


@doubt("who-said-it")
def who_said_it(library: Library) -> Figures:
    predictions = records_of(library, "who-said-it", Claim)
    attributed = sum(bool(claim.said_by) for claim in predictions)
    return {"predictions": len(predictions), "attributed": attributed, "unattributed": len(predictions) - attributed}


@doubt("one-speech-two-documents")
def one_speech_two_documents(library: Library) -> Figures:
    claims = records_of(library, "one-speech-two-documents", Claim)
    here, there = ([c for c in claims if library.home[c.id] == slug] for slug in ("horwitz-2017", "hoffman-2018"))
    article, page = library.seeds["horwitz-2017"].document.date, library.record["hoffman-note-108"].date
    return {"here": len(here), "there": len(there),
            "shared": len({c.quote.exact for c in here} & {c.quote.exact for c in there}),
            "days_after": (date.fromisoformat(page) - date.fromisoformat(article)).days}


@doubt("one-date-carries-all")
def one_date_carries_all(library: Library) -> Figures:
    dated = [event for event in library.seeds["horwitz-2017"].events if event.start]
    stated = [event for event in dated if event.dated == "stated"]
    written = library.seeds["horwitz-2017"].document.date
    congresses = [library.record[id] for id in ("neican-congress-2017", "hoffman-congress-report")]
    [month] = {event.start for event in congresses if event.dated == "stated"}
    return {"dated": len(dated), "stated": len(stated), "inferred": sum(_by_article(library, e) for e in dated),
            "stated_before": sum(event.start <= written for event in stated), "others": len(congresses),
            "month": f"{calendar.month_name[int(month[5:])]} {month[:4]}"}


def _by_article(library: Library, event: Event) -> bool:
    """Whether an event's date rests on the article's, by itself or through another event."""
    named = [library.record[word] for word in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", event.inferred_from)
             if isinstance(library.record.get(word), Event)]
    return "the article's date" in event.inferred_from or any(_by_article(library, one) for one in named)


@doubt("president-or-general-secretary")
def president_or_general_secretary(library: Library) -> Figures:
    here, there = (library.record[id] for id in ("horwitz-xi", "hoffman-xi"))
    return {"here": here.quote.exact.removesuffix(here.name).strip(), "there": there.quote.exact}


@doubt("beijing-city-or-state")
def beijing_city_or_state(library: Library) -> Figures:
    homes = {id: library.home[id] for id in ("horwitz-beijing", "ranked-beijing", "technode-beijing",
                                             "beijing-responds-in-africa")}
    city = {homes[id] for id in ("horwitz-beijing", "ranked-beijing")}
    documents = set(homes.values())
    return {"documents": len(documents), "city": len(city), "government": len(documents - city)}


@doubt("half-a-headline")
def half_a_headline(library: Library) -> Figures:
    document = library.seeds["horwitz-2017"].document
    page = document.address.rsplit("/", 1)[1]
    title = re.sub(r"[^a-z0-9 ]", "", document.title.lower()).replace(" ", "-")
    if not page.startswith(title + "-"):
        raise ValueError("the address does not begin with the title")
    rest = page.removeprefix(title + "-").split("-")
    return {"more_words": len(rest), "rest": " ".join(rest)}
