"""The areas of the site, in the order in which a reader meets them."""

from flask import Blueprint

from app.web import (
    accounts,
    assets,
    audit,
    comments,
    customers,
    diagnosis,
    guests,
    health,
    history,
    improvement,
    live,
    maps,
    propagation,
    reports,
    search,
    simulating,
    teams,
)
from app.web.chain import groups, handoffs, lens, nodes, one_map, pasting, scenes

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.blueprint,
    assets.blueprint,
    maps.blueprint,
    teams.blueprint,
    teams.handed_out,
    one_map.blueprint,
    lens.blueprint,
    live.blueprint,
    scenes.blueprint,
    guests.blueprint,
    guests.coming,
    handoffs.blueprint,
    pasting.blueprint,
    groups.blueprint,
    nodes.blueprint,
    customers.blueprint,
    propagation.blueprint,
    simulating.blueprint,
    diagnosis.blueprint,
    improvement.blueprint,
    history.blueprint,
    reports.blueprint,
    comments.blueprint,
    search.blueprint,
    audit.blueprint,
    health.blueprint,
)
