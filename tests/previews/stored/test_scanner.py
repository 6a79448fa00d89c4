"""The virus scanner: what it says decides before anything else looks at a file."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.factories import Organization

from ckanext.seoulsquare.previews import making, scanner, service
from ckanext.seoulsquare.previews.model import Upload
from tests.previews.stored import clamd
from tests.previews.stored.uploads import record, upload

KEY = "ckanext.seoulsquare.previews.scanner"


@pytest.fixture
def infected(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text\n" * 50_000 + clamd.EICAR)
    return path


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"tcp:127.0.0.1:{taken.getsockname()[1]}"


class TestScan:
    def test_over_a_port(self, infected: Path) -> None:
        with clamd.running() as address:
            assert scanner.scan(infected, address) == clamd.NAME

    def test_over_a_socket_of_the_file_system(self, infected: Path, tmp_path: Path) -> None:
        with clamd.running(tmp_path / "clamd.ctl") as address:
            assert scanner.scan(infected, address) == clamd.NAME
            infected.write_bytes(b"")
            assert scanner.scan(infected, address) == ""

    def test_too_large_a_file_is_not_clean(self, infected: Path) -> None:
        infected.write_bytes(bytes(clamd.LARGEST * 8))
        with (
            clamd.running() as address,
            pytest.raises(scanner.ScannerError, match="size limit|no answer|reset"),
        ):
            scanner.scan(infected, address)

    @pytest.mark.parametrize("address", ["clamd", "tcp:127.0.0.1:nowhere", "unix:/nowhere/clamd.ctl", "tcp:"])
    def test_wrong_addresses(self, infected: Path, address: str) -> None:
        with pytest.raises(scanner.ScannerError):
            scanner.scan(infected, address)


@pytest.mark.usefixtures("non_clean_db", "with_request_context")
class TestUploads:
    def test_with_malware_are_never_opened_nor_published(self, monkeypatch: pytest.MonkeyPatch) -> None:
        resource = upload(record(Organization()), "a.txt", clamd.EICAR)
        with clamd.running() as address:
            monkeypatch.setitem(tk.config, KEY, address)
            assert making.make(resource["id"]) == "infected"
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.state, state.held, state.error) == ("infected", "infected", clamd.NAME)
        assert [finding["kind"] for finding in state.findings] == ["virus"]
        for decision in ("publish", "masked"):
            with pytest.raises(ValueError, match="malware"):
                service.decide(resource["id"], decision, "somebody")

    def test_wait_for_a_scanner_that_does_not_answer(
        self, monkeypatch: pytest.MonkeyPatch, nobody: str
    ) -> None:
        resource = upload(record(Organization()), "a.txt", "급식 계획".encode())
        monkeypatch.setitem(tk.config, KEY, nobody)
        for _ in range(making.TRIES + 1):  # it is no fault of the file
            assert making.make(resource["id"]) == "waiting"
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.held, state.state) == ("screening", "waiting")
        assert nobody in state.error
        assert resource["id"] in [
            file.resource_id for file in Upload.troubled()
        ]  # reported to the administrator
        assert service.shown(resource["id"], model.AnonymousUser()) is None
        with clamd.running() as address:
            monkeypatch.setitem(tk.config, KEY, address)
            assert making.make(resource["id"]) == "made"
        assert service.files([resource["id"]])[resource["id"]].error == ""


@pytest.mark.usefixtures("with_plugins")
class TestAdmit:
    def test_asks_scanner_and_screen(
        self, monkeypatch: pytest.MonkeyPatch, infected: Path, tmp_path: Path, nobody: str
    ) -> None:
        number = tmp_path / "b.txt"
        number.write_text("주민등록번호 900101-1234567")
        with clamd.running() as address:
            monkeypatch.setitem(tk.config, KEY, address)
            assert [finding.kind for finding in service.admit(infected, "a.txt").findings] == ["virus"]
            report = service.admit(number, "b.txt")
        assert report.blocks
        assert [finding.kind for finding in report.findings] == ["rrn"]
        monkeypatch.setitem(tk.config, KEY, nobody)
        assert service.admit(number, "b.txt").verdict == "unreadable"
