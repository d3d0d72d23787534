"""Files of each format spoilt at random, in their bytes or in what they are made of; the same each time for a seed.

A file is parted once into its tokens: names, texts, signs that hold it together. What is spoilt there often is still a
file of its format, and goes on to the checks behind; what is spoilt in its bytes mostly is none.
"""

import io
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.hostile.documents import NAMES

_LONGEST = 400
"""Signs of a hostile name that are put into a file; what is longer is tried by itself."""

_TEXTS = tuple(text[:_LONGEST].encode() for text in NAMES.values())
_NUMBERS = (b"-1", b"0", b"-0.0", b"1e999", b"9" * 40, b"0.1", b"1,5", b"15 %", b"NaN", b"1.000", b"2026-02-30", b"6")
_JSON_TEXTS = tuple(b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"' for text in _TEXTS)
_IN_XML = tuple(text.translate(None, b"<&\x00\x1b\x07") for text in _TEXTS)
_OF_XML = (
    *(b"</a>", b"<a/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&#0;", b"&lt;", b"&x;", b"<?x?>"),
    *(b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]>", b' xmlns="x"', b' id="a"', b"1e999", b"NaN"),
)
_OF_GRAPHS = (b"<node/>", b"<edge/>", b"<graph>", b"</graph>", b'<data key="kind">', b"<port/>", b"<hyperedge/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breed:
    """How files of one format are spoilt: what they are made of, signs and tokens that are put in."""

    tokens: re.Pattern[bytes]
    signs: bytes
    pieces: tuple[bytes, ...]


_XML = re.compile(rb"<[/?!]?|\"[^\"]*\"|/?>|[^\s<>\"=/]+|\s+|.")
JSON = Breed(
    tokens=re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\[\]{},:"\s]+|\s+|.'),
    signs=b'{}[]",:\\0e-\x00\xff\xc3u',
    pieces=(*_NUMBERS, *_JSON_TEXTS, b"null", b"true", b"[]", b"{}", b'{"a":[1]}', b'"\\ud800"', b"[[[[", b'"ventas"'),
)
FIGURES = Breed(
    tokens=re.compile(rb"[0-9.]+|[^0-9.]+"), signs=b"0123456789.", pieces=(b"0", b"1", b"0.5", b"5", b"1e3")
)
TABLE = Breed(
    tokens=re.compile(rb'"(?:[^"]|"")*"|[,;\t]|\r\n|[^,;\t\r\n"]+|.', re.DOTALL),
    signs=b"\",;\t\r\n'=-%0.\x00\xff\xc3",
    pieces=(
        *_NUMBERS,
        *_TEXTS,
        b"-",
        b"''",
        b'""',
        b"routes",
        b"alternatives",
        b"customer",
        b"g",
        b"\r\n",
        b"\xe2\x82",
    ),
)
GRAPH = Breed(
    tokens=_XML, signs=b"<>/=\"'&;:#!?[]-0e. \x00\xff\xc3", pieces=(*_NUMBERS, *_IN_XML, *_OF_XML, *_OF_GRAPHS)
)
SHEETS = Breed(
    tokens=_XML,
    signs=b"<>\"'/&=0129AZ:ct \x00\xff",
    pieces=(
        *_NUMBERS,
        *_IN_XML,
        *_OF_XML,
        b'"s"',
        b'"e"',
        b'"b"',
        b'"d"',
        b'"A1"',
        b'"XFD9"',
        b'"-1"',
        b"99",
        b"46000.5",
    ),
)
LIST = Breed(
    tokens=re.compile(r"->|→|\([^()]*\)|[\w]+|\s+|.".encode(), re.DOTALL),
    signs=b"->:;()\t\r\n*.\x00\xff\xc3",
    pieces=(
        *_NUMBERS,
        *_TEXTS,
        b"->",
        b"=>",
        "→".encode(),
        b":",
        b"\n",
        b"(cliente)",
        b"(nada)",
        b"1. ",
        b"\xe2\x80\xa8",
    ),
)


@dataclass(frozen=True, slots=True)
class Herd:
    """The mutants of some files of one format; the larger a file, the more seldom it comes."""

    breed: Breed
    files: Sequence[bytes]
    _parted: list[list[bytes]] = field(init=False, default_factory=list)
    _alike: dict[bytes, list[bytes]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Part the files into tokens, and gather those that can stand in the place of one another."""
        self._parted.extend(self.breed.tokens.findall(content) for content in self.files)
        for token in (*self.breed.pieces, *(each for parted in self._parted for each in parted)):
            self._alike[_sort(token)].append(token)

    def mutant(self, chance: random.Random) -> bytes:
        """Return one of the files with something spoilt."""
        number = chance.choices(range(len(self.files)), [len(content) ** -0.5 for content in self.files])[0]
        if chance.random() < 0.4:
            return self._in_bytes(self.files[number], chance)
        tokens = self._parted[number].copy()
        for _ in range(chance.choice((1, 1, 2, 4))):
            self._in_tokens(tokens, chance)
        return b"".join(tokens)

    def _in_tokens(self, tokens: list[bytes], chance: random.Random) -> None:
        """Put another token like it in a place, or put in, double, move or take out a few."""
        place = chance.randrange(len(tokens) + 1)
        way = chance.randrange(6)
        if way < 3 and place < len(tokens):
            tokens[place] = chance.choice(self._alike[_sort(tokens[place])])
        elif way == 3:
            tokens.insert(place, chance.choice(self.breed.pieces))
        elif way == 4:
            del tokens[place : place + chance.choice((1, 1, 2, 8))]
        else:
            source = chance.choice(self._parted)
            start = chance.randrange(len(source))
            tokens[place:place] = source[start : start + chance.choice((1, 2, 8, 40))]

    def _in_bytes(self, content: bytes, chance: random.Random) -> bytes:
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(spoilt) + 1)
            end = start + chance.choice((0, 1, 1, 2, 40))
            source = chance.randrange(len(content))
            copied = content[source : source + chance.randint(1, 60)]
            spoilt[start:end] = chance.choice((b"", bytes([chance.choice(self.breed.signs)]), copied))
        return bytes(spoilt)


class Books:
    """The mutants of workbooks: something is spoilt in the XML of a part, or in the ZIP around it."""

    def __init__(self, *files: bytes, seldom: int) -> None:
        """Take workbooks; all but the first are large, and come once in so many times."""
        self._seldom = seldom
        self._books = tuple(dict(_parts(content)) for content in files)
        self._zips = Herd(SHEETS, files[:1])
        self._herds = tuple({name: Herd(SHEETS, [part]) for name, part in book.items()} for book in self._books)

    def mutant(self, chance: random.Random) -> bytes:
        """Return one of the workbooks with something spoilt."""
        if chance.random() < 0.2:
            return self._zips.mutant(chance)
        number = chance.randrange(len(self._books)) if chance.randrange(self._seldom) == 0 else 0
        name = chance.choice([part for part in self._books[number] if part.startswith("xl/")])
        return _zipped({**self._books[number], name: self._herds[number][name].mutant(chance)})


def mutants(make: Callable[[random.Random], bytes], seed: int, count: int) -> Iterator[bytes]:
    """Give so many mutants, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - the same mutants each time
    return (make(chance) for _ in range(count))


def _sort(token: bytes) -> bytes:
    """Return what tokens have in common that can stand in the place of one another: how they begin."""
    first = token[:1]
    if first.isdigit() or first == b"-":
        return b"0"
    return first if first in b'"<>[]{},:;=/?!\t\r\n (' else b"a"


def _parts(book: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        yield from ((name, file.read(name)) for name in file.namelist())


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()
