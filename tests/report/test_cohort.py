"""Exports of classes, added up here and on a cluster."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from kit.model import KitError
from kit.report.cohort import cohort
from kit.report.export import export_class

pytest.importorskip("dask.dataframe")


@pytest.fixture(scope="module")
def exports(make_class, tmp_path_factory):
    """Three exports: classes of twelve, twelve and eleven."""
    folders = []
    for n, people in enumerate((12, 12, 11)):
        folders.append(str(tmp_path_factory.mktemp(f"export{n}")))
        export_class(make_class(people), tmp_path_factory.getbasetemp() / folders[-1])
    return folders


def test_an_export_has_codes_and_nobodys_words(exports):
    for name in ("self_ratings", "marks", "readings"):
        table = pd.read_parquet(f"{exports[0]}/{name}.parquet")
        assert len(table)
        assert not table["learner"].str.contains("learner").any()
        assert not {"text", "evidence", "rater"} & set(table)
    one, two = (set(pd.read_parquet(f"{folder}/marks.parquet")["learner"]) for folder in exports[:2])
    assert len(one) == 12
    assert not one & two


def test_the_mean_of_all_classes_is_the_one_of_their_rows(exports):
    found = cohort(exports).loc["level", "equity"]
    marks = pd.concat([pd.read_parquet(f"{folder}/marks.parquet") for folder in exports])
    by_hand = marks[marks["assignment"] == "equity"].groupby("criterion")["level"].mean()
    assert set(found.index) == set(by_hand.index)
    for criterion, mean in by_hand.items():
        assert found.loc[criterion, "mean"] == pytest.approx(mean, abs=0.0501)
        assert found.loc[criterion, "low"] <= mean <= found.loc[criterion, "high"]
    assert set(found["people"]) == {"35 or more"}


@pytest.mark.attack
def test_a_class_that_subtracts_its_own_is_left_with_ten_people_or_more(exports, make_class, tmp_path):
    assert len(cohort(exports[:1])) == 0
    assert len(cohort(exports[:2])) > 0
    export_class(make_class(9), tmp_path / "nine")
    assert len(cohort([exports[0], str(tmp_path / "nine")])) == 0


def test_a_folder_that_is_no_export_is_one_sentence(tmp_path):
    with pytest.raises(KitError):
        cohort([str(tmp_path)])


def test_a_cluster_of_two_workers_gives_the_same(exports, tmp_path):
    distributed = pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli"]
    started = [
        subprocess.Popen([*dask[:2], f"distributed.cli.dask_{what}", *more], stderr=subprocess.DEVNULL)
        for what, more in (
            (
                "scheduler",
                ["--scheduler-file", str(file), "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            ),
            *[("worker", ["--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard"])] * 2,
        )
    ]
    try:
        with distributed.Client(scheduler_file=str(file), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        pd.testing.assert_frame_equal(cohort(exports, scheduler=address), cohort(exports))
    finally:
        for one in started:
            one.kill()
            one.wait()
