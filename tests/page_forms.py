"""Forms as a browser without script fills them in and sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

Element = Any
"""An element of a page, as lxml has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """A form of a page: where it is sent, and what a browser would send if nobody touched it."""

    action: str
    fields: tuple[tuple[str, str], ...]
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return what stands in a control."""
        return dict(self.fields)[name]

    def sent(self, client: FlaskClient, /, *, follow: bool = False, **typed: str | None) -> TestResponse:
        """Send the form with some controls filled in otherwise (`__` stands for a dot; None: without that control)."""
        named = {name.replace("__", "."): text for name, text in typed.items()}
        kept = [(name, text) for name, text in self.fields if name not in named]
        added = [(name, text) for name, text in named.items() if text is not None]
        data: dict[str, list[str]] = {}
        for name, text in (*kept, *added):
            data.setdefault(name, []).append(text)
        return client.post(self.action, data=data, follow_redirects=follow)


def page_of(answer: TestResponse) -> Element:
    """Return a page."""
    return html.document_fromstring(answer.text)


def form_of(answer: TestResponse, action: str) -> PageForm:
    """Return the form of a page that is sent to an address."""
    page = page_of(answer)
    form = next(each for each in page.iter("form") if each.get("method") == "post" and each.get("action") == action)
    controls = [*form.iter("input", "textarea", "select")]
    if form.get("id"):
        controls += page.xpath("//*[@form=$form]", form=form.get("id"))
    sent = tuple((str(control.get("name")), text) for control in controls for text in _texts(control))
    errors = {
        str(told.get("id")).removeprefix("field-").removesuffix("-error"): str(told.text_content())
        for told in page.find_class("error")
        if told.get("id")
    }
    return PageForm(action=action, fields=sent, errors=errors)


def _texts(control: Element) -> tuple[str, ...]:
    """Return what a control sends: a line without line ends, a text with those of a form, a box if it is ticked."""
    if control.get("name") is None:
        return ()
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return tuple(str(option.get("value")) for option in chosen)
    if control.tag == "textarea":
        lines = (control.text or "").removeprefix("\n").replace("\r\n", "\n").replace("\r", "\n")
        return (lines.replace("\n", "\r\n"),)
    if control.get("type") in {"checkbox", "radio"}:
        return (str(control.get("value")),) if control.get("checked") is not None else ()
    return (str(control.get("value", "")).replace("\r", "").replace("\n", ""),)
