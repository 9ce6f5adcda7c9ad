"""Tables of lesson 06, derived from the records: cameras by city, readings of a sentence, rules and their reach."""

from __future__ import annotations

from techgov.documents import Library
from techgov.schema import Field, Table, number, text

SOURCE = ["chen-2021"]


def tables(library: Library, figures: dict) -> list[Table]:
    return [cameras(library, figures["implied-populations"]), hikvision(figures["hikvision-total"]), rules(library)]


def cameras(library: Library, implied: dict) -> Table:
    """The cities of the list in its order; holes where the document gives no figure."""
    seed = library.seeds["chen-2021"]
    with_figures = [(q.place, q, library.quantity(q.id.replace("-cameras", "-density")))
                    for q in seed.quantities if q.unit == "cameras" and q.id != "china-cameras"]
    named_only = [(claim.quote.exact, claim) for claim in seed.claims if "city-ranking" in claim.supports]
    rows = []
    for city, count, density in with_figures:
        low, high = count.rounding
        thin, thick = density.rounding
        rows.append({
            "city": city, "cameras": int(count.value), "cameras_low": low, "cameras_high": high,
            "per_thousand": int(density.value), "per_thousand_low": thin, "per_thousand_high": thick,
            **{f"people{end}": implied[f"{city.lower()}{end}"] for end in ("", "_low", "_high")},
            "kind": count.kind, "support": count.support, "records": f"{count.id} {density.id}"})
    for city, claim in named_only:
        rows.append({**dict.fromkeys(rows[0]), "city": city, "kind": "", "support": claim.support,
                     "records": claim.id})
    rows = [{"place_in_list": at, **row} for at, row in enumerate(rows, 1)]
    return Table("cameras", "The cities that the document ranks by CCTV cameras, and the people its figures imply", {
        "place_in_list": Field("integer", "place in the document's list"),
        "city": text("city"),
        "cameras": Field("integer", "cameras as printed", "cameras"),
        "cameras_low": number("least that the printed figure can stand for", "cameras"),
        "cameras_high": number("most that the printed figure can stand for", "cameras"),
        "per_thousand": Field("integer", "density as printed", "cameras per 1,000 people"),
        "per_thousand_low": number("least that the printed density can stand for", "cameras per 1,000 people"),
        "per_thousand_high": number("most that the printed density can stand for", "cameras per 1,000 people"),
        "people": number("derived: cameras divided by density", "people"),
        "people_low": number("derived: least that rounding allows", "people"),
        "people_high": number("derived: most that rounding allows", "people"),
        "kind": text("kind of statement; empty where no figure is given"),
        "support": text("what the document offers"),
        "records": text("ids of the records, separated by spaces")}, rows, SOURCE)


# how the sentence can be read -> (what the total is of, the figure of the doubt that gives it)
READINGS = {
    "42 is Hikvision's at home, and half of the industry": ("the industry in China", "industry_if_half"),
    "42 is the industry's, of which Hikvision has half": ("Hikvision in China", "company_if_half_of_42"),
    "42 is 43.57% of all that Hikvision earns": ("Hikvision everywhere", "company_if_4357"),
    "42 is 43.57% of all that the industry earns": ("the industry in China", "industry_if_4357"),
    "42 is all that Hikvision earns, 43.57% of it at home": ("Hikvision in China", "domestic_if_4357_of_42"),
}


def hikvision(found: dict) -> Table:
    """Every reading of one sentence and the total that it implies."""
    rows = [{"reading": reading, "total_of": whole, "billion_yuan": found[figure] / 1e9,
             "records": "hikvision-revenue hikvision-domestic-share hikvision-revenue-share"}
            for reading, (whole, figure) in READINGS.items()]
    return Table("hikvision", "What one sentence about Hikvision's revenue implies, reading by reading", {
        "reading": text("how the sentence can be read (42: nearly 42 billion yuan)"),
        "total_of": text("what the implied total is a total of"),
        "billion_yuan": number("derived: the most that the total can be, since the text says 'nearly'",
                               "billion yuan"),
        "records": text("ids of the records, separated by spaces")}, rows, SOURCE)


# event -> whom it binds by the document's own words; its note says on what that reading rests
RULES = {"american-programmes-ended": "themselves", "san-francisco-ban": "not said", "gdpr-in-effect": "users of data",
         "hikvision-listed": "not said"}


def rules(library: Library) -> Table:
    """The bans and rules on face recognition that the document lists, and what it says of their reach."""
    rows = []
    for id, bound in RULES.items():
        event = library.record[id]
        rows.append({"rule": event.what, "who": ", ".join(library.record[id].name for id in event.actors),
                     "place": event.place, "start": event.start, "dated": event.dated, "support": event.support,
                     "bound": bound, "reach": event.note, "records": event.id})
    return Table("rules", "Bans and rules that the document lists beside Skynet", {
        "rule": text("what was decided, in our words"), "who": text("who acts or is named"),
        "place": text("where"), "start": text("since when, where a date can be stated"),
        "dated": text("whether the date is stated, inferred or open"), "support": text("what the document offers"),
        "bound": text("who is bound by the document's words: themselves, users of data, or not said"),
        "reach": text("who is bound, as far as the document says, in our words"),
        "records": text("ids of the records")}, rows, SOURCE)
