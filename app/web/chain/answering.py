"""What a posted form of a thing is answered: where one was, with what came of it, or the form again with its problems.

A form says where it stands by `from`: `map` (the panel of the map page), `table` (a row of the handoffs) or `page`.
"""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.services.showing import views
from app.web import asking, context
from app.web.chain import handoff_page, map_page
from app.web.chain.map_page import Looked, Told
from app.web.editing import form_page, saving
from app.web.editing.form_page import FormPage
from app.web.editing.forms import Filled
from app.web.editing.saving import Draft, FormRefused, Kept
from app.web.editing.sayings import Choices, Sayings
from app.web.editing.things import HANDOFF, Sort
from process_models.domain.chain import ValueChain
from process_models.domain.maps import ValueChainMap

_PLACES = ("map", "table", "page")


def came_from() -> str:
    """Return on which page a form stood."""
    place = request.form.get("from", "")
    return place if place in _PLACES else "page"


def answer(form: Draft) -> ResponseReturnValue:
    """Keep what a form says, and answer it."""
    if form.wants_rows:
        return _shown_again(form, form.with_rows())
    try:
        kept = saving.keep(form)
    except FormRefused as refused:
        return _shown_again(form, refused.shown), 422
    return _done(form, kept)


def removed(sort: Sort, map_id: str, thing: str) -> ResponseReturnValue:
    """Take a thing off the map, and go where one was."""
    base = saving.base_of(map_id)
    name = name_of(sort, base.chain, thing)
    saving.send(map_id, {"kind": f"remove-{sort.word}", sort.word: thing}, base.revision)
    context.notice(f"map.removed.{sort.word}", name=name)
    place = "map" if came_from() == "page" and sort is not HANDOFF else came_from()
    return redirect(form_page.whence(map_id, sort.word, "", "table" if place == "page" else place), code=303)


def name_of(sort: Sort, chain: ValueChain, thing: str) -> str:
    """Return what a thing is called."""
    return sort.names(chain, sort.document(chain, thing))[-1]


def form_template_values(opened: ValueChainMap, form: FormPage) -> dict[str, object]:
    """Return what a page shows that is one form."""
    words = context.words()
    return {
        "opened": opened,
        "form": form,
        "say": Sayings(words=words),
        "choices": Choices(words=words, chain=opened.chain),
    }


def _shown_again(form: Draft, shown: Filled) -> str:
    page = form_page.form_page(form.base, form.sort, form.thing, shown, came_from(), request.form.get("origin", ""))
    if came_from() == "table" and context.is_partial() and form.thing is not None:
        return context.page("handoffs/row.html", **handoff_page.row_values(form.base, form.thing, page))
    if came_from() != "map":
        return context.page(f"{form.sort.word}s/edit.html", **form_template_values(form.base, page))
    looked = _looked(form)
    if context.is_partial():
        return context.page("map/panel.html", **map_page.panel_values(form.base, looked, page))
    return context.page("map/show.html", **map_page.page_values(form.base, looked, page))


def _looked(form: Draft) -> Looked:
    """Return where on the map page a form stands."""
    view = views.known(request.form.get("view", ""), form.base.chain)
    if form.is_new or form.thing is None:
        return Looked(view=view, add=form.sort.word)
    return _chosen(view, form.sort, form.thing, edit=True)


def _chosen(view: str, sort: Sort, thing: str, *, edit: bool = False) -> Looked:
    if sort is HANDOFF:
        return Looked(view=view, handoff=thing, edit=edit)
    return Looked(view=view, node=thing, edit=edit)


def _done(form: Draft, kept: Kept) -> ResponseReturnValue:
    what = "unchanged" if kept.edited is None else "added" if form.is_new else "saved"
    now = asking.opened(form.base.id)
    code, name = f"map.{what}.{form.sort.word}", name_of(form.sort, now.chain, kept.thing)
    if context.is_partial() and came_from() == "map":
        looked = _chosen(views.known(request.form.get("view", ""), now.chain), form.sort, kept.thing)
        told = Told(
            text=context.words().text(code, name=name), revision=None if kept.edited is None else kept.edited.revision
        )
        headers = {"HX-Replace-Url": map_page.Addresses.of(now, looked).shown()}
        return context.page("map/refreshed.html", **map_page.page_values(now, looked, told=told)), headers
    if context.is_partial() and came_from() == "table" and not form.is_new:
        return context.page("handoffs/row.html", **handoff_page.row_values(now, kept.thing))
    context.notice(code, name=name)
    return redirect(form_page.whence(form.base.id, form.sort.word, kept.thing, came_from()), code=303)
