"""Tables of lesson 09: law and its enforcement, and the instruments by which information is controlled."""

from __future__ import annotations

from techgov.derived import DATES, table, when
from techgov.documents import Event, Library, Quantity, System
from techgov.schema import Table, number, text

# the record that carries the row -> (what it is, who is bound, who is protected, further records), by the
# documents' own words; whether the state's own offices are bound none of them says
LAW = {
    "cybersecurity-law": ("law", "not said", "firms at home, in cloud computing", ["rules-help-domestic"]),
    "civil-code-passed": ("law", "not said", "users", ["code-lays-foundation", "civil-code-articles",
                                                      "civil-code-privacy-articles"]),
    "right-to-privacy": ("law", "not said", "natural persons", ["civil-code-passed"]),
    "collectors-must-protect": ("law", "data collectors", "not said", ["civil-code-passed"]),
    "code-defines-information": ("law", "not said", "not said", ["civil-code-passed"]),
    "later-laws-bound": ("law", "later privacy laws", "not said", ["civil-code-passed"]),
    "information-law-drafting": ("draft", "not said", "not said", ["law-much-awaited", "law-should-fix"]),
    "data-crackdown": ("enforcement", "firms", "not said", ["firms-accused", "crackdown-firms", "crackdown-entries",
                                                           "crackdown-arrests"]),
    "group-chat-rules": ("rule", "owners of group chats", "not said", []),
    "platform-fines": ("enforcement", "social media platforms", "not said", ["content-violated-rules"]),
    "livestream-shutdowns": ("enforcement", "apps for livestreaming", "not said", ["apps-shut"]),
    "gdpr-in-effect": ("law", "users of data", "owners of biometric data", ["gdpr-owner"]),
    "san-francisco-ban": ("rule", "not said", "not said", []),
    "american-programmes-ended": ("own decision", "the companies themselves", "not said", ["american-giants"]),
}

# instrument -> (its name, systems, events, quantities, further records)
INSTRUMENTS = {
    "blocking of foreign sites": (["great-firewall"], [], [], ["firewall-protects"]),
    "censorship by internet companies": (["company-censorship"], [], ["censors-employed"],
                                         ["censorship-costly", "censors-increase", "forced-to-censor"]),
    "real names of group chat owners": (["real-name-chats"], ["group-chat-rules"], [], ["chat-panic"]),
    "closing of apps": ([], ["livestream-shutdowns"], ["apps-shut"], []),
    "fines for platforms": ([], ["platform-fines"], [], ["content-violated-rules"]),
    "blame in the Party's newspaper": ([], ["game-editorial"], [], ["party-wags-finger", "game-is-poison"]),
    "cybersecurity law": ([], ["cybersecurity-law"], [], []),
    "voice recognition for the police": (["voice-recognition"], [], [], ["iflytek-supplies"]),
    "collecting of public data on people": (["zhenhua-database"], ["zhenhua-leak"], ["zhenhua-people"],
                                            ["no-evidence-of-use"]),
}


def tables(library: Library, figures: dict) -> list[Table]:
    return [law_and_enforcement(library), control_instruments(library)]


def law_and_enforcement(library: Library) -> Table:
    """Who is bound and who is protected, where the documents say so."""
    rows = []
    for id, (sort, bound, protected, more) in LAW.items():
        record, ids = library.record[id], [id, *more]
        event = next((e for e in map(library.record.get, ids) if isinstance(e, Event)), None)
        rows.append((ids, {
            "document": library.home[id], "what": record.what if isinstance(record, Event) else record.says,
            "sort": sort, "place": event.place if event else None, **(when(event) if event else {}),
            "bound": bound, "protected": protected, "note": record.note}))
    return table(library, "law_and_enforcement", "Laws, rules and their enforcement: who is bound, who is protected", {
        "document": text("the document's slug"), "what": text("what was decided or is laid down, in our words"),
        "sort": text("law, rule, draft, enforcement, or a company's own decision"), "place": text("where"), **DATES,
        "bound": text("who is bound, by the document's words; 'not said' where it is silent"),
        "protected": text("who is protected, by the document's words; 'not said' where it is silent"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def control_instruments(library: Library) -> Table:
    """The instruments, with what the documents say of how they work, when, and how many are touched."""
    rows = []
    for name, (systems, events, counts, more) in INSTRUMENTS.items():
        ids = [*systems, *events, *counts, *more]
        system: System | None = next(map(library.record.get, systems), None)
        event: Event | None = next(map(library.record.get, events), None)
        count: Quantity | None = next(map(library.quantity, counts), None)
        rows.append((ids, {
            "instrument": name, "document": library.home[ids[0]],
            **({n: getattr(system, n) for n in ("takes_in", "gives_out", "run_by")} if system else {}),
            "loop": "; ".join(system.loop) if system else None, **(when(event) if event else {}),
            **({"counted": f"{count.subject}: {count.measure}", "low": count.low, "high": count.high,
                "unit": count.unit} if count else {})}))
    return table(library, "control_instruments", "Instruments by which information is controlled or gathered", {
        "instrument": text("instrument, in our words"), "document": text("the document's slug"),
        "takes_in": text("what it takes in; missing where no record describes a system"),
        "gives_out": text("what it gives out; missing where no record describes a system"),
        "run_by": text("who runs it; missing where no record describes a system"),
        "loop": text("places in the social management loop, separated by semicolons"), **DATES,
        "counted": text("what the document counts of it; missing where it gives no figure"),
        "low": number("lower bound as printed", "as in unit"), "high": number("upper bound as printed", "as in unit"),
        "unit": text("unit of the count")}, rows)
