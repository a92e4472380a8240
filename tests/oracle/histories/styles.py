"""The same said in other bytes: other ends of lines, comments, keys in another order, a file an item."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

Files = dict[str, str]
Style = Callable[[str, str], str]


def with_returns(path: str, text: str) -> str:
    """Lines that end as on Windows."""
    return text.replace("\n", "\r\n")


def commented(path: str, text: str) -> str:
    """Comments and empty lines between what is said; in a page, in front of it."""
    if path.endswith(".md"):
        return text.replace("---\n", "---\n# who writes this?\n\n", 1)
    return "# the list\n\n" + re.sub(r"^- ", "# - the next\n\n- ", text, flags=re.MULTILINE) + "\n# the end"


def spaced(path: str, text: str) -> str:
    """White space where it says nothing."""
    if path.endswith(".md"):
        return f"{text}\n\n"
    return re.sub(r"^- \{", "-   {  ", text, flags=re.MULTILINE) + "   \n\n"


def turned(path: str, text: str) -> str:
    """The keys of each mapping the other way round, in blocks instead of braces."""
    matter = re.match(r"---\n(.*?)---\n", text, re.DOTALL) if path.endswith(".md") else None
    words = matter[1] if matter else text
    if path.endswith(".md") and not matter:
        return text
    try:
        node = yaml.compose(words, yaml.SafeLoader)
    except yaml.YAMLError:
        return text
    if node is None:
        return text
    _turn(node)
    written = yaml.serialize(node, allow_unicode=True, width=10_000)
    return text.replace(words, written, 1) if matter else written


def _turn(node: yaml.Node) -> None:
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = not node.value
    if isinstance(node, yaml.MappingNode):
        node.value.reverse()
        for _, inner in node.value:
            _turn(inner)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            _turn(inner)


STYLES: tuple[Style, ...] = (with_returns, commented, spaced, turned)


def parted(files: Files) -> Files:
    """Every list as a file an item."""
    found: Files = {}
    for path, text in files.items():
        if not path.endswith(".yml") or path == "project.yml" or not text.startswith("- "):
            found[path] = text
            continue
        for number, item in enumerate(re.split(r"^(?=- )", text, flags=re.MULTILINE)[1:]):
            found[
                f"{path.split('/')[0].removesuffix('.yml')}/{path.replace('/', '-').removesuffix('.yml')}-{number}.yml"
            ] = item
    return found if "milestones.yml" in found else {"milestones.yml": "[]\n", **found}


def renamed(files: Files, name: str) -> Files:
    """An item under another id, which says what it was."""
    said = f'- {{id: "{name}", '
    new = f'- {{id: "{name}-anew", '
    return {
        path: "\n".join(
            line
            if not line.startswith(said) or " was: " in line
            else f'{new}was: ["{name}"], {line.removeprefix(said)}'
            for line in text.split("\n")
        )
        for path, text in files.items()
    }
