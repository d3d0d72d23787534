"""The areas of the site, in the order in which a reader meets them."""

from flask import Blueprint

from app.web import propagation

BLUEPRINTS: tuple[Blueprint, ...] = (propagation.blueprint,)
