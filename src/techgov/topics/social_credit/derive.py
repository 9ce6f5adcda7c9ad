"""Tables of lesson 05: every record that speaks of social credit."""

from __future__ import annotations

from techgov.derived import table
from techgov.documents import Citation, Claim, Event, Library, Quantity, Record, System, Term
from techgov.schema import Field, Table, text

# whose scores a record speaks of, where the document says so
SCHEME = {"horwitz-social-credit": "the state's", "credit-ranks-citizens": "the state's",
          "social-credit-called-for": "the state's",
          "horwitz-social-credit-term": "the state's", "private-credit-scores": "companies'",
          "scores-parallel": "both", "scores-separate": "both", "government-may-tap": "both"}

# record -> (place of its sentence among those that speak of scores, what the sentence does); Hoffman's are five
SENTENCE = {
    **dict.fromkeys(("control-examples", "improve-capacity-for-control"), (1, "mentions")),
    **dict.fromkeys(("headlines-begin", "connected-since-deng", "prominent-headlines"), (2, "mentions")),
    "most-visible-systems": (3, "mentions"),
    **dict.fromkeys(("hoffman-social-credit", "social-credit-defined"), (4, "describes")),
    "participation-clearest": (5, "mentions"),
    **dict.fromkeys(("horwitz-social-credit", "private-credit-scores", "credit-ranks-citizens", "scores-parallel",
                     "horwitz-social-credit-term", "horwitz-cites-credit",
                     "social-credit-called-for"), (6, "mentions")),
    **dict.fromkeys(("scores-separate", "government-may-tap"), (7, "refers back")),
}

# kind of record -> (its name, what of it is in our words)
WORDS = {Quantity: ("quantity", lambda r: f"{r.subject}: {r.measure}"), Event: ("event", lambda r: r.what),
         System: ("system", lambda r: f"{r.name}: takes in {r.takes_in}; gives out {r.gives_out}"),
         Claim: ("claim", lambda r: r.says), Term: ("term", lambda r: f"{r.english}: {r.gloss}"),
         Citation: ("citation", lambda r: f"{r.title}: {r.used_for}")}


def tables(library: Library, figures: dict) -> list[Table]:
    return [social_credit_mentions(library)]


def speaks_of_it(record: Record) -> bool:
    return getattr(record, "topic", "") == "social_credit" or "social credit" in " ".join(
        [record.quote.exact, record.note, WORDS[type(record)][1](record)]).lower()


def social_credit_mentions(library: Library) -> Table:
    """Mentions in the order of the documents; a document without a row does not speak of it."""
    rows = []
    for id, record in library.record.items():
        if type(record) in WORDS and speaks_of_it(record):
            what, words = WORDS[type(record)]
            at, does = SENTENCE.get(id, (None, "not sorted"))
            rows.append(([id], {
                "document": library.home[id], "sentence": at, "does": does, "record": what, "says": words(record),
                "about": "social credit" if getattr(record, "topic", "social_credit") == "social_credit"
                         else "something else",
                "scheme": SCHEME.get(id, "not said"), "run_by": getattr(record, "run_by", None),
                "said_by": getattr(record, "said_by", None)}))
    return table(library, "social_credit_mentions", "Every record in which social credit is spoken of", {
        "document": text("the document's slug"),
        "sentence": Field("integer", "the sentence that it stands in, counted over the documents", "sentences"),
        "does": text("whether the sentence describes the system, mentions it, or refers back to it, by our reading"),
        "record": text("quantity, event, system, claim, term or citation"),
        "says": text("what the record says, in our words"),
        "about": text("social credit, or something else for which social credit is an example"),
        "scheme": text("whose scores are meant: the state's, companies', both, or not said"),
        "run_by": text("who runs a system"),
        "said_by": text("who says it, where the document attributes it")}, rows)
