"""What every test gets: closed network (pyproject.toml), a real database, quiet Hypothesis.

The fixtures live in modules of their own; this file only names them.
"""

import gc

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.fixtures_opdrachten",
    "tests.fixtures_database",
    "tests.fixtures_gids",
    "tests.fixtures_app",
    "tests.fixtures_web",
]

# Two cores shared by parallel workers make wall-clock deadlines a coin toss.
settings.register_profile("houvast", deadline=None)
settings.load_profile("houvast")

# What the imports and the collection leave behind stays until the end: looking through it for rubbish
# again and again took a sixth of the processor time of all tests.
gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on there is rubbish: looked for among what is new, and seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long tests first, spread over the workers: what starts last must not take long.

    Each worker begins with an equal share of the list in this order and takes over what others have left.
    Tests that name the same costly preparation (``lang("demo")``) stay together: the others would wait.
    """
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    together: dict[str, list[pytest.Item]] = {}
    for item in items:
        if mark := item.get_closest_marker("lang"):
            together.setdefault(*mark.args or (item.nodeid,), []).append(item)
    slow = list(together.values())
    quick = [item for item in items if not item.get_closest_marker("lang")]
    share = -(-len(items) // workers)
    ordered: list[pytest.Item] = []
    for number in range(workers):
        first = [item for group in slow[number::workers] for item in group]
        take = share - len(first)
        ordered += [*first, *quick[:take]]
        del quick[:take]
    items[:] = ordered + quick
