"""Tables of lesson 06, derived from the records: cameras by city, readings of a sentence, rules and their reach."""

from __future__ import annotations

from techgov.derived import names, table
from techgov.documents import Library
from techgov.schema import Field, Table, number, text


def tables(library: Library, figures: dict) -> list[Table]:
    return [cameras(library, figures["implied-populations"]), hikvision(library, figures["hikvision-total"]),
            rules(library)]


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
        rows.append(([count.id, density.id], {
            "city": city, "cameras": int(count.value), "cameras_low": low, "cameras_high": high,
            "per_thousand": int(density.value), "per_thousand_low": thin, "per_thousand_high": thick,
            **{f"people{end}": implied[f"{city.lower()}{end}"] for end in ("", "_low", "_high")}}))
    rows += [([claim.id], {"city": city}) for city, claim in named_only]
    rows = [(ids, {"place_in_list": at, **row}) for at, (ids, row) in enumerate(rows, 1)]
    return table(library, "cameras", "The cities ranked by CCTV cameras, and the people that the figures imply", {
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
        "people_high": number("derived: most that rounding allows", "people")}, rows)


HALF, PART = "hikvision-domestic-share", "hikvision-revenue-share"
# how the sentence can be read -> (what the total is of, the figure of the doubt that gives it, the share it uses)
READINGS = {
    "42 is Hikvision's at home, and half of the industry": ("the industry in China", "industry_if_half", HALF),
    "42 is the industry's, of which Hikvision has half": ("Hikvision in China", "company_if_half_of_42", HALF),
    "42 is 43.57% of all that Hikvision earns": ("Hikvision everywhere", "company_if_4357", PART),
    "42 is 43.57% of all that the industry earns": ("the industry in China", "industry_if_4357", PART),
    "42 is all that Hikvision earns, 43.57% of it at home": ("Hikvision in China", "domestic_if_4357_of_42", PART),
}


def hikvision(library: Library, found: dict) -> Table:
    """Every reading of one sentence and the total that it implies."""
    rows = [(["hikvision-revenue", share], {"reading": reading, "total_of": whole, "billion_yuan": found[figure] / 1e9})
            for reading, (whole, figure, share) in READINGS.items()]
    return table(library, "hikvision", "What one sentence about Hikvision's revenue implies, reading by reading", {
        "reading": text("how the sentence can be read (42: nearly 42 billion yuan)"),
        "total_of": text("what the implied total is a total of"),
        "billion_yuan": number("derived: the most that the total can be, since the text says 'nearly'",
                               "billion yuan")}, rows)


# event -> whom it binds by the document's own words; its note says on what that reading rests
RULES = {"american-programmes-ended": "themselves", "san-francisco-ban": "not said", "gdpr-in-effect": "users of data",
         "hikvision-listed": "not said"}


def rules(library: Library) -> Table:
    """The bans and rules on face recognition that the document lists, and what it says of their reach."""
    rows = []
    for id, bound in RULES.items():
        event = library.record[id]
        rows.append(([id], {"rule": event.what, "who": names(library, event), "place": event.place,
                            "start": event.start, "dated": event.dated, "bound": bound, "reach": event.note}))
    return table(library, "rules", "Bans and rules that the document lists beside Skynet", {
        "rule": text("what was decided, in our words"), "who": text("who acts or is named"),
        "place": text("where"), "start": text("since when, where a date can be stated"),
        "dated": text("whether the date is stated, inferred or open"),
        "bound": text("who is bound by the document's words: themselves, users of data, or not said"),
        "reach": text("who is bound, as far as the document says, in our words")}, rows)
