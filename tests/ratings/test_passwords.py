"""A password of a database stands in no command's line, so in no history and in no list of processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from refused import refused
from typer.testing import CliRunner

from kit.cli import app
from kit.ratings import open_ratings

ADDRESSES = [
    "postgresql://ana:secret-word@127.0.0.1:1/none",
    "postgresql+psycopg://:secret-word@host/none",
    "postgresql://ana:secret/word@host/none",
    "postgresql://ana@host/none?password=secret-word",
    "postgresql://host/none?user=ana&sslpassword=secret-word",
    "postgresql://ana@host/none?PASSWORD=secret-word",
    "postgresql://ana@host/none?options=-cpassword%3Dsecret-word",
    "mysql+pymysql://ana@host/none?passwd=secret-word",
    "mssql+pyodbc:///?odbc_connect=UID%3Dana%3BPwd%3Dsecret-word",
]
COMMANDS = [
    ["class", "report", ".", "--out", "report", "--ratings"],
    ["marks", "differ", ".", "--ratings"],
    ["mark", ".", "equity", "--ratings"],
    ["mark", ".", "equity", "--gradebook"],
]


@pytest.mark.attack
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_with_a_password_is_refused_without_saying_it(address: str):
    tried = [lambda: open_ratings(address)]
    tried += [
        lambda w=words: CliRunner().invoke(app(), [*w, address], catch_exceptions=False) for words in COMMANDS
    ]
    for one in tried:
        with refused("database.password") as fault:
            one()
        assert "secret" not in str(fault.value)
    print(f"{len(tried)} ways to name a password on a line refused")


@pytest.mark.attack
def test_the_reports_kernel_keeps_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("papermill")
    from papermill import execute_notebook

    from kit.report import running

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    asked, ran = tmp_path / "a.ipynb", tmp_path / "ran.ipynb"
    cells = [nbformat.v4.new_code_cell("print(get_ipython().history_manager.enabled)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), asked)
    monkeypatch.setattr(running, "NOTEBOOK", asked)
    running._run(ran)
    assert nbformat.read(ran, 4).cells[0].outputs[0]["text"] == "False\n"
    execute_notebook(asked, ran, progress_bar=False)
    assert nbformat.read(ran, 4).cells[0].outputs[0]["text"] == "True\n", "a kernel as it comes keeps one"
