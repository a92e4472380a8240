"""A time-stamping authority of our own, on this machine: certificates that openssl makes, and a server that signs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_CONFIGURATION = """\
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = ours
[ours]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
"""


def make_authority(folder: Path) -> Path:
    """Write the keys and certificates of an authority into a folder; its root certificate."""
    folder.mkdir(parents=True)
    (folder / "openssl.cnf").write_text(_CONFIGURATION)
    (folder / "serial").write_text("01\n")
    _openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem",
             "-subj", "/O=Harbour Notaries/CN=Harbour Notaries root", "-days", "3650", "-extensions", "root",
             "-config", "openssl.cnf")  # fmt: skip
    _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr",
             "-subj", "/O=Harbour Notaries/CN=Harbour Notaries", "-config", "openssl.cnf")  # fmt: skip
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
             "-out", "tsa.pem", "-days", "3650", "-extfile", "openssl.cnf", "-extensions", "stamp")  # fmt: skip
    return folder / "root.pem"


@contextmanager
def authority_at_work(folder: Path, *, is_honest: bool = True) -> Iterator[str]:
    """The address where it answers; a dishonest one signs what it was asked first, whatever it is asked."""
    asked: list[bytes] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            (folder / "question.tsq").write_bytes(asked[-1 if is_honest else 0])
            _openssl(folder, "ts", "-reply", "-queryfile", "question.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key",
                     "-config", "openssl.cnf", "-out", "answer.tsr")  # fmt: skip
            body = (folder / "answer.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
