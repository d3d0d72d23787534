"""What the tests of whole maps have in common: maps of the cast, and what stands on a page."""

import re

from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from app.services.keeping import editing, maps
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.cast import actor
from tests.chains import chain

STORY = chain(
    """
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega
    customer cliente name="Cliente minorista"
    ventas -> bodega: Pedido completo 30/200 id=pedido
    bodega -> cliente: Caja 5/100 id=caja
    """,
    name="Pedidos y nómina",
)


def kept(app: Flask, person: Person, content: ValueChain = STORY) -> MapId:
    """Keep a map of a person's organisation."""
    with database_of(app).writing() as session:
        return maps.create(session, actor(person), chain=content)


def change(app: Flask, person: Person, map_id: MapId, command: Command) -> int:
    """Change a map on its newest revision; return the new one."""
    with database_of(app).writing() as session:
        base = maps.opened(session, actor(person), map_id=map_id).revision
        return editing.apply(session, actor(person), map_id=map_id, command=command, base_revision=base).revision


def content_of(app: Flask, person: Person, map_id: MapId) -> ValueChain:
    """Return what a map holds now."""
    with database_of(app).reading() as session:
        return maps.opened(session, actor(person), map_id=map_id).chain


def all_of(app: Flask, person: Person) -> list[ValueChain]:
    """Return the contents of all maps of a person's organisation."""
    with database_of(app).reading() as session:
        return [each.chain for each in maps.listed(session, actor(person))]


def database_of(app: Flask) -> Database:
    """Return the database of an application."""
    found: Database = app.extensions["eslabon"].database
    return found


def read(answer: TestResponse) -> HtmlElement:
    """Return a page to be looked through; it was answered as it should."""
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def said(page: HtmlElement | TestResponse) -> str:
    """Return what a page says, in one line."""
    shown = html.document_fromstring(page.text) if isinstance(page, TestResponse) else page
    return " ".join(shown.text_content().split())


def map_at(answer: TestResponse) -> MapId:
    """Return the map to which an answer leads."""
    found = re.fullmatch(r"/maps/([a-z2-7]{12})", answer.location or "")
    assert found is not None, (answer.status_code, answer.location, answer.text)
    return MapId(found[1])


def hidden(page: HtmlElement, name: str) -> str:
    """Return the value of the first hidden field of a name."""
    return str(page.xpath(f'//input[@type="hidden"][@name="{name}"]/@value')[0])
