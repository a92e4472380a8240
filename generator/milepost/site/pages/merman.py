"""Merman: Mermaid as SVG at build time, the same bytes each time; of a plan, where it lays out the tasks."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree as ET

from milepost.render.charts.gantt import WIDTH, Marks
from milepost.render.charts.gantt_drawing import Box, draw_gantt
from milepost.render.page import Chart

# MkDocs shows what is told under its own name, and `--strict` counts it.
_log = logging.getLogger("mkdocs.plugins.milepost")


class DiagramError(Exception):
    """A diagram could not be drawn."""


def is_drawable() -> bool:
    """Whether merman, the extra `charts`, is installed."""
    return find_spec("merman") is not None


def draw(chart: Chart) -> str:
    """The chart as SVG; without merman, or where it fails, what stands in its place."""
    if chart.svg:
        return chart.svg
    if not is_drawable():
        tell_once("the extra 'charts' is not installed: the plan shows its phases in place of the Gantt chart")
        return chart.instead
    try:
        return _drawn(chart)
    except DiagramError as error:
        _log.warning("the chart %r could not be drawn: %s", chart.id, error)
        return chart.instead


@cache
def tell_once(message: str) -> None:
    """Say it in the build, and not for every chart that it is true of."""
    _log.info(message)


def _drawn(chart: Chart) -> str:
    if not isinstance(chart.marks, Marks):
        raise DiagramError("nothing says what its tasks are")
    svg = _merman_svg(chart, chart.marks)
    try:
        root = ET.fromstring(svg)  # noqa: S314, merman wrote it: no document type, no entities
        return draw_gantt(chart, chart.marks, _boxes(root))
    except (ET.ParseError, KeyError, ValueError) as error:
        raise DiagramError(f"merman's drawing is not as expected: {error!r}") from error


def _merman_svg(chart: Chart, marks: Marks) -> str:
    """Merman's drawing; two lines more make its time scale hold the agreed dates too."""
    edges = [f"    edge :vert, edge{n}, {day}, 0d" for n, day in enumerate((marks.scale.first, marks.scale.last))]
    options = {
        "svg": {"diagram_id": "d"},
        "layout": {"container_width": WIDTH},
        "fixed_today": str(marks.today),
        "fixed_local_offset_minutes": 0,
    }
    return mermaid_svg(chart.source + "\n".join(edges) + "\n", options)


def mermaid_svg(source: str, options: Mapping[str, object]) -> str:
    """Mermaid drawn by merman, the same bytes each time."""
    try:
        import merman  # an optional extra
    except (ImportError, OSError) as error:  # its library does not fit the platform
        raise DiagramError(f"merman cannot be loaded: {error}") from error
    try:
        return str(_engine().render_svg(source, json.dumps(options)))
    except merman.MermanError as error:
        raise DiagramError(f"merman: {getattr(error, 'message', error)}") from error


@cache
def _engine() -> Any:
    import merman

    return merman.MermanEngine(None, None)


def _boxes(drawing: ET.Element) -> dict[str, Box]:
    """Where merman put each task, by task id: its geometry is all that is taken over, no text, style or script."""
    shapes = (shape for shape in drawing.iter() if shape.tag.endswith("}rect") and shape.get("id"))
    return {
        shape.attrib["id"].removeprefix("d-"): Box(
            *(float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        )
        for shape in shapes
    }
