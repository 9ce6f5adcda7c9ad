"""The doubts: their words, their arithmetic, and the two kept together. Expectations are worked out by hand here."""

import re
from pathlib import Path

import jinja2
import jinja2.meta
import pytest

from techgov.documents import read_seeds
from techgov.doubts import ARITHMETIC

SEEDS = Path(__file__).parent.parent / "seeds"
FIELDS = ("asks", "verdict", "proved", "guessed", "settles")
FILTERS = ("spell", "count", "percent", "words", "times")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(?:\d{{1,2}} (?:{MONTHS}) )?(?:19|20)\d\d\b")

LIBRARY = read_seeds(SEEDS)
DOUBTS = {one.id: one for one in LIBRARY.doubts}


def figures(id):
    return ARITHMETIC[id](LIBRARY)


def environment():
    made = jinja2.Environment(undefined=jinja2.StrictUndefined)
    made.filters.update({name: lambda value, *options: str(value) for name in FILTERS})
    return made


def test_every_doubt_has_its_arithmetic_and_the_other_way_round():
    assert set(DOUBTS) == set(ARITHMETIC)


@pytest.mark.parametrize("id", DOUBTS)
def test_words_use_only_figures_that_are_returned(id):
    known = figures(id)
    for field in FIELDS:
        names = jinja2.meta.find_undeclared_variables(environment().parse(getattr(DOUBTS[id], field)))
        assert names <= set(known), f"{id}.{field}"


@pytest.mark.parametrize("id", DOUBTS)
def test_words_can_be_filled_in(id):
    for field in FIELDS:
        filled = environment().from_string(getattr(DOUBTS[id], field)).render(**figures(id))
        assert "{{" not in filled


@pytest.mark.parametrize("id", DOUBTS)
def test_no_number_is_typed(id):
    for field in ("title", *FIELDS):
        typed = re.sub(r"\{\{.*?\}\}", "", getattr(DOUBTS[id], field), flags=re.DOTALL)
        assert not re.search(r"\d", DATE.sub("", typed)), f"{id}.{field}: {typed}"


@pytest.mark.parametrize("id", DOUBTS)
def test_figures_are_plain(id):
    assert figures(id)
    for name, value in figures(id).items():
        assert isinstance(value, (bool, int, float, str)), name
        if name.endswith("_low"):
            middle, high = (figures(id).get(name.removesuffix("_low") + end) for end in ("", "_high"))
            assert value <= middle
            assert high is None or middle <= high


@pytest.mark.parametrize("id", DOUBTS)
def test_records_are_named_once(id):
    assert len(DOUBTS[id].records) == len(set(DOUBTS[id].records))


def expect(id, **by_hand):
    found = figures(id)
    for name, value in by_hand.items():
        if isinstance(value, float):
            assert found[name] == pytest.approx(value, rel=1e-12), name
        else:
            assert found[name] == value, name
    return found


# By hand: literals from the texts, explicit arithmetic, numbers rounded in the head as a second check


# Chen (2021)


def test_implied_populations():
    found = expect(
        "implied-populations",
        chongqing=2_600_000 / 168 * 1000, chongqing_low=2_550_000 / 168.5 * 1000,
        chongqing_high=2_650_000 / 167.5 * 1000,
        shenzhen=1_900_000 / 159 * 1000, shenzhen_low=1_850_000 / 159.5 * 1000,
        shenzhen_high=1_950_000 / 158.5 * 1000)
    assert round(found["chongqing"]) == 15_476_190
    assert (round(found["chongqing_low"]), round(found["chongqing_high"])) == (15_133_531, 15_820_896)
    assert round(found["shenzhen"]) == 11_949_686
    assert (round(found["shenzhen_low"]), round(found["shenzhen_high"])) == (11_598_746, 12_302_839)


def test_national_cameras():
    found = expect(
        "national-cameras",
        per_thousand=2.6e9 / 1.4e9 * 1000, per_thousand_low=2.55e9 / 1.45e9 * 1000,
        per_thousand_high=2.65e9 / 1.35e9 * 1000, per_person=13 / 7, times_densest=13_000 / 7 / 168,
        most_cameras=1_400_000 * 168.0, most_cameras_low=1_350_000 * 167.5, most_cameras_high=1_450_000 * 168.5,
        factor=2_600 / 235.2, factor_low=2_550 / 244.325, factor_high=2_650 / 226.125,
        if_million=2_600_000.0, if_million_per_thousand=2_600 / 1_400, if_million_left=-1_900_000.0,
        if_260_million_per_thousand=260 / 1.4, if_260_million_per_thousand_low=255 / 1.45)
    assert round(found["per_thousand"]) == 1857
    assert round(found["most_cameras"]) == 235_200_000
    assert round(found["factor"], 2) == 11.05
    assert found["if_260_million_per_thousand_low"] > 168.5  # no rounding saves that repair either


def test_ten_or_eight():
    expect("ten-or-eight", claimed=10, listed=8, not_named=2, footnoted=8, footnoted_of=10,
           address_text="全球哪个城市监控最严密10城中国占8", address_of=10, address_says=8)


def test_the_listed_cities_are_counted_from_records():
    expect("cities-without-figures", listed=8, with_figures=2, without_figures=6)
    missing = LIBRARY.seeds["chen-2021"].model_copy(
        update={"claims": [c for c in LIBRARY.seeds["chen-2021"].claims if c.id != "ranked-jinan"]})
    fewer = type(LIBRARY)(LIBRARY.seeds | {"chen-2021": missing}, LIBRARY.doubts, LIBRARY.outside, LIBRARY.record,
                          LIBRARY.home)
    assert ARITHMETIC["ten-or-eight"](fewer)["listed"] == 7


def test_hikvision_total():
    found = expect(
        "hikvision-total",
        industry_if_half=84e9, company_if_half_of_42=21e9, company_if_4357=42e9 / 0.4357,
        elsewhere_if_4357=42e9 / 0.4357 - 42e9, industry_if_4357=42e9 / 0.4357, industry_gap=42e9 / 0.4357 - 84e9,
        domestic_if_4357_of_42=42e9 * 0.4357, industry_if_4357_of_42=84e9 * 0.4357)
    assert round(found["company_if_4357"] / 1e9, 1) == 96.4
    assert round(found["domestic_if_4357_of_42"] / 1e9, 1) == 18.3
    assert round(found["elsewhere_if_4357"] / 1e9, 1) == 54.4


def test_years():
    expect("seven-years-first", first_if_report_year=2012, first_if_year_before_report=2011,
           first_if_year_before_page=2013)
    expect("alibaba-branch-year", branch=2000, recorded=True, years_to_committee=8)
    expect("gdpr-last-may", last_may=2020, last_may_from_latest_event=2020, year_is_printed=False)
    expect("skynet-start", start_at_the_latest=2011, start_is_given=False)
    expect("branch-or-committee", names=4, years_after_branch=11, years_after_committee=3)
    expect("organisations-before-2012", steps=4, firms=3, first=2000, last=2011, after_turn=0, before_campaign=1,
           honour=2016)
    expect("alibaba-members-date", days_after=31 + 28 + 31 + 8, in_order=True, date_is_in_address=True)


def test_counts():
    expect("directive-dates", checked=4, agreeing=4, differing=0)
    expect("control-without-source", notes=9, with_address=8, without_address=1)
    expect("alibaba-members-over", members=6000.0, title=6000, same_number=True, bound_only=True)
    expect("ended-programmes", giants=3, events=2, dated=0, with_source=0)
    expect("cadres-sent-or-not", cadres=100.0, later_events=4, later_dated=0)
    expect("countless-or-named", named=3, dated=0, with_source=0)
    expect("half-and-few-competitors", share=0.5, rest=0.5, named=3)
    expect("naturally-suppliers", claims=3, with_source=0, firms=3)
    expect("one-second", seconds=1, per_second=1.4e9, per_second_low=1.35e9, per_second_high=1.45e9)
    expect("hangzhou-spirit", cadres_per_company=1, years_between=2)
    for id in ("market-value", "acceptance-or-value"):
        expect(id, market_values=0)


def test_words_against_words():
    expect("party-construction-spelling", printed="zhuzi jianshe", standard="zuzhi jianshe", same=False,
           same_letters=True, names_the_party=False)
    expect("skynet-definition-source", host="baike.baidu.com", owner="Baidu", owner_in_title=True)
    expect("gdpr-bookshop", folder="shopping", page="shopview_p.asp")


def test_footnotes_of_chen():
    expect("who-released-2017", in_text=2, in_title=1, missing="Central Committee")
    expect("hangzhou-document-without-note", documents=2, with_address=1, dates=0)
    expect("quoted-by-way-of-a-newspaper", demands=4, newspaper=3, document=0)
    expect("coopting-or-united-front", headline="中央嚴管意識形態-加強統戰民營企業", hanzi="統戰", in_headline=True,
           centre_in_headline=True, united=0, centre=0)
    expect("membership-exposed-when", counted=2017, page="8 April 2018", named_in_title=False, exposure_is_dated=False)
    expect("one-mark-many-claims", quantities=9, claims=11)


def test_counts_and_lists_of_chen():
    expect("lists-that-fit", giants=3, giants_named=3, others=2, others_named=2, acronym="FAAMG", letters=5,
           letters_named=5, initials="FAAMG", in_both=2, only_acronym=3)
    expect("first-by-total-or-density", with_figures=2, without_figures=6, same_order=True)
    expect("rise-without-skynet-share", figures=5, about_skynet=0, founded=2001, start_is_given=False)
    expect("whose-is-hikvision", on_owner=0)
    expect("which-list", dated=0, with_source=0)
    expect("members-of-how-many", dates=1, employees=0, founded=1999)
    expect("representatives-names", names=3, quoted=2)
    expect("opinion-or-superiors", claims=3, with_source=0)
    expect("good-names-under-antitrust", claims=5, with_source=0)
    expect("conclusion-without-notes", claims=10, with_source=0, abroad=4, predicted=2)
    expect("could-fall-any-time", predictions=4, later=0)
    expect("replica-and-storm", dissent=2, limits=1)
    expect("voices-of-protest", people=1, outlets=0, dates=0)
    expect("numbered-slogans", formulas=3, items=4 + 4 + 2, named=0)
    expect("weak-and-a-threat", claims=3, with_source=0, fallen=3)
    expect("major-or-tech-companies", companies=100.0, named=3, described=1)
    expect("visits-to-yanan", visits=3, others=2, dated=0, with_source=0)
    expect("slips-of-the-pen", slips=5, figures=1)


# TechNode (2020), and between it and Chen (2021)


def test_exchange_rate():
    found = expect("new-infrastructure-rate", rate=10 / 1.4, rate_low=9.5 / 1.45, rate_high=10.5 / 1.35)
    assert [round(found[name], 2) for name in ("rate_low", "rate", "rate_high")] == [6.55, 7.14, 7.78]
    found = expect("tencent-part-or-extra", share=0.5 / 10, dollars=70e9, dollars_low=499.5e9 * 1.35 / 10.5,
                   dollars_high=500.5e9 * 1.45 / 9.5)
    assert (round(found["dollars_low"] / 1e9, 1), round(found["dollars_high"] / 1e9, 1)) == (64.2, 76.4)
    for end in ("_low", "_high"):  # the same sum in another doubt
        assert found[f"dollars{end}"] == pytest.approx(figures("pledge-against-value")[f"pledge{end}"])
    expect("new-infrastructure-five-years", years=5, per_year=2e12, first_year_is_printed=False)
    expect("new-infrastructure-payers", times_2019=2000 / 352, times_2020=6.25)


def test_science_spending():
    found = expect("science-spending-2018", amount=352e9 / 1.125, amount_low=351.5e9 / 1.1255,
                   amount_high=352.5e9 / 1.1245)
    assert [round(found[name] / 1e9, 1) for name in ("amount_low", "amount", "amount_high")] == [312.3, 312.9, 313.5]
    assert round(found["rise"] / 1e9, 1) == 39.1
    found = expect("science-drop-passes", fall=32 / 352, fall_low=1 - 320.5 / 351.5, fall_high=1 - 319.5 / 352.5,
                   printed=0.091)
    assert found["fall_low"] < 0.0905 and found["fall_high"] > 0.0915  # the whole interval of 9.1 is allowed
    found = expect("science-two-years", change=320 * 1.125 / 352 - 1, change_low=319.5 * 1.1245 / 352.5 - 1,
                   change_high=320.5 * 1.1255 / 351.5 - 1)
    assert [round(100 * found[name], 2) for name in ("change_low", "change", "change_high")] == [1.92, 2.27, 2.62]
    expect("big-spender-or-less", fall=32e9)


def test_on_track():
    found = expect("unicom-on-track", share=8 / 25, even_before=250_000 / 4, even_after=250_000 / 3, ahead=17_500.0,
                   behind=10_000 / 3, pace_before=80_000 / 3, pace_after=20_000.0, needed_before=170_000 / 9,
                   needed_after=21_250.0)
    assert (round(found["even_before"]), round(found["even_after"])) == (62_500, 83_333)
    expect("charging-target-share", share=0.25, share_low=1.2 / 4.85, missing=3.6e6)
    expect("charging-target-year", share=0.25, years=4, target_year_is_printed=False)
    expect("charging-at-this-pace", years=4, a_year=300_000.0, years_left=12.0)


def test_privacy():
    found = expect("privacy-articles-share", share=1 / 126, bound_only=True)
    assert round(100 * found["share"], 2) == 0.79
    expect("crackdown-per-firm", per_firm=100e6 / 7, arrests=20 / 7, entries_to_people=1 / 14)
    expect("civil-code-first-year", year=1954, recorded=True)
    expect("crackdown-which-law", months=6, information_law_is_dated=False)
    expect("without-ethics-with-a-code", months=7)


def test_plurals_are_bounds():
    expect("hundreds-of-billions", least=200e9, share=0.625, share_of_bound=0.3125)
    expect("decades-and-the-code", code=66, longest_other=5, plural=2, long_enough=1)
    assert LIBRARY.quantity("famine-deaths").value == 10e6 and LIBRARY.quantity("ai-money-raised").value == 100e6


def test_the_week_of_the_opening():
    # the week before that of Monday 1 June, up to the passing on the 28th, or the week before that of the passing
    expect("last-week-of-may", first="25 May 2020", last="28 May 2020", earlier_first="18 May 2020",
           earlier_last="24 May 2020", days=3, earlier_days=10, weeks_possible=2, recorded=True)


def test_people_and_names():
    expect("bandwagon-list", items=5, named=1, others=4, congress=2, conference=2)
    expect("delegates-of-two-bodies", delegates=5000.0, named=4, congress=2, conference=2)
    expect("seats-reward-or-lobby", named_earlier=0, named=4)
    expect("premier-two-or-four", first=2, later=2, together=4)
    expect("startups-of-how-many", startups=5100.0, first_year=2015, years_begun=5)
    found = expect("startups-in-one-year", days=365, per_day=1020 / 73, per_year=1020.0)
    assert round(found["per_day"]) == 14
    expect("new-infrastructure-whose-plan", papers=3, sources=0)
    expect("confirmed-in-a-draft", until="2022", draft_is_dated=False)
    expect("more-money-or-beyond", claims=4, sources=0)
    expect("tech-war-or-trade-war", names=2)
    expect("quoted-in-english-only", quoted=6, in_characters=0, second_hand=1)
    expect("code-above-later-laws", claims=2, with_article=0)
    expect("first-code-of-which-state", year="1954")
    expect("insiders-not-heard", heard=0, by_way=1, interviews=3)
    expect("decoupling-without-measure", months=3, claims=3, with_source=1, documents=2, figures=0)
    expect("market-or-state-coordinates", years=3)
    expect("much-of-this-money", places=2, shares=0)
    expect("slow-or-fast", claims=4, with_source=1)
    expect("most-specific-topic", from_report=3)
    expect("ev-or-new-energy", names=2)
    expect("data-or-information", from_code=3)
    expect("two-laws-on-data", european=1, chinese=3)
    expect("state-capitalism-two-senses", texts=3, names=1, elements=3, listing=1)
    expect("center-share-of-what", low=0.1, high=0.2)


@pytest.mark.parametrize("one, other", [
    ("delegates-lobby", "seats-symbolise"), ("right-to-privacy", "free-of-ethics"),
    ("collectors-must-protect", "free-of-ethics"), ("enforcement-grows", "tacit-approval"),
    ("control-is-hard", "orwell-replica"), ("western-giants-criticised", "good-reputations"),
    ("storm-ended-plan", "opinion-moved-policy"), ("private-economy-foundation", "assets-taken"),
    ("flux-and-uncertainty", "look-to-domestic"), ("units-gain-influence", "no-daily-part"),
    ("below-the-radar", "tycoons-rely-on-favour")])
def test_claims_contradict_each_other_in_both_directions(one, other):
    assert other in LIBRARY.record[one].contradicts and one in LIBRARY.record[other].contradicts


# Hoffman (2018)


def test_lists_of_hoffman():
    expect("nine-of-a-dozen-areas", claimed=12, listed=9, not_named=3, share=0.75, missing_share=0.25, footnote="121")
    expect("golden-dozen-names", claimed=12, first=3, first_named=3, added=3, listed=6, with_shield=7, not_named=6,
           not_named_with_shield=5, if_apart=15, not_named_if_apart=9, not_named_if_apart_with_shield=8)
    expect("loop-of-three-or-four", returning=3, with_conclusion=4, claims=4, with_source=0)
    expect("every-province", projects=6, for_offices=0, unexplained=3)
    expect("no-firm-in-hoffman", hoffman=0, chen=23, skynet_start_is_given=False)
    expect("surveillance-two-names", skynet_in_hoffman=0, smart_in_chen=0, grid_in_chen=0, inputs=4, titles_in_chen=1)


def test_the_areas_are_counted_from_records():
    seed = LIBRARY.seeds["hoffman-2018"]
    fewer = seed.model_copy(update={"systems": [s for s in seed.systems if s.id != "info-system-customs"]})
    library = type(LIBRARY)(LIBRARY.seeds | {"hoffman-2018": fewer}, LIBRARY.doubts, LIBRARY.outside, LIBRARY.record,
                            LIBRARY.home)
    assert ARITHMETIC["nine-of-a-dozen-areas"](library)["listed"] == 8


def test_dates_of_notes_against_their_addresses():
    expect("dates-that-agree", notes=135 - 108 + 1, checked=13, agreeing=8, differing=5, share=8 / 13,
           without_address=11, address_undated=4)
    expect("note-112-date", days=11 - 1, printed_day=1, address_day=11, same_month=True)
    expect("posted-later", notes=2, later=2, days_guangming=8 - 7, days_peoples_daily=8 - 4,
           host_guangming="www.cctb.net")
    expect("note-115-date", days_before=27 - 26, differing=5, earlier=1, in_decade=True, years_to_definition=21)
    # from 31 July 2013 to 31 July 2014 a year, then August and 28 days
    expect("note-135-date", days_least=365 + 31 + 28, days_most=30 + 365 + 31 + 28, months=14)
    expect("editorial-2006-or-2005", text=2006, note=2005, address=2005, years_apart=1, for_note=2, of=3, days=4)
    expect("one-letter-apart", host_letters=1, name_letters=1, code_note="111")


def test_days_and_years_of_hoffman():
    # 10 April to 10 October is 183 days, to the 27th 17 more; from 24 March another 17
    expect("explained-before-said", days=200, days_at_least=200 - 26, days_visit=217)
    expect("meng-visit-window", days=31 + 28 + 24, days_of_year=365, in_the_same_year=True)
    expect("grid-window", notes=4, within=4, days=365 + 11, same_day=2)  # both of 14 August 2002
    found = expect("grid-gap", notes=9, before=6, after=2, first_year=2001, last_year=2006, paper_year=2013,
                   visit_year=2017)
    assert found["years_to_paper"] == pytest.approx(6 + 8.5 / 12, abs=0.01)  # mid-October 2006 to July 2013
    assert round(found["years_to_visit"], 1) == 10.4
    expect("earliest-forms-2004", years_least=14, years_most=20)
    expect("when-did-it-begin", beginnings=5, dated=4, undated=1, years_plans=10, years_projects=1)
    expect("grid-in-1994", years_least=7, years_most=8)
    expect("older-than-2012", years_branch=12, years_campaign=9)
    # 18 October 2018 to 18 October 2020, a leap day between, and on to 15 January
    expect("works-or-not", days=365 + 366 + 13 + 30 + 31 + 15, error_rates=0)


def test_sums_of_hoffman():
    expect("ndrc-cdb-per-year", per_year=2.96e9, per_year_low=2.95e9, per_year_high=2.97e9, end=2023, fields=3,
           title_fields=2)
    expect("ndrc-cdb-rounding", title_low=14.5e9, title_high=15.5e9, within=True, month_agrees=True, apart=0.2 / 14.8)
    expect("more-than-a-fifth", english=0.2, chinese=0.2, same_number=True, english_is_point=True,
           chinese_is_bound=True)
    expect("fall-without-base", share=0.2, rise_to_undo=0.25, months=8, counts=0, days=30 + 15)


def test_sources_of_hoffman():
    expect("foreign-sources", notes=28, works=25, paper="The People's Daily", paper_notes=9, paper_share=9 / 28,
           english=3, chinese=25, abroad=2, at_home=26, at_home_share=26 / 28, abroad_undated=1)
    expect("grid-not-in-the-titles", titles=4, with_grid=0, notes=28, notes_with_grid=1, year_with_grid=2006)
    expect("social-credit-without-a-note", with_source=0, titles=0, xinjiang_with_source=0)
    expect("quotes-without-notes", quotations=2, with_footnote=0, dated=1, years=30)
    expect("one-city-for-china", cities=1, city="Shanghai", next_city="Zhengzhou", next_year=2006)


def test_chinese_against_english_in_hoffman():
    expect("eighteen-great-headways", headways=18, congress=18, same_number=True, next=19, apart=1)
    expect("social-security-two-things", hanzi="治安", titles=4, renderings=4, with_social_security=2, as_welfare=1)
    expect("police-grid-for-grid-management", shared="网格", claims=2)
    expect("governance-two-words", titles=4, with_governance=4, chinese=2, english=2, society="治理", power="执政")
    expect("management-or-governance", governance=3, management=0)
    expect("electronic-development", notes=3, series_as_development=3, report_as_government=3, dropped_in="125",
           development_in_other=False)
    expect("scientific-for-technology", word="科技", technology_in_title=False, technology_in_other_title=True)
    expect("ideally", word="ideally", added=1, claims=4, with_source=0)
    expect("levels-or-standards", level="水平", standard="标准", english=3, intelligent_names=2)
    expect("overall-dropped", overall="总体", overall_in_title=False)
    expect("soft-science-without-technology", quoted=2, with_technology=0, first=1986, second=2007, years=11)
    expect("rule-of-law-aim-or-lack", hanzi="法治", statements=3, with_source=2)
    expect("smaller-words-of-titles", line="路线", expositions="论述", kinds="各类", changed=3, notes=5, doctrine="117",
           added_in="131")


def test_second_reading_of_hoffman():
    expect("two-or-three-examples", head=2, head_named=2, body=3, shared=1)
    expect("areas-that-return", areas=9, projects=6, returning=3, areas_left=6, projects_left=3)
    expect("e-government-before-the-word", oldest=2002, years_least=12, years_most=18, cited_title_has_it=False)
    expect("what-grid-management-is", statements=4, with_source=1)
    expect("station-without-a-grid", statements=4, with_grid=0, by_visitor=3, figures=0)
    expect("quotation-without-a-grid", statements=4, with_grid=0, normative=4)
    expect("ability-of-whom", dates=0)
    expect("good-news-only", notes=5, good=3, bad=0, outlets=1)
    expect("seen-or-there", statements=5, with_source=1)
    expect("testbed-or-origin", claims=4, with_footnote=0, year=2001, dated=0)
    expect("words-of-the-reporter", sources=2, english=1)
    expect("peoples-daily-addresses", notes=9, own=2, elsewhere=3, unaddressed=4, all_of_the_paper=True)
    expect("surname-first-or-last", shortened=2, last=2, open="Wei Liqun, Si Zhuang and Gao Xinmin")
    expect("abbreviations-unspelled", letters=1, usual="CCP", unexplained=2)


def test_days_of_the_second_reading():
    # 24 March 2017 to 1 September: the rest of March, four months and August
    expect("upgrade-or-successor", relations=3, report_year=2017, days=7 + 30 + 31 + 30 + 31 + 31 + 1)
    # four years with one leap day, then August and a day; from 28 September 2014 three years less 27 days
    expect("answer-before-the-call", days=4 * 365 + 1 + 31 + 1, days_from_address=3 * 365 + 1 - 27)
    # 1 March 2016 to 1 March 2018, on to 1 October, and 17 days
    expect("long-by-2016", days=730 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 17, earlier=1988)


def test_hoffman_beside_the_others():
    expect("unique-or-not", claims=3, with_source=0)
    expect("before-or-since-2012", turn=2012, events=19, before=14, last=2006, since=5, first=2017, years_between=10,
           notes_between=8, claims=6, sourced=0, formula=1962)
    found = expect("five-years-two-sums", times_more=1400 / 14.8, times_more_low=1350 / 14.85,
                   times_more_high=1450 / 14.75, years=5, same_years=True, years_apart=2)
    assert [round(found[f"times_more{end}"]) for end in ("_low", "", "_high")] == [91, 95, 98]
    expect("shield-or-firewall", firewall_in_hoffman=0, shield_in_horwitz=0)


# Horwitz (2017)


def test_robots():
    found = expect(
        "robots-base", base=100_000 / 3, base_low=95_000 / 3, base_high=35_000.0, plan_year=2017, target_year=2020,
        growth_from_plan=3 ** (1 / 3) - 1, growth_from_year_before=3 ** 0.25 - 1,
        growth_from_two_years_before=3 ** 0.2 - 1)
    assert round(found["base"]) == 33_333
    for years, name in ((3, "plan"), (4, "year_before"), (5, "two_years_before")):
        assert (1 + found[f"growth_from_{name}"]) ** years == pytest.approx(3)
    expect("two-plans-one-date", plan_year=2017, years_to_robots=3, years_to_leader=13)
    expect("leader-without-measure", target_years=3, with_figure=1, year_with_figure=2020)


def test_sums_of_the_giants():
    found = expect("tencent-loss-base", share=14 / 450, share_low=0.03, share_high=14.5 / 450)
    assert round(100 * found["share"], 1) == 3.1
    expect("one-value-two-companies", companies=2, together_below=900e9, figures=1)
    expect("value-against-economies", most=450e9, companies=2, values_in_other=0, economies=0, years_later=4)
    found = expect(
        "pledge-against-value", rate=100 / 14, pledge=70e9, share=70 / 450, years_between=3,
        rate_low=9.5 / 1.45, rate_high=10.5 / 1.35, pledge_low=499.5e9 * 1.35 / 10.5, pledge_high=500.5e9 * 1.45 / 9.5,
        share_low=499.5 * 1.35 / 10.5 / 450)
    assert round(found["pledge_low"] / 1e9, 1) == 64.2 and round(found["pledge_high"] / 1e9, 1) == 76.4
    expect("powerhouses-by-later-values", value_year=2017, plan_year=2017, values_from_before=0)


def test_floors_that_are_plurals():
    expect("innoway-per-startup", per_startup_most=360_000.0, per_startup_if_plural=180_000.0)
    expect("censors-share", people_per_censor=1400.0, people_per_censor_low=1350.0, people_per_censor_high=1450.0,
           people_per_censor_if_plural=700.0, years_between=3)
    expect("enforcement-without-names", floor=12.0, floor_if_plural=24.0, months=12, per_month=1.0,
           per_month_if_plural=2.0, fined=0)
    expect("plurals-for-numbers", plurals=5, plurals_here=4, plurals_there=1, quantities=22, cited=1)


def test_what_stands_behind_the_article():
    expect("governance-or-content", acts=4, on_content=3, on_companies=1, by_party=0)
    expect("foreign-complaints", claims=3, on_foreign=1, reports=2, named=0)
    expect("asked-three-firms", firms=6, asked=3, only_asked=1)
    expect("fund-for-a-firm", cases=1, parties=3)
    expect("ai-money-for-what", floor=100e6, companies=2, sums=0)
    expect("tap-or-supply", claims=3, with_source=0, years_between=4)
    expect("predictions-of-2017", predictions=3, later=9, by_state=2, years_to_chen=4, world_figures=2, internet_figures=0)
    expect("beijing-city-or-state", documents=4, city=2, government=2)


def test_dates_and_titles_of_the_article():
    # of 26 October 2017; the page in Hoffman's footnote 108 is of 27 October
    expect("one-speech-two-documents", here=2, there=2, shared=0, days_after=1)
    expect("one-date-carries-all", dated=18, stated=3, inferred=15, stated_before=0, others=2, month="October 2017")
    expect("responded-to-what", events=3, with_day=0, orders=3 * 2 * 1)
    expect("limits-for-whom", age=12.0, durations=0)
    expect("response-to-guidance", dated=0, aim_year=2025)
    expect("president-or-general-secretary", here="president", there="General Party Secretary")
    expect("spliced-speech", pieces=2, with_address=0)
    expect("once-warned", speakers=0, dates=0, sources=0)
    expect("officials-without-names", events=2, dated=0, with_source=0, named=0)
    expect("who-said-it", predictions=4, attributed=2, unattributed=2)
    expect("partner-of-the-outlet", experts=3, told=1)
    expect("half-a-headline", more_words=7, rest="and thats tricky for its tech giants")


# China Neican (2020)


def test_the_directive():
    expect("opinion-or-recommendations", days_apart=0, parts=4, same_english=2, hanzi="意见")
    expect("directive-tuesday", weekday="Tuesday", column_weekday="Sunday", days_later=5, inferred="15 September 2020",
           recorded=True, same_as_printed=True, same_as_address=True, weekdays=7)
    expect("english-of-directive", terms=6, changed=5)
    expect("directive-fragments", here=8, there=4, same_fragment=0)
    expect("two-pictures-of-one-text", fragments=9 + 4, loyal_in_fragments=0)
    expect("who-is-private-economy", names=4, names_in_passages=2, names_in_sentences=2)
    expect("fields-not-named", fields=5, directions=5, characters=10)


def test_years_of_the_column():
    expect("column-first-issue", issue=42, weeks=41, first="8 December 2019", this="20 September 2020")
    # 8 to 31 December, then January to 20 September of a leap year
    assert 23 + (31 + 29 + 31 + 30 + 31 + 30 + 31 + 31 + 20) == 41 * 7
    expect("formula-between", years_to_return=54, years_to_constitution=55, in_power_least=3, in_power_most=4,
           years_after_famine=1)
    expect("four-decades-ago", opened=1980, opened_low=1975, opened_high=1985, chen_start=1981, apart=1)
    expect("formality-until-when", years_since_priority=14, years_since_faster=5, steps=2, steps_before_faster=2)
    expect("congress-three-documents", documents=3, months=1, stated=2, inferred=1)


def test_shares_and_lists_of_the_column():
    found = expect("zhenhua-share", share=24 / 14_000, share_low=2.35 / 1450, share_high=2.45 / 1350,
                   one_in=14_000 / 24)
    assert round(100 * found["share"], 2) == 0.17
    expect("announced-and-listed", elements=3, elements_listed=3, voices=4, voices_listed=0)
    expect("order-announcement-ban", prohibitions=2, for_one=1, for_both=1, platforms=2, dated=False)
    expect("which-company-pledged", pledged=5e9, candidates=2, named=0)
    expect("sources-without-address", sources=14 + 20, with_address=0, with_date=4 + 3, interviews=3)
    expect("slogan-quoted-twice", first="Follow our party", later="follow the party", words_differing=1)


def test_how_surely_the_column_speaks():
    # Xi's words and the directive's; not the editors' version, the unnamed analysts, “liberated”
    expect("words-in-quotation-marks", passages=5, with_speaker=2)
    expect("words-of-certainty", sure=5, bare=2, predictions=2, open=4)
    found = expect("attributed-to-themselves", own=3 + 6, pieces=2)  # on the economy, on the ban
    assert found["share"] == pytest.approx(found["own"] / found["attributed"]) and found["attributed"] > 40
    expect("added-in-a-bracket", bracket="[and WeChat]", platforms=2, original=1)
    expect("names-as-printed", printed="Works", elsewhere="work", here="Hong Kong University",
           there="University of Hong Kong")
    expect("swift-without-dates", events=2, dated=0)
    expect("donor-without-a-sum", sums=0, sources=0, kind="firm")
    expect("american-firms-and-privacy", claims=5, bare=5)
    expect("who-collects", claims=4, sourced=0)


def test_the_party_in_and_before_the_column():
    expect("always-since-when", hanzi="始终", taken_from="1945", taken_until="1956", gap_least=1975 - 1956,
           gap_most=1985 - 1956)
    # economy, thought, media, debate, arts, education against 党政军民学
    expect("formula-without-economy", areas=6, fields=5, shared=1, economy_named=False)
    expect("turn-of-2012", turn=2012, power=2012, apart=0)
    expect("essential-or-defining", party="most essential attribute", state="defining feature", texts=2, with_chinese=1)
    expect("three-names-of-one-approach", names=3, elements=3)
    expect("two-quotations-of-xi", quotations=2, dated=1)
    expect("domestic-with-foreign-reasons", supporting=2, sourced=1)
    expect("app-without-an-owner", tencent=3, here=0, tiktok_elsewhere=0)
    expect("whom-the-directive-binds", demands=4, on_entrepreneurs=1)
