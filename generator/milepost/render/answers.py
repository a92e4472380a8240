"""Answers: how a client answers without a server: a mail with everything in it, or the project's own form."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.contact.asks import Ask
from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive
from milepost.frozen import dataclass
from milepost.model.fields import Side
from milepost.model.kinds.charter import Charter
from milepost.model.places import address
from milepost.render.addresses import mail_href
from milepost.render.prose import safe_address
from milepost.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Answers:
    """Where the answers of a client go; `site_url` is where the site stands, as far as that is known."""

    report: StatusReport
    words: Words
    site_url: str | None = None
    archive: Archive | None = None

    def href(self, ask: Ask | ClosingFacts) -> str | None:
        """The address under which a promise of the client's is answered; None where nobody said where to."""
        project, item = self.report.charter.name, ask.item
        page = self._page(address(item.kind, item.id))
        subject = self.words("{project}: answer to {id}", project=project, id=item.id)
        is_delivery = isinstance(ask, AcceptanceAsk | ClosingFacts)
        asked = self.words("We accept it, or reject it because:") if is_delivery else self.words("Our answer:")
        body = (item.title, "", asked, "", "", "-- ", *filter(None, (page, self._version())))
        fields = {"project": project, "id": item.id, "title": item.title, "page": page}
        return _href(self.report.charter, subject, body, fields)

    def question(self, title: str, page: str | None) -> str | None:
        """The address under which a reader says that something on a page is wrong or unclear."""
        project = self.report.charter.name
        subject = self.words("{project}: a question about “{title}”", project=project, title=title)
        body = ("", "", "-- ", *filter(None, (page,)))
        return _href(self.report.charter, subject, body, {"project": project, "title": title, "page": page or ""})

    def _page(self, path: str) -> str:
        return f"{self.site_url.rstrip('/')}/{path}" if self.site_url else ""

    def _version(self) -> str:
        """The newest version, with the receipt by which it is told from any other."""
        if not self.archive or not self.archive.versions:
            return ""
        newest = self.archive.versions[0]
        return self.words("Version {name}, receipt {receipt}", name=newest.name, receipt=newest.receipt)


def _href(charter: Charter, subject: str, body: tuple[str, ...], fields: dict[str, str]) -> str | None:
    """The mail for feedback comes first, then the form, then the mail of who is named first."""
    route = charter.feedback
    if mail := mail_href(route.email or "") if route else None:
        return _mail(mail, subject, body)
    if form := safe_address(route.form or "") if route else None:
        return form if form.startswith("mailto:") else _form(form, fields)
    first = next((contact.email for contact in charter.contacts if contact.side is Side.VENDOR and contact.email), "")
    return _mail(mail, subject, body) if (mail := mail_href(first)) else None


def _mail(href: str, subject: str, body: tuple[str, ...]) -> str:
    # RFC 6068: lines end in %0D%0A, and a blank is %20, for a + would be shown.
    lines = "%0D%0A".join(quote(line, safe="") for line in body)
    return f"{href}?subject={quote(subject, safe='')}&body={lines}"


def _form(href: str, fields: dict[str, str]) -> str:
    """The form's own parameters stay, in front of ours."""
    scheme, host, path, query, anchor = urlsplit(href)
    values = [*parse_qsl(query, keep_blank_values=True), *((name, text) for name, text in fields.items() if text)]
    return urlunsplit((scheme, host, path, urlencode(values, quote_via=quote), anchor))
