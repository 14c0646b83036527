"""Two readers, one truth: the module in Chromium answers as the Swift reader does, to the last bit."""

import base64
import json
import re
import subprocess
import unicodedata

import pytest
from conftest import ROOT
from search_site import shop  # noqa: F401, a fixture

VECTORS = ROOT / "Tests/Fixtures/search-vectors/vectors.json"

# Opens an index with the page's own module, and answers queries.
ASK = """async ([address, queries, limit]) => {
    const script = document.querySelector('script[src*="/search."]').src;
    const source = await (await fetch(script)).text();
    const { Shelf, search } = await import(source.match(/"(\\S*search-answers\\S*)"/)[1]);
    const shelf = await Shelf.open(address);
    const found = [];
    for (const query of queries) {
        const { answers, plan, isPartial } = await search(shelf, query, { limit });
        const unknown = plan.unknown.map((form) =>
            new TextDecoder().decode(Uint8Array.from(form, (one) => one.charCodeAt())));
        found.push({ isPartial, unknown, answers: answers.map(
            ({ source, url, anchor, passage, score, confidence }) =>
                ({ source, url, anchor, passage, score, confidence })) });
    }
    return found;
}"""


@pytest.mark.parametrize("name", ["whole", "pieces"])
def test_the_module_answers_the_shared_vectors(shop, chromium, name):  # noqa: F811
    url, _ = shop
    kept = json.loads(VECTORS.read_text())
    files = {file: base64.b64decode(text) for file, text in kept["files"][name].items()}
    page = chromium.new_page()
    page.route("**/vectors/*", lambda route: route.fulfill(body=files[route.request.url.split("/")[-1]]))
    page.route("**/vectors.json", lambda route: route.fulfill(json={"index": "/vectors/", "words": {}}))
    page.goto(url + "/search/")
    vectors = kept["vectors"][name]
    found = page.evaluate(ASK, [f"{url}/vectors.json", [vector["query"] for vector in vectors], 5])
    for vector, answer in zip(vectors, found):
        assert {
            "query": vector["query"], "unknown": answer["unknown"],
            "answers": [{
                "url": one["url"], "anchor": one["anchor"], "passage": one["passage"], "score": one["score"],
                "confidence": round(one["confidence"] * 1000)} for one in answer["answers"]],
        } == vector
    page.close()


QUERIES = {
    "en": ["forgot password", "refnud", "log in", "wifi", "E4711", "2.4ghz", "how long does it take", "dele",
           "lamp", "café", "naive", "CLOSE my acc", "zeppelin", "", "a", "?!", "🙂👩‍👩‍👧", "x" * 10_000,
           "word " * 2_000, "<mark>lamp</mark>", ".*+?^${}()|[]\\", "la\u200bmp", "la\u00admp", "lamp\u0301",
           "𝐥amp", "لamp 東京 mixed", "don't l'eau dog's", "node.js v2.1 a_b_c_d_e", "HTTPServer iPhone",
           "\ud7a3\ue000\uffff", "½ Ⅻ ﬁ ß İ", "\u202eevil"],
    "de": ["passwort vergessen", "zuruck", "zurücksetzen", "ZURÜCKSETZEN", "rechnungn", "wie kann ich"],
    "ja": ["パスワード", "忘れた", "ﾊﾟｽﾜｰﾄﾞ", "請求書", "設", "請求書 pdf"],
    "ar": ["كلمة المرور", "كَلِمَة", "فاتورة", "الفواتير"],
}


@pytest.mark.parametrize("language", QUERIES)
def test_browser_and_program_find_the_same_in_every_language(shop, chromium, tmp_path, language):  # noqa: F811
    url, public = shop
    queries = QUERIES[language]
    (tmp_path / "queries").write_text("".join(
        json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(queries)))
    command = [ROOT / ".build/debug/porchlight", "search", "--site", public, "--json",
               "--queries", tmp_path / "queries", *(["--language", language] if language != "en" else [])]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    page = chromium.new_page()
    folder = "" if language == "en" else f"/{language}"
    page.goto(f"{url}{folder}/search/")
    found = page.evaluate(ASK, [f"{url}{folder}/search/index.json", queries, 10])
    page.close()
    assert [one["isPartial"] for one in found] == [False] * len(queries)
    for query, line, answer in zip(queries, lines, found, strict=True):
        for one in answer["answers"]:
            del one["passage"]
        assert answer["answers"] == json.loads(line)["answers"], query


def test_a_query_in_ascii_reads_what_it_finds_by_the_exact_tables(chromium, tmp_path):
    texts = {"street.md": "# Straße ändern\n\nDie Straße steht im Profil. Sonst ist dort nichts. " + "Mehr. " * 40
             + "Wer eine andere Straße braucht, ändert sie.\n", "site.yaml": "language: de\n"}
    for name, text in texts.items():
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_text(text)
    program = ROOT / ".build/debug/porchlight"
    subprocess.run([program, "build"], cwd=tmp_path, check=True, capture_output=True)
    page = chromium.new_page()

    def answer(route):
        path = tmp_path / "public" / route.request.url.split("/", 3)[3].split("?")[0]
        path = path / "index.html" if path.is_dir() else path
        kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
        route.fulfill(body=path.read_bytes(), content_type=kinds.get(path.suffix, "application/octet-stream"))

    page.route("http://streets.test/**", answer)
    for query in ("strasse", "andere strasse"):
        line = subprocess.run([program, "search", query, "--json"], cwd=tmp_path, check=True, capture_output=True)
        page.goto(f"http://streets.test/search/?q={query}")
        page.wait_for_selector("mark")
        found = page.evaluate(ASK, ["http://streets.test/search/index.json", [query], 10])[0]["answers"]
        known = json.loads(line.stdout)
        assert [(one["score"], one["confidence"]) for one in found] == [
            (one["score"], one["confidence"]) for one in known]
        assert {mark.lower() for mark in page.locator(".answers mark").all_inner_texts()} >= {"straße"}
    page.close()


def swift_tables():
    """Class and folding of every scalar, by the tables of Analysis/UnicodeTables.swift."""
    text = (ROOT / "Sources/SearchIndex/Analysis/UnicodeTables.swift").read_text()

    def numbers(name):
        body = re.search(rf"static let {name}: \[\w+\] = \[(.*?)\]", text, re.S).group(1)
        return [int(number) for number in re.findall(r"-?\d+", body)]

    words, last = set(), 0
    gaps = numbers("words")
    for gap, length in zip(gaps[::2], gaps[1::2]):
        words.update(range(last + gap, min(last + gap + length + 1, 0x20000)))
        last += gap + length
    folded, runs = {}, numbers("foldings")
    for first, count, distance, delta in zip(runs[::4], runs[1::4], runs[2::4], runs[3::4]):
        for step in range(count):
            folded[first + step * distance] = chr(first + step * distance + delta)
    expansions = re.search(r'expansions = """(.*?)"""', text, re.S).group(1).replace("\\\n", " ")
    for item in expansions.split():
        code, _, parts = item.partition(":")
        folded[int(code, 16)] = "".join(chr(int(part, 16)) for part in parts.split(",") if part)
    accents = numbers("accents")
    accents = {code for first, end in zip(accents[::2], accents[1::2]) for code in range(first, end + 1)}
    return words, accents, folded


def test_every_scalar_is_what_it_is_to_the_other_reader(shop, chromium):  # noqa: F811
    url, public = shop
    words, accents, folded = swift_tables()
    page = chromium.new_page()
    page.goto(url + "/search/")
    (letters,) = public.glob("assets/search-letters.*.js")
    found = page.evaluate(
        """async (address) => {
            const { classOf, fold } = await import(address);
            const result = [];
            for (let code = 0x80; code < 0x20000; code += 1) {
                if (code >= 0xd800 && code < 0xe000) continue;
                const text = String.fromCodePoint(code), kind = classOf(text);
                result.push([code, kind, kind === 1 || kind === 3 ? fold(text) : ""]);
            }
            return result;
        }""", f"/assets/{letters.name}")
    page.close()
    signs = {**dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF], 2),
             **dict.fromkeys([0x2BC, 0x2019, 0xFF07], 4),
             **dict.fromkeys([0x2010, 0x2011, 0xFF0D, 0xFF0E, 0xFF3F], 5)}
    wrong = []
    for code, kind, fold in found:
        expected = signs.get(code, 2 if code in accents else {1, 3} if code in words else 0)
        if kind != expected and not (isinstance(expected, set) and kind in expected):
            wrong.append((hex(code), kind, expected))
        elif kind in (1, 3) and fold != folded.get(code, chr(code)):
            wrong.append((hex(code), fold, folded.get(code), unicodedata.name(chr(code), "")))
    assert wrong == []
    script = (ROOT / "Sources/SiteGenerator/Theme/assets/search-rank.js").read_text()
    rough = re.search(r"beyondRough = /\[\^\\0-\\x7f(.*?)\]/", script).group(1).replace("\\xa0", "\xa0")
    for code, kind, fold in found:
        text = chr(code)
        if re.match(f"[{rough}]", text) and text != "’":
            plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
            assert (kind, fold) == ((1, plain.lower()) if text.isalpha() else (0, ""))
