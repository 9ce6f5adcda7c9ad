"""Tables of lesson 09: law and its enforcement, and the instruments by which information is controlled."""

from __future__ import annotations

from techgov.derived import DATES, says, table, when
from techgov.documents import Event, Library, Quantity, System
from techgov.schema import Field, Table, number, text

NOT = "not said"
# the record that carries the row -> (what it is, who is bound, who is protected, on what that reading rests, further
# records); whether the state's own offices are bound none of the documents says
LAW = {
    "cybersecurity-law": ("law", NOT, "firms at home, in cloud computing", "our reading: firms at home are 'helped' "
                          "over foreign ones, which is an advantage in trade", ["rules-help-domestic"]),
    "civil-code-passed": ("law", NOT, "users", "'safeguarding users' rights'",
                          ["code-lays-foundation", "civil-code-articles", "civil-code-privacy-articles",
                           "first-civil-code"]),
    "right-to-privacy": ("law", NOT, "natural persons", "the person has the right; against whom is not said",
                         ["civil-code-passed"]),
    "collectors-must-protect": ("law", "data collectors", NOT, "an obligation on collectors; what they protect is "
                                "information, and whose is not said", ["civil-code-passed"]),
    "code-defines-information": ("law", NOT, NOT, "a definition", ["civil-code-passed"]),
    "later-laws-bound": ("law", "later privacy laws", NOT, "laws, not people, are bound",
                         ["code-is-tablet", "civil-code-passed"]),
    "information-law-drafting": ("draft", NOT, NOT, "our reading: its name protects information; companies are to gain "
                                 "by clearness", ["law-much-awaited", "law-should-fix", "clarity-helps"]),
    "data-crackdown": ("enforcement", "firms and their employees", NOT, "firms are accused, employees arrested; whose "
                       "data they were is not said", ["firms-accused", "crackdown-firms", "crackdown-entries",
                                                      "crackdown-arrests", "enforcement-grows"]),
    "group-chat-rules": ("rule", "owners of group chats", NOT, "they have to register", ["chat-panic"]),
    "platform-fines": ("enforcement", "social media platforms", NOT, "they are fined for what they distribute",
                       ["content-violated-rules"]),
    "livestream-shutdowns": ("enforcement", "apps for livestreaming", NOT, "they are shut down", ["apps-shut"]),
    "disruption-prohibited": ("constitution", "any organisation or individual", "the socialist system", "the article's "
                              "own words", ["state-constitution-2018", "leadership-defining"]),
    "term-limits-removed": ("constitution", NOT, NOT, "our reading: a limit on one office falls away, so nobody is "
                            "bound anew", ["term-limits-symbolic"]),
    "party-overall-leadership": ("Party constitution", NOT, NOT, "it names fields and regions, not persons",
                                 ["party-constitution-2017"]),
    "opinion-is-directive": ("Party order", "subordinates of the organisation that issues it", NOT, "an opinion is 'a "
                             "directive for its subordinates'", ["neican-directive-issued"]),
    "list-restricts": ("list", "companies on the list and their personnel", NOT, "trade, investment and entry are "
                       "restricted or prohibited; no company is named yet",
                       ["entity-list-details", "unreliable-entity-list", "none-named-yet"]),
    "semiconductor-veto": ("decision", "a private-equity fund", NOT, "its purchase is forbidden",
                           ["vetoed-for-backing"]),
    "export-controls": ("rule", NOT, NOT, "our reading: exporters are bound; the text says only whom it cramps, Huawei",
                        ["controls-limit-chips"]),
    "hikvision-listed": ("list", NOT, NOT, "the company is listed; who must do what is not said", []),
    "ban-covers-distribution": ("order", "providers of app stores' services in the United States", NOT,
                                "'any provision of service to distribute or maintain'",
                                ["us-ban-announced", "security-risk"]),
    "ban-covers-payments": ("order", "providers of payments through WeChat in the United States", NOT,
                            "'any provision of services' to transfer funds", ["us-ban-announced"]),
    "order-breaks-amendment": ("constitution", NOT, "people in the United States", "the First Amendment rights 'of "
                               "people in the United States', by one side's reading", ["us-ban-announced"]),
    "congress-should-legislate": ("proposal", NOT, "consumers", "'consumer data privacy legislation'", []),
    "dangerous-threshold": ("law", "non-citizens", NOT, "provisions used to exclude them", ["academics-excluded"]),
    "gdpr-in-effect": ("law", "users of data", "owners of biometric data", "our reading: whoever needs the owner's "
                       "consent is bound; the text names the owner only", ["gdpr-owner"]),
    "san-francisco-ban": ("rule", NOT, NOT, "banned 'outright'; for whom is not said", []),
    "american-programmes-ended": ("own decision", "the companies themselves", NOT, "they ended programmes of their own",
                                  ["american-giants"]),
    "antitrust": ("law", "American technology companies", NOT, "laws by which 'tech giants' are to be curbed", []),
}

# what is bound or protected, in the document's words -> the sort that it belongs to, by our reading
BINDS = {
    **dict.fromkeys(("firms and their employees", "social media platforms", "apps for livestreaming",
                     "companies on the list and their personnel", "a private-equity fund",
                     "providers of app stores' services in the United States",
                     "providers of payments through WeChat in the United States", "the companies themselves",
                     "American technology companies"), "companies"),
    **dict.fromkeys(("owners of group chats", "non-citizens"), "people"),
    **dict.fromkeys(("data collectors", "users of data"), "whoever holds data"),
    **dict.fromkeys(("later privacy laws", "subordinates of the organisation that issues it"), "laws, Party bodies"),
    "any organisation or individual": "everybody", NOT: NOT}
PROTECTS = {
    **dict.fromkeys(("users", "natural persons", "people in the United States", "consumers",
                     "owners of biometric data"), "people"),
    "firms at home, in cloud computing": "companies", "the socialist system": "the political order", NOT: NOT}

PLACES = {"antitrust": "United States", "congress-should-legislate": "United States"}  # of claims without an event

# instrument -> (its sort, who acts, who pays, how fast, how it can be undone, by the documents' words;
#                systems, events, quantities, further records)
INSTRUMENTS = {
    "blocking of foreign sites": (
        ("blocking", NOT, "foreign news and social media sites", NOT, NOT),
        ["great-firewall"], [], [], ["firewall-protects"]),
    "censorship by internet companies": (
        ("staffing", "internet companies, as the government wants", "the companies, in cost and in name", NOT, NOT),
        ["company-censorship"], [], ["censors-employed"],
        ["censorship-costly", "censors-increase", "forced-to-censor", "reputation-harmed", "citizen-lab-report"]),
    "real names of group chat owners": (
        ("rule", "Cyberspace Administration of China", "owners of group chats", NOT, NOT),
        ["real-name-chats"], ["group-chat-rules"], [], ["chat-panic"]),
    "closing of apps": (
        ("shutdown", "the government", "apps for livestreaming", "over a year, before a congress", NOT),
        [], ["livestream-shutdowns"], ["apps-shut"], []),
    "fines for platforms": (
        ("fine", "the government", "social media platforms; the sums are not said", NOT, NOT),
        [], ["platform-fines"], [], ["content-violated-rules", "demonstrations"]),
    "blame in the Party's newspaper": (
        ("editorial", "The People's Daily", "Tencent, in market value", "a loss and an answer in the month or after it",
         NOT),
        [], ["game-editorial", "tencent-shares-fall", "tencent-limits"], ["tencent-value-lost", "age-limit"],
        ["party-wags-finger", "game-is-poison", "column-alone-caused"]),
    "time limits in a game": (
        ("own decision", "Tencent", "players under an age", NOT, NOT),
        ["game-time-limits"], ["tencent-limits"], ["age-limit"], []),
    "cybersecurity law": (
        ("law", "the government", "foreign rivals in cloud computing", NOT, NOT),
        [], ["cybersecurity-law"], [], ["rules-help-domestic"]),
    "small stakes in companies": (
        ("stake", "internet regulators", NOT, "talks only", NOT),
        [], ["stake-talks", "stake-talks-reported"], [], ["influence-deeper"]),
    "Party units in companies": (
        ("staffing", "Communist Party", NOT, NOT, NOT),
        ["company-party-units"], [], [], ["units-gain-influence", "units-in-decisions"]),
    "voice recognition for the police": (
        ("gathering", "police bureaus in Xinjiang", NOT, NOT, NOT),
        ["voice-recognition"], [], [], ["iflytek-supplies"]),
    "collecting of public sentiment": (
        ("gathering", NOT, NOT, NOT, NOT),
        ["sentiment-mechanism"], [], [], ["editorial-public-sentiment"]),
    "silence on a withdrawn plan": (
        ("silence", "departments of Hangzhou", "the public", NOT, "not to be talked about 'ever again'"),
        [], ["hangzhou-silence"], [], ["no-peep"]),
    "political education of business people": (
        ("education", "the united front system, as the directive asks", NOT, NOT, NOT),
        ["neican-united-front-system"], ["neican-directive-issued"], [],
        ["directive-asks-education", "education-campaigns"]),
    "prohibition of two apps in the United States": (
        ("blocking", "United States Commerce Department", "providers and users of the apps", NOT,
         "for TikTok, by a sale"),
        ["neican-us-app-ban"], ["us-ban-announced"], ["aclu-two-platforms"],
        ["ban-covers-distribution", "ban-covers-payments", "tiktok-may-be-sold"]),
    "collecting of public data on people": (
        ("gathering", "Zhenhua Data", NOT, NOT, NOT),
        ["zhenhua-database"], ["zhenhua-leak"], ["zhenhua-people"], ["no-evidence-of-use"]),
}

# claim -> (its side of the ledger, whether it is about the firewall itself), for one internet company, by our reading
LEDGER = {
    "firewall-protects": ("gain", True), "policies-leg-up": ("gain", False), "government-stayed-away": ("gain", False),
    "rules-help-domestic": ("gain", False), "free-of-ethics": ("gain", False), "enormous-profits": ("gain", False),
    "censorship-costly": ("cost", False), "censors-increase": ("cost", False), "reputation-harmed": ("cost", False),
    "forced-to-censor": ("cost", False), "users-reluctant": ("cost", False), "may-fail-globally": ("cost", False),
    "tools-abroad": ("cost", False), "dependence-on-party": ("cost", False),
}

# theme -> records that tell of it in the three documents since 2020, by our sorting; examples where there are many
THEMES = {
    "Chinese law on personal data": [
        "civil-code-passed", "right-to-privacy", "code-defines-information", "collectors-must-protect",
        "information-law-drafting"],
    "Chinese firms punished over data": ["data-crackdown", "firms-accused"],
    "firms that gather data on people": [
        "data-are-superpower", "enforcement-hits-ai", "zhenhua-leak", "many-scrape", "recognition-everywhere"],
    "the Chinese state's own watching": [
        "china-uses-open-sources", "no-evidence-of-use", "surveillance-power", "skynet-definition", "orwell-replica"],
    "the Party's hold on firms": [
        "neican-directive-issued", "directive-asks-education", "recommendations-2020", "party-embedded"],
    "privacy rules of other states": ["congress-should-legislate", "gdpr-owner", "san-francisco-ban"],
    "American measures against Chinese firms": ["export-controls", "us-ban-announced", "hikvision-listed"],
}


def tables(library: Library, figures: dict) -> list[Table]:
    return [law_and_enforcement(library), control_instruments(library), firewall_ledger(library),
            privacy_themes(library)]


def law_and_enforcement(library: Library) -> Table:
    """Who is bound and who is protected, where the documents say so."""
    rows = []
    for id, (sort, bound, protected, because, more) in LAW.items():
        record, ids = library.record[id], [id, *more]
        event = next((e for e in map(library.record.__getitem__, ids) if isinstance(e, Event)), None)
        rows.append((ids, {
            "document": library.home[id], "what": says(record), "sort": sort,
            "place": event.place if event else PLACES.get(id), **(when(event) if event else {}),
            "bound": bound, "protected": protected, "binds": BINDS[bound],
            "protects": PROTECTS[protected], "because": because, "note": record.note}))
    return table(library, "law_and_enforcement", "Laws, rules and their enforcement: who is bound, who is protected", {
        "document": text("the document's slug"), "what": text("what was decided or is laid down, in our words"),
        "sort": text("constitution, law, rule, order, list, decision, draft, proposal, enforcement, the Party's order "
                     "or constitution, or a company's own decision"), "place": text("where"), **DATES,
        "bound": text("who is bound, by the document's words; 'not said' where it is silent"),
        "protected": text("who is protected, by the document's words; 'not said' where it is silent"),
        "binds": text("the sort of 'bound', by our reading"),
        "protects": text("the sort of 'protected', by our reading"),
        "because": text("the words on which 'bound' and 'protected' rest, or 'our reading' and its reason"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def control_instruments(library: Library) -> Table:
    """The instruments, with what the documents say of how they work, when, and how many are touched."""
    rows = []
    for name, (answers, systems, events, counts, more) in INSTRUMENTS.items():
        ids = [*systems, *events, *counts, *more]
        system: System | None = next(map(library.record.get, systems), None)
        event: Event | None = next(map(library.record.get, events), None)
        count: Quantity | None = next(map(library.quantity, counts), None)
        rows.append((ids, {
            "instrument": name, "document": library.home[ids[0]],
            **dict(zip(("sort", "acts", "pays", "speed", "undone"), answers)),
            **({n: getattr(system, n) for n in ("takes_in", "gives_out", "run_by")} if system else {}),
            "loop": "; ".join(system.loop) if system else None, **(when(event) if event else {}),
            **({"counted": f"{count.subject}: {count.measure}", "low": count.low, "high": count.high,
                "unit": count.unit} if count else {})}))
    return table(library, "control_instruments", "Instruments by which information is controlled or gathered", {
        "instrument": text("instrument, in our words"), "document": text("the document's slug"),
        "sort": text("law, rule, fine, shutdown, editorial, staffing, blocking, stake, gathering, education, silence "
                     "or a company's own decision, by our reading"),
        "acts": text("who acts, by the document's words; 'not said' where it is silent"),
        "pays": text("who bears the cost, by the document's words; 'not said' where it is silent"),
        "speed": text("how fast it works, by the document's words; 'not said' where it is silent"),
        "undone": text("how it can be undone, by the document's words; 'not said' where it is silent"),
        "takes_in": text("what it takes in; missing where no record describes a system"),
        "gives_out": text("what it gives out; missing where no record describes a system"),
        "run_by": text("who runs it; missing where no record describes a system"),
        "loop": text("places in the social management loop, separated by semicolons"), **DATES,
        "counted": text("what the document counts of it; missing where it gives no figure"),
        "low": number("lower bound as printed", "as in unit"), "high": number("upper bound as printed", "as in unit"),
        "unit": text("unit of the count")}, rows)


def firewall_ledger(library: Library) -> Table:
    """Gains and costs that the documents name for an internet company at home, gains first."""
    rows = [([id], {"document": library.home[id], "side": side, "firewall": firewall,
                    "says": library.record[id].says, "said_by": library.record[id].said_by,
                    "offered": library.record[id].offered}) for id, (side, firewall) in LEDGER.items()]
    return table(library, "firewall_ledger", "What an internet company gains and pays behind the firewall", {
        "document": text("the document's slug"), "side": text("gain or cost, by our reading"),
        "firewall": Field("boolean", "whether the sentence is about the Great Firewall itself, not what comes with it"),
        "says": text("what is said, in our words"), "said_by": text("who says it, where the document attributes it"),
        "offered": text("what is offered in its support")}, rows)


def privacy_themes(library: Library) -> Table:
    """Which of the documents since 2020 tells of what, a row a theme and document."""
    rows = []
    for theme, ids in THEMES.items():
        for slug in dict.fromkeys(library.home[id] for id in ids):
            mine = [id for id in ids if library.home[id] == slug]
            rows.append((mine, {"theme": theme, "document": slug, "tells": "; ".join(
                says(library.record[id]) for id in mine)}))
    return table(library, "privacy_themes", "Privacy, watching and control: which document tells of what", {
        "theme": text("the theme, by our sorting"), "document": text("the document's slug"),
        "tells": text("what it tells, in our words; examples where it tells much")}, rows)
