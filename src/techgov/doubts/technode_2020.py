"""Doubts that begin with TechNode (2020), and those between it and Chen (2021)."""

from __future__ import annotations

import datetime

from techgov.documents import Actor, Citation, Claim, Event, Library, Term
from techgov.doubts.register import Figures, count_sourced, doubt, quotient, records_of, year_of

MONTHS_A_YEAR, WEEK = 12, datetime.timedelta(days=7)
LEAST_PLURAL = 2  # "hundreds" are at least two hundred, "decades" at least two decades

# New infrastructure


def _rate(library: Library) -> tuple[float, float, float]:
    """(yuan a dollar from the printed pair, the lowest, the highest that rounding allows)."""
    yuan, dollars = library.quantity("new-infrastructure-plan"), library.quantity("new-infrastructure-dollars")
    return yuan.value / dollars.value, *quotient(yuan.rounding, dollars.rounding)


def _per_year(library: Library) -> float:
    return library.quantity("new-infrastructure-plan").value / library.quantity("new-infrastructure-years").value


@doubt("new-infrastructure-rate")
def new_infrastructure_rate(library: Library) -> Figures:
    rate, low, high = _rate(library)
    return {"rate": rate, "rate_low": low, "rate_high": high}


@doubt("new-infrastructure-five-years")
def new_infrastructure_five_years(library: Library) -> Figures:
    window = library.record["new-infrastructure-window"]
    return {"years": int(library.quantity("new-infrastructure-years").value), "per_year": _per_year(library),
            "first_year_is_printed": window.dated == "stated"}


@doubt("new-infrastructure-whose-plan")
def new_infrastructure_whose_plan(library: Library) -> Figures:
    return {"papers": len(records_of(library, "new-infrastructure-whose-plan", Citation)),
            "sources": len(library.quantity("new-infrastructure-plan").cites)}


@doubt("new-infrastructure-payers")
def new_infrastructure_payers(library: Library) -> Figures:
    spent, projected = (library.quantity(f"science-spending-{year}").value for year in (2019, 2020))
    return {"per_year": _per_year(library), "times_2019": _per_year(library) / spent,
            "times_2020": _per_year(library) / projected}


@doubt("tencent-part-or-extra")
def tencent_part_or_extra(library: Library) -> Figures:
    sum_ = library.quantity("tencent-investment")
    rate, *bounds = _rate(library)
    low, high = quotient(sum_.rounding, tuple(bounds))
    return {"share": sum_.value / library.quantity("new-infrastructure-plan").value,
            "dollars": sum_.value / rate, "dollars_low": low, "dollars_high": high}


@doubt("unicom-on-track")
def unicom_on_track(library: Library) -> Figures:
    built, target = library.quantity("unicom-stations-built"), library.quantity("unicom-stations-target")
    month = int(library.record["unicom-stations-april"].start[5:7])
    before, after = (target.value * months / MONTHS_A_YEAR for months in (month - 1, month))
    left = target.value - built.value
    return {"share": built.value / target.value, "even_before": before, "even_after": after,
            "ahead": built.value - before, "behind": after - built.value,
            "pace_before": built.value / (month - 1), "pace_after": built.value / month,
            "needed_before": left / (MONTHS_A_YEAR - month + 1), "needed_after": left / (MONTHS_A_YEAR - month)}


@doubt("one-operator-for-china")
def one_operator_for_china(library: Library) -> Figures:
    return {"named": len(records_of(library, "one-operator-for-china", Actor))}


def _charging(library: Library) -> Figures:
    target, points = library.quantity("charging-points-target"), library.quantity("charging-points-2019")
    return {"share": points.value / target.value, "missing": target.value - points.value,
            "share_low": points.value / target.rounding[1]}


@doubt("charging-target-share")
def charging_target_share(library: Library) -> Figures:
    """The share is a bound from below, what is missing a bound from above: the text says 'over'."""
    return _charging(library)


@doubt("charging-target-year")
def charging_target_year(library: Library) -> Figures:
    begun, counted = (year_of(library.record[id].start) for id in ("charging-target-set", "charging-points-counted"))
    return {"share": _charging(library)["share"], "years": counted - begun,
            "target_year_is_printed": library.quantity("charging-points-target").as_of is not None}


@doubt("charging-at-this-pace")
def charging_at_this_pace(library: Library) -> Figures:
    """From no points at all in the year of the target; ``a_year`` is a bound from below for that case."""
    years = charging_target_year(library)["years"]
    a_year = library.quantity("charging-points-2019").value / years
    return {"years": years, "a_year": a_year, "years_left": _charging(library)["missing"] / a_year}


@doubt("ev-or-new-energy")
def ev_or_new_energy(library: Library) -> Figures:
    printed = " ".join(library.record[id].quote.exact for id in ("technode-new-energy-vehicle",
                                                                 "public-transport-electric"))
    return {"names": sum(name in printed for name in ("EV", "new energy vehicle"))}


@doubt("premier-two-or-four")
def premier_two_or_four(library: Library) -> Figures:
    first = int(library.quantity("work-report-technologies").value)
    later = len(records_of(library, "premier-two-or-four", Term))
    return {"first": first, "later": later, "together": first + later}


@doubt("confirmed-in-a-draft")
def confirmed_in_a_draft(library: Library) -> Figures:
    return {"until": str(year_of(library.record["ev-subsidies-end"].start)),
            "draft_is_dated": library.record["technode-draft-budget"].date is not None}


@doubt("tech-war-or-trade-war")
def tech_war_or_trade_war(library: Library) -> Figures:
    return {"names": len(records_of(library, "tech-war-or-trade-war", Term))}


@doubt("bandwagon-list")
def bandwagon_list(library: Library) -> Figures:
    items = [c for c in records_of(library, "bandwagon-list", Claim) if "leaders-use-the-name" in c.supports]
    heads, congress, conference = _heads(library)
    return {"items": len(items), "named": len(items) - heads, "others": heads,
            "congress": congress, "conference": conference}


def _heads(library: Library) -> tuple[int, int, int]:
    """(company heads who proposed something, those in the legislature, those in the advisory assembly)."""
    roles = [library.record[id].role for id in library.record["company-heads-proposals"].actors]
    return len(roles), *(sum(f"delegate to the {body}" in role for role in roles)
                         for body in ("legislature", "advisory assembly"))


# Science spending


def _spending_2018(library: Library) -> tuple[float, float, float]:
    """(the amount of 2018, the lowest, the highest that rounding allows), from the amount and the growth of 2019."""
    spent, growth = library.quantity("science-spending-2019"), library.quantity("science-growth-2019")
    factor = tuple(1 + percent / 100 for percent in growth.rounding)
    return spent.value / (1 + growth.value / 100), *quotient(spent.rounding, factor)


@doubt("science-spending-2018")
def science_spending_2018(library: Library) -> Figures:
    amount, low, high = _spending_2018(library)
    return {"amount": amount, "amount_low": low, "amount_high": high,
            "rise": library.quantity("science-spending-2019").value - amount}


@doubt("science-drop-passes")
def science_drop_passes(library: Library) -> Figures:
    spent, projected = library.quantity("science-spending-2019"), library.quantity("science-spending-2020")
    least, most = quotient(projected.rounding, spent.rounding)
    return {"fall": 1 - projected.value / spent.value, "fall_low": 1 - most, "fall_high": 1 - least,
            "printed": library.quantity("science-drop-2020").value / 100}


@doubt("science-two-years")
def science_two_years(library: Library) -> Figures:
    projected = library.quantity("science-spending-2020")
    amount, *bounds = _spending_2018(library)
    low, high = quotient(projected.rounding, tuple(bounds))
    return {"change": projected.value / amount - 1, "change_low": low - 1, "change_high": high - 1}


@doubt("big-spender-or-less")
def big_spender_or_less(library: Library) -> Figures:
    spent, projected = (library.quantity(f"science-spending-{year}").value for year in (2019, 2020))
    return {"fall": spent - projected, "plan": library.quantity("new-infrastructure-plan").value}


@doubt("more-money-or-beyond")
def more_money_or_beyond(library: Library) -> Figures:
    claims = records_of(library, "more-money-or-beyond", Claim)
    return {"claims": len(claims), "sources": count_sourced(claims) + sum(len(claim.cites) for claim in claims)}


@doubt("much-of-this-money")
def much_of_this_money(library: Library) -> Figures:
    places = records_of(library, "much-of-this-money", Claim)
    shares = [q for q in library.seeds["technode-2020"].quantities if q.unit == "%" and "share" in q.measure
              and any(word in f"{q.subject} {q.measure}" for word in ("infrastructure", "core technologies"))]
    return {"places": len(places), "shares": len(shares)}


@doubt("most-specific-topic")
def most_specific_topic(library: Library) -> Figures:
    claims = records_of(library, "most-specific-topic", Claim)
    return {"from_report": sum("technode-ndrc-report" in c.cites for c in claims)}


@doubt("quoted-in-english-only")
def quoted_in_english_only(library: Library) -> Figures:
    claims = records_of(library, "quoted-in-english-only", Claim)
    return {"quoted": len(claims), "in_characters": sum(bool(c.quote.hanzi) for c in claims),
            "second_hand": sum("by way of" in c.said_by for c in claims)}


# Privacy


@doubt("slow-or-fast")
def slow_or_fast(library: Library) -> Figures:
    claims = records_of(library, "slow-or-fast", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


@doubt("civil-code-first-year")
def civil_code_first_year(library: Library) -> Figures:
    year = year_of(library.record["civil-code-passed"].start) - int(library.quantity("civil-code-years").value)
    return {"year": year, "recorded": year_of(library.record["civil-code-begun"].start) == year}


@doubt("first-code-of-which-state")
def first_code_of_which_state(library: Library) -> Figures:
    return {"year": str(civil_code_first_year(library)["year"])}


@doubt("code-above-later-laws")
def code_above_later_laws(library: Library) -> Figures:
    claims = [library.record[id] for id in ("later-laws-bound", "code-is-tablet")]
    return {"claims": len(claims), "with_article": sum("technode-code-text" in c.cites for c in claims)}


@doubt("insiders-not-heard")
def insiders_not_heard(library: Library) -> Figures:
    said = [claim.said_by for claim in records_of(library, "insiders-not-heard", Claim) if "insiders" in claim.said_by]
    by_way = sum("by way of" in words for words in said)
    outlet = library.record["technode-ramsey-interview"].outlet
    return {"heard": len(said) - by_way, "by_way": by_way,
            "interviews": sum(one.outlet == outlet for one in library.seeds["technode-2020"].citations)}


@doubt("privacy-articles-share")
def privacy_articles_share(library: Library) -> Figures:
    privacy, all_ = library.quantity("civil-code-privacy-articles"), library.quantity("civil-code-articles")
    return {"share": privacy.value / all_.value, "bound_only": privacy.high is None}


@doubt("crackdown-per-firm")
def crackdown_per_firm(library: Library) -> Figures:
    """The arrests are a bound from below: the text says 'over'."""
    firms, entries, arrests = (library.quantity(f"crackdown-{what}") for what in ("firms", "entries", "arrests"))
    return {"per_firm": entries.value / firms.value, "arrests": arrests.value / firms.value,
            "entries_to_people": entries.value / library.quantity("china-population").value}


@doubt("crackdown-which-law")
def crackdown_which_law(library: Library) -> Figures:
    crackdown, code = library.record["data-crackdown"].start, library.record["civil-code-passed"].start
    return {"months": _months(crackdown, code),
            "information_law_is_dated": library.record["information-law-drafting"].start is not None}


def _months(earlier: str, later: str) -> int:
    """From the one date's month to the other's."""
    return MONTHS_A_YEAR * (year_of(later) - year_of(earlier)) + int(later[5:7]) - int(earlier[5:7])


@doubt("one-case-for-a-trend")
def one_case_for_a_trend(library: Library) -> Figures:
    return {"cases": len(records_of(library, "one-case-for-a-trend", Event))}


@doubt("data-or-information")
def data_or_information(library: Library) -> Figures:
    claims = records_of(library, "data-or-information", Claim)
    return {"from_code": sum("technode-code-text" in c.cites for c in claims),
            "terms": len(records_of(library, "data-or-information", Term))}


# Innovation centers and startups


@doubt("center-share-of-what")
def center_share_of_what(library: Library) -> Figures:
    share = library.quantity("niic-industry-share")
    return {"low": share.low / 100, "high": share.high / 100}


@doubt("hundreds-of-billions")
def hundreds_of_billions(library: Library) -> Figures:
    """Bounds from below; ``share_of_bound`` if the plural is not taken at its word."""
    scale, projected = library.quantity("niic-scale"), library.quantity("science-spending-2020")
    least = LEAST_PLURAL * scale.value
    return {"least": least, "share": least / projected.value, "share_of_bound": scale.value / projected.value}


@doubt("startups-of-how-many")
def startups_of_how_many(library: Library) -> Figures:
    first, counted = (year_of(library.record[id].start) for id in ("guide-fund-set-up", "startups-funded-year"))
    return {"startups": library.quantity("startups-funded").value, "first_year": first,
            "years_begun": counted - first + 1}


@doubt("startups-in-one-year")
def startups_in_one_year(library: Library) -> Figures:
    fund, year = startups_of_how_many(library), year_of(library.record["startups-funded-year"].start)
    days = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
    return {"per_day": fund["startups"] / days, "days": days, "per_year": fund["startups"] / fund["years_begun"]}


# The meetings


@doubt("last-week-of-may")
def last_week_of_may(library: Library) -> Figures:
    """The text is not older than the passing of the code, so it was written in the week of that or of publication."""
    published = datetime.date.fromisoformat(library.seeds["technode-2020"].document.date)
    passed = datetime.date.fromisoformat(library.record["civil-code-passed"].start)
    first, earlier = _monday(published) - WEEK, _monday(passed) - WEEK
    last = min(passed, first + WEEK - datetime.timedelta(days=1))  # what was passed there was not passed before
    window = library.record["two-sessions-2020"]
    return {"first": _spoken(first), "last": _spoken(last),
            "earlier_first": _spoken(earlier), "earlier_last": _spoken(earlier + WEEK - datetime.timedelta(days=1)),
            "days": (passed - first).days, "earlier_days": (passed - earlier).days,
            "weeks_possible": (first - earlier) // WEEK + 1,
            "recorded": (window.start, window.end) == (earlier.isoformat(), last.isoformat())}


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def _spoken(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


@doubt("delegates-of-two-bodies")
def delegates_of_two_bodies(library: Library) -> Figures:
    named, congress, conference = _heads(library)
    return {"delegates": library.quantity("two-sessions-delegates").value, "named": named,
            "congress": congress, "conference": conference}


@doubt("decades-and-the-code")
def decades_and_the_code(library: Library) -> Figures:
    published = year_of(library.seeds["technode-2020"].document.date)
    years = [published - year_of(event.start) for event in records_of(library, "decades-and-the-code", Event)]
    code, decade = library.quantity("civil-code-years").value, library.quantity("reform-decades").value
    return {"code": int(code), "longest_other": max(years), "plural": LEAST_PLURAL,
            "long_enough": sum(length >= LEAST_PLURAL * decade for length in (code, *years))}


# Beside Chen (2021)


@doubt("seats-reward-or-lobby")
def seats_reward_or_lobby(library: Library) -> Figures:
    return {"named_earlier": _members(library, "chen-2021"), "named": _members(library, "technode-2020")}


def _members(library: Library, slug: str) -> int:
    """How many people a document names as members of one of the assemblies."""
    return sum(actor.kind == "person" and any(word in actor.role for word in ("delegate", "seat", "assembl"))
               for actor in library.seeds[slug].actors)


@doubt("without-ethics-with-a-code")
def without_ethics_with_a_code(library: Library) -> Figures:
    technode, chen = (library.seeds[slug].document.date for slug in ("technode-2020", "chen-2021"))
    return {"months": _months(technode, chen)}


@doubt("two-laws-on-data")
def two_laws_on_data(library: Library) -> Figures:
    homes = [library.home[claim.id] for claim in records_of(library, "two-laws-on-data", Claim)]
    return {"european": homes.count("chen-2021"), "chinese": homes.count("technode-2020")}


@doubt("state-capitalism-two-senses")
def state_capitalism_two_senses(library: Library) -> Figures:
    terms = records_of(library, "state-capitalism-two-senses", Term)
    elements = [claim for claim in records_of(library, "state-capitalism-two-senses", Claim)
                if " element is " in claim.says]
    return {"texts": len({library.home[term.id] for term in terms}), "names": len({term.english for term in terms}),
            "elements": len(elements), "listing": len({library.home[claim.id] for claim in elements})}


@doubt("concentration-threat-or-aim")
def concentration_threat_or_aim(library: Library) -> Figures:
    return {"high": library.quantity("niic-industry-share").high / 100}


# Beside Neican (2020) and Horwitz (2017)


@doubt("decoupling-without-measure")
def decoupling_without_measure(library: Library) -> Figures:
    claims = records_of(library, "decoupling-without-measure", Claim)
    homes = {library.home[claim.id] for claim in claims}
    first, last = sorted(library.seeds[slug].document.date for slug in homes)
    return {"months": _months(first, last), "documents": len(homes), "claims": len(claims),
            "with_source": count_sourced(claims),
            "figures": sum("decoupling" in f"{q.subject} {q.measure}" for slug in homes
                           for q in library.seeds[slug].quantities)}


@doubt("market-or-state-coordinates")
def market_or_state_coordinates(library: Library) -> Figures:
    horwitz, technode = (year_of(library.seeds[slug].document.date) for slug in ("horwitz-2017", "technode-2020"))
    return {"years": technode - horwitz}
