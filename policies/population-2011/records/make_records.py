"""Make the synthetic records of this pack: nobody and no place in them exists.

    python make_records.py [FOLDER]
    python make_records.py --all [--small] FOLDER

The first writes the small records that are kept beside the policies: `candidates.ndjson`, `townships.json`
and `demo/awards.json`, by default into the folder of this script. The second writes the records of a whole
county, one file for each policy; with `--small`, of a county a tenth as big. The same script gives the same
bytes everywhere: one seed, and nothing but `Random.random`, whose sequence Python keeps. About 3 % of the
facts are left out, and some findings are under appeal.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from county import AS_OF, SMALL, County, Sizes, cut_down
from draws import SEED, Dice, Record, with_gaps
from people import candidate
from samples import township

CANDIDATES = 200
TOWNSHIPS = 14


def write_records(folder: Path) -> None:
    """Write the candidates and townships that are kept into the folder."""
    dice = Dice(SEED)
    candidates = [with_gaps(dice, candidate(dice, number)) for number in range(1, CANDIDATES + 1)]
    townships = [with_gaps(dice, township(dice, number)) for number in range(1, TOWNSHIPS + 1)]
    _write_lines(folder / "candidates.ndjson", candidates)
    _write(folder / "townships.json", json.dumps(townships, indent=1) + "\n")


def write_nominees(file: Path) -> None:
    """Write the nominated townships of the county, with their decisions cut down to what an award reads."""
    nominees = [
        {key: _cut_down(value) for key, value in one.items()}
        for one in County(missing=0.005).township_nominees()
    ]
    _write(file, "[\n" + ",\n".join(json.dumps(one) for one in nominees) + "\n]\n")


def write_county(folder: Path, sizes: Sizes | None = None) -> dict[str, int]:
    """Write the records of a county into the folder, as `POLICY.ndjson`; how many there are of each."""
    folder.mkdir(parents=True, exist_ok=True)
    county = County(sizes)
    counts = {}
    for policy in AS_OF:
        records = county.records(policy)
        _write_lines(folder / f"{policy}.ndjson", records)
        counts[policy] = len(records)
    return counts


def _cut_down(value: Any) -> Any:
    if isinstance(value, list):
        return [_cut_down(one) for one in value]
    return cut_down(value) if isinstance(value, dict) and "format" in value else value


def _write_lines(file: Path, records: list[Record]) -> None:
    _write(file, "".join(json.dumps(one) + "\n" for one in records))


def _write(file: Path, text: str) -> None:
    """As UTF-8, lines ended by a line feed."""
    file.write_bytes(text.encode())


def main() -> None:
    """Write what the command line asks for, and say what was written."""
    parser = argparse.ArgumentParser(description="Make the synthetic records of this pack.")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="where to write; beside this script unless given"
    )
    parser.add_argument("--all", action="store_true", help="a whole county, one file for each policy")
    parser.add_argument("--small", action="store_true", help="with --all: a county a tenth as big")
    given = parser.parse_args()
    if given.all:
        if given.folder is None:
            parser.error("--all needs a folder")
        for policy, count in write_county(given.folder, SMALL if given.small else None).items():
            print(f"{count:6,} records  {policy}.ndjson  --as-of {AS_OF[policy]}")
        return
    folder = given.folder or Path(__file__).parent
    (folder / "demo").mkdir(parents=True, exist_ok=True)
    write_records(folder)
    write_nominees(folder / "demo" / "awards.json")


if __name__ == "__main__":
    main()
