"""A certificate that is true is told so, and no change of it is taken for true."""

from __future__ import annotations

import base64
import json
import random
import sys
from datetime import date

import pypdfium2
import pytest
from finished_class import WEEKS
from refused import refused

from kit.certificates.keys import make_key, named_key, open_key
from kit.certificates.making import certificate_pdf
from kit.certificates.signed import Facts, code_in, fingerprint, verify, verify_signature
from kit.content import compiled
from kit.model import KitError

PASS = "four words nobody guesses"


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("key"), PASS)


@pytest.fixture(scope="module")
def facts(signer):
    return Facts(
        name="María Pérez", course="Fall", weeks=7, minutes=385, on=date(2026, 12, 1), key=signer.public
    )


@pytest.fixture(scope="module")
def page(facts, signer):
    return certificate_pdf(facts, list(WEEKS.values())[:7], compiled().words, signer)


def test_what_is_true_is_told_with_its_key(page, facts, signer):
    by = fingerprint(signer.public)
    found = verify(page, "her.pdf", signer.public)
    assert found == verify(page, "her.pdf", by)
    assert found.facts == facts
    assert found.sentence == (
        "her.pdf is genuine: María Pérez, Fall, 7 weeks, 6.4 hours, issued 2026-12-01; "
        f"signed with the course's key {by}."
    )
    alone = verify(page, "her.pdf").sentence
    assert alone.endswith(f"the key {by}; check that the course itself gives this key.")


def changed(code, **new):
    head, said, signature = code.split(".")
    data = json.loads(base64.b32decode(said + "=" * (-len(said) % 8)))
    text = json.dumps(data | new, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return ".".join((head, base64.b32encode(text.encode()).decode().rstrip("="), signature))


@pytest.mark.attack
@pytest.mark.parametrize(
    "new",
    [
        {"name": "Mario Pérez"},
        {"minutes": 3850},
        {"weeks": 8},
        {"on": "2026-12-02"},
        {"course": "F"},
        {"v": 2},
    ],
)
def test_a_changed_name_hour_or_date_is_refused_in_code_and_in_file(page, signer, new):
    code = code_in(page)
    assert verify(code.encode(), "code.txt", signer.public).is_true
    other = changed(code, **new)
    for data in (other.encode(), page.replace(code.encode(), other.encode())):
        found = verify(data, "it", signer.public)
        assert (found.is_true, found.facts) == (False, None)
        assert "isn't genuine: what it says was changed" in found.sentence


@pytest.mark.attack
def test_no_byte_of_the_file_can_be_changed(page, signer):
    rng = random.Random(1)  # noqa: S311  # which bytes, no more
    some = [(at, 1 << rng.randrange(8)) for at in rng.sample(range(len(page)), 300)]
    # The seal's last letter holds bits that mean nothing.
    places = [(0, 1), (len(page) - 1, 1), *((len(page) - 2, 1 << n) for n in range(8)), *some]
    for at, bit in places:
        data = bytearray(page)
        data[at] ^= bit
        try:
            assert not verify(bytes(data), "it", signer.public).is_true, at
        except KitError:
            continue  # no PDF any more, or no code in it
    print(f"{len(places)} changed bytes, none taken for true")


@pytest.mark.attack
def test_a_foreign_key_is_refused(page, facts, signer, tmp_path):
    forger = make_key(tmp_path, PASS)
    forged = certificate_pdf(facts.model_copy(update={"key": forger.public}), [], compiled().words, forger)
    assert verify(forged, "it").is_true
    found = verify(forged, "it", signer.public)
    assert not found.is_true
    assert fingerprint(forger.public) in found.sentence
    # Nor does the name of the right key over a signature by another one help.
    unsigned = certificate_pdf(facts, [], compiled().words, forger)
    assert not verify(unsigned, "it", signer.public).is_true


def test_a_true_code_on_another_page_is_no_true_file(page, facts, signer):
    other = certificate_pdf(facts.model_copy(update={"minutes": 60}), [], compiled().words, signer)
    # The seal of one file under the page of the other.
    mixed = other[: other.rindex(b"%PKC1-SEAL")] + page[page.rindex(b"%PKC1-SEAL") :]
    assert not verify(mixed, "it", signer.public).is_true


def test_a_page_that_was_saved_anew_is_told_and_its_code_stays_true(page, signer, tmp_path):
    document = pypdfium2.PdfDocument(page)
    again = tmp_path / "again.pdf"
    document.save(again)
    text = document[0].get_textpage().get_text_bounded()
    assert verify(text.encode(), "copied.txt", signer.public).is_true
    found = verify(again.read_bytes(), "again.pdf", signer.public)
    assert not found.is_true
    assert "changed or saved again" in found.sentence


def test_two_certificates_in_one_text_and_none_are_refused_in_words(page, signer):
    code = code_in(page)
    with pytest.raises(KitError, match="several"):
        verify(f"{code} {changed(code, name='Ana')}".encode(), "it")
    with pytest.raises(KitError, match="no certificate"):
        verify(b"\xff\x00" * 1000, "it")


def test_a_key_is_locked_kept_and_never_written_over(signer, tmp_path):
    first = make_key(tmp_path, PASS)
    file = tmp_path / "certificate_key.pem"
    data = file.read_bytes()
    assert data.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert file.stat().st_mode & 0o777 == 0o600
    assert open_key(tmp_path, PASS).public == first.public == named_key(str(tmp_path / "certificate_key.pub"))
    for wrong in ("another passphrase", " " + PASS):
        with pytest.raises(KitError, match="can't be opened"):
            open_key(tmp_path, wrong)
        with pytest.raises(KitError, match="can't be opened"):
            make_key(tmp_path, wrong)
    with refused("backup.passphrase", least=12):
        make_key(tmp_path, "short")
    assert file.read_bytes() == data
    # One that is not locked, put there by somebody, is not taken.
    from cryptography.hazmat.primitives import serialization as as_

    bare = as_.load_pem_private_key(data, PASS.encode()).private_bytes(
        as_.Encoding.PEM, as_.PrivateFormat.PKCS8, as_.NoEncryption()
    )
    file.write_bytes(bare)
    with pytest.raises(KitError, match="can't be opened"):
        open_key(tmp_path, PASS)


@pytest.mark.attack
def test_another_key_another_text_and_nonsense_do_not_verify(signer, tmp_path):
    other = make_key(tmp_path, PASS)
    signature, data = signer.sign(b"amy's hours"), b"amy's hours"
    assert verify_signature(signature, signer.public, data)
    refused = [
        (signature, signer.public, b"mallory's hours"),
        (signature, other.public, data),
        (other.sign(data), signer.public, data),
        (signature.upper(), signer.public, data),
        (signature, f" {signer.public}"[:64], data),
        (signature[:-2], signer.public, data),
        ("0" * 128, "0" * 64, data),
        (None, signer.public, data),
        (signature, 5, data),
        ("é" * 128, signer.public, data),
    ]
    assert [verify_signature(*one) for one in refused] == [False] * len(refused)
    flipped = bytearray(bytes.fromhex(signature))
    for place in range(len(flipped)):
        flipped[place] ^= 1
        assert not verify_signature(flipped.hex(), signer.public, data)
        flipped[place] ^= 1
    print(f"attack: {len(refused) + len(flipped)} forged signatures, 0 accepted")


def test_checking_without_cryptography_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with refused("key.no_cryptography"):
        verify_signature("", "", b"")
