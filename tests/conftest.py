"""What every test gets: closed network (pyproject.toml), a real database, quiet Hypothesis.

The fixtures live in modules of their own; this file only names them.
"""

from hypothesis import settings

pytest_plugins = [
    "tests.fixtures_opdrachten",
    "tests.fixtures_database",
    "tests.fixtures_app",
    "tests.fixtures_web",
]

# Two cores shared by parallel workers make wall-clock deadlines a coin toss.
settings.register_profile("houvast", deadline=None)
settings.load_profile("houvast")
