"""Objects of a document: one table of keys says how a class is read and how it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from itertools import islice
from typing import Any, Generic, TypeVar

from app.formats.map_document.codecs import Codec, ListOf, Place, T
from app.formats.results import MOST_PROBLEMS

RecordT = TypeVar("RecordT")


_NONE_GIVEN = Parameter.empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Generic[T]):
    """A key of an object, which is also the name of the attribute that it fills."""

    name: str
    codec: Codec[T]
    default: T
    is_required: bool
    is_always_written: bool

    def read(self, content: Mapping[str, object], place: Place) -> T:
        """Return the value at the key, its default, or what stands in for one that cannot be read."""
        raw = content.get(self.name)
        if raw is None and not self.is_required:
            return self.default
        here = place.at(self.name)
        value = None if raw is None else self.codec.read(raw, here)
        if value is not None:
            return value
        if raw is None:
            here.wrong("missing-key", key=self.name)
        return self.codec.stand_in(here) if self.is_required else self.default

    def is_written(self, value: T) -> bool:
        """Tell whether a value has to be said: what is not said is the default."""
        return self.is_always_written or value != self.default


class Record(Generic[RecordT]):
    """An object whose keys are attributes of one class, in the order in which they are written.

    An attribute without a default is required. So are the keys named in `required`; those in `always` are written
    even where they hold their default.
    """

    def __init__(
        self,
        make: Callable[..., RecordT],
        keys: Mapping[str, Codec[Any]],
        *,
        required: Iterable[str] = (),
        always: Iterable[str] = (),
    ) -> None:
        self._make = make
        parameters = signature(make).parameters
        self._keys = {
            name: Key(
                name=name,
                codec=codec,
                default=parameters[name].default,
                is_required=parameters[name].default is _NONE_GIVEN or name in required,
                is_always_written=name in always,
            )
            for name, codec in keys.items()
        }

    @property
    def keys(self) -> tuple[Key[Any], ...]:
        """Return what may stand in the object, in the order in which it is written."""
        return tuple(self._keys.values())

    def read(self, raw: object, place: Place) -> RecordT:
        """Return the object; what stands in for parts that cannot be read keeps it whole."""
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return self.stand_in(place)
        unknown = (name for name in raw if name not in self._keys)
        for name in islice(unknown, MOST_PROBLEMS + 1):
            place.at(name).wrong("unknown-key", key=name)
        return self._make(**{name: key.read(raw, place) for name, key in self._keys.items()})

    def write(self, value: RecordT) -> dict[str, object]:
        """Return the object with what differs from the defaults."""
        held = ((key, getattr(value, name)) for name, key in self._keys.items())
        return {key.name: key.codec.write(content) for key, content in held if key.is_written(content)}

    def stand_in(self, place: Place) -> RecordT:
        """Return an object whose required parts are stand-ins; nothing more is said about it."""
        return self.read({}, Place(place.pointer, []))


class Numbered(ListOf[RecordT]):
    """A list of objects whose `id` may be left out: they are numbered behind a letter, as ids are free."""

    def __init__(self, record: Record[RecordT], letter: str) -> None:
        super().__init__(record)
        self._letter = letter

    def read(self, raw: object, place: Place) -> tuple[RecordT, ...] | None:
        """Return the objects, each with an id."""
        return super().read(self._with_ids(raw) if isinstance(raw, list) else raw, place)

    def _with_ids(self, items: list[object]) -> list[object]:
        taken = {str(item.get("id")) for item in items if isinstance(item, dict)}
        free = (name for number in range(1, 2 * len(items) + 1) if (name := f"{self._letter}{number}") not in taken)
        return [
            {**item, "id": next(free)} if isinstance(item, dict) and item.get("id") is None else item for item in items
        ]
