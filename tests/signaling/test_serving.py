"""`sonmal serve` as a process: starting, stopping, TLS, and everything that can be in the way."""

import asyncio
import datetime
import signal
import socket
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from signaling.sign_in.staff_sign_in import COOKIE
from tests.signaling.house import PASSWORD, Page
from tests.signaling.served import PORTS, fails, serving

pytestmark = pytest.mark.slow


async def test_sigterm_closes_every_socket_and_ends(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        chooser, caller = await served.caller(), await served.caller()
        console = await served.console()
        await caller.do("join", mode="text", consent=True)
        silent = Page(await served.client().ws_connect("/ws/caller"))
        reader, writer = await _stuck(served.origin)
        served.process.send_signal(signal.SIGTERM)
        for page in (chooser, caller, console, silent):
            assert await page.closed() == 1001
        for page in (chooser, caller, console):
            await page.event("closing")
        assert await asyncio.wait_for(served.process.wait(), 5) == 0
        writer.close()
        assert reader


async def _stuck(origin: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A WebSocket whose client never reads, not even the close."""
    host, port = origin.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1)
    writer.write(
        b"GET /ws/caller HTTP/1.1\r\nHost: %b\r\nOrigin: %b\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        % (f"{host}:{port}".encode(), origin.encode())
    )
    await writer.drain()
    assert (await reader.read(1)) == b"H"
    return reader, writer


async def test_a_second_start_keeps_everything(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        caller, console = await served.caller(), await served.console()
        joined = await caller.do("join", mode="text", consent=True, name="홍길동")
        session_id = joined["session"]["session_id"]
        await console.event("offer")
        await console.do("accept_offer", session_id=session_id)
        await caller.do("send_text", client_id="a", text="하나")
        cookie = next(c.value for c in console.client.cookie_jar if c.key == COOKIE)  # type: ignore[union-attr]
        served.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(served.process.wait(), 5) == 0
    async with serving(tmp_path) as served:
        again = await served.caller(token=joined["token"])
        shown = again.welcome["session"]
        assert (shown["session_id"], shown["state"]) == (session_id, "connected")
        assert shown["inquiry_number"] == joined["session"]["inquiry_number"]
        assert [m["text"] for m in again.welcome["messages"]] == ["하나"]
        client = served.client()
        client.cookie_jar.update_cookies({COOKIE: cookie})
        async with client.get("/console") as response:
            assert response.status == 200, "still signed in"
        back = await served.console()
        assert [s["caller_name"] for s in back.duty["sessions"]] == ["홍길동"]


async def test_a_data_directory_serves_one_server(tmp_path: Path) -> None:
    async with serving(tmp_path):
        code, said = await fails(["serve", *PORTS, "--data-dir", str(tmp_path)])
    assert_one_line(code, said, "data-dir")


def assert_one_line(code: int, said: str, about: str) -> None:
    lines = [line for line in said.splitlines() if not line.startswith("usage:")]
    assert code not in (0, None)
    assert "Traceback" not in said
    assert about in lines[-1]
    assert len([line for line in lines if not line.startswith(" ")]) == 1, said


async def test_ports_in_use(tmp_path: Path) -> None:
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        udp.bind(("127.0.0.1", 0))
        web, media = (str(each.getsockname()[1]) for each in (tcp, udp))
        folder = ("--data-dir", str(tmp_path), "--media-host", "127.0.0.1")
        taken = await fails(["serve", "--port", web, "--media-port", "0", *folder])
        assert_one_line(*taken, about=f"port: cannot listen on 127.0.0.1:{web}")
        taken = await fails(["serve", "--port", "0", "--media-port", media, *folder])
        assert_one_line(*taken, about=f"media-port: cannot listen on UDP 127.0.0.1:{media}")


WRONG: tuple[tuple[list[str], dict[str, str], str], ...] = (
    (["--colour", "red"], {}, "--colour"),
    (["--port", "eighty"], {}, "port"),
    (["--port", "70000"], {}, "port"),
    (["--offer-seconds", "0"], {}, "offer-seconds"),
    (["--offer-seconds", "nan"], {}, "offer-seconds"),
    (["--tls-cert", "/nowhere.pem"], {}, "tls-cert"),
    (["--log-level", "loud"], {}, "log-level"),
    (["--media-addresses", "here"], {}, "media-addresses"),
    (["--database-url", "mysql://x"], {}, "database URL"),
    (["--host", "999.1.1.1"], {}, "port: cannot listen"),
    ([], {"SONMAL_COLOUR": "red"}, "SONMAL_COLOUR"),
    ([], {"SONMAL_DEMO": "perhaps"}, "demo"),
)


@pytest.mark.parametrize(("options", "variables", "about"), WRONG)
async def test_a_wrong_setting_is_one_clear_line(
    tmp_path: Path, options: list[str], variables: dict[str, str], about: str
) -> None:
    arguments = ["serve", *PORTS, "--data-dir", str(tmp_path), *options]
    assert_one_line(*await fails(arguments, **variables), about=about)


@pytest.mark.parametrize("where", ["/proc/sonmal", "/dev/null", "/dev/null/deeper"])
async def test_an_unusable_data_directory_is_one_clear_line(where: str) -> None:
    assert_one_line(*await fails(["serve", *PORTS, "--data-dir", where]), about="data-dir")


async def test_a_database_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "sonmal.db").write_bytes(b"this is no database" * 100)
    said = await fails(["serve", *PORTS, "--data-dir", str(tmp_path)])
    assert_one_line(*said, about="cannot open")


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    cert_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_path, key_path


async def test_tls(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path)
    options = ("--tls-cert", str(cert), "--tls-key", str(key))
    async with serving(tmp_path / "data", *options) as served:
        assert served.origin.startswith("https://")
        async with served.client().get("/") as response:
            assert "max-age" in response.headers["Strict-Transport-Security"]
            assert "wss://" in response.headers["Content-Security-Policy"]
        form = {"login": "counselor1", "password": PASSWORD}
        async with served.client().post("/sign-in", data=form, allow_redirects=False) as response:
            assert response.cookies[COOKIE]["secure"]
        caller = await served.caller()
        await caller.do("join", mode="text", consent=True)


async def test_a_key_that_does_not_fit_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    cert, _ = make_certificate(tmp_path)
    _, key = make_certificate(tmp_path / "other")
    pair = ["--tls-cert", str(cert), "--tls-key", str(key)]
    said = await fails(["serve", *PORTS, "--data-dir", str(tmp_path / "data"), *pair])
    assert_one_line(*said, about="tls")
    half = await fails(["serve", *PORTS, "--data-dir", str(tmp_path / "data"), *pair[:2]])
    assert_one_line(*half, about="tls")
