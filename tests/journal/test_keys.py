"""A workspace's signing key: made once, kept to its owner, and nobody is kept from the course without one."""

import os
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from refused import refused

from kit.journal import make_workspace, open_journal, private_folder, read_workspace
from kit.journal.keys import NAME, signing_key, verify


@pytest.fixture
def id(workspace: Path) -> str:
    return read_workspace(workspace)["id"]


@pytest.fixture
def file(id: str) -> Path:
    return private_folder(id) / NAME


def test_a_new_workspace_has_a_key_that_only_its_owner_reads(id: str, file: Path, workspace: Path):
    assert file.is_file()
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    private = file.read_bytes()
    key = signing_key(id)
    assert verify(key.sign(b"my answers"), key.public, b"my answers")
    assert file.read_bytes() == private
    secret = private.splitlines()[1].decode()
    assert secret not in repr(key)
    inside = [p for p in workspace.rglob("*") if p.is_file() and secret in p.read_text("utf-8", "replace")]
    assert inside == []


def test_an_older_workspace_gets_its_key_when_one_is_needed(id: str, file: Path):
    file.unlink()
    first = signing_key(id)
    assert signing_key(id).public == first.public


@pytest.mark.attack
def test_another_key_another_text_and_nonsense_do_not_verify(id: str, tmp_path: Path):
    key = signing_key(id)
    other = signing_key(read_workspace(make_workspace(tmp_path / "other"))["id"])
    signature = key.sign(b"amy's answers")
    refused = [
        (signature, key.public, b"mallory's answers"),
        (signature, other.public, b"amy's answers"),
        (other.sign(b"amy's answers"), key.public, b"amy's answers"),
        (signature.upper(), key.public, b"amy's answers"),
        (signature, f" {key.public}"[:64], b"amy's answers"),
        (signature[:-2], key.public, b"amy's answers"),
        ("0" * 128, "0" * 64, b"amy's answers"),
        (None, key.public, b"amy's answers"),
        (signature, 5, b"amy's answers"),
        ("é" * 128, key.public, b"amy's answers"),
    ]
    assert [verify(*one) for one in refused] == [False] * len(refused)
    flipped = bytearray(bytes.fromhex(signature))
    for place in range(len(flipped)):
        flipped[place] ^= 1
        assert not verify(flipped.hex(), key.public, b"amy's answers")
        flipped[place] ^= 1
    print(f"attack: {len(refused) + len(flipped)} forged signatures, 0 accepted")


def test_many_windows_at_once_make_one_key(id: str, file: Path):
    file.unlink()
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: signing_key(id).public, range(8)))
    assert len(set(keys)) == 1
    assert [p.name for p in file.parent.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "damage", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_told_and_never_written_over(id: str, file: Path, workspace: Path, damage: bytes):
    file.write_bytes(damage)
    with refused("key.damaged", file=file):
        signing_key(id)
    assert file.read_bytes() == damage
    # Answers are saved all the same.
    open_journal(workspace).save("equity.today", "kept", case="ms_perez", item_hash="h")


def test_a_key_of_another_kind_and_a_link_are_told(id: str, file: Path, tmp_path: Path):
    from cryptography.hazmat.primitives import serialization as as_
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    pem = X25519PrivateKey.generate().private_bytes(
        as_.Encoding.PEM, as_.PrivateFormat.PKCS8, as_.NoEncryption()
    )
    file.write_bytes(pem)
    with refused("key.not_ours", file=file):
        signing_key(id)
    elsewhere = tmp_path / "elsewhere.pem"
    file.unlink()
    elsewhere.write_bytes(pem)
    file.symlink_to(elsewhere)
    with refused("key.link", file=file):
        signing_key(id)


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_key_that_others_could_read_is_closed_again(id: str, file: Path):
    file.chmod(0o644)
    signing_key(id)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_folder_for_the_users_data_there_is_no_key(tmp_path: Path, monkeypatch):
    (tmp_path / "a file").write_text("in the way")
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "a file" / "data"))
    folder = make_workspace(tmp_path / "course 2")
    assert signing_key(read_workspace(folder)["id"]) is None


def test_without_cryptography_the_journal_works_and_nothing_is_signed(workspace: Path, tmp_path: Path):
    script = f"""
        import sys
        from pathlib import Path
        sys.modules["cryptography"] = None
        from kit.journal import make_workspace, open_journal, read_workspace
        from kit.journal.keys import signing_key
        from kit.forms import FormContext
        folder = make_workspace(Path({str(tmp_path / "browser")!r}))
        open_journal(folder).save("equity.today", "x", case="c", item_hash="h")
        print(signing_key(read_workspace(folder)["id"]))
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "None\n"


def test_checking_without_cryptography_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with refused("key.no_cryptography"):
        verify("", "", b"")


def test_importing_the_journal_does_not_import_cryptography():
    script = "import sys, kit.journal.keys, kit.course; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
