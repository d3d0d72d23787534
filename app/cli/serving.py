"""The verb that serves the pages."""

import os

import click

from app.cli.context import say
from app.cli.language import words
from app.cli.store import database
from app.cli.worded import Verb, WordedOption, language_option
from app.config import Config
from app.server import Server
from app.services.running import readiness, setup, upkeep
from app.services.showing import analysis


@click.command(cls=Verb)
@click.option("--host", cls=WordedOption, metavar="serve.metavar.address", help="serve.option.host")
@click.option("--port", cls=WordedOption, metavar="cli.metavar.number", help="serve.option.port")
@click.option("--workers", cls=WordedOption, metavar="cli.metavar.number", help="serve.option.workers")
@click.option("--threads", cls=WordedOption, metavar="cli.metavar.number", help="serve.option.threads")
@click.option("--log-requests", cls=WordedOption, is_flag=True, help="serve.option.log-requests")
@language_option
def serve(*, log_requests: bool, **given: str | None) -> None:
    """Serve the pages until told to stop; an option stands for the setting of its name."""
    settings = {name.upper(): value for name, value in given.items() if value is not None}
    config = Config.from_env({**os.environ, **settings})
    with database(config) as found:
        readiness.require_tables(found)
        upkeep.erase_again(found, config.data)
        with found.writing() as session:
            link = setup.first_start(session, language=words().language)
    if not analysis.is_ready():
        say(words().text("serve.compiling"))
        analysis.get_ready()
    say(words().text("serve.serving", address=config.base_url))
    if link is not None:
        for line in words().text("user.first-link", address=config.base_url + link).splitlines():
            say(line)
    Server(config, logs_requests=log_requests).run()
