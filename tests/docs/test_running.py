"""docs/running.md tells every setting, with what holds where it is not given."""

import re
from collections.abc import Iterator, Mapping

from app.config import Config
from tests.docs.pages import ROOT, section

RUNNING = ROOT / "docs" / "running.md"
_ROW = re.compile(r"^\| `([A-Z_]+)` \| .+ \| (.+) \|$", re.MULTILINE)


class Environment(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def told() -> dict[str, str]:
    """Return the settings of the page, each with its default."""
    return dict(_ROW.findall(section(RUNNING, "Settings")))


def test_every_setting_is_told_and_no_other() -> None:
    """Whatever a server asks its environment for stands in the table."""
    environment = Environment()
    Config.from_env(environment)
    assert environment.asked == told().keys()


def test_what_holds_where_nothing_is_given_is_what_is_told() -> None:
    """The defaults of the table are those of the program."""
    config = Config.from_env({})
    numbers = {
        "HOST": config.host,
        **{name: str(getattr(config, name.lower())) for name in ("PORT", "WORKERS", "THREADS", "PROXIES")},
    }
    assert {name: told()[name] for name in numbers} == {name: f"`{value}`" for name, value in numbers.items()}
