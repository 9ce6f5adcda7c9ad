"""The lessons' derived tables: against the seeds' files counted another way, and a few values by hand."""

import re

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
        "unified_policies", "road_to_2000", "accountability", "egovernment_sources", "grid_origins",
        "crime_figures", "grid_notes", "implied_figures", "influence_in_firms", "hangzhou_cadres", "loss_of_value",
        "firewall_ledger", "attribution_ladder", "loop_places", "claim_links", "outlets", "statements", "readings",
        "fragments", "cameras", "hikvision", "rules"}


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
    table = load("predictions")
    first = table["records"].str.split().str[0]
    assert sorted(first[table["sort"] == "prediction"]) == sorted(claims)
    # every event that was still to come on the day of its document is an aim, or dates a prediction
    ahead = {e["id"] for slug, e in raw("events")
             if e.get("start") and e.get("end", e["start"])[:4] > RAW[slug]["document"]["date"][:4]}
    assert ahead <= set(first[table["sort"] == "aim"]) and len(ahead) == 6


def test_no_row_waits_to_be_sorted():
    """A record that is new and that no table's reading covers would show as 'not sorted'."""
    for name in DERIVED:
        waiting = [column for column in load(name).select_dtypes(exclude="number")
                   if (load(name)[column].astype(str) == "not sorted").any()]
        assert not waiting, (name, waiting)


def test_all_dated_events_are_on_the_timeline():
    dated = [e["id"] for _, e in raw("events") if e.get("start")]
    assert sorted(load("timeline")["records"]) == sorted(dated)


def test_all_events_of_the_grid_are_there():
    events = [e["id"] for _, e in raw("events") if e["topic"] == "grid_management"]
    assert sorted(load("grid_events")["records"]) == sorted([*events, "concrete-systems-start"])


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
    table = load("money")
    assert table["currency"].value_counts().to_dict() == {"USD": 8, "CNY": 6}
    assert (table["same_money_as"] != "").sum() == 2 and (table["over"] == "a year").sum() == 2
    assert set(table.loc[table["over"] == "several years", "records"].str.split().str[0]) == {
        "new-infrastructure-plan", "new-infrastructure-dollars", "ndrc-cdb-credit", "ndrc-cdb-title-sum"}
    assert row("money", measure="revenue").over == "not said"  # the year of the 42 billion is not printed


def test_what_figures_imply():
    table = load("implied_figures").set_index("unit")
    assert table.loc["yuan a dollar", ["low", "high"]].tolist() == pytest.approx([9.5 / 1.45, 10.5 / 1.35], abs=1e-6)
    assert table.loc["robots", ["value", "low", "high"]].tolist() == pytest.approx([100e3 / 3, 95e3 / 3, 105e3 / 3])
    assert table.loc["billion US dollars", ["low", "high"]].tolist() == [14.5, 15.5]
    assert table.loc["%", "value"] == pytest.approx(100 * (1.125 * 320 / 352 - 1), abs=1e-6)
    assert len(table) == 5 and (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()


def test_targets_and_their_results():
    unicom, charging = row("targets", unit="base stations"), row("targets", unit="charging points")
    assert unicom.share_low == unicom.share_high == 0.32 and unicom.year == "2020"
    assert charging.share_low == 0.25 and charging.isna()["share_high"] and charging.year == ""
    assert charging.set_in == "2015" and unicom.set_in == ""
    assert "short" in charging.verdict or "below" in charging.verdict
    table = load("targets")
    assert (table["set_in"] == "2017").sum() == 3  # two for robots and one for AI, announced "earlier this year"
    assert (table["verdict"] != "").sum() == 2 and (table["left_out"] != "").all()
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
    assert table["start"].tolist() == sorted(table["start"]) and (table["start"] != "").all() and len(table) == 10
    steps = table[table["sort"] == "organisation founded or upgraded"]
    assert len(steps) == 4 and set(steps["beside_pickup"]) == {"before"}  # none of those named follows the pick-up
    assert set(table.loc[table["beside_pickup"] == "after", "sort"]) == {"honour", "count", "policy"}
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
    assert row("directive_fragments", records="chen-note-5").voice == "Singtao Daily"
    assert len(table) == 33 and (table["document"] == "chen-2021").sum() == 14


def test_who_is_bound_and_who_is_protected():
    assert row("law_and_enforcement", document="technode-2020", bound="data collectors").start == "2020-05-28"
    assert row("law_and_enforcement", protected="natural persons").bound == "not said"
    assert row("law_and_enforcement", sort="draft").start == ""
    table = load("law_and_enforcement")
    assert len(table) == 28 and table["document"].value_counts().to_dict() == {
        "neican-2020": 10, "technode-2020": 8, "horwitz-2017": 5, "chen-2021": 5}
    assert (table["protected"] != "not said").sum() == 7 and (table["because"] != "").all()
    ours = table[table["because"].str.startswith("our reading")]
    assert sorted(ours["records"].str.split().str[0]) == [
        "cybersecurity-law", "export-controls", "gdpr-in-effect", "information-law-drafting", "term-limits-removed"]
    assert row("law_and_enforcement", protected="the socialist system").bound == "any organisation or individual"
    instruments = load("control_instruments")
    assert {"law", "rule", "fine", "shutdown", "editorial", "staffing", "blocking", "stake"} <= set(instruments["sort"])
    assert len(instruments) == 16 and (instruments["undone"] == "not said").sum() == 14
    assert row("control_instruments", sort="editorial").high == 14e9
    shut = row("control_instruments", instrument="closing of apps")
    assert shut.low == 12 and shut.isna()["high"] and shut.run_by == ""
    assert row("control_instruments", instrument="blocking of foreign sites").start == ""


def test_measures_and_predictions():
    veto = row("international_measures", start="2017")
    assert veto.by == "United States" and veto.dated == "inferred"
    assert row("international_measures", against="Chinese academics").by == ""
    assert row("international_measures", against="Australia").by == "China"
    measures = load("international_measures")
    assert len(measures) == 13 and (measures["start"] != "").sum() == 3
    assert (measures["by"] == "United States").sum() == 6 and (measures["by"] == "China").sum() == 3
    fall = row("predictions", topic="economic_policy", **{"from": "2020", "until": "2020", "sort": "prediction"})
    assert (fall.made, fall["from"], fall.until) == ("2020-06-01", "2020", "2020")
    table = load("predictions")
    assert table["made"].tolist() == sorted(table["made"])
    claims, aims = table[table["sort"] == "prediction"], table[table["sort"] == "aim"]
    assert (claims["until"] != "").sum() == 2  # of all that is predicted only two things are given a year
    assert sorted(aims["until"]) == ["2020", "2020", "2022", "2023", "2025", "2025", "2030"]
    assert row("predictions", said_by="most commentators").made == "2019"  # older than the document that tells of it
    assert set(claims["strength"]) == {"will", "may", "if", "should", "plan", "open"}


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
    assert row("golden_projects", project="Golden Shield").support == "footnoted"  # by the article that names it
    table = load("golden_projects")
    assert len(table) == 7 and (table["function"] == "").sum() == 4 and (table["start"] == "").sum() == 1
    assert (table["precision"] == "window").sum() == 3
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
    table = load("social_credit_mentions")
    sentences = table.groupby("document")["sentence"].agg(set)
    assert sentences["hoffman-2018"] == {1, 2, 3, 4, 5} and sentences["horwitz-2017"] == {6, 7}
    assert set(table.loc[table["does"] == "describes", "sentence"]) == {4}  # one sentence says what the system is
    assert "footnoted" not in set(table["support"])


def test_the_road_to_2000():
    road = load("road_to_2000")
    assert road["start"].tolist() == ["1980", "1984", "1990", "1993", "1994", "1995", "2000", "2000", "2004"]
    assert row("road_to_2000", words="about").start == "1994"
    assert (road["words"] == "no later than").sum() == 2
    assert load("unified_policies")["unified"].tolist() == ["planning", "standards", "coordination", "deployment"]
    events = {e["id"] for _, e in raw("events") if e["topic"] == "e_government" and e.get("start")}
    assert events <= set(road["records"])


def test_accountable_to_whom():
    table = load("accountability")
    assert len(table) == 10 and (table["to_whom"] != "").sum() == 4
    assert row("accountability", who="Party cadres").to_whom == "the centre"
    assert set(table.loc[table["support"] == "footnoted", "records"]) == {
        "egovernment-globally", "xi-social-governance-system"}


def test_what_the_notes_support():
    table = load("egovernment_sources")
    assert set(table["number"]) == {"", *map(str, range(118, 126))}
    assert (table["number"] == "").sum() > (table["number"] != "").sum()  # most of the account has no note
    notes = load("grid_notes")
    assert set(notes["number"]) - {""} == {str(n) for n in range(126, 136)} - {"134"}  # 134 is about security risks
    assert set(notes.loc[notes["about"].str.contains("grid"), "number"]) == {"130"}
    assert set(notes.loc[notes["number"] == "131", "about"]) == {"informatization"}


def test_two_histories_and_less_crime():
    origins = load("grid_origins").groupby("history")["records"].count().to_dict()
    assert origins == {"spread from elsewhere": 6, "tried out in Xinjiang": 2, "fits both": 2}
    crime = load("crime_figures")
    assert (crime["low"] == 20).sum() == 2 and crime["low"].notna().sum() == 2 and crime["high"].notna().sum() == 1
    assert set(crime["support"]) == {"attributed"}


def test_hangzhou_and_a_loss():
    table = load("hangzhou_cadres")
    assert table["stage"].drop_duplicates().tolist() == ["policy", "plan", "reaction", "end", "reading"]
    assert table["start"].tolist()[:3] == ["2017-09-25", "", "2019"] and set(table["start"].tolist()[3:]) == {""}
    loss = load("loss_of_value").set_index("question")
    assert loss.index.tolist() == ["loss", "base", "window", "market", "cause"]
    assert loss.loc["base", "high"] == 450e9 and loss.isna().loc["base", "low"] and loss["unit"].ne("").sum() == 2
    parts = load("influence_in_firms").groupby("document")["part"].agg(set)
    assert "takes part" in parts["horwitz-2017"] and "no part day by day, and influence" in parts["chen-2021"]
    assert "takes part" not in parts["chen-2021"]


def test_the_ledger_and_the_ladder():
    ledger = load("firewall_ledger")
    assert row("firewall_ledger", firewall=True).records == "firewall-protects"
    assert ledger["side"].value_counts().to_dict() == {"cost": 8, "gain": 6}
    zhenhua = load("attribution_ladder").query("case == 'Zhenhua Data'")
    assert zhenhua["height"].tolist() == [1, 2, 3, 4, 5]
    assert zhenhua["holds"].tolist() == ["asserted", "denied", "asserted", "asserted", "not shown so far"]


def test_every_system_has_its_place_or_none():
    table, systems = load("loop_places"), [s["id"] for _, s in raw("systems")]
    assert set(table["records"].str.split().str[0]) == set(systems)
    assert set(table.loc[table["place"] == "participation", "records"].str.split().str[0]) == {
        "hoffman-social-management", "hoffman-social-credit", "technode-two-sessions"}
    assert set(table.loc[table["place"] == "participation", "placed_by"]) == {"the document", "our reading"}
    assert row("loop_places", system="grid policing", place="decision-making").placed_by == "the document"


def test_every_link_of_the_claims_stands_once():
    table, claims = load("claim_links"), [c for _, c in raw("claims")]
    assert (table["relation"] == "supports").sum() == sum(len(c.get("supports") or []) for c in claims)
    pairs = {frozenset((c["id"], other)) for c in claims for other in c.get("contradicts") or []}
    assert (table["relation"] == "contradicts").sum() == len(pairs)
    assert (table["between"] == (table["document"] != table["to_document"])).all() and table["between"].any()
