"""Reasons that many hosts or outlets share are said once; what is stored and alerted stays apart."""

from __future__ import annotations

from typing import Any

import pytest

from newsspider.reasons.reason import Reason, ReasonCode, rows_of, translated
from newsspider.reasons.sharing import SHARED_FROM, grouped, grouped_rows

OUTLETS = ("antara", "detik", "jpnn", "kompas", "viva")


def refused(number: int) -> list[Reason]:
    """A reason of each outlet's only host."""
    return [
        Reason.of(ReasonCode.HOST_REFUSES, f"www.{outlet}.com", rejections=f"{place} Http403").of_outlet(
            outlet
        )
        for place, outlet in enumerate(OUTLETS[:number], start=1)
    ]


def nothing_read(number: int) -> list[Reason]:
    return [
        Reason.of(ReasonCode.NOTHING_READ, pages=100 + place, rejections="9 NoLayout").of_outlet(outlet)
        for place, outlet in enumerate(OUTLETS[:number])
    ]


def test_many_hosts_are_one_reason_with_their_names() -> None:
    (said,) = grouped(refused(5))
    assert (said.code, said.subject) == (ReasonCode.HOST_REFUSES, "")
    assert said.text.startswith("5 hosts: refuses us (www.antara.com [1 Http403], www.detik.com [2 Http403]")
    assert set(said.numbers["hosts"]) == {f"www.{outlet}.com" for outlet in OUTLETS}
    assert translated(said.row, "id").startswith("5 host: menolak kita (www.antara.com")


def test_many_outlets_are_one_reason_with_the_sum() -> None:
    other = Reason.of(ReasonCode.LOGGED_ERRORS, errors=2)
    first, second = grouped_rows(rows_of([*nothing_read(4), other]))
    names = "antara, detik, jpnn, kompas; each: 9 NoLayout"
    assert first["text"] == f"4 outlets: none of 406 pages could be read ({names})"
    assert translated(first, "id").startswith("4 outlet: tidak satu pun dari 406 halaman")
    assert second == other.row


def test_hosts_of_a_group_and_of_other_outlets_are_one() -> None:
    group = Reason.of(ReasonCode.HOST_REFUSES, hosts={"solo.tribunnews.com": {}, "www.tribunnews.com": {}})
    (said,) = grouped([group.of_outlet("tribun"), *refused(2)])
    assert said.text.startswith(
        "4 hosts: refuses us (solo.tribunnews.com, www.tribunnews.com, www.antara.com"
    )


@pytest.mark.parametrize(
    "reasons",
    [
        refused(SHARED_FROM - 1),
        nothing_read(SHARED_FROM - 1),
        [Reason(code="of_a_newer_version", subject=name, text=name) for name in OUTLETS],
        [Reason.of(ReasonCode.CRAWL_ENDED_EARLY, name) for name in OUTLETS],
        [Reason.of(ReasonCode.NOTHING_TO_DO, other=f"process 7 crawls {o}").of_outlet(o) for o in OUTLETS],
        [
            Reason.of(
                ReasonCode.MEASURE_LOW, "stories", unit="count", value="0", means="new stories", bound="9"
            ).of_outlet(name)
            for name in OUTLETS
        ],
    ],
    ids=("few hosts", "few outlets", "unknown", "of the run", "words of each", "measures"),
)
def test_others_stay_apart(reasons: list[Reason]) -> None:
    assert grouped(reasons) == reasons


def test_limit_is_no_sum() -> None:
    (said,) = grouped(Reason.of(ReasonCode.HOST_LIMIT, name, pages=3000) for name in OUTLETS)
    assert said.text.startswith("5 hosts: 3,000 pages visited, the most of a run")


@pytest.mark.parametrize("code", [code for code in ReasonCode if code.startswith("host_")])
def test_every_reason_of_a_host_can_be_shared(code: ReasonCode) -> None:
    """Numbers are those of the code's sentence; `share` has no sum."""
    numbers: dict[str, Any] = dict.fromkeys(
        "pages doubtful stories generic endless share read failed lists waiting delay".split(), 2
    )
    said = grouped([Reason.of(code, f"{name}.example", **numbers) for name in OUTLETS])
    assert len(said) == (len(OUTLETS) if code is ReasonCode.HOST_STORIES_GENERIC else 1)
    assert all(translated(one.row, "id") for one in said)
