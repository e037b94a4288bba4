"""Security item 44: an address that a tenant chose leads nowhere inside, whatever its name means and when."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from omnipresence.base import clock
from omnipresence.base.values import BadValue
from omnipresence.webhooks import rules, sending
from omnipresence.webhooks.rules import Error
from omnipresence.webhooks.sending import Letter, send
from support.receivers import Receiver

INSIDE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.1", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::10.0.0.1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2001::1", "2001:db8::1",
    "2002:7f00:1::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "no-address",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not rules.is_outside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_are_not(address: str) -> None:
    assert rules.is_outside(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "https:///x", "https://example.com:0/", "https://example.com:99999/", "https://[::1",
        "https://user@example.com/", "https://user:pass@example.com/", "https://example.com/#x", "https://a\\@b/",
        "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://[fe80::1]/", "https://169.254.169.254/latest",
        "https://example.com/ x", "https://example.com/\r\nX: y", "https://exämple.com/", "ftp://example.com/",
    ],
)  # fmt: skip
def test_such_addresses_are_no_webhooks(url: str) -> None:
    with pytest.raises(BadValue):
        rules.read_target(url, allow_private=False)


Names = Callable[..., list[str]]


@pytest.fixture
def means(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Says what a name means, one answer after another; the questions that were asked are returned."""

    def say(*answers: list[str]) -> list[str]:
        asked: list[str] = []

        def lookup(host: str, port: int, **_: Any) -> list[Any]:
            addresses = answers[min(len(asked), len(answers) - 1)]
            asked.append(host)
            return [
                (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
                for one in addresses
            ]

        monkeypatch.setattr(sending.socket, "getaddrinfo", lookup)
        return asked

    return say


def letter(url: str, *, allow_private: bool = False) -> Letter:
    return Letter(url, {"Content-Type": "application/json"}, b"{}", allow_private)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_refused(means: Names, address: str) -> None:
    means([address])
    assert send(letter("https://school.example/")).error is Error.ADDRESS


def test_one_address_inside_spoils_the_others(means: Names) -> None:
    means(["1.1.1.1", "127.0.0.1"])
    assert send(letter("https://school.example/")).error is Error.ADDRESS


def test_numbers_in_disguise_are_judged_by_what_they_mean() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "localhost"):
        assert send(letter(f"https://{host}/")).error is Error.ADDRESS, host


def test_what_was_judged_is_what_is_called(means: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: outside when it is judged, inside a moment later. The name is asked for once."""
    asked = means(["1.1.1.1"], ["127.0.0.1"])
    called: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.socket.socket, "connect", connect)
    assert send(letter("https://school.example/")).error is Error.CONNECTION
    assert (asked, called) == (["school.example"], [("1.1.1.1", 443)])
    # The next attempt judges anew.
    assert send(letter("https://school.example/")).error is Error.ADDRESS
    assert len(called) == 1


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    for status in (301, 302, 307, 308):
        receiver.answers.put(status)
        outcome = send(letter(receiver.url(), allow_private=True))
        assert (outcome.status, outcome.error) == (status, Error.REDIRECT)
    assert len(receiver.letters) == 4


def test_the_request_is_as_it_should_be(receiver: Receiver) -> None:
    assert send(letter(receiver.url("localhost"), allow_private=True)).error is None
    (came,) = receiver.letters
    assert (came.path, came.body) == ("/hook?from=here", b"{}")
    assert came.headers["host"] == f"localhost:{receiver.port}"
    assert came.headers["content-type"] == "application/json"


def test_a_name_that_is_not_there() -> None:
    assert send(letter("https://nowhere.invalid/")).error is Error.NAME
    assert send(letter(f"https://{'a' * 64}.example/")).error is Error.NAME


def test_only_the_beginning_of_an_answer_is_read(receiver: Receiver) -> None:
    endless = b"HTTP/1.1 500 No\r\nContent-Length: 999999999\r\n\r\n" + b"\x00\x1bsorry\xff " * 100_000
    receiver.answers.put(endless)
    outcome = send(letter(receiver.url(), allow_private=True))
    assert (outcome.status, outcome.error) == (500, Error.STATUS)
    assert outcome.excerpt.startswith("sorry") and len(outcome.excerpt) == sending.EXCERPT
    assert outcome.excerpt.isprintable()


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"])
def test_what_is_no_answer_is_a_failure(receiver: Receiver, answer: bytes) -> None:
    receiver.answers.put(answer)
    assert send(letter(receiver.url(), allow_private=True)).error is Error.CONNECTION


def test_who_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then restarts every timeout of a socket, but not the clock."""
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.5)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            line, _ = server.accept()
            with line:
                # Not for ever, so that who waits for it fails and does not hang.
                for _ in range(100):
                    if ended.wait(0.05):
                        return
                    try:
                        line.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        began = time.monotonic()
        outcome = send(letter(f"http://127.0.0.1:{server.getsockname()[1]}/", allow_private=True))
        ended.set()
        thread.join(5)
    assert outcome.error is Error.TIMEOUT
    assert time.monotonic() - began < 3


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver with a certificate for `localhost` alone, which is trusted here."""
    file = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    sending._tls.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    receiver = Receiver(context)
    receiver.names = []  # type: ignore[attr-defined]
    context.sni_callback = lambda _, name, __: receiver.names.append(name)  # type: ignore[attr-defined]
    yield receiver
    receiver.close()
    sending._tls.cache_clear()


def test_tls_asks_for_the_name_and_not_for_the_address(secure: Any, means: Names) -> None:
    means(["127.0.0.1"])
    assert send(letter(secure.url("localhost"), allow_private=True)).error is None
    assert secure.names == ["localhost"]


def test_a_certificate_for_another_name_is_refused(secure: Any, means: Names) -> None:
    means(["127.0.0.1"])
    assert send(letter(secure.url("school.example"), allow_private=True)).error is Error.CERTIFICATE
    assert secure.letters == []


def certificate(folder: Path, name: str) -> Path:
    """A file with a key and a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_every_documented_range_is_covered() -> None:
    """Python's own notion of private, whatever its release, is no wider than ours."""
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"):
        ends = ipaddress.ip_network(network)
        assert not rules.is_outside(str(ends[0])) and not rules.is_outside(str(ends[-1]))
