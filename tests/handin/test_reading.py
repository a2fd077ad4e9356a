"""The one reader of hand-ins: what platforms make of them works, what could do harm is refused."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from refused import refused

from kit.handin import reading
from kit.handin.reading import read_download, read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.model import KitError

WANTED = ("equity.ipynb", JOURNAL, ABOUT)
ABOUT_ANA = json.dumps(
    {"learner": "ana", "workspace": "W", "assignment": "equity", "at": "2026-10-01T12:00:00Z"}
)
LINE = '{"lane":"shared","value":"kept"}\n'
FILES = {"equity.ipynb": "{}", JOURNAL: LINE, ABOUT: ABOUT_ANA}


def packed(files: dict[str, str | bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return into.getvalue()


def put(folder: Path, files: dict[str, str | bytes], name: str = "equity_ana.zip") -> Path:
    path = folder / name
    path.write_bytes(packed(files))
    return path


def test_a_zip_a_folder_and_a_folder_zipped_again_are_the_same(tmp_path: Path):
    folder = tmp_path / "equity"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    again = {f"equity/{name}": text for name, text in FILES.items()}
    shadows = {f"__MACOSX/equity/._{name}": "x" for name in FILES} | {f"__MACOSX/{JOURNAL}": "x"}
    found = [
        read_hand_in(one, WANTED)
        for one in (put(tmp_path, FILES), folder, put(tmp_path, again | shadows, "again.zip"))
    ]
    assert {one.learner for one in found} == {"ana"}
    assert {one.workspace for one in found} == {"W"}
    assert [one.files for one in found] == [{k: v.encode() for k, v in FILES.items()}] * 3
    assert found[0].at is not None
    assert found[0].at.isoformat() == "2026-10-01T12:00:00+00:00"


def test_private_lines_are_dropped_and_counted(tmp_path: Path):
    torn = '{"lane":"private","val'
    journal = LINE + '{"lane":"private","value":"SECRET"}\n' + torn
    found = read_hand_in(put(tmp_path, FILES | {JOURNAL: journal}))
    assert (found.files[JOURNAL], found.private) == (LINE.encode(), 2)


def test_a_platforms_zip_of_zips_gives_each_hand_in_and_each_fault(tmp_path: Path):
    download = put(
        tmp_path,
        {
            "leeana_12_34_equity_ana.zip": packed(FILES),
            "leeben_12_35_equity_ben.zip": packed({f"x/{n}": t for n, t in FILES.items()}),
            "leecarl_12_36_equity_carl.zip": b"PK not a zip",
        },
        "submissions.zip",
    )
    (_, good), (_, other), (inside, bad) = read_download(download, WANTED)
    assert isinstance(good, Received)
    assert isinstance(other, Received)
    assert isinstance(bad, KitError)
    assert (good.name, good.learner) == ("leeana_12_34_equity_ana.zip", "ana")
    assert bad.code == "handin.not_a_zip"
    assert inside == bad.facts["file"] == "leecarl_12_36_equity_carl.zip"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({f"a/{JOURNAL}": LINE, f"b/{JOURNAL}": LINE}, "handin.twice"),
        ({f"f{n}": "" for n in range(1001)}, "handin.too_many_files"),
        ({JOURNAL: "\n" * 3_000_000}, "handin.too_large"),
        ({JOURNAL: "\n" * 1_200_000, ABOUT: " " * 1_200_000}, "handin.too_large"),
    ],
)
def test_limits(tmp_path: Path, monkeypatch, files: dict[str, str | bytes], code: str):
    monkeypatch.setattr(reading, "MOST_BYTES", 2_000_000)
    with refused(code):
        read_hand_in(put(tmp_path, files))


def test_a_links_target_is_never_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    linked = put(tmp_path, FILES)
    with zipfile.ZipFile(linked, "a") as archive:
        info = zipfile.ZipInfo("more")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, str(secret))
    folder = tmp_path / "equity"
    folder.mkdir()
    (folder / JOURNAL).symlink_to(secret)
    (tmp_path / "link.zip").symlink_to(linked)
    with refused("handin.link_inside", file=str(linked)):
        read_hand_in(linked)
    for path, link in ((folder, folder / JOURNAL), (tmp_path / "link.zip", str(tmp_path / "link.zip"))):
        with refused("handin.link", file=link):
            read_hand_in(path)


@pytest.mark.parametrize("about", ["[]", "{", "3", '{"learner": 7, "at": "soon"}', "[" * 100_000])
def test_what_says_nothing_is_nobodys(tmp_path: Path, about: str):
    found = read_hand_in(put(tmp_path, FILES | {ABOUT: about}))
    assert (found.learner, found.workspace, found.seq) == (None, None, None)
    assert (found.odd_time is None) == ("soon" not in about)
