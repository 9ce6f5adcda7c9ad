"""Tables of lesson 08: Party organisation in firms by date and by influence, one directive in two documents, the
cadres of Hangzhou, and a loss of value."""

from __future__ import annotations

from techgov.derived import DATES, says, table, when
from techgov.documents import Event, Library, Quantity, Record, Term
from techgov.schema import Field, Table, number, text
from techgov.wording import count_words

# event -> (the step, its sort, the actors that are the firms, further records); no firm where it is about all of them
STEPS = {
    "alibaba-founded": ("firm founded", "firm", ["chen-alibaba"], []),
    "alibaba-branch": ("Party branch", "organisation founded or upgraded", ["chen-alibaba"], []),
    "party-construction-start": ("priority given to Party organisations", "policy", [None], []),
    "alibaba-committee": ("Party committee", "organisation founded or upgraded", ["chen-alibaba"], []),
    "baidu-tencent-organisations": ("Party organisation of unsaid rank", "organisation founded or upgraded",
                                    ["chen-baidu", "chen-tencent"], ["party-organisations-2011"]),
    "party-construction-faster": ("building of Party organisations picks up", "policy", [None], []),
    "tencent-honour": ("honour", "honour", ["chen-tencent"], ["tencent-only"]),
    "recommendations-2020": ("call for stronger Party organisations", "policy", [None], ["document-asks-fortresses"]),
}
MEMBERS = ("alibaba-party-members", "chen-alibaba")
FOUNDED = {"chen-alibaba": "alibaba-founded"}
PICKUP = "party-construction-faster"

# claim on the Party's organisations in firms -> what it says of their part, by our reading
INFLUENCE = {
    "units-once-formality": "no part, formerly", "units-gain-influence": "takes part",
    "units-in-decisions": "takes part", "wants-corporate-part": "aims at a part", "role-expands": "aims at a part",
    "influence-deeper": "may come to take part", "no-daily-part": "no part day by day, and influence",
    "weighty-presence": "present",
}

# stage of the account of Hangzhou -> its records, each with those that belong to it
HANGZHOU = {
    "policy": {"recommendations-2017": [], "hangzhou-recommendations": []},
    "plan": {"hangzhou-announcement": ["hangzhou-cadres", "hangzhou-companies", "cadres-duties"]},
    "reaction": {"hangzhou-storm": ["cadres-would-meddle"]},
    "end": {"hangzhou-fading": [], "hangzhou-recall": [], "hangzhou-silence": []},
    "reading": {"hangzhou-in-the-spirit": [], "opinion-moved-policy": [], "hangzhou-overstepped": [],
                "weighty-presence": []},
}

# what one has to know of a loss -> (what the document says, by our reading; its records, the figure first)
LOSS = {
    "loss": ("a round sum in dollars", ["tencent-value-lost"]),
    "base": ("not the value before the fall; months later, for each of two companies, an upper bound",
             ["giants-market-caps"]),
    "window": ("a month; neither the day of the column nor that of the fall",
               ["game-editorial", "tencent-shares-fall"]),
    "market": ("a place; nothing on what other shares did", ["tencent-shares-fall"]),
    "cause": ("the column alone", ["column-alone-caused"]),
}

# record -> what of the directive of September 2020 it gives, so that the two documents can be laid side by side
THEMES = {
    "chen-note-4": "title", "neican-cites-directive": "title", "neican-directive-title": "title",
    "recommendations-2020": "issue", "neican-directive-issued": "issue", "opinion-is-directive": "issue",
    "spokesperson-explains": "why now", "flux-and-uncertainty": "why now", "private-economy-grows": "why now",
    "risks-increased": "why now", "values-more-diverse": "why now",
    "document-asks-loyalty": "loyalty and unity", "chen-four-consciousnesses": "political education",
    "chen-four-confidences": "political education", "chen-two-safeguards": "political education",
    "chen-xi-thought": "political education", "chen-note-5": "a newspaper's headline",
    "document-asks-consistency": "loyalty and unity",
    "our-own-people": "loyalty and unity", "party-must-rely": "loyalty and unity",
    "document-asks-ideology": "political education", "directive-asks-education": "political education",
    "document-asks-fortresses": "Party organisations in firms",
    "directive-asks-strengthening": "Party leadership", "work-realises-leadership": "Party leadership",
    "private-economy-foundation": "place of the private economy",
    "document-shows-control": "the writers' reading", "point-is-control": "the writers' reading",
    "giants-are-targets": "the writers' reading", "elites-not-loyal-enough": "the writers' reading",
    "directive-part-of-push": "the writers' reading", "reminds-of-mao": "the writers' reading",
    "directive-adds-suspicion": "the writers' reading",
}
PRESS = ("chen-note-5",)
DIRECTIVE = ("the directive", "General Office of the Central Committee")


def tables(library: Library, figures: dict) -> list[Table]:
    return [party_organisation(library), influence_in_firms(library), directive_fragments(library),
            hangzhou_cadres(library), loss_of_value(library)]


def party_organisation(library: Library) -> Table:
    """One row a firm and step, by date."""
    turn, rows = library.record[PICKUP], []

    def dated(start: str, founded: Event | None) -> dict:
        year, other = start[:4], turn.start[:4]
        return {"beside_pickup": "before" if year < other else "after" if year > other else "the year named",
                "years_after_founding": int(year) - int(founded.start[:4]) if founded else None}

    for id, (step, sort, firms, more) in STEPS.items():
        event = library.record[id]
        for firm in firms:
            founded = library.record.get(FOUNDED.get(firm))
            rows.append(([id, *more, *([founded.id] if founded else []), PICKUP], {
                "document": library.home[id], "firm": library.record[firm].name if firm else None, "step": step,
                "sort": sort, "what": event.what, **when(event), **dated(event.start, founded), "note": event.note}))
    members, firm = library.quantity(MEMBERS[0]), library.record[MEMBERS[1]]
    founded = library.record[FOUNDED[firm.id]]
    rows.append(([members.id, founded.id, PICKUP], {
        "document": library.home[members.id], "firm": firm.name, "step": "Party members counted", "sort": "count",
        "what": members.measure, "start": members.as_of, "precision": "month", "dated": "stated",
        "members_low": members.low, "members_high": members.high, **dated(members.as_of, founded),
        "note": members.note}))
    rows.sort(key=lambda row: row[1]["start"])
    return table(library, "party_organisation", "Party organisation in private firms, step by dated step", {
        "document": text("the document's slug"), "firm": text("firm; missing where all private firms are meant"),
        "step": text("what kind of step"),
        "sort": text("firm (its founding), organisation founded or upgraded, policy, honour or count"),
        "what": text("what happened, in our words"), **DATES,
        "beside_pickup": text("derived: before or after the year after which organisation-building is said to pick up"),
        "members_low": number("lower bound of the Party members as printed", "people"),
        "members_high": number("upper bound of the Party members as printed; missing for 'over'", "people"),
        "years_after_founding": Field("integer", "derived: years from the firm's founding, where the document dates it",
                                      "years"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def influence_in_firms(library: Library) -> Table:
    """What the documents say of the part that Party organisations take in firms, by document and part."""
    rows = [([id], {"document": library.home[id], "part": part, "says": library.record[id].says,
                    "said_by": library.record[id].said_by, "offered": library.record[id].offered})
            for id, part in INFLUENCE.items()]
    rows.sort(key=lambda row: list(library.seeds).index(row[1]["document"]))
    return table(library, "influence_in_firms", "What part Party organisations take in firms, by two documents", {
        "document": text("the document's slug"),
        "part": text("the part that they take, by our reading: takes part, aims at it, present, none and the like"),
        "says": text("what is said, in our words"), "said_by": text("who says it, where the document attributes it"),
        "offered": text("what is offered in its support")}, rows)


def hangzhou_cadres(library: Library) -> Table:
    """The plan of Hangzhou in the order of the account; only policy and plan have dates."""
    rows = []
    for stage, records in HANGZHOU.items():
        for id, more in records.items():
            record = library.record[id]
            rows.append(([id, *more], {"document": library.home[id], "stage": stage, "says": says(record),
                                       **(when(record) if isinstance(record, Event) else {}), "note": record.note}))
    return table(library, "hangzhou_cadres", "The hundred cadres of Hangzhou: policy, plan, reaction, end, readings", {
        "document": text("the document's slug"), "stage": text("policy, plan, reaction, end, or the writer's reading"),
        "says": text("what happened or is said, in our words"), **DATES,
        "note": text("what a reader of the record should know, in our words")}, rows)


def loss_of_value(library: Library) -> Table:
    """What one has to know before a fall of a share can be laid to a cause, and what the document gives of it."""
    rows = []
    for question, (given, ids) in LOSS.items():
        first = library.record[ids[0]]
        figure = first if isinstance(first, Quantity) else None
        rows.append((ids, {"document": library.home[first.id], "question": question, "given": given,
                           **({"low": figure.low, "high": figure.high, "unit": figure.unit} if figure else {}),
                           "start": figure.as_of if figure else getattr(first, "start", None)}))
    return table(library, "loss_of_value", "A loss laid to one newspaper column: what the document gives", {
        "document": text("the document's slug"),
        "question": text("what one has to know: loss, base, window, market, cause"),
        "given": text("what the document gives of it, by our reading"),
        "low": number("lower bound as printed; missing for 'approaching'", "as in unit"),
        "high": number("upper bound as printed", "as in unit"), "unit": text("unit of the figure"),
        "start": text("the date that it is for, as far as it is known")}, rows)


def voice(record: Record) -> str:
    if isinstance(record, Term) or getattr(record, "said_by", "") in DIRECTIVE:
        return "the directive"
    if getattr(record, "outlet", "") and record.id in PRESS:
        return record.outlet
    return record.said_by if getattr(record, "said_by", "") else "the writers"


def directive_fragments(library: Library) -> Table:
    """The fragments by theme, within a theme by document."""
    rows = []
    for theme in dict.fromkeys(THEMES.values()):
        for id in (i for i, of in THEMES.items() if of == theme):
            record = library.record[id]
            words, hanzi = count_words(record.quote.exact)
            rows.append(([id], {
                "theme": theme, "document": library.home[id], "fragment": record.quote.exact,
                "language": " ".join(code for code, n in (("zh", hanzi), ("en", words)) if n),
                "voice": voice(record), "says": says(record),
                "date": getattr(record, "start", None) or getattr(record, "date", None)}))
    return table(library, "directive_fragments",
                 "The directive of September 2020 on the private economy, as two documents give it", {
                     "theme": text("what of the directive the fragment gives, by our reading"),
                     "document": text("the document's slug"),
                     "fragment": text("the words of the document"),
                     "language": text("languages of the fragment: zh, en"),
                     "voice": text("whose words or thoughts they are: the directive, its spokesperson, a newspaper or "
                                   "the writers"),
                     "says": text("what it says, in our words; a title or a term as the record gives it"),
                     "date": text("date, where the record gives one")}, rows)
