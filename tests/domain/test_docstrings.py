"""The examples in docstrings of the domain are true."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import wijkplatform.charts
import wijkplatform.domain

MODULES = [one.name for one in pkgutil.iter_modules(wijkplatform.domain.__path__, "wijkplatform.domain.")]
MODULES += [one.name for one in pkgutil.iter_modules(wijkplatform.charts.__path__, "wijkplatform.charts.")]
MODULES += ["wijkplatform.web.report_words"]
MODULES += ["wijkplatform.mail.words", "wijkplatform.services.demo"]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_in_a_docstring_gives_what_it_says(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
