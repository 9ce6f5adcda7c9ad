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
                     "horwitz-social-credit-term", "horwitz-cites-credit", "social-credit-called-for"),
                    (6, "mentions")),
    **dict.fromkeys(("scores-separate", "government-may-tap"), (7, "refers back")),
}

# kind of record -> (its name, what of it is in our words)
WORDS = {Quantity: ("quantity", lambda r: f"{r.subject}: {r.measure}"), Event: ("event", lambda r: r.what),
         System: ("system", lambda r: f"{r.name}: takes in {r.takes_in}; gives out {r.gives_out}"),
         Claim: ("claim", lambda r: r.says), Term: ("term", lambda r: f"{r.english}: {r.gloss}"),
         Citation: ("citation", lambda r: f"{r.title}: {r.used_for}")}


def tables(library: Library, figures: dict) -> list[Table]:
    return [social_credit_mentions(library), social_credit_sentences(library), social_credit_questions(library)]


def social_credit_sentences(library: Library) -> Table:
    """The sentences that speak of scores, with what was recorded of each; only those that :data:`SENTENCE` sorts."""
    found: dict[tuple[int, str], list[str]] = {}
    for id in library.record:
        if id in SENTENCE:
            found.setdefault(SENTENCE[id], []).append(id)
    return table(library, "social_credit_sentences", "The sentences of the documents that speak of scores", {
        "document": text("the document's slug"),
        "sentence": Field("integer", "its number, counted over the documents", "sentences"),
        "does": text("whether it describes the system, mentions it, or refers back to it, by our reading")},
        [(ids, {"document": library.home[ids[0]], "sentence": at, "does": does})
         for (at, does), ids in sorted(found.items())])


# what a reader would like to know -> how near the documents come (nothing, a hint, an answer for a time), in our words,
# and the records that are nearest
QUESTIONS = {
    "Does it run, and since when?": ("a hint", "it is called for, or under construction; no date",
                                     ["social-credit-called-for", "participation-clearest"]),
    "Who runs it?": ("nothing", "China, and central and local governments, are named; no office",
                     ["horwitz-social-credit", "hoffman-social-credit"]),
    "What is collected?": ("a hint", "data from everyday economic and social processes",
                           ["hoffman-social-credit", "social-credit-defined"]),
    "Is it one order, ratings, or lists?": ("a hint", "one document says rank, the other rating",
                                            ["credit-ranks-citizens", "social-credit-defined"]),
    "Are companies rated too?": ("nothing", "only citizens and behaviour are named",
                                 ["credit-ranks-citizens", "social-credit-defined"]),
    "What follows from a bad mark?": ("nothing", "behaviour is shaped; how is not said", ["social-credit-defined"]),
    "How many people are in it?": ("nothing", "no number of any kind",
                                   ["horwitz-social-credit", "hoffman-social-credit"]),
    "How long does a bad mark last?": ("nothing", "no time of any kind", ["social-credit-defined"]),
    "Who corrects a mistake?": ("nothing", "mistakes are not spoken of", ["social-credit-defined"]),
    "Do the companies' scores go into it?": ("an answer for a time", "separate for now, possible later",
                                             ["scores-separate", "government-may-tap"]),
}


def social_credit_questions(library: Library) -> Table:
    """Ten questions that an account of social credit would answer. Which questions, and how near, are our reading."""
    return table(library, "social_credit_questions", "Ten questions on social credit, and how near the texts come", {
        "question": text("what a reader would like to know, in our words"),
        "near": text("nothing, a hint, or an answer for a time, by our reading"),
        "nearest": text("the nearest that the documents come to it, in our words")},
        [(ids, {"question": question, "near": near, "nearest": nearest})
         for question, (near, nearest, ids) in QUESTIONS.items()])


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
