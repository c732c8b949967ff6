"""Categories and outcomes as the page's language names them."""

from collections.abc import Iterable

from recordings.categories import Category
from recordings.outcomes import Outcome
from signaling.protocol.views import Choice


def category_choices(categories: Iterable[Category], language: str) -> tuple[Choice, ...]:
    """Active ones that may be chosen: every entry that is nobody's parent, under its parent's name."""
    by_key = {category.key: category for category in categories}
    parents = {category.parent for category in by_key.values()}
    return tuple(
        Choice(entry.key, name_of(entry, language), _group(by_key, entry, language))
        for entry in by_key.values()
        if entry.active and entry.key not in parents
    )


def outcome_choices(outcomes: Iterable[Outcome], language: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(entry.key, name_of(entry, language))
        for entry in outcomes
        if entry.active and entry.key != "abandoned"
    )


def name_of(entry: Category | Outcome, language: str) -> str:
    return entry.en if language == "en" else entry.ko


def names(entries: Iterable[Category | Outcome], language: str) -> dict[str | None, str]:
    """Key to name, inactive ones too: old inquiries need theirs."""
    return {entry.key: name_of(entry, language) for entry in entries}


def _group(by_key: dict[str, Category], entry: Category, language: str) -> str:
    parent = by_key.get(entry.parent or "")
    return name_of(parent, language) if parent else ""
