"""Doubts that begin with China Neican (2020)."""

from __future__ import annotations

import calendar
import datetime
import re

from techgov import numerals
from techgov.documents import Actor, Citation, Claim, Event, Library, Sourced, Term
from techgov.doubts.register import Figures, count_sourced, doubt, records_of, year_of


def _day(date: str) -> datetime.date:
    return datetime.date.fromisoformat(date)


def _in_words(day: datetime.date) -> str:
    """2020-09-15 -> '15 September 2020'."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


# The directive


@doubt("opinion-or-recommendations")
def opinion_or_recommendations(library: Library) -> Figures:
    issued, recommended = (_day(library.record[id].start) for id in ("neican-directive-issued", "recommendations-2020"))
    title = library.record["neican-directive-title"]
    english = [library.record[id].title.lower() for id in ("neican-cites-directive", "chen-note-4")]
    parts = [term for term in records_of(library, "opinion-or-recommendations", Term)
             if term is not title and term.hanzi in title.hanzi]
    return {"days_apart": abs((issued - recommended).days), "parts": len(parts),
            "same_english": sum(all(part.english.lower() in one for one in english) for part in parts),
            "hanzi": library.record["neican-opinion"].hanzi}


@doubt("directive-tuesday")
def directive_tuesday(library: Library) -> Figures:
    issued, column = library.record["neican-directive-issued"], _day(library.seeds["neican-2020"].document.date)
    [weekday] = [name for name in calendar.day_name if name in issued.quote.exact]
    # the last day of that name before the column
    back = (column.weekday() - list(calendar.day_name).index(weekday) - 1) % 7 + 1
    inferred = column - datetime.timedelta(days=back)
    address = re.search(r"(\d{4})-(\d{2})/(\d{2})", library.record["chen-note-4"].address)
    return {"weekday": weekday, "weekdays": len(calendar.day_name),
            "column_weekday": calendar.day_name[column.weekday()], "days_later": back,
            "inferred": _in_words(inferred), "recorded": inferred == _day(issued.start),
            "same_as_printed": inferred == _day(library.record["recommendations-2020"].start),
            "same_as_address": inferred == _day("-".join(address.groups()))}


@doubt("directive-fragments")
def directive_fragments(library: Library) -> Figures:
    claims = records_of(library, "directive-fragments", Claim)
    here = {c.quote.exact.strip("“”").lower() for c in claims if library.home[c.id] == "neican-2020"}
    there = {c.quote.exact.strip("“”").lower() for c in claims if library.home[c.id] == "chen-2021"}
    return {"here": len(here), "there": len(there), "same_fragment": len(here & there)}


@doubt("two-pictures-of-one-text")
def two_pictures_of_one_text(library: Library) -> Figures:
    fragments = []
    for id in ("our-own-people", "document-asks-loyalty"):
        seed, speaker = library.seeds[library.home[id]], library.record[id].said_by
        fragments += [claim.quote.exact for claim in seed.claims if claim.said_by == speaker]
    return {"fragments": len(fragments),
            "loyal_in_fragments": sum("loyal" in one.lower() or "忠" in one for one in fragments)}


@doubt("english-of-directive")
def english_of_directive(library: Library) -> Figures:
    terms = records_of(library, "english-of-directive", Term)
    return {"terms": len(terms), "changed": sum(bool(term.mistranslation) for term in terms)}


@doubt("who-is-private-economy")
def who_is_private_economy(library: Library) -> Figures:
    term = library.record["neican-private-economy-people"]
    in_passages = re.findall(r'"([^"]+)"', term.mistranslation)
    in_sentences = [actor.name for actor in records_of(library, "who-is-private-economy", Actor)]
    names = sorted({*in_passages, *in_sentences})
    return {"hanzi": term.hanzi, "names_in_passages": len(set(in_passages)),
            "names_in_sentences": len(set(in_sentences) - set(in_passages)), "names": len(names),
            "list": "; ".join(f"“{name}”" for name in names)}


@doubt("fields-not-named")
def fields_not_named(library: Library) -> Figures:
    fields, directions = (len(library.record[id].hanzi) for id in ("neican-five-fields", "neican-five-directions"))
    return {"fields": fields, "directions": directions, "characters": fields + directions,
            "official": library.record["party-overall-leadership"].quote.exact}


# The column itself


@doubt("announced-and-listed")
def announced_and_listed(library: Library) -> Figures:
    claims = records_of(library, "announced-and-listed", Claim)
    voices = library.quantity("schell-voices")
    named = [a for a in library.seeds["neican-2020"].actors if "voice" in a.role and "recommends" not in a.role
             and a.kind == "person"]
    return {"elements": int(library.quantity("xi-approach-elements").value),
            "elements_listed": sum(" element is " in claim.says for claim in claims),
            "voices": int(voices.value), "voices_listed": len(named)}


@doubt("column-first-issue")
def column_first_issue(library: Library) -> Figures:
    issue, this = int(library.quantity("neican-issue-number").value), _day(library.seeds["neican-2020"].document.date)
    first = this - datetime.timedelta(weeks=issue - 1)
    return {"issue": issue, "weeks": issue - 1, "this": _in_words(this), "first": _in_words(first)}


@doubt("sources-without-address")
def sources_without_address(library: Library) -> Figures:
    sources = [c for slug in ("horwitz-2017", "neican-2020") for c in library.seeds[slug].citations]
    return {"sources": len(sources), "with_address": sum(bool(c.address) for c in sources),
            "with_date": sum(c.date is not None for c in sources),
            "interviews": sum(c.title == "interview" for c in sources),
            "without_author": sum(not c.author and not c.outlet for c in sources),
            "named_here": len(records_of(library, "sources-without-address", Citation))}


@doubt("congress-three-documents")
def congress_three_documents(library: Library) -> Figures:
    events = [library.record[id] for id in ("horwitz-congress-2017", "neican-congress-2017", "hoffman-congress-report")]
    return {"documents": len({library.home[e.id] for e in events}), "months": len({e.start for e in events}),
            "stated": sum(e.dated == "stated" for e in events), "inferred": sum(e.dated == "inferred" for e in events)}


# Years


@doubt("formula-between")
def formula_between(library: Library) -> Figures:
    used, again, constitution, power = (year_of(library.record[id].start) for id in (
        "mao-formula-1962", "xi-formula-2016", "party-constitution-2017", "neican-xi-in-power"))
    meeting, famine = library.record["cadres-conference-1962"], library.record["great-famine"]
    return {"clause": library.record["neican-party-leads-all"].english,
            "years_to_return": again - used, "years_to_constitution": constitution - used,
            "in_power_least": again - power - 1, "in_power_most": again - power,
            "years_after_famine": year_of(meeting.start) - year_of(famine.end)}


@doubt("four-decades-ago")
def four_decades_ago(library: Library) -> Figures:
    decade = numerals.SINGLE["decade"]
    decades = library.quantity("opening-decades-ago").value
    written, other = (year_of(library.seeds[slug].document.date) for slug in ("neican-2020", "chen-2021"))
    years = int(library.quantity("chen-forty-years").value)
    opened, half = written - int(decades * decade), decade // 2
    return {"opened": opened, "opened_low": opened - half, "opened_high": opened + half, "chen_years": years,
            "chen_start": other - years, "apart": abs(other - years - opened)}


@doubt("mao-like-unlike-mao")
def mao_like_unlike_mao(library: Library) -> Figures:
    claims = records_of(library, "mao-like-unlike-mao", Claim)
    return {"claims": len(claims), "predictions": sum(claim.mode == "predictive" for claim in claims)}


# Across borders, and the leak


@doubt("order-announcement-ban")
def order_announcement_ban(library: Library) -> Figures:
    prohibitions = [c for c in records_of(library, "order-announcement-ban", Claim)
                    if "neican-cites-commerce" in c.cites]
    one = [c for c in prohibitions if "WeChat" in c.says]
    return {"prohibitions": len(prohibitions), "for_one": len(one), "for_both": len(prohibitions) - len(one),
            "platforms": int(library.quantity("aclu-two-platforms").value),
            "dated": library.record["us-ban-announced"].start is not None}


@doubt("not-about-data-but")
def not_about_data_but(library: Library) -> Figures:
    claims = [library.record[id] for id in ("oracle-would-control-data", "not-about-data")]
    return {"hedged": sum("inference" in claim.note for claim in claims), "with_source": count_sourced(claims)}


@doubt("which-company-pledged")
def which_company_pledged(library: Library) -> Figures:
    deal, pledge = library.record["oracle-deal-blessed"], library.record["fund-pledged"]

    def firms(event) -> int:
        return sum(library.record[id].kind == "firm" for id in event.actors)

    return {"pledged": library.quantity("education-fund").value, "candidates": firms(deal), "named": firms(pledge)}


@doubt("zhenhua-most-and-much")
def zhenhua_most_and_much(library: Library) -> Figures:
    return {"shares": sum(q.unit == "%" for q in library.seeds["neican-2020"].quantities)}


@doubt("zhenhua-share")
def zhenhua_share(library: Library) -> Figures:
    listed, people = library.quantity("zhenhua-people"), library.quantity("china-population")
    low, high = listed.rounding[0] / people.rounding[1], listed.rounding[1] / people.rounding[0]
    return {"listed": listed.value, "people": people.value, "share": listed.value / people.value,
            "share_low": low, "share_high": high, "one_in": people.value / listed.value}


# What the column says of itself, and how surely


def _bare(claims: list[Claim]) -> int:
    """For how many of the claims nothing at all is offered."""
    return sum(claim.offered.startswith("nothing") for claim in claims)


@doubt("words-in-quotation-marks")
def words_in_quotation_marks(library: Library) -> Figures:
    passages = records_of(library, "words-in-quotation-marks", Sourced)
    return {"passages": len(passages),
            "with_speaker": sum(bool(one.said_by) and not one.said_by.startswith("some ") for one in passages)}


@doubt("words-of-certainty")
def words_of_certainty(library: Library) -> Figures:
    open_ones = ("too-early", "repeating-unclear", "effect-on-users-unknown", "sideloading-unclear")
    claims = records_of(library, "words-of-certainty", Claim)
    sure = [claim for claim in claims if claim.id not in open_ones]
    return {"sure": len(sure), "bare": _bare(sure), "predictions": sum(claim.mode == "predictive" for claim in sure),
            "open": len(claims) - len(sure)}


@doubt("attributed-to-themselves")
def attributed_to_themselves(library: Library) -> Figures:
    seed = library.seeds["neican-2020"]
    attributed = [claim for claim in seed.claims if claim.support == "attributed"]
    own = [claim for claim in attributed
           if any(library.record[id].author == seed.document.author for id in claim.cites)]
    return {"attributed": len(attributed), "own": len(own), "share": len(own) / len(attributed),
            "pieces": len({id for claim in own for id in claim.cites})}


@doubt("names-as-printed")
def names_as_printed(library: Library) -> Figures:
    department, work = library.record["neican-ufwd"], library.record["neican-united-front-work"]
    return {"printed": department.quote.exact.split()[0], "elsewhere": work.english.split()[-1],
            "here": library.record["neican-hku"].name, "there": library.record["horwitz-hku"].name}


@doubt("added-in-a-bracket")
def added_in_a_bracket(library: Library) -> Figures:
    [bracket] = re.findall(r"\[[^]]+\]", library.record["neican-cites-ban-earlier"].note)
    platforms = int(library.quantity("aclu-two-platforms").value)
    added = sum(actor.name in bracket for actor in library.seeds["neican-2020"].actors if actor.kind == "firm")
    return {"bracket": bracket, "platforms": platforms, "original": platforms - added}


# The Party, the economy and the years


@doubt("always-since-when")
def always_since_when(library: Library) -> Figures:
    taking, opening = library.record["mao-era-assets"], library.record["opening-to-the-world"]
    return {"hanzi": library.record["neican-always"].hanzi, "taken_from": taking.start, "taken_until": taking.end,
            "gap_least": year_of(opening.start) - year_of(taking.end),
            "gap_most": year_of(opening.end) - year_of(taking.end)}


@doubt("formula-without-economy")
def formula_without_economy(library: Library) -> Figures:
    fields = library.record["neican-five-fields"]
    areas = re.split(r", | and ", library.record["grip-tightened"].says.rstrip(".").partition(" hold on ")[2])
    named = set(re.findall(r"[a-z]+", f"{fields.english} {fields.mistranslation}".lower()))
    return {"areas": len(areas), "fields": len(fields.hanzi), "shared": len(named.intersection(areas)),
            "economy_named": "economy" in named}


@doubt("turn-of-2012")
def turn_of_2012(library: Library) -> Figures:
    turn, power = (year_of(library.record[id].start) for id in ("party-construction-faster", "neican-xi-in-power"))
    return {"turn": turn, "power": power, "apart": abs(turn - power)}


@doubt("whom-the-directive-binds")
def whom_the_directive_binds(library: Library) -> Figures:
    demands = [c for c in records_of(library, "whom-the-directive-binds", Claim)
               if library.home[c.id] == "chen-2021" and c.said_by]
    return {"demands": len(demands), "on_entrepreneurs": sum(c.says.startswith("Entrepreneurs") for c in demands)}


@doubt("essential-or-defining")
def essential_or_defining(library: Library) -> Figures:
    texts = records_of(library, "essential-or-defining", Citation)
    return {"party": library.record["neican-essential-attribute"].english,
            "state": library.record["leadership-defining"].quote.exact, "texts": len(texts),
            "with_chinese": sum("zh" in text.language for text in texts)}


@doubt("three-names-of-one-approach")
def three_names_of_one_approach(library: Library) -> Figures:
    return {"names": len(records_of(library, "three-names-of-one-approach", Term)),
            "elements": int(library.quantity("xi-approach-elements").value)}


@doubt("two-quotations-of-xi")
def two_quotations_of_xi(library: Library) -> Figures:
    claims, sources = (records_of(library, "two-quotations-of-xi", kind) for kind in (Claim, Citation))
    return {"quotations": len(claims), "dated": sum(source.date is not None for source in sources)}


@doubt("paranoia-in-two-texts")
def paranoia_in_two_texts(library: Library) -> Figures:
    here, there = library.record["fear-of-losing-power"], library.record["control-harms-creativity"]
    return {"offered_here": here.offered, "offered_there": there.offered,
            "there": str(year_of(library.seeds[library.home[there.id]].document.date))}


# Abroad


@doubt("domestic-with-foreign-reasons")
def domestic_with_foreign_reasons(library: Library) -> Figures:
    supporting = [c for c in library.seeds["neican-2020"].claims if "behaviour-domestic" in c.supports]
    return {"supporting": len(supporting), "sourced": count_sourced(supporting)}


@doubt("swift-without-dates")
def swift_without_dates(library: Library) -> Figures:
    events = records_of(library, "swift-without-dates", Event)
    return {"events": len(events), "dated": sum(event.start is not None for event in events)}


@doubt("donor-without-a-sum")
def donor_without_a_sum(library: Library) -> Figures:
    donor, claim = library.record["neican-oracle"], library.record["oracle-donor"]
    return {"sums": sum(donor.name in q.subject for q in library.seeds["neican-2020"].quantities),
            "sources": count_sourced([claim]), "kind": donor.kind}


@doubt("app-without-an-owner")
def app_without_an_owner(library: Library) -> Figures:
    owner, app = library.record["horwitz-tencent"].name, library.record["neican-tiktok"].name

    def documents(name: str) -> set[str]:
        return {slug for slug, seed in library.seeds.items() if any(actor.name == name for actor in seed.actors)}

    column = {"neican-2020"}
    return {"tencent": len(documents(owner) - column), "here": len(documents(owner) & column),
            "tiktok_elsewhere": len(documents(app) - column)}


# Data


@doubt("who-collects")
def who_collects(library: Library) -> Figures:
    claims = [c for c in records_of(library, "who-collects", Claim) if c.topic == "information"]
    return {"claims": len(claims), "sourced": count_sourced(claims)}


@doubt("american-firms-and-privacy")
def american_firms_and_privacy(library: Library) -> Figures:
    claims = records_of(library, "american-firms-and-privacy", Claim)
    return {"claims": len(claims), "bare": _bare(claims)}
