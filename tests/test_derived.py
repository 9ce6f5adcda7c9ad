"""The lessons' derived tables: against the seeds' files counted another way, and a few values by hand."""

import re
from collections import Counter

import pytest
import yaml

from techgov import load
from techgov.documents import read_seeds
from techgov.project import ROOT
from techgov.tables import package

LIBRARY = read_seeds(ROOT / "seeds")
RAW = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "seeds").glob("*.yml")
       if path.stem not in ("doubts", "outside")}
DERIVED = [name for name, resource in sorted(package().items())
           if "records" in [f["name"] for f in resource.get("schema", {}).get("fields", [])] and name != "doubts"]
EVERY = pytest.mark.parametrize("name", DERIVED)


def raw(kind):
    """(slug, record) of one kind, straight from the files."""
    return [(slug, record) for slug, seed in RAW.items() for record in seed.get(kind) or []]


def row(name, **where):
    """The one row of a table in which columns have the values of ``where``."""
    table = load(name)
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1, (name, where, len(table))
    return table.iloc[0]


def test_the_lessons_have_their_tables():
    assert set(DERIVED) >= {
        "golden_projects", "system_sectors", "grid_events", "social_credit_mentions", "money", "targets",
        "science_spending", "base_stations_and_chargers", "party_organisation", "directive_fragments",
        "law_and_enforcement", "control_instruments", "international_measures", "predictions", "timeline",
        "outlets", "statements", "readings", "fragments", "cameras", "hikvision", "rules"}


@EVERY
def test_every_row_names_records_that_exist_and_comes_from_its_documents(name):
    table, about = load(name), package()[name]
    addresses = {LIBRARY.seeds[slug].document.address for slug in LIBRARY.seeds}
    assert {s["path"] for s in about["sources"]} <= addresses and len(table)
    for ids in table["records"]:
        assert ids and set(ids.split()) <= set(LIBRARY.record)
        assert len(ids.split()) == len(set(ids.split()))
    if "document" in table:
        assert {LIBRARY.home[ids.split()[0]] for ids in table["records"]} == set(table["document"])
        assert all(LIBRARY.home[ids.split()[0]] == slug for ids, slug in zip(table["records"], table["document"]))


@EVERY
def test_every_column_is_described_and_every_number_has_a_unit(name):
    for field in package()[name]["schema"]["fields"]:
        assert len(field["description"]) > 3
        if field["type"] == "number":
            assert field["unit"], field["name"]


@EVERY
def test_kinds_and_supports_are_those_of_the_records(name):
    table = load(name)
    for _, one in table.iterrows():
        records = [LIBRARY.record[id] for id in one["records"].split()]
        assert set(one["support"].split()) == {r.support for r in records if hasattr(r, "support")}
        kinds = {r.kind for r in records if hasattr(r, "low")} | {r.mode for r in records if hasattr(r, "mode")}
        assert set(one["kind"].split()) == kinds


# counts made another way: from the seeds' files, without the models -------------------------------------------

def test_all_money_is_there():
    amounts = {q["id"] for _, q in raw("quantities") if re.search(r"yuan|USD|dollar|RMB", q["unit"])}
    table = load("money")
    assert {ids.split()[0] for ids in table["records"]} == amounts and len(table) == len(amounts)


def test_all_targets_are_there():
    aimed = {q["id"] for _, q in raw("quantities") if q["kind"] == "target"}
    table = load("targets")
    assert {ids.split()[0] for ids in table["records"]} == aimed | {"made-in-china-year", "ai-leader-year"}
    assert table["low"].notna().sum() == len(aimed)


def test_all_predictions_are_there():
    claims = [c["id"] for _, c in raw("claims") if c["mode"] == "predictive"]
    assert sorted(ids.split()[0] for ids in load("predictions")["records"]) == sorted(claims)


def test_all_dated_events_are_on_the_timeline():
    dated = [e["id"] for _, e in raw("events") if e.get("start")]
    assert sorted(load("timeline")["records"]) == sorted(dated)


def test_all_events_of_the_grid_are_there():
    events = [e["id"] for _, e in raw("events") if e["topic"] == "grid_management"]
    assert sorted(load("grid_events")["records"]) == sorted(events)


def test_every_citation_stands_once_among_the_outlets():
    table, cited = load("outlets"), raw("citations")
    assert sorted(table["id"]) == sorted(c["id"] for _, c in cited)
    assert (table["date"] != "").sum() == sum(bool(c.get("date")) for _, c in cited)
    assert (table["address"] != "").sum() == sum(bool(c.get("address")) for _, c in cited)


def test_all_golden_projects_and_sectors_are_there():
    systems = [s["id"] for _, s in raw("systems")]
    assert len(load("golden_projects")) == sum(id.startswith("golden-") and id != "golden-projects" for id in systems)
    assert len(load("system_sectors")) == sum(id.startswith("info-system-") for id in systems)


def test_no_mention_of_social_credit_is_missed():
    mentioned = {id for kind in ("quantities", "events", "systems", "claims", "terms", "citations")
                 for _, r in raw(kind) for id in [r["id"]]
                 if r.get("topic") == "social_credit" or "social credit" in r["quote"]["exact"].lower()}
    assert mentioned <= set(load("social_credit_mentions")["records"])


def test_all_the_directive_asks_is_laid_side_by_side():
    fragments = set(load("directive_fragments")["records"])
    said = {c["id"] for _, c in raw("claims") if c.get("said_by") == "the directive"}
    asked = {c["id"] for slug, c in raw("claims") if slug == "chen-2021" and c["id"].startswith("document-")}
    assert said | asked <= fragments and len(fragments) == len(load("directive_fragments"))


# values by hand ----------------------------------------------------------------------------------------------

def test_money_on_one_scale():
    plan = row("money", subject="new infrastructure", currency="CNY")
    assert (plan.low, plan.high, plan.years, plan.a_year_low) == (10_000, 10_000, 5, 2_000)
    revenue = row("money", measure="revenue")
    assert revenue.isna()[["low", "years", "a_year_high"]].all() and revenue.high == 42
    raised = row("money", subject="private artificial intelligence companies")
    assert raised.low == 0.1 and raised.isna()["high"]
    assert set(load("money")["currency"]) == {"CNY", "USD"}


def test_targets_and_their_results():
    unicom, charging = row("targets", unit="base stations"), row("targets", unit="charging points")
    assert unicom.share_low == unicom.share_high == 0.32 and unicom.year == "2020"
    assert charging.share_low == 0.25 and charging.isna()["share_high"] and charging.year == ""
    assert charging.set_in == "2015"
    assert row("targets", unit="robots").isna()["result_low"]
    left = load("base_stations_and_chargers").set_index(["unit", "count"])["left_high"]
    assert left["base stations", "target"] == 170_000 and left["charging points", "target"] == 3_600_000


def test_science_spending_rebuilt():
    first, second, third = (row("science_spending", year=year) for year in (2018, 2019, 2020))
    assert first.spending == pytest.approx(312.889, abs=1e-3) and first.origin == "derived"
    assert first.spending_low < first.spending < first.spending_high
    assert (second.spending, second.change, third.spending, third.change) == (352, 12.5, 320, -9.1)
    assert third.change_derived == pytest.approx(-9.0909, abs=1e-4)
    assert third.change_low < third.change < third.change_high  # the printed fall agrees with the printed amounts
    assert first.isna()["change"] and second.isna()["change_derived"]


def test_party_organisation_by_date():
    table = load("party_organisation")
    assert table["start"].tolist() == sorted(table["start"]) and (table["start"] != "").all()
    alibaba = table[table["firm"] == "Alibaba"].set_index("step")["years_after_founding"]
    assert alibaba.tolist() == [0, 1, 9, 18]
    members = row("party_organisation", step="Party members counted")
    assert members.members_low == 6000 and members.isna()["members_high"]
    assert table[table["start"] == "2011"]["firm"].tolist() == ["Baidu", "Tencent"]


def test_the_directive_in_two_documents():
    table = load("directive_fragments")
    themes = table.groupby("theme")["document"].agg(set)
    assert themes["issue"] == themes["loyalty and unity"] == themes["political education"] == {
        "chen-2021", "neican-2020"}
    assert themes["Party organisations in firms"] == {"chen-2021"}
    assert row("directive_fragments", records="our-own-people").language == "zh"
    assert row("directive_fragments", records="neican-directive-issued").date == "2020-09-15"
    assert row("directive_fragments", records="point-is-control").voice == "the writers"


def test_who_is_bound_and_who_is_protected():
    assert row("law_and_enforcement", document="technode-2020", bound="data collectors").start == "2020-05-28"
    assert row("law_and_enforcement", protected="natural persons").bound == "not said"
    assert row("law_and_enforcement", sort="draft").start == ""
    shut = row("control_instruments", instrument="closing of apps")
    assert shut.low == 12 and shut.isna()["high"] and shut.run_by == ""
    assert row("control_instruments", instrument="blocking of foreign sites").start == ""


def test_measures_and_predictions():
    veto = row("international_measures", start="2017")
    assert veto.by == "United States" and veto.dated == "inferred"
    assert row("international_measures", against="Chinese academics").by == ""
    fall = row("predictions", records="spending-to-fall science-spending-year-2020")
    assert (fall.made, fall["from"], fall.until) == ("2020-06-01", "2020", "2020")
    table = load("predictions")
    assert table["made"].tolist() == sorted(table["made"]) and (table["until"] == "").sum() >= len(table) - 2


def test_days_that_a_date_allows():
    assert tuple(row("timeline", records="soft-science-1980s")[["earliest", "latest"]]) == ("1980-01-01", "1989-12-31")
    assert tuple(row("timeline", records="ndrc-cdb-agreement")[["earliest", "latest"]]) == ("2018-09-01", "2018-09-30")
    assert tuple(row("timeline", records="egovernment-plans")[["earliest", "latest"]]) == ("1984-01-01", "1990-12-31")
    assert tuple(row("timeline", records="civil-code-passed")[["earliest", "latest"]]) == ("2020-05-28", "2020-05-28")
    table = load("timeline")
    closed = table[(table["earliest"] != "") & (table["latest"] != "")]
    assert (closed["earliest"] <= closed["latest"]).all() and len(closed) == len(table) - 8
    written = [f"{start}-01-01"[:10] if len(start) == 4 else f"{start}-01"[:10] for start in table["start"]]
    assert written == sorted(written)


def test_days_that_the_words_beside_a_date_leave_open():
    assert tuple(row("timeline", records="intranets-everywhere")[["bound", "earliest", "latest"]]) == (
        "no later than", "", "2000-12-31")
    assert tuple(row("timeline", records="grid-policing-cities")[["bound", "earliest", "latest"]]) == (
        "no later than", "", "2002-12-31")
    assert tuple(row("timeline", records="party-construction-faster")[["bound", "earliest", "latest"]]) == (
        "no earlier than", "2012-01-01", "")
    assert row("timeline", records="concrete-systems-start").bound == "about"
    words = {e["id"]: e["quote"]["exact"].lower() for _, e in raw("events") if e.get("start")}
    by = {id for id, exact in words.items() if re.search(r"\bby (\d|april|the mid)|no later than", exact)}
    table = load("timeline")
    assert by == set(table.loc[table["bound"] == "no later than", "records"])


def test_golden_projects_by_stage():
    stages = load("golden_projects").groupby("stage")["project"].agg(list)
    assert stages["the first three"] == ["Golden Bridge", "Golden Gate", "Golden Card"]
    assert stages["named apart from the others"] == ["Golden Shield"]
    assert row("golden_projects", project="Golden Shield").start == ""
    assert row("golden_projects", project="Golden Tax").takes_in == "not said"
    assert load("system_sectors")["sector"].tolist() == [
        "the economy", "banking", "electrical power", "civil aviation", "statistics", "taxation", "customs",
        "meteorology", "disaster mitigation"]


def test_grid_events_by_date():
    table = load("grid_events")
    dated = [start for start in table["start"] if start]
    assert dated == sorted(dated) and table["start"].tolist()[len(dated):] == [""] * (len(table) - len(dated))
    assert row("grid_events", start="2006-01").place == "Zhengzhou"


def test_whose_outlets_are_cited():
    table = load("outlets")
    daily = table[(table["document"] == "hoffman-2018") & (table["outlet"] == "The People's Daily")]
    assert len(daily) == 10  # nine footnotes, and the article of 2006 in the running text
    assert set(daily["group"]) == {"outlet named, owner not"} and set(daily["group_joined"]) == {"Party or government"}
    assert set(daily["owner_from"]) == {"horwitz-cites-editorial"}
    own = table[table["group"] == "the document's own outlet"].groupby("document")["id"].count()
    assert own.to_dict() == {"horwitz-2017": 1, "technode-2020": 3, "neican-2020": 3}  # two pieces of the same blog
    assert set(table.loc[table["document"] == "technode-2020", "address"]) == {""}


def test_whose_scores_are_meant():
    assert load("social_credit_mentions").groupby("document").size().index.tolist() == ["hoffman-2018", "horwitz-2017"]
    assert row("social_credit_mentions", records="private-credit-scores").scheme == "companies'"
    assert row("social_credit_mentions", records="hoffman-social-credit").scheme == "not said"
