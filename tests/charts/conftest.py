import pytest

from kit.charts.gallery import made_up_charts
from kit.charts.made_up import made_up_cohort
from kit.content import compiled


@pytest.fixture(scope="session")
def cohort():
    return made_up_cohort(compiled())


@pytest.fixture(scope="session")
def charts():
    """Every chart of the gallery by name."""
    return {drawn.name: drawn for drawn in made_up_charts(compiled())}
