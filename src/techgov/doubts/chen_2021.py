"""Doubts that begin with Chen (2021)."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from techgov import numerals
from techgov.documents import Actor, Citation, Claim, Event, Library, Quantity, Record, Term
from techgov.doubts.register import Figures, count_sourced, counted_on, doubt, ints_in, quotient, records_of, year_of

# Skynet


@doubt("implied-populations")
def implied_populations(library: Library) -> Figures:
    found: Figures = {}
    for city in ("chongqing", "shenzhen"):
        count, density = library.quantity(f"{city}-cameras"), library.quantity(f"{city}-density")
        found[city] = count.value / density.value * counted_on(density)
        found[f"{city}_low"], found[f"{city}_high"] = quotient(count.rounding, density.rounding, counted_on(density))
        found[f"{city}_cameras"], found[f"{city}_density"] = count.value, density.value
    return found


@doubt("national-cameras")
def national_cameras(library: Library) -> Figures:
    cameras, people = library.quantity("china-cameras"), library.quantity("china-population")
    densest = max((library.quantity(f"{city}-density") for city in ("chongqing", "shenzhen")), key=lambda q: q.value)
    base = counted_on(densest)
    cities = [library.quantity(f"{city}-cameras").value for city in ("chongqing", "shenzhen")]
    most = people.value * densest.value / base
    most_low, most_high = (n * d / base for n, d in zip(people.rounding, densest.rounding))
    low, high = quotient(cameras.rounding, people.rounding, base)
    million = cameras.value * numerals.SCALES["million"] / numerals.SCALES["billion"]
    tenth = cameras.value / 10
    return {
        "national": cameras.value, "people": people.value, "densest": densest.value,
        "per_thousand": cameras.value / people.value * base, "per_thousand_low": low, "per_thousand_high": high,
        "per_person": cameras.value / people.value,
        "times_densest": cameras.value / people.value * base / densest.value,
        "times_densest_low": low / densest.rounding[1], "times_densest_high": high / densest.rounding[0],
        "most_cameras": most, "most_cameras_low": most_low, "most_cameras_high": most_high,
        "factor": cameras.value / most,
        "factor_low": cameras.rounding[0] / most_high, "factor_high": cameras.rounding[1] / most_low,
        "if_million": million, "if_million_per_thousand": million / people.value * base,
        "if_million_left": million - sum(cities),
        "if_260_million": tenth, "if_260_million_per_thousand": tenth / people.value * base,
        "if_260_million_per_thousand_low": low / 10,
    }


@doubt("ten-or-eight")
def ten_or_eight(library: Library) -> Figures:
    claimed, source = library.quantity("top-ten-cities"), library.record["chen-note-8"]
    with_figures, without = _listed_cities(library)
    footnoted, of = ints_in(source.title)
    page = next(part for part in unquote(source.address).split("/") if any("\u4e00" <= c <= "\u9fff" for c in part))
    address_of, address_says = ints_in(page)
    return {"claimed": int(claimed.value), "listed": with_figures + without,
            "not_named": int(claimed.value) - with_figures - without,
            "footnoted": footnoted, "footnoted_of": of,
            "address_text": page, "address_says": address_says, "address_of": address_of}


def _listed_cities(library: Library) -> tuple[int, int]:
    """(cities of the ranking with a count of cameras, cities that are only named)."""
    seed = library.seeds["chen-2021"]
    nation = library.quantity("china-cameras").place
    counted = {q.place for q in seed.quantities if q.unit == "cameras" and q.place != nation}
    return len(counted), sum("city-ranking" in claim.supports for claim in seed.claims)


@doubt("cities-without-figures")
def cities_without_figures(library: Library) -> Figures:
    with_figures, without = _listed_cities(library)
    second = library.quantity("shenzhen-density")
    return {"listed": with_figures + without, "with_figures": with_figures, "without_figures": without,
            "last_density": second.value}


@doubt("first-by-total-or-density")
def first_by_total_or_density(library: Library) -> Figures:
    with_figures, without = _listed_cities(library)
    orders = [sorted(("chongqing", "shenzhen"), key=lambda city: -library.quantity(f"{city}-{number}").value)
              for number in ("cameras", "density")]
    return {"with_figures": with_figures, "without_figures": without, "same_order": orders[0] == orders[1]}


@doubt("one-mark-many-claims")
def one_mark_many_claims(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    return {"quantities": sum("chen-note-8" in q.cites and q.support == "footnoted" for q in seed.quantities),
            "claims": sum("chen-note-8" in c.cites for c in seed.claims),
            "titled": len(ints_in(library.record["chen-note-8"].title))}


@doubt("one-second")
def one_second(library: Library) -> Figures:
    people, time = library.quantity("china-population"), library.quantity("sift-time")
    low, high = (n / time.value for n in people.rounding)
    return {"seconds": int(time.value), "per_second": people.value / time.value,
            "per_second_low": low, "per_second_high": high,
            "everyone": people.value * people.value / time.value, "times_more": people.value}


@doubt("identifies-accurately")
def identifies_accurately(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    rates = [q for q in seed.quantities if any(word in q.measure for word in ("error", "accura", "false", "correct"))]
    return {"error_rates": len(rates), "claims": len(records_of(library, "identifies-accurately", Claim))}


@doubt("hikvision-total")
def hikvision_total(library: Library) -> Figures:
    """Every total is a bound from above: the text says 'nearly'."""
    revenue = library.quantity("hikvision-revenue").value
    half = library.quantity("hikvision-domestic-share").value / 100
    part = library.quantity("hikvision-revenue-share").value / 100
    return {
        "revenue": revenue, "half": half, "part": part,
        # the revenue is Hikvision's at home, and half of the industry
        "industry_if_half": revenue / half,
        # the revenue is the industry's, of which Hikvision has half
        "company_if_half_of_42": revenue * half,
        # the revenue is 43.57 % of all that the company earns; what is left is earned elsewhere
        "company_if_4357": revenue / part, "elsewhere_if_4357": revenue / part - revenue,
        # the revenue is 43.57 % of all that the industry earns
        "industry_if_4357": revenue / part, "industry_gap": revenue / part - revenue / half,
        # the revenue is all that the company earns, of which 43.57 % at home, which is half of the industry
        "domestic_if_4357_of_42": revenue * part, "industry_if_4357_of_42": revenue * part / half,
    }


@doubt("half-and-few-competitors")
def half_and_few_competitors(library: Library) -> Figures:
    share = library.quantity("hikvision-domestic-share").value / 100
    return {"share": share, "rest": 1 - share,
            "named": len(records_of(library, "half-and-few-competitors", Actor))}


@doubt("seven-years-first")
def seven_years_first(library: Library) -> Figures:
    years = int(library.quantity("hikvision-years-first").value)
    report, page = year_of(library.record["ihs-report-2018"].date), year_of(library.record["chen-note-6"].date)
    return {"years": years, "report_year": report, "page_year": page,
            "first_if_report_year": report - years + 1, "first_if_year_before_report": report - years,
            "first_if_year_before_page": page - years}


@doubt("skynet-definition-source")
def skynet_definition_source(library: Library) -> Figures:
    seed, source = library.seeds["chen-2021"], library.record["chen-note-7"]
    owner = library.record["chen-baidu"].name
    return {"host": urlsplit(source.address).hostname or "", "owner": owner, "owner_in_title": owner in source.title,
            "sources": len({id for c in seed.claims if c.id == "skynet-definition" for id in c.cites})}


@doubt("skynet-start")
def skynet_start(library: Library) -> Figures:
    years = library.quantity("skynet-long-decade")
    published = year_of(library.seeds["chen-2021"].document.date)
    return {"years": int(years.value), "published": published, "start_at_the_latest": published - int(years.value),
            "start_is_given": library.record["skynet"].since is not None}


@doubt("naturally-suppliers")
def naturally_suppliers(library: Library) -> Figures:
    claims = records_of(library, "naturally-suppliers", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims),
            "firms": len(records_of(library, "naturally-suppliers", Actor))}


@doubt("rise-without-skynet-share")
def rise_without_skynet_share(library: Library) -> Figures:
    figures = records_of(library, "rise-without-skynet-share", Quantity)
    return {"figures": len(figures), "about_skynet": sum("skynet" in q.measure.lower() for q in figures),
            "founded": year_of(library.record["hikvision-founded"].start),
            "start_is_given": library.record["skynet"].since is not None}


@doubt("whose-is-hikvision")
def whose_is_hikvision(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    words = [*(f"{q.subject} {q.measure}" for q in seed.quantities), *(event.what for event in seed.events),
             *(claim.says for claim in seed.claims)]
    about = [one for one in words if "Hikvision" in one]
    owner = re.compile(r"\b(private|state-owned|own(s|ed|er)|shareholder)")
    return {"records": len(about), "on_owner": sum(bool(owner.search(one)) for one in about)}


# The footnotes


@doubt("directive-dates")
def directive_dates(library: Library) -> Figures:
    """Dates printed in the text or the footnote against the date in the footnote's address."""
    printed = {"chen-note-1": library.record["recommendations-2017"].start,
               "chen-note-4": library.record["recommendations-2020"].start}
    printed |= {id: "-".join(f"{n:02d}" for n in _printed_date(library.record[id].quote.exact))
                for id in ("chen-note-5", "chen-note-6")}
    agreeing = 0
    for id, date in printed.items():
        address = re.search(r"(\d{4})-(\d{2})[-/](\d{2})", library.record[id].address)
        agreeing += bool(address) and "-".join(address.groups()) == date
    return {"checked": len(printed), "agreeing": agreeing, "differing": len(printed) - agreeing}


def _printed_date(text: str) -> tuple[int, int, int]:
    """'Sina Finance, July 9, 2020' -> (2020, 7, 9)."""
    month, day, year = re.search(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})", text).groups()
    return int(year), list(calendar.month_name).index(month), int(day)


@doubt("lists-that-fit")
def lists_that_fit(library: Library) -> Figures:
    ended = library.record["american-programmes-ended"].actors
    acronym = library.record["chen-faamg"].english
    named = records_of(library, "lists-that-fit", Actor)
    in_both = sum(one.id in ended for one in named)
    return {"giants": int(library.quantity("american-giants").value), "giants_named": len(ended),
            "others": int(library.quantity("party-organisations-2011").value),
            "others_named": len(library.record["baidu-tencent-organisations"].actors),
            "acronym": acronym, "letters": len(acronym), "letters_named": len(named),
            "initials": "".join(one.name[0] for one in named), "in_both": in_both, "only_acronym": len(named) - in_both}


@doubt("who-released-2017")
def who_released_2017(library: Library) -> Figures:
    title = library.record["chen-note-1"].title
    issuers = [library.record[id].name for id in library.record["recommendations-2017"].actors]
    missing = [name for name in issuers if name not in title]
    return {"in_text": len(issuers), "in_title": len(issuers) - len(missing), "missing": " and ".join(missing)}


@doubt("hangzhou-document-without-note")
def hangzhou_document_without_note(library: Library) -> Figures:
    documents = records_of(library, "hangzhou-document-without-note", Citation)
    own = (library.record["hangzhou-recommendations"].start, library.record["chen-cites-hangzhou"].date)
    return {"documents": len(documents), "with_address": sum(bool(one.address) for one in documents),
            "dates": sum(date is not None for date in own)}


@doubt("quoted-by-way-of-a-newspaper")
def quoted_by_way_of_a_newspaper(library: Library) -> Figures:
    demands = records_of(library, "quoted-by-way-of-a-newspaper", Claim)
    return {"demands": len(demands), "newspaper": sum("chen-note-5" in one.cites for one in demands),
            "document": sum("chen-note-4" in one.cites for one in demands)}


@doubt("coopting-or-united-front")
def coopting_or_united_front(library: Library) -> Figures:
    source, hanzi = library.record["chen-note-5"], library.record["chen-coopting"].hanzi
    headline = unquote(source.address).rpartition("post-")[2]
    title = source.title.lower()
    return {"headline": headline, "hanzi": hanzi, "in_headline": hanzi in headline,
            "centre_in_headline": "中央" in headline, "united": title.count("united front"),
            "centre": title.count("central") + title.count("centre")}


@doubt("gdpr-last-may")
def gdpr_last_may(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    latest = max(event.start for event in seed.events if event.start)

    def may_before(date: str) -> int:
        return year_of(date) - (int(date[5:7]) <= list(calendar.month_name).index("May"))

    return {"last_may": may_before(seed.document.date), "latest_event": year_of(latest),
            "last_may_from_latest_event": may_before(latest),
            "year_is_printed": library.record["gdpr-in-effect"].start is not None}


@doubt("gdpr-bookshop")
def gdpr_bookshop(library: Library) -> Figures:
    address = urlsplit(library.record["chen-note-9"].address)
    folder, page = address.path.strip("/").split("/")
    return {"folder": folder, "page": page, "host": address.hostname or ""}


@doubt("ended-programmes")
def ended_programmes(library: Library) -> Figures:
    events = records_of(library, "ended-programmes", Event)
    return {"giants": int(library.quantity("american-giants").value), "events": len(events),
            "dated": sum(event.start is not None for event in events), "with_source": count_sourced(events)}


@doubt("which-list")
def which_list(library: Library) -> Figures:
    listed = records_of(library, "which-list", Event)
    return {"dated": sum(event.start is not None for event in listed), "with_source": count_sourced(listed)}


@doubt("control-without-source")
def control_without_source(library: Library) -> Figures:
    notes = [c for c in library.seeds["chen-2021"].citations if c.number]
    return {"notes": len(notes), "with_address": sum(bool(c.address) for c in notes),
            "without_address": sum(not c.address for c in notes)}


# The Party and the firms


@doubt("organisations-before-2012")
def organisations_before_2012(library: Library) -> Figures:
    campaign, faster = library.record["party-construction-start"], library.record["party-construction-faster"]
    honour = library.record["tencent-honour"]
    steps = [(actor, year_of(event.start)) for event in records_of(library, "organisations-before-2012", Event)
             if event not in (campaign, faster, honour) for actor in event.actors]
    years = [year for _, year in steps]
    return {"steps": len(steps), "firms": len({actor for actor, _ in steps}), "turn": year_of(faster.start),
            "campaign": year_of(campaign.start), "honour": year_of(honour.start), "first": min(years),
            "last": max(years),
            "after_turn": sum(year > year_of(faster.start) for year in years),
            "before_campaign": sum(year < year_of(campaign.start) for year in years)}


@doubt("alibaba-branch-year")
def alibaba_branch_year(library: Library) -> Figures:
    founded = year_of(library.record["alibaba-founded"].start)
    branch = founded + 1  # "the very next year"
    return {"founded": founded, "branch": branch,
            "recorded": year_of(library.record["alibaba-branch"].start) == branch,
            "years_to_committee": year_of(library.record["alibaba-committee"].start) - branch}


@doubt("branch-or-committee")
def branch_or_committee(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    printed = " ".join([*(r.quote.exact for r in seed.records()), library.record["chen-note-2"].title]).lower()
    names = [n for n in ("party branch", "party committee", "party organizations", "party cells") if n in printed]
    branch, committee, others = (year_of(library.record[id].start) for id in
                                 ("alibaba-branch", "alibaba-committee", "baidu-tencent-organisations"))
    return {"names": len(names), "others_year": others, "years_after_branch": others - branch,
            "years_after_committee": others - committee}


@doubt("alibaba-members-over")
def alibaba_members_over(library: Library) -> Figures:
    members = library.quantity("alibaba-party-members")
    [title] = ints_in(library.record["chen-note-2"].title)
    return {"members": members.value, "title": title, "same_number": members.value == title,
            "bound_only": members.high is None}


@doubt("members-of-how-many")
def members_of_how_many(library: Library) -> Figures:
    counts = [q for q in library.seeds["chen-2021"].quantities
              if q.subject == library.quantity("alibaba-party-members").subject]
    members = [q for q in counts if "Party members" in q.measure]
    return {"dates": len({q.as_of for q in members if q.as_of}), "employees": len(counts) - len(members),
            "founded": year_of(library.record["alibaba-founded"].start)}


@doubt("membership-exposed-when")
def membership_exposed_when(library: Library) -> Figures:
    source = library.record["chen-note-2"]
    page = datetime.date.fromisoformat(source.date)
    return {"counted": year_of(library.quantity("alibaba-party-members").as_of),
            "page": f"{page.day} {calendar.month_name[page.month]} {page.year}",
            "named_in_title": library.record["chen-jack-ma"].name in source.title,
            "exposure_is_dated": library.record["jack-ma-exposed"].start is not None}


@doubt("alibaba-members-date")
def alibaba_members_date(library: Library) -> Figures:
    year, month = (int(part) for part in library.quantity("alibaba-party-members").as_of.split("-"))
    counted = datetime.date(year, month, calendar.monthrange(year, month)[1])
    printed = datetime.date.fromisoformat(library.record["chen-note-2"].date)
    digits = f"{printed:%Y%m%d}" in library.record["chen-note-2"].address
    return {"days_after": (printed - counted).days, "in_order": printed > counted, "date_is_in_address": digits}


@doubt("tencent-only-company")
def tencent_only_company(library: Library) -> Figures:
    honoured, founded = library.record["tencent-honour"], library.record["baidu-tencent-organisations"]
    return {"with_source": count_sourced([honoured, library.record["tencent-only"]]),
            "years_after": year_of(honoured.start) - year_of(founded.start)}


@doubt("visits-to-yanan")
def visits_to_yanan(library: Library) -> Figures:
    visits, tour = library.quantity("jack-ma-visits"), library.record["yanan-tours"]
    events = records_of(library, "visits-to-yanan", Event)
    return {"visits": int(visits.value), "others": len(tour.actors), "dated": sum(e.start is not None for e in events),
            "with_source": count_sourced([visits, *events, library.record["visits-show-loyalty"]])}


@doubt("hangzhou-spirit")
def hangzhou_spirit(library: Library) -> Figures:
    cadres, companies = library.quantity("hangzhou-cadres"), library.quantity("hangzhou-companies")
    return {"cadres": cadres.value, "companies": companies.value,
            "cadres_per_company": int(cadres.value / companies.value),
            "years_between": year_of(library.record["hangzhou-announcement"].start)
            - year_of(library.record["recommendations-2017"].start)}


@doubt("opinion-or-superiors")
def opinion_or_superiors(library: Library) -> Figures:
    claims = records_of(library, "opinion-or-superiors", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


@doubt("representatives-names")
def representatives_names(library: Library) -> Figures:
    names = records_of(library, "representatives-names", Term)
    return {"names": len({one.english for one in names}),
            "quoted": sum("“" in one.quote.exact or "quotation marks" in one.gloss for one in names)}


@doubt("cadres-sent-or-not")
def cadres_sent_or_not(library: Library) -> Figures:
    after = [e for e in records_of(library, "cadres-sent-or-not", Event) if e.id != "hangzhou-announcement"]
    return {"cadres": library.quantity("hangzhou-cadres").value, "later_events": len(after),
            "later_dated": sum(e.start is not None for e in after)}


@doubt("major-or-tech-companies")
def major_or_tech_companies(library: Library) -> Figures:
    """A company counts as described where its role says more than that a representative was to come."""
    named = records_of(library, "major-or-tech-companies", Actor)
    return {"companies": library.quantity("hangzhou-companies").value, "named": len(named),
            "described": sum(bool(re.search("internet|technology|fintech", actor.role)) for actor in named)}


@doubt("daily-part-or-decisions")
def daily_part_or_decisions(library: Library) -> Figures:
    claims = records_of(library, "daily-part-or-decisions", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


@doubt("countless-or-named")
def countless_or_named(library: Library) -> Figures:
    event = library.record["giants-felled"]
    targets = library.record["giants-are-targets"]
    return {"named": len(event.actors), "dated": sum(e.start is not None for e in [event]),
            "with_source": count_sourced([event, targets])}


@doubt("weak-and-a-threat")
def weak_and_a_threat(library: Library) -> Figures:
    claims = [library.record[id] for id in ("size-no-shield", "owners-weaker", "bigger-is-threat")]
    fallen = [library.record[id] for id in library.record["giants-felled"].actors]
    return {"claims": len(claims), "with_source": count_sourced(claims),
            "fallen": sum(actor.kind == "person" for actor in fallen)}


@doubt("market-value")
def market_value(library: Library) -> Figures:
    return _sums(library)


@doubt("acceptance-or-value")
def acceptance_or_value(library: Library) -> Figures:
    return _sums(library) | {"with_source": count_sourced(records_of(library, "acceptance-or-value", Claim))}


def _sums(library: Library) -> Figures:
    return {"market_values": sum(q.kind == "valuation" for q in library.seeds["chen-2021"].quantities)}


@doubt("good-names-under-antitrust")
def good_names_under_antitrust(library: Library) -> Figures:
    claims = records_of(library, "good-names-under-antitrust", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


# The conclusion


@doubt("conclusion-without-notes")
def conclusion_without_notes(library: Library) -> Figures:
    claims = records_of(library, "conclusion-without-notes", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims),
            "abroad": sum(claim.topic == "across_borders" for claim in claims),
            "predicted": sum(claim.mode == "predictive" for claim in claims)}


@doubt("could-fall-any-time")
def could_fall_any_time(library: Library) -> Figures:
    seed = library.seeds["chen-2021"]
    dates = [event.start for event in seed.events] + [q.as_of for q in seed.quantities]
    return {"predictions": sum(claim.mode == "predictive" for claim in seed.claims),
            "later": sum(bool(date) and date > seed.document.date for date in dates)}


@doubt("replica-and-storm")
def replica_and_storm(library: Library) -> Figures:
    told = records_of(library, "replica-and-storm", Event) + records_of(library, "replica-and-storm", Claim)
    own = [one for one in told if library.home[one.id] == "chen-2021" and one.id != "orwell-replica"]
    limits = sum(one.id == "no-peep" for one in own)
    return {"dissent": len(own) - limits, "limits": limits}


@doubt("voices-of-protest")
def voices_of_protest(library: Library) -> Figures:
    source = library.record["chen-cites-lao"]
    return {"people": sum(actor.kind == "person" for actor in records_of(library, "voices-of-protest", Actor)),
            "outlets": int(bool(source.outlet)), "dates": int(source.date is not None)}


# Words


@doubt("party-construction-spelling")
def party_construction_spelling(library: Library) -> Figures:
    term = library.record["party-construction"]
    printed = " ".join(re.findall(r"[a-z]+", term.quote.exact))
    marked = unicodedata.normalize("NFD", term.pinyin)
    standard = "".join(c for c in marked if not unicodedata.combining(c))
    return {"printed": printed, "standard": standard, "same": printed == standard,
            "same_letters": sorted(printed) == sorted(standard), "hanzi": term.hanzi,
            "names_the_party": "党" in term.hanzi}


@doubt("numbered-slogans")
def numbered_slogans(library: Library) -> Figures:
    terms = [term for term in records_of(library, "numbered-slogans", Term) if library.home[term.id] == "chen-2021"]
    items = {term.id: sum(ints_in(term.english)) for term in terms}
    return {"formulas": len(terms), "items": sum(items.values()),
            "named": sum(items[term.id] for term in terms if "does not list" not in term.gloss)}


@doubt("slips-of-the-pen")
def slips_of_the_pen(library: Library) -> Figures:
    records = records_of(library, "slips-of-the-pen", Record)
    return {"slips": len(records), "figures": sum(isinstance(record, Quantity) for record in records)}
