"""Doubts that begin with Hoffman (2018), and those between it and the other documents."""

from __future__ import annotations

import calendar
import datetime
import os
import re
from collections import Counter
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from techgov.documents import Citation, Claim, Event, Library, System, Term
from techgov.doubts.register import Figures, count_sourced, doubt, ints_in, quotient, records_of, year_of

SLUG = "hoffman-2018"


def _notes(library: Library) -> list[Citation]:
    """The numbered footnotes, in their order."""
    return [c for c in library.seeds[SLUG].citations if c.number]


def _day(date: str, last: bool = False) -> datetime.date:
    """A date as far as it is known, as its first (or last) day: '2013-07' -> 1 July (31 July) 2013."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return datetime.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


def _days(earlier: str, later: str) -> int:
    return (_day(later) - _day(earlier)).days


def _address_date(note: Citation) -> datetime.date | None:
    """The first day that stands in the footnote's address: '.../2016/0311/c40...' -> 11 March 2016."""
    for digits in re.findall(r"(?<!\d)((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)", note.address):
        try:
            return datetime.date(*map(int, digits))
        except ValueError:
            continue
    return None


def _days_after(note: Citation) -> int:
    """How many days the date in a footnote's address is later than the printed one."""
    return (_address_date(note) - _day(note.date)).days


def _titled(notes, words: str) -> int:
    """How many of the notes have the words in their title, whatever the case."""
    return sum(words.lower() in note.title.lower() for note in notes)


def _saying(library: Library, words: str) -> list:
    """The document's events and claims that speak of ``words``."""
    seed = library.seeds[SLUG]
    words = words.lower()
    return [*(e for e in seed.events if words in f"{e.what} {e.place}".lower()),
            *(c for c in seed.claims if words in c.says.lower())]


def _changed(one: str, other: str) -> int:
    """How many letters are exchanged, added or left out between two spellings."""
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, False).get_opcodes()
               if tag != "equal")


# Lists and sums


@doubt("nine-of-a-dozen-areas")
def nine_of_a_dozen_areas(library: Library) -> Figures:
    claimed = int(library.quantity("information-system-areas").value)
    listed = sum(system.id.startswith("info-system-") for system in library.seeds[SLUG].systems)
    return {"claimed": claimed, "listed": listed, "not_named": claimed - listed, "share": listed / claimed,
            "missing_share": 1 - listed / claimed, "footnote": library.record["hoffman-note-121"].number}


@doubt("golden-dozen-names")
def golden_dozen_names(library: Library) -> Figures:
    claimed, first = (int(library.quantity(id).value) for id in ("golden-dozen", "three-golden"))
    names = records_of(library, "golden-dozen-names", System)
    began = library.record["golden-start"].start
    at_first = sum(name.since == began for name in names)
    added = sum(name.since != began and name.topic == "e_government" for name in names)
    return {"claimed": claimed, "first": first, "first_named": at_first, "added": added, "listed": at_first + added,
            "with_shield": len(names), "not_named": claimed - at_first - added,
            "not_named_with_shield": claimed - len(names), "if_apart": claimed + first,
            "not_named_if_apart": claimed + first - at_first - added,
            "not_named_if_apart_with_shield": claimed + first - len(names)}


@doubt("loop-of-three-or-four")
def loop_of_three_or_four(library: Library) -> Figures:
    places = library.record["hoffman-social-management"].loop
    returning = sum(place in library.record["technology-supports-tasks"].says for place in places)
    later = [claim for claim in records_of(library, "loop-of-three-or-four", Claim)
             if claim.id != "technology-supports-tasks" and not claim.said_by]
    return {"returning": returning, "with_conclusion": len(places), "claims": len(later),
            "with_source": count_sourced(later)}


@doubt("ndrc-cdb-rounding")
def ndrc_cdb_rounding(library: Library) -> Figures:
    finer, title = library.quantity("ndrc-cdb-credit"), library.quantity("ndrc-cdb-title-sum")
    low, high = title.rounding
    return {"sum": finer.value, "title": title.value, "title_low": low, "title_high": high,
            "within": low <= finer.value <= high, "apart": title.value / finer.value - 1,
            "month_agrees": library.record["hoffman-note-111"].date.startswith(
                library.record["ndrc-cdb-agreement"].start)}


@doubt("ndrc-cdb-per-year")
def ndrc_cdb_per_year(library: Library) -> Figures:
    finer, title, years = (library.quantity(f"ndrc-cdb-{end}") for end in ("credit", "title-sum", "years"))
    low, high = quotient(finer.rounding, (years.value, years.value))
    fields, title_fields = (len(re.split(r", | and ", one.subject)) for one in (finer, title))
    return {"sum": finer.value, "years": int(years.value), "per_year": finer.value / years.value, "per_year_low": low,
            "per_year_high": high, "end": year_of(library.record["ndrc-cdb-agreement"].start) + int(years.value),
            "fields": fields, "title_fields": title_fields}


# Sources


@doubt("foreign-sources")
def foreign_sources(library: Library) -> Figures:
    notes = _notes(library)
    [(paper, most)] = Counter(note.outlet for note in notes).most_common(1)
    english = [note for note in notes if note.language == "en"]
    abroad = [n for n in english if not (urlsplit(n.address).hostname or "").endswith(".cn")]
    works = {note.title for note in notes if not note.title.startswith("the same as")}
    return {"notes": len(notes), "works": len(works), "paper": paper, "paper_notes": most,
            "paper_share": most / len(notes), "english": len(english), "chinese": len(notes) - len(english),
            "abroad": len(abroad), "at_home": len(notes) - len(abroad), "at_home_share": 1 - len(abroad) / len(notes),
            "abroad_undated": sum(note.date is None for note in abroad)}


@doubt("grid-gap")
def grid_gap(library: Library) -> Figures:
    seed = library.seeds[SLUG]
    cited = {id for r in (*seed.quantities, *seed.events, *seed.claims) if r.topic == "grid_management"
             for id in r.cites}
    dates = sorted(note.date for note in _notes(library) if note.id in cited)
    paper, visit = (library.record[f"hoffman-note-{n}"].date for n in (135, 132))
    last = max(date for date in dates if date < paper)
    return {"notes": len(dates), "before": sum(date <= last for date in dates),
            "after": sum(date > paper for date in dates), "first_year": year_of(dates[0]), "last_year": year_of(last),
            "paper_year": year_of(paper), "visit_year": year_of(visit),
            "years_to_paper": _days(last, paper) / 365.25, "years_to_visit": _days(last, visit) / 365.25}


@doubt("one-city-for-china")
def one_city_for_china(library: Library) -> Figures:
    window = library.record["grid-policing-cities"]
    events = [e for e in library.seeds[SLUG].events if e.topic == "grid_management" and e.start and e.cites]
    cities = {e.place for e in events if e.start[:4] <= window.end}
    later = library.record["zhengzhou-eight-months"]
    return {"cities": len(cities), "city": ", ".join(sorted(cities)), "with_source": count_sourced([window]),
            "next_city": later.place, "next_year": year_of(later.start)}


@doubt("grid-window")
def grid_window(library: Library) -> Figures:
    window = library.record["grid-policing-cities"]
    dates = sorted(note.date for note in records_of(library, "grid-window", Citation))
    within = sum(window.start <= date[:4] <= window.end for date in dates)
    return {"notes": len(dates), "within": within, "days": _days(dates[0], dates[-1]),
            "start": year_of(window.start), "end": year_of(window.end), "same_day": dates.count(dates[-1])}


@doubt("social-credit-without-a-note")
def social_credit_without_a_note(library: Library) -> Figures:
    credit, xinjiang = _saying(library, "social credit"), _saying(library, "Xinjiang")
    return {"statements": len(credit), "with_source": sum(bool(r.cites) for r in credit),
            "titles": _titled(_notes(library), "credit"), "notes": len(_notes(library)),
            "xinjiang": len(xinjiang), "xinjiang_with_source": sum(bool(r.cites) for r in xinjiang)}


@doubt("quotes-without-notes")
def quotes_without_notes(library: Library) -> Figures:
    claims = records_of(library, "quotes-without-notes", Claim)
    cited = [library.record[id] for claim in claims for id in claim.cites]
    earliest = year_of(library.record["deng-on-science"].start)
    return {"quotations": len(claims), "with_footnote": sum(bool(c.number) for c in cited),
            "dated": sum(c.date is not None for c in cited), "earliest": earliest,
            "years": year_of(library.seeds[SLUG].document.date) - earliest,
            "footnote": library.record["hoffman-note-112"].number}


@doubt("accountability-without-a-mark")
def accountability_without_a_mark(library: Library) -> Figures:
    claims = records_of(library, "accountability-without-a-mark", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


@doubt("ability-of-whom")
def ability_of_whom(library: Library) -> Figures:
    return {"dates": int(library.record["hoffman-note-119"].date is not None)}


@doubt("every-province")
def every_province(library: Library) -> Figures:
    projects = [s for s in library.seeds[SLUG].systems
                if s.id.startswith("golden-") and s.id not in ("golden-projects", "golden-shield")]
    return {"projects": len(projects), "for_offices": sum("office" in f"{s.takes_in} {s.gives_out}" for s in projects),
            "unexplained": sum(s.gives_out == "not said" for s in projects),
            "latest": year_of(library.record["intranets-everywhere"].start)}


# Text against footnote


@doubt("meng-visit-window")
def meng_visit_window(library: Library) -> Figures:
    latest = _day(library.record["hoffman-note-132"].date)
    year = year_of(library.record["meng-in-changsha"].start)
    return {"year": year, "in_the_same_year": latest.year == year, "days": latest.timetuple().tm_yday,
            "days_of_year": datetime.date(year, 12, 31).timetuple().tm_yday}


@doubt("explained-before-said")
def explained_before_said(library: Library) -> Figures:
    report, article, visit = (library.record[f"hoffman-note-{n}"].date for n in (108, 109, 132))
    spoken = library.record["hoffman-congress-report"].start
    return {"days": _days(article, report), "days_at_least": _days(article, spoken), "days_visit": _days(visit, report)}


@doubt("editorial-2006-or-2005")
def editorial_2006_or_2005(library: Library) -> Figures:
    note, text = library.record["hoffman-note-131"], year_of(library.record["hoffman-inline-2006"].date)
    years = [text, year_of(note.date), _address_date(note).year]
    return {"text": text, "note": years[1], "address": years[2], "years_apart": text - years[1],
            "for_note": years.count(years[1]), "of": len(years), "days": _days_after(note),
            "footnote": library.record["hoffman-note-130"].number}


@doubt("article-or-plan")
def article_or_plan(library: Library) -> Figures:
    note = library.record["hoffman-note-114"]
    return {"folder": urlsplit(note.address).path.split("/")[1], "plan_in_title": "Plan" in note.title,
            "date_agrees": _days_after(note) == 0, "authors": len(note.author.split())}


@doubt("grid-not-in-the-titles")
def grid_not_in_the_titles(library: Library) -> Figures:
    notes = _notes(library)
    shanghai = [library.record[id] for one in ("shanghai-grid-policing", "static-to-dynamic")
                for id in library.record[one].cites]
    with_grid = [note for note in notes if _titled([note], "grid")]
    return {"titles": len(shanghai), "with_grid": _titled(shanghai, "grid"), "notes": len(notes),
            "notes_with_grid": len(with_grid), "year_with_grid": max(year_of(note.date) for note in with_grid)}


@doubt("police-grid-for-grid-management")
def police_grid_for_grid_management(library: Library) -> Figures:
    police, management = library.record["grid-deployment"].hanzi, library.record["grid-management-term"].hanzi
    return {"title": police, "text": management, "shared": os.path.commonprefix([police, management]),
            "claims": sum("hoffman-note-130" in c.cites
                          for c in records_of(library, "police-grid-for-grid-management", Claim)),
            "footnote": library.record["hoffman-note-130"].number}


# Beginnings, and words that change on the way


@doubt("earliest-forms-2004")
def earliest_forms_2004(library: Library) -> Figures:
    plans, speech = library.record["egovernment-plans"], year_of(library.record["wen-egovernment"].start)
    return {"start": year_of(plans.start), "end": year_of(plans.end), "speech": speech,
            "years_least": speech - year_of(plans.end), "years_most": speech - year_of(plans.start)}


@doubt("when-did-it-begin")
def when_did_it_begin(library: Library) -> Figures:
    events = records_of(library, "when-did-it-begin", Event)
    plans, projects, systems = (year_of(library.record[id].start) for id in
                                ("egovernment-plans", "golden-start", "concrete-systems-start"))
    return {"beginnings": len(events), "dated": sum(e.start is not None for e in events),
            "undated": sum(e.start is None for e in events), "plans": plans, "projects": projects, "systems": systems,
            "years_plans": systems - plans, "years_projects": systems - projects}


@doubt("grid-in-1994")
def grid_in_1994(library: Library) -> Figures:
    systems, policing = library.record["concrete-systems-start"], library.record["grid-policing-cities"]
    return {"systems": year_of(systems.start), "policing_start": year_of(policing.start),
            "policing_end": year_of(policing.end), "years_least": year_of(policing.start) - year_of(systems.start),
            "years_most": year_of(policing.end) - year_of(systems.start),
            "management_is_dated": library.record["grid-management-appears"].start is not None}


@doubt("who-was-first")
def who_was_first(library: Library) -> Figures:
    golden, grids = (year_of(library.record[id].start) for id in ("golden-start", "grid-effort-expands"))
    return {"golden": golden, "grids": grids, "years": grids - golden}


@doubt("smart-cities-now-or-later")
def smart_cities_now_or_later(library: Library) -> Figures:
    claims = records_of(library, "smart-cities-now-or-later", Claim)
    to_come = sum(claim.mode == "predictive" for claim in claims)
    paper, text = year_of(library.record["hoffman-note-135"].date), year_of(library.seeds[SLUG].document.date)
    return {"claims": len(claims), "to_come": to_come, "present": len(claims) - to_come, "paper": paper, "text": text,
            "years": text - paper}


@doubt("ideally")
def ideally(library: Library) -> Figures:
    summary, body = (library.record[id].quote.exact.split() for id in
                     ("capacity-will-improve", "capacity-will-ideally-improve"))
    added = [word for word in body if word not in summary]
    claims = records_of(library, "ideally", Claim)
    return {"word": " ".join(added), "added": len(added), "claims": len(claims), "with_source": count_sourced(claims)}


# Footnotes against their addresses


@doubt("dates-that-agree")
def dates_that_agree(library: Library) -> Figures:
    notes = _notes(library)
    checked = [note for note in notes if note.date and _address_date(note)]
    agreeing = [note for note in checked if note.date == _address_date(note).isoformat()]
    return {"notes": len(notes), "checked": len(checked), "agreeing": len(agreeing),
            "differing": len(checked) - len(agreeing), "share": len(agreeing) / len(checked),
            "without_address": sum(not note.address for note in notes),
            "address_undated": sum(bool(note.address) and not _address_date(note) for note in notes)}


@doubt("note-112-date")
def note_112_date(library: Library) -> Figures:
    note = library.record["hoffman-note-112"]
    return {"days": _days_after(note), "printed_day": _day(note.date).day, "address_day": _address_date(note).day,
            "same_month": _address_date(note).isoformat()[:7] == note.date[:7]}


@doubt("posted-later")
def posted_later(library: Library) -> Figures:
    days = {note.number: _days_after(note) for note in records_of(library, "posted-later", Citation)}
    return {"notes": len(days), "later": sum(n > 0 for n in days.values()), "days_guangming": days["113"],
            "days_peoples_daily": days["131"],
            "host_guangming": urlsplit(library.record["hoffman-note-113"].address).hostname or "",
            "host_own": urlsplit(library.record["hoffman-note-109"].address).hostname or ""}


@doubt("note-115-date")
def note_115_date(library: Library) -> Figures:
    note = library.record["hoffman-note-115"]
    off = [n for n in _notes(library) if n.date and _address_date(n) and n.date != _address_date(n).isoformat()]
    decade = year_of(library.record["soft-science-1980s"].start)
    years = [year_of(note.date), _address_date(note).year]
    return {"days_before": -_days_after(note), "differing": len(off),
            "earlier": sum(_address_date(n) < _day(n.date) for n in off),
            "in_decade": all(decade <= year < decade + 10 for year in years),
            "years_to_definition": year_of(library.record["hoffman-note-116"].date) - year_of(note.date)}


@doubt("note-135-date")
def note_135_date(library: Library) -> Figures:
    note = library.record["hoffman-note-135"]
    first, last, posted = _day(note.date), _day(note.date, last=True), _address_date(note)
    return {"days_least": (posted - last).days, "days_most": (posted - first).days,
            "months": (posted.year - first.year) * 12 + posted.month - first.month}


@doubt("one-letter-apart")
def one_letter_apart(library: Library) -> Figures:
    hosts = [urlsplit(library.record[f"hoffman-note-{n}"].address).hostname or "" for n in (110, 117)]
    editor = library.record["hoffman-note-120"].author.split()[0]
    [author] = [name.split()[-2] for name in library.record["hoffman-note-122"].author.split(", ")
                if name.endswith(" Wang")]
    return {"host": hosts[0], "other_host": hosts[1], "host_letters": _changed(*hosts), "editor": editor,
            "author": author, "name_letters": _changed(editor, author),
            "code_note": library.record["hoffman-note-111"].number}


# Chinese against English


@doubt("eighteen-great-headways")
def eighteen_great_headways(library: Library) -> Figures:
    [english] = ints_in(library.record["hoffman-note-113"].title)
    congress, after = (ints_in(library.record[id].hanzi)[0] for id in
                       ("since-eighteenth-congress", "nineteenth-congress"))
    return {"headways": english, "congress": congress, "same_number": english == congress, "next": after,
            "apart": after - congress}


@doubt("more-than-a-fifth")
def more_than_a_fifth(library: Library) -> Figures:
    english, chinese = library.quantity("zhengzhou-fall-english"), library.quantity("zhengzhou-fall-chinese")
    return {"english": english.value / 100, "chinese": chinese.value / 100,
            "same_number": english.value == chinese.value, "english_is_point": english.low == english.high,
            "chinese_is_bound": chinese.high is None}


@doubt("fall-without-base")
def fall_without_base(library: Library) -> Figures:
    share = library.quantity("zhengzhou-fall-english").value / 100
    window = library.record["zhengzhou-eight-months"]
    return {"share": share, "rise_to_undo": 1 / (1 - share) - 1,
            "months": int(library.quantity("zhengzhou-months").value),
            "counts": sum("cases" in q.unit for q in library.seeds[SLUG].quantities),
            "days": (_day(library.record["hoffman-note-130"].date) - _day(window.end, last=True)).days}


@doubt("scientific-for-technology")
def scientific_for_technology(library: Library) -> Figures:
    term = library.record["strengthen-police-by-technology"].hanzi
    here, other = library.record["hoffman-note-130"], library.record["hoffman-note-112"]
    return {"hanzi": term, "word": term[:2], "technology_in_title": "Technology" in here.title,
            "technology_in_other_title": "Science and Technology" in other.title, "footnote": other.number}


@doubt("social-security-two-things")
def social_security_two_things(library: Library) -> Figures:
    titles = [note.title for note in records_of(library, "social-security-two-things", Citation)]
    names = [re.search("Social Security and Order|Public Security|Law and Order|Social Security", t)[0] for t in titles]
    return {"hanzi": library.record["hoffman-public-order"].hanzi, "titles": len(titles), "renderings": len(set(names)),
            "with_social_security": sum("Social Security" in name for name in names),
            "as_welfare": sum("social security" in claim.says
                              for claim in records_of(library, "social-security-two-things", Claim))}


@doubt("electronic-development")
def electronic_development(library: Library) -> Figures:
    cited = records_of(library, "electronic-development", Citation)
    notes = [note for note in cited if "Electronic" in note.outlet]
    [other] = [note for note in cited if note not in notes]
    return {"notes": len(notes), "dropped_in": other.number, "development_in_other": "Development" in other.title,
            "series_as_development": sum("Electronic Development" in n.outlet for n in notes),
            "report_as_government": _titled(notes, "E-Government"),
            "hanzi": library.record["electronic-government"].hanzi,
            "series": library.record["electronic-blue-book"].hanzi}


@doubt("first-or-main")
def first_or_main(library: Library) -> Figures:
    term, title = library.record["first-driving-force"].hanzi, library.record["hoffman-note-112"].title
    return {"hanzi": term, "ordinal": term[:2], "main_in_title": "Main" in title, "first_in_title": "First" in title}


@doubt("governance-two-words")
def governance_two_words(library: Library) -> Figures:
    titles = [note.title for note in records_of(library, "governance-two-words", Citation)]
    english = {found[0] for title in titles if (found := re.search(r"Societal Governance|Social Governance", title))}
    society, power = (library.record[id].hanzi for id in ("hoffman-social-governance", "capacity-to-govern"))
    return {"titles": len(titles), "with_governance": sum("Governance" in title for title in titles),
            "society": society[2:], "power": power[:2], "chinese": len({society[2:], power[:2]}),
            "english": len(english), "whole": society, "footnote": library.record["hoffman-note-131"].number}


@doubt("management-or-governance")
def management_or_governance(library: Library) -> Figures:
    notes = _notes(library)
    terms = records_of(library, "management-or-governance", Term)
    return {"governance": _titled(notes, "social governance") + _titled(notes, "societal governance"),
            "management": _titled(notes, "social management"), "notes": len(notes),
            "hanzi": next(t.hanzi for t in terms if t.hanzi), "without_hanzi": sum(not t.hanzi for t in terms)}


# A second reading


@doubt("two-or-three-examples")
def two_or_three_examples(library: Library) -> Figures:
    systems = records_of(library, "two-or-three-examples", System)
    head, body = (library.record[id].says.lower() for id in ("improve-capacity-for-control", "most-visible-systems"))
    names = [s.name.lower().removesuffix(" system").rpartition(" in ")[2] for s in systems]
    in_head, in_body = ([name in claim for name in names] for claim in (head, body))
    return {"head": int(library.quantity("control-examples").value), "head_named": sum(in_head), "body": sum(in_body),
            "shared": sum(a and b for a, b in zip(in_head, in_body, strict=True))}


@doubt("areas-that-return")
def areas_that_return(library: Library) -> Figures:
    systems = library.seeds[SLUG].systems
    areas = [s.name.rpartition(" for ")[2] for s in systems if s.id.startswith("info-system-")]
    projects = [f"{s.name} {s.gives_out}".lower() for s in systems if s.id.startswith("golden-")
                and s.id not in ("golden-projects", "golden-shield")]

    def meet(area: str, project: str) -> bool:  # "taxation" and "tax"
        return any(word.startswith(part) or part.startswith(word) for word in area.removeprefix("the ").split()
                   for part in project.split() if len(part) > 2)

    return {"areas": len(areas), "projects": len(projects),
            "returning": sum(any(meet(area, project) for project in projects) for area in areas),
            "areas_left": sum(not any(meet(area, project) for project in projects) for area in areas),
            "projects_left": sum(not any(meet(area, project) for area in areas) for project in projects)}


@doubt("e-government-before-the-word")
def e_government_before_the_word(library: Library) -> Figures:
    plans = library.record["egovernment-plans"]
    oldest = min(year_of(n.date) for n in _notes(library) if n.date and _titled([n], "e-government"))
    return {"start": year_of(plans.start), "end": year_of(plans.end), "oldest": oldest,
            "years_least": oldest - year_of(plans.end), "years_most": oldest - year_of(plans.start),
            "cited_title_has_it": bool(_titled([library.record["hoffman-note-121"]], "e-government"))}


@doubt("soft-science-without-technology")
def soft_science_without_technology(library: Library) -> Figures:
    quoted = [library.record[id] for id in ("soft-science-defined", "soft-science-ensures")]
    first, second = (year_of(library.record[f"hoffman-note-{n}"].date) for n in (115, 116))
    return {"quoted": len(quoted), "with_technology": sum("technolog" in c.says + c.quote.exact for c in quoted),
            "first": first, "second": second, "years": year_of(library.seeds[SLUG].document.date) - second}


@doubt("what-grid-management-is")
def what_grid_management_is(library: Library) -> Figures:
    claims = records_of(library, "what-grid-management-is", Claim)
    return {"statements": len(claims), "with_source": count_sourced(claims)}


@doubt("station-without-a-grid")
def station_without_a_grid(library: Library) -> Figures:
    note = library.record["hoffman-note-132"]
    told = [c for c in records_of(library, "station-without-a-grid", Claim) if c.cites]
    texts = [*(c.says for c in told), note.title, library.record["changsha-command-centre"].name]
    figures = [q for q in library.seeds[SLUG].quantities if q.place == library.record["meng-in-changsha"].place]
    return {"statements": len(told), "with_grid": sum("grid" in text.lower() for text in texts),
            "by_visitor": sum(c.said_by == "Meng Jianzhu" for c in told), "figures": len(figures)}


@doubt("quotation-without-a-grid")
def quotation_without_a_grid(library: Library) -> Figures:
    note = library.record["hoffman-note-131"]
    said = [c for c in records_of(library, "quotation-without-a-grid", Claim) if note.id in c.cites]
    texts = [*(f"{c.says} {c.quote.exact}" for c in said), note.title]
    return {"statements": len(said), "with_grid": sum("grid" in text.lower() for text in texts),
            "normative": sum(c.mode == "normative" for c in said)}


@doubt("good-news-only")
def good_news_only(library: Library) -> Figures:
    notes = records_of(library, "good-news-only", Citation)
    good = sum(bool(re.search("Improved|Decreased|Declined|Successful", note.title)) for note in notes)
    bad = sum(bool(re.search("Fail|Worse|Increased|Risen", note.title)) for note in notes)
    return {"notes": len(notes), "good": good, "bad": bad, "outlets": len({note.outlet for note in notes})}


@doubt("seen-or-there")
def seen_or_there(library: Library) -> Figures:
    statements = records_of(library, "seen-or-there", (Claim, Event))
    return {"statements": len(statements), "with_source": count_sourced(statements)}


@doubt("testbed-or-origin")
def testbed_or_origin(library: Library) -> Figures:
    claims = records_of(library, "testbed-or-origin", Claim)
    return {"claims": len(claims), "with_footnote": sum(bool(c.cites) for c in claims),
            "year": year_of(library.record["shanghai-grid-policing"].start),
            "dated": int(library.record["chen-quanguo-regions"].start is not None)}


@doubt("upgrade-or-successor")
def upgrade_or_successor(library: Library) -> Figures:
    claims = records_of(library, "upgrade-or-successor", Claim)
    report, call = library.record["hoffman-note-132"].date, library.record["xi-on-security-risks"].start
    return {"relations": sum(claim.id != "platforms-support-both" for claim in claims), "report_year": year_of(report),
            "days": _days(report, call)}


@doubt("answer-before-the-call")
def answer_before_the_call(library: Library) -> Figures:
    note, call = library.record["hoffman-note-135"], _day(library.record["xi-on-security-risks"].start)
    days = (call - _day(note.date, last=True)).days
    return {"days": days, "years": days / 365.25, "days_from_address": (call - _address_date(note)).days}


@doubt("words-of-the-reporter")
def words_of_the_reporter(library: Library) -> Figures:
    cited = {id for c in records_of(library, "words-of-the-reporter", Claim) for id in c.cites}
    notes = [library.record[id] for id in cited if library.record[id].number]
    return {"sources": len(notes), "english": sum(note.language == "en" for note in notes)}


@doubt("long-by-2016")
def long_by_2016(library: Library) -> Figures:
    days = _days(library.record["hoffman-note-112"].date, library.seeds[SLUG].document.date)
    return {"days": days, "years": days / 365.25, "earlier": year_of(library.record["deng-on-science"].start)}


@doubt("rule-of-law-aim-or-lack")
def rule_of_law_aim_or_lack(library: Library) -> Figures:
    claims = records_of(library, "rule-of-law-aim-or-lack", Claim)
    return {"hanzi": library.record["rule-of-law-isation"].hanzi[:2], "statements": len(claims),
            "with_source": count_sourced(claims), "footnote": library.record["hoffman-note-132"].number}


@doubt("levels-or-standards")
def levels_or_standards(library: Library) -> Figures:
    notes = records_of(library, "levels-or-standards", Citation)
    names = {found[0] for note in notes if (found := re.search(r"Intelligen[^ ]*ation\b\)?", note.title))}
    return {"level": library.record["level-of-governance"].hanzi,
            "standard": library.record["hoffman-standardisation"].hanzi[:2], "english": _titled(notes, "standard"),
            "intelligent": library.record["intelligentization"].hanzi, "intelligent_names": len(names)}


@doubt("smaller-words-of-titles")
def smaller_words_of_titles(library: Library) -> Figures:
    line, expositions, kinds = (library.record[id].hanzi for id in (
        "hoffman-work-line", "hoffman-expositions", "all-kinds-of-criminal-cases"))
    terms = records_of(library, "smaller-words-of-titles", Term)
    return {"line": line[2:], "expositions": expositions, "kinds": kinds[:2],
            "notes": len(records_of(library, "smaller-words-of-titles", Citation)),
            "changed": sum(bool(term.mistranslation) for term in terms),
            "doctrine": library.record["hoffman-note-117"].number,
            "added_in": library.record["hoffman-note-131"].number}


@doubt("overall-dropped")
def overall_dropped(library: Library) -> Figures:
    hanzi, note = library.record["overall-security-concept"].hanzi, library.record["hoffman-note-117"]
    return {"hanzi": hanzi, "overall": hanzi[:2], "footnote": note.number,
            "overall_in_title": bool(re.search("overall|holistic|comprehensive", note.title, re.IGNORECASE))}


@doubt("peoples-daily-addresses")
def peoples_daily_addresses(library: Library) -> Figures:
    notes = records_of(library, "peoples-daily-addresses", Citation)
    hosts = [urlsplit(note.address).hostname for note in notes if note.address]
    own = sum(f".{host}".endswith(".people.com.cn") for host in hosts)
    return {"notes": len(notes), "own": own, "elsewhere": len(hosts) - own, "unaddressed": len(notes) - len(hosts),
            "host": "people.com.cn", "all_of_the_paper": len({note.outlet for note in notes}) == 1}


@doubt("surname-first-or-last")
def surname_first_or_last(library: Library) -> Figures:
    full, again = (library.record[f"hoffman-note-{n}"] for n in (121, 124))
    pairs = list(zip(full.author.split(" and "), again.author.split(" and "), strict=True))
    unclear = [library.record[f"hoffman-note-{n}"].author for n in (113, 116, 118)]
    return {"full": full.number, "again": again.number, "authors": full.author, "short": again.author,
            "shortened": len(pairs), "last": sum(name.split()[-1] == short for name, short in pairs),
            "open": ", ".join(unclear[:-1]) + " and " + unclear[-1]}


@doubt("abbreviations-unspelled")
def abbreviations_unspelled(library: Library) -> Figures:
    party = library.record["hoffman-party"]
    usual = "".join(word[0] for word in party.name.split())
    printed = party.quote.exact.strip("()")
    return {"letters": sum(a != b for a, b in zip(printed, usual, strict=True)), "usual": usual,
            "unexplained": sum("never spells out" in term.gloss
                               for term in records_of(library, "abbreviations-unspelled", Term))}


# Between Hoffman (2018) and Chen (2021)


@doubt("no-firm-in-hoffman")
def no_firm_in_hoffman(library: Library) -> Figures:
    firms = {slug: sum(actor.kind == "firm" for actor in library.seeds[slug].actors) for slug in (SLUG, "chen-2021")}
    rulers = sum(actor.kind in ("party", "state") for actor in library.seeds[SLUG].actors)
    return {"hoffman": firms[SLUG], "chen": firms["chen-2021"], "hoffman_party_and_state": rulers,
            "skynet_start_is_given": library.record["skynet"].since is not None}


@doubt("surveillance-two-names")
def surveillance_two_names(library: Library) -> Figures:
    def naming(slug: str, words: str) -> int:
        seed = library.seeds[slug]
        named = [*(s.name for s in seed.systems), *(t.english for t in seed.terms)]
        return sum(words in name.lower() for name in named)

    [inputs] = re.findall("data from (.*) anywhere", library.record["hoffman-smart-cities"].takes_in)
    return {"skynet_in_hoffman": naming(SLUG, "skynet"), "smart_in_chen": naming("chen-2021", "smart cit"),
            "grid_in_chen": naming("chen-2021", "grid"), "inputs": len(re.split(r", | and ", inputs)),
            "titles_in_chen": _titled(library.seeds["chen-2021"].citations, "smart cit")}


@doubt("older-than-2012")
def older_than_2012(library: Library) -> Figures:
    branch, campaign, turn = (year_of(library.record[id].start) for id in
                              ("alibaba-branch", "party-construction-start", "party-construction-faster"))
    return {"branch": branch, "campaign": campaign, "turn": turn, "years_branch": turn - branch,
            "years_campaign": turn - campaign}


@doubt("works-or-not")
def works_or_not(library: Library) -> Figures:
    hoffman, chen = (library.seeds[slug] for slug in (SLUG, "chen-2021"))
    errors = [q for seed in (hoffman, chen) for q in seed.quantities
              if any(word in q.measure for word in ("error", "accura", "false", "correct"))]
    return {"hoffman": year_of(hoffman.document.date), "chen": year_of(chen.document.date),
            "days": _days(hoffman.document.date, chen.document.date), "error_rates": len(errors)}


@doubt("same-words-two-authors")
def same_words_two_authors(library: Library) -> Figures:
    hoffman, chen = library.record["hoffman-social-governance"], library.record["chen-social-governance"]
    return {"hanzi": hoffman.hanzi, "chen_has_hanzi": bool(chen.hanzi),
            "shared": "social governance" in chen.english and "social governance" in hoffman.english}


@doubt("unique-or-not")
def unique_or_not(library: Library) -> Figures:
    claims = records_of(library, "unique-or-not", Claim)
    return {"claims": len(claims), "with_source": count_sourced(claims)}


# Between Hoffman (2018) and the others


@doubt("before-or-since-2012")
def before_or_since_2012(library: Library) -> Figures:
    seed, turn = library.seeds[SLUG], year_of(library.record["neican-xi-in-power"].start)
    years = sorted(year_of(e.start) for e in seed.events
                   if e.start and e.topic != "reading" and e.start <= seed.document.date)
    before, since = [y for y in years if y < turn], [y for y in years if y > turn]
    claims = records_of(library, "before-or-since-2012", Claim)
    return {"turn": turn, "events": len(years), "before": len(before), "last": before[-1], "since": len(since),
            "first": since[0], "years_between": since[0] - before[-1] - 1,
            "notes_between": sum(before[-1] < year_of(n.date) < since[0] for n in _notes(library) if n.date),
            "claims": len(claims), "sourced": count_sourced(claims),
            "formula": year_of(library.record["mao-formula-1962"].start)}


@doubt("five-years-two-sums")
def five_years_two_sums(library: Library) -> Figures:
    agreed, plan = library.quantity("ndrc-cdb-credit"), library.quantity("new-infrastructure-dollars")
    low, high = quotient(plan.rounding, agreed.rounding)
    years = {int(library.quantity(id).value) for id in ("ndrc-cdb-years", "new-infrastructure-years")}
    return {"sum": agreed.value, "plan": plan.value, "times_more": plan.value / agreed.value, "times_more_low": low,
            "times_more_high": high, "years": max(years), "same_years": len(years) == 1,
            "years_apart": year_of(library.seeds["technode-2020"].document.date) - year_of(
                library.seeds[SLUG].document.date)}


@doubt("shield-or-firewall")
def shield_or_firewall(library: Library) -> Figures:
    def naming(slug: str, word: str) -> int:
        seed = library.seeds[slug]
        return sum(word in name.lower() for name in [*(s.name for s in seed.systems), *(t.english for t in seed.terms)])

    return {"firewall_in_hoffman": naming(SLUG, "firewall"), "shield_in_horwitz": naming("horwitz-2017", "shield")}
