"""Witnesses: an authority outside the project signs that a manifest was there on a day (RFC 3161).

A receipt alone proves what a version said to whoever had it then; it does not prove when. A time stamp does, to
everybody: a history that is made up later cannot have one that is old. Nothing else knows the library that reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from milepost.errors import SiteError
from milepost.frozen import dataclass
from milepost.versions.published.site import ReadableSite
from milepost.versions.receipts.manifests import STAMP, Manifest
from milepost.versions.sharing import folder_of
from milepost.versions.whole_site import WholeSite

Ask = Callable[[bytes], bytes]
"""Has bytes signed, and returns the answer."""

# So many seconds may an authority take.
_PATIENCE = 30
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a token says: when it was signed, by whom, and the sha256 of what."""

    at: datetime
    by: str
    imprint: bytes


def authority(url: str) -> Ask:
    """The authority at an address; it is told the hash of what it signs and nothing else."""
    _library()
    if urlsplit(url).scheme not in {"http", "https"}:
        raise SiteError(f"{url}: is no address of an authority (it begins with http:// or https://)")
    return lambda data: _asked(url, data)


def attest(ask: Ask, site: WholeSite, there: ReadableSite, target: Path) -> str | None:
    """Have the newest manifest signed, which rests on all before it, unless it is already; the version's name."""
    newest = next((version.name for version in reversed(site.versions)), None)
    if newest is None or there.read(folder_of(newest) + STAMP) is not None:
        return None
    token = ask(site.manifests[newest].text.encode())
    place = target / folder_of(newest) / STAMP
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(token)
    return newest


def testimonies(
    library: ReadableSite, manifests: Mapping[str, Manifest], roots: Sequence[Path]
) -> Iterator[tuple[str, bool]]:
    """What each token beside a manifest says, in a sentence, and whether it is wrong."""
    trusted = [_certificate(path) for path in roots]
    for name, manifest in manifests.items():
        token = library.read(folder_of(name) + STAMP)
        if token is not None:
            yield _judged(name, token, manifest.text.encode(), trusted)


def _judged(name: str, token: bytes, manifest: bytes, roots: Sequence[Any]) -> tuple[str, bool]:
    where = folder_of(name) + STAMP
    try:
        library = _library()
    except SiteError as error:
        return f"{name}: has a time stamp that was not checked: {error}", False
    try:
        said = read_testimony(token)
    except SiteError as error:
        return f"{where}: {error}", True
    if said.imprint != sha256(manifest).digest():
        return f"{where}: the time stamp is that of another manifest", True
    told = f"{name}: was there on {said.at:%Y-%m-%d} at {said.at:%H:%M} UTC, says {said.by}"
    if not roots:
        return f"{told} (whether it was they: name their root certificate with --trust)", False
    builder = library.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(library.decode_timestamp_response(token), manifest)
    except (library.VerificationError, ValueError) as error:
        return f"{where}: is not signed by anybody you trust: {error}", True
    return told, False


def read_testimony(token: bytes) -> Testimony:
    """What a token says, believed or not; what cannot be read is an error."""
    from cryptography import x509

    try:
        answer = _library().decode_timestamp_response(token)
        info = answer.tst_info
        imprint = bytes(info.message_imprint.message)
        names = [x509.load_der_x509_certificate(der).subject for der in sorted(answer.signed_data.certificates)]
    except ValueError as error:
        raise SiteError(f"is no time stamp: {error}") from error
    signers = [attribute.value for name in names for attribute in name.get_attributes_for_oid(x509.OID_COMMON_NAME)]
    return Testimony(info.gen_time, str(signers[0]) if signers else "an authority without a name", imprint)


def _asked(url: str, data: bytes) -> bytes:
    from http.client import HTTPException
    from urllib.request import Request, urlopen  # Not before somebody asks: it brings the whole network along.

    library = _library()
    builder = library.TimestampRequestBuilder().data(data).hash_algorithm(library.HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": "milepost"}
    question = Request(url, data=request.as_bytes(), headers=headers)  # noqa: S310, http or https
    try:
        with urlopen(question, timeout=_PATIENCE) as response:  # noqa: S310, the same
            token: bytes = response.read(_LARGEST)
        answer = library.decode_timestamp_response(token)
        is_ours = answer.status == 0 and answer.tst_info.nonce == request.nonce
    except (OSError, HTTPException, ValueError) as error:
        told = getattr(error, "reason", error)
        raise _unwitnessed(url, str(told)) from error
    if not is_ours or bytes(answer.tst_info.message_imprint.message) != sha256(data).digest():
        raise _unwitnessed(url, "its answer is none to what it was asked")
    return token


def _unwitnessed(url: str, why: str) -> SiteError:
    return SiteError(
        f"{url}: gave no time stamp: {why} (nothing was published: try again later, or leave --witness out)"
    )


def _certificate(path: Path) -> Any:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SiteError(f"{path}: is no certificate: {error} (name the authority's root in PEM)") from error


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise SiteError(
            "the extra 'witness' is not installed (install Milepost with [witness], from where you had it)"
        ) from error
    return rfc3161_client
