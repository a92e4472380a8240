"""The trend tells what each update knew of a date."""

from history_builder import Told, milestone, update
from milepost.facts.promises.trend import Trend


def _points(trend: Trend) -> list[tuple[str, str]]:
    return [(str(point.on), str(point.forecast)) for point in trend.points]


def test_a_trend_has_a_point_for_every_update_and_one_for_today() -> None:
    """The forecast as it was known when the update was published."""
    first, second, third = update("2026-01-09"), update("2026-01-16"), update("2026-01-23")
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-01-10", first, milestone())
        .on("2026-01-16", first, second, milestone(due="2026-03-13"))
        .on("2026-01-20", first, second, milestone(due="2026-03-20"))
        .on("2026-01-23", first, second, third, milestone(due="2026-03-20"), milestone("go-live", due="2026-05-01"))
        .on(
            "2026-03-18",
            first,
            second,
            third,
            milestone(due="2026-03-20", done="2026-03-17"),
            milestone("go-live", due="2026-05-01"),
        )
    )
    beta, go_live = story.report().trends
    assert _points(beta) == [
        ("2026-01-09", "2026-03-06"),
        ("2026-01-16", "2026-03-13"),
        ("2026-01-23", "2026-03-20"),
        ("2026-03-18", "2026-03-17"),
    ]
    assert _points(go_live) == [("2026-01-23", "2026-05-01"), ("2026-03-18", "2026-05-01")]


def test_an_update_published_late_knows_no_more_than_its_day() -> None:
    """Nobody can have foreseen in the trend what was learned afterwards."""
    late = update("2026-01-09")
    story = Told().on("2026-01-05", milestone()).on("2026-02-02", late, milestone(due="2026-04-01"))
    assert _points(story.report().trends[0]) == [("2026-01-09", "2026-03-06"), ("2026-02-02", "2026-04-01")]


def test_what_was_given_up_has_no_trend() -> None:
    """Cancelled and vanished milestones are told elsewhere."""
    story = Told().on("2026-01-05", milestone(), milestone("gone")).on("2026-01-12", milestone(cancelled="2026-01-12"))
    assert story.report().trends == ()


def test_a_date_taken_back_is_promised_again() -> None:
    """Reopened, the forecast is the due date once more."""
    story = (
        Told()
        .on("2026-01-05", milestone(done="2026-01-05"))
        .on("2026-01-16", milestone(), update("2026-01-16"))
        .on("2026-01-19", milestone(), update("2026-01-16"))
    )
    assert _points(story.report().trends[0]) == [("2026-01-16", "2026-03-06"), ("2026-01-19", "2026-03-06")]
