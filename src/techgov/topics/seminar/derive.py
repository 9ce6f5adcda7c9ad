"""A table of lesson 11: the claims of all documents as a network."""

from __future__ import annotations

from techgov.derived import all_of, table
from techgov.documents import Claim, Library
from techgov.schema import Field, Table, text


def tables(library: Library, figures: dict) -> list[Table]:
    return [claim_links(library)]


def claim_links(library: Library) -> Table:
    """A row a link. A contradiction, which holds both ways, stands once, from the earlier claim of the records."""
    rows, met = [], set()
    for claim in all_of(library, Claim):
        links = [(other, "supports") for other in claim.supports]
        links += [(other, "contradicts") for other in claim.contradicts if (other, claim.id) not in met]
        for other, relation in links:
            if relation == "contradicts":
                met.add((claim.id, other))
            rows.append(([claim.id, other], {
                "document": library.home[claim.id], "from": claim.id, "relation": relation, "to": other,
                "to_document": library.home[other], "between": library.home[claim.id] != library.home[other],
                "says": claim.says, "of": library.record[other].says}))
    return table(library, "claim_links", "Which claims of the documents support or contradict which", {
        "document": text("slug of the document of the first claim"), "from": text("id of the claim"),
        "relation": text("supports or contradicts"), "to": text("id of the claim that it supports or contradicts"),
        "to_document": text("slug of the document of that claim"),
        "between": Field("boolean", "whether the link goes from one document to another"),
        "says": text("the claim, in our words"), "of": text("the claim that it supports or contradicts")}, rows)
