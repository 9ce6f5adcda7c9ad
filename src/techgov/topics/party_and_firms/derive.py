"""Tables of lesson 08: dated steps of Party organisation in firms, and one directive in two documents."""

from __future__ import annotations

from techgov.derived import DATES, table, when
from techgov.documents import Claim, Event, Library, Record, Term
from techgov.schema import Field, Table, number, text
from techgov.wording import count_words

# event -> (the step, the actors that are the firms; none where it is about all private firms)
STEPS = {
    "alibaba-founded": ("firm founded", ["chen-alibaba"]), "alibaba-branch": ("Party branch", ["chen-alibaba"]),
    "party-construction-start": ("priority given to Party organisations", [None]),
    "alibaba-committee": ("Party committee", ["chen-alibaba"]),
    "baidu-tencent-organisations": ("Party organisation of unsaid rank", ["chen-baidu", "chen-tencent"]),
    "party-construction-faster": ("building of Party organisations picks up", [None]),
    "tencent-honour": ("honour", ["chen-tencent"]),
}
MEMBERS = ("alibaba-party-members", "chen-alibaba")
FOUNDED = {"chen-alibaba": "alibaba-founded"}

# record -> what of the directive of September 2020 it gives, so that the two documents can be laid side by side
THEMES = {
    "chen-note-4": "title", "neican-cites-directive": "title", "neican-directive-title": "title",
    "recommendations-2020": "issue", "neican-directive-issued": "issue", "opinion-is-directive": "issue",
    "spokesperson-explains": "why now", "flux-and-uncertainty": "why now", "private-economy-grows": "why now",
    "risks-increased": "why now", "values-more-diverse": "why now",
    "document-asks-loyalty": "loyalty and unity", "document-asks-consistency": "loyalty and unity",
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
DIRECTIVE = ("the directive", "General Office of the Central Committee")


def tables(library: Library, figures: dict) -> list[Table]:
    return [party_organisation(library), directive_fragments(library)]


def party_organisation(library: Library) -> Table:
    """One row a firm and step, by date."""
    rows = []
    for id, (step, firms) in STEPS.items():
        event = library.record[id]
        for firm in firms:
            founded = library.record.get(FOUNDED.get(firm))
            ids = [id, *([founded.id] if founded and founded.id != id else [])]
            rows.append((ids, {
                "firm": library.record[firm].name if firm else None, "step": step, "what": event.what, **when(event),
                "years_after_founding": int(event.start[:4]) - int(founded.start[:4]) if founded else None}))
    members, firm = library.quantity(MEMBERS[0]), library.record[MEMBERS[1]]
    founded = library.record[FOUNDED[firm.id]]
    rows.append(([members.id, founded.id], {
        "firm": firm.name, "step": "Party members counted", "what": members.measure, "start": members.as_of,
        "precision": "month", "dated": "stated", "members_low": members.low, "members_high": members.high,
        "years_after_founding": int(members.as_of[:4]) - int(founded.start[:4])}))
    rows.sort(key=lambda row: row[1]["start"])
    return table(library, "party_organisation", "Party organisation in private firms, step by dated step", {
        "firm": text("firm; missing where all private firms are meant"), "step": text("what kind of step"),
        "what": text("what happened, in our words"), **DATES,
        "members_low": number("lower bound of the Party members as printed", "people"),
        "members_high": number("upper bound of the Party members as printed; missing for 'over'", "people"),
        "years_after_founding": Field("integer", "derived: years from the firm's founding, where the document dates it",
                                      "years")}, rows)


def voice(record: Record) -> str:
    if isinstance(record, Term) or getattr(record, "said_by", "") in DIRECTIVE:
        return "the directive"
    return record.said_by if getattr(record, "said_by", "") else "the writers"


def directive_fragments(library: Library) -> Table:
    """The fragments by theme, within a theme by document."""
    rows = []
    for theme in dict.fromkeys(THEMES.values()):
        for id in (i for i, of in THEMES.items() if of == theme):
            record = library.record[id]
            words, hanzi = count_words(record.quote.exact)
            says = {Claim: "says", Event: "what", Term: "english"}.get(type(record), "title")
            rows.append(([id], {
                "theme": theme, "document": library.home[id], "fragment": record.quote.exact,
                "language": " ".join(code for code, n in (("zh", hanzi), ("en", words)) if n),
                "voice": voice(record), "says": getattr(record, says),
                "date": getattr(record, "start", None) or getattr(record, "date", None)}))
    return table(library, "directive_fragments",
                 "The directive of September 2020 on the private economy, as two documents give it", {
                     "theme": text("what of the directive the fragment gives"), "document": text("the document's slug"),
                     "fragment": text("the words of the document"),
                     "language": text("languages of the fragment: zh, en"),
                     "voice": text("whose words or thoughts they are: the directive, its spokesperson, or the writers"),
                     "says": text("what it says, in our words; a title or a term as the record gives it"),
                     "date": text("date, where the record gives one")}, rows)
