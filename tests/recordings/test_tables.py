"""No table is forgotten: a migration compares only what `tables` names."""

from pathlib import Path

from recordings import tables


def test_every_module_with_a_table_is_named() -> None:
    folder = Path(str(tables.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py") if "= Table(" in path.read_text()}
    assert len(modules) > 10
    assert modules | {"metadata"} == set(tables.__all__)
