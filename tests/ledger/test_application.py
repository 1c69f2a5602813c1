"""The ledger: its first record, its streams, what a question sees of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from projection_places import acts

from domain.authority import Assurance, Office, Policy, Purpose
from domain.district import BY_CODE
from domain.errors import (
    CommandIdReusedError,
    LedgerNotInitialisedError,
    RecordDamagedError,
    RefusedError,
)
from domain.figures import balances
from domain.fiscal_year import FiscalYear
from domain.ledger_events import LedgerOpened
from ledger import application
from ledger.application import NOW, Cut, Ledger, district_event, district_year_of, stream_of
from ledger.execute import execute
from ledger.last_day import last_day_after
from ledger.stores.common import StoredRow
from ledger.stores.memory import MemoryRecorder

ANSONIA = BY_CODE[2]
FY2024 = FiscalYear(2024)


class Ticking:
    """A clock on which each look is one minute later, from seven in the evening in New York."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> datetime:
        self.minute += 1
        return datetime(2024, 1, 16, 0, self.minute % 60, tzinfo=UTC).replace(
            hour=self.minute // 60
        )


def opened(store: MemoryRecorder | None = None) -> Ledger:
    ledger = Ledger(store or MemoryRecorder(), Ticking())
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.TWO_PERSON,
        actor="Ana",
    )
    return ledger


@pytest.fixture
def filled() -> Ledger:
    ledger = Ledger(MemoryRecorder(), Ticking())
    ledger.open_new(
        ledger_id="ab" * 16,
        name="Practice",
        purpose=Purpose.TRAINING,
        policy=Policy.OPEN,
        actor="Ana",
    )
    for act in acts():
        execute(ledger, act)
    return ledger


def test_the_first_record_fixes_name_purpose_and_policy() -> None:
    ledger = opened()
    (first,) = ledger.records()
    assert first.position == 1
    assert first.record.data == LedgerOpened(
        name="Practice", purpose=Purpose.TRAINING, policy=Policy.TWO_PERSON
    )
    assert (first.record.stream, first.record.version) == ("ledger", 1)
    assert (first.record.office, first.record.assurance) == (Office.SYSTEM, Assurance.CLAIMED)


def test_the_first_record_is_of_the_day_in_connecticut() -> None:
    # 00:01 on January 16 in UTC is seven in the evening of January 15 in New York.
    (first,) = opened().records()
    assert first.record.recorded_at == "2024-01-16T00:01:00.000000Z"
    assert first.record.effective_on == date(2024, 1, 15)


def test_a_ledger_is_known_by_its_first_record_when_it_is_opened_again() -> None:
    store = MemoryRecorder()
    identity = opened(store).identity
    assert Ledger(store, Ticking()).identity == identity
    assert (identity.name, identity.incarnation) == ("Practice", 1)
    assert identity.opened_at == "2024-01-16T00:01:00.000000Z"


def test_a_ledger_is_not_opened_twice() -> None:
    store = MemoryRecorder()
    opened(store)
    with pytest.raises(RefusedError, match="There is a ledger here already: Practice"):
        opened(store)
    assert store.position() == 1


def test_a_store_without_a_first_record_is_given_one() -> None:
    store = MemoryRecorder()
    store.initialise()
    assert opened(store).identity.name == "Practice"


def test_a_store_without_a_first_record_is_no_ledger_yet() -> None:
    store = MemoryRecorder()
    store.initialise()
    with pytest.raises(LedgerNotInitialisedError, match="not a ledger yet") as caught:
        _ = Ledger(store, Ticking()).identity
    assert caught.value.next_step == "Run: alliance init"


def test_a_stream_is_named_by_code_and_year() -> None:
    assert stream_of(BY_CODE[2], FiscalYear(2013)) == "002-2013"
    assert district_year_of("002-2013") == (BY_CODE[2], FiscalYear(2013))
    assert district_year_of("ledger") is None


def test_an_event_about_the_ledger_is_none_of_a_district_year(filled: Ledger) -> None:
    with pytest.raises(AssertionError, match="LedgerOpened"):
        district_event(next(filled.records()).record.data)


def test_records_come_in_pages_without_a_gap(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_PAGE", 10)
    size = filled.store.position()
    assert [row.position for row in filled.rows()] == list(range(1, size + 1))
    assert [kept.position for kept in filled.records(after=5, until=17)] == list(range(6, 18))


def test_a_page_that_is_just_full_is_followed_by_an_empty_one(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_PAGE", filled.store.position())
    assert len(list(filled.rows())) == filled.store.position()


def test_the_history_of_a_district_is_of_one_year_or_of_all(filled: Ledger) -> None:
    of_year = filled.history(ANSONIA, FY2024)
    of_all = filled.history(ANSONIA)
    assert {kept.record.stream for kept in of_year} == {"002-2024"}
    assert {kept.record.stream for kept in of_all} == {"002-2012", "002-2024", "002-2025"}
    assert [kept.position for kept in of_all] == sorted(kept.position for kept in of_all)


def test_district_years_are_ordered_by_year_then_town(filled: Ledger) -> None:
    keys = list(filled.all_district_years())
    assert [(year.ends_in, district.name) for district, year in keys][:3] == [
        (2012, "Ansonia"),
        (2012, "Avon"),
        (2024, "Ansonia"),
    ]


def test_both_ways_to_a_state_agree(filled: Ledger) -> None:
    for (district, year), state in filled.all_district_years().items():
        assert balances(filled.district_year(district, year)) == balances(state)


def test_as_of_sees_what_was_true_by_that_day(filled: Ledger) -> None:
    # The payment of August 1 and the closing of June 30 lie after July 31, 2023.
    earlier = filled.district_year(ANSONIA, FY2024, Cut(as_of=date(2023, 7, 31)))
    later = filled.district_year(ANSONIA, FY2024, Cut(as_of=date(2023, 8, 1)))
    assert str(balances(earlier)["released"]) == "0.00"
    assert str(balances(later)["released"]) == "1500000.00"
    assert later.closed is None


def test_a_correction_counts_as_of_the_date_of_what_it_corrects(filled: Ledger) -> None:
    # The transfer of July 1 was 3,000,000 and was corrected to 3,100,000; the payment of August 1
    # stands between the two and is left out.
    state = filled.district_year(ANSONIA, FY2024, Cut(as_of=date(2023, 7, 1)))
    assert str(balances(state)["transferred"]) == "3100000.00"
    everything = filled.all_district_years(Cut(as_of=date(2023, 7, 1)))
    assert balances(everything[ANSONIA, FY2024]) == balances(state)


def test_known_on_sees_what_was_recorded_by_that_instant(filled: Ledger) -> None:
    everything = filled.history(ANSONIA, FY2024)
    at_its_instant = Cut(known_on=everything[2].record.recorded_at)
    just_before = Cut(known_on="2024-01-16T00:00:59.999999Z")
    assert filled.history(ANSONIA, FY2024, at_its_instant) == everything[:3]
    assert filled.own_history(just_before) == []
    assert filled.all_district_years(just_before) == {}


def test_an_id_is_asked_about_without_its_body(filled: Ledger) -> None:
    outcome = filled.outcome_on_record("act-1", None)
    assert outcome is not None
    assert (outcome.events, outcome.repeated) == (("EntitlementSet",), True)
    assert filled.outcome_on_record("act-none", None) is None


def test_an_id_with_another_body_is_refused_with_its_place(filled: Ledger) -> None:
    with pytest.raises(CommandIdReusedError) as caught:
        filled.outcome_on_record("act-1", "00")
    assert caught.value.details == {"command_id": "act-1", "first_position": "2"}


def test_a_damaged_record_is_never_folded(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    read = filled.store.stream_rows

    def damaged(stream: str) -> list[StoredRow]:
        return [row._replace(state=row.state[:-1]) for row in read(stream)]

    monkeypatch.setattr(filled.store, "stream_rows", damaged)
    with pytest.raises(RecordDamagedError):
        filled.district_year(ANSONIA, FY2024)


LAST = max(act.effective_on for act in acts() if act.effective_on is not None)
DAY_BEFORE_LAST = LAST - timedelta(days=1)


def test_the_last_day_on_record_is_told_where_it_lies_after_a_day(filled: Ledger) -> None:
    assert last_day_after(filled, DAY_BEFORE_LAST, NOW) == LAST
    assert last_day_after(filled, LAST, NOW) is None


def test_what_was_not_known_yet_is_no_last_day(filled: Ledger) -> None:
    first = filled.own_history()[0].record
    known_then = Cut(known_on=first.recorded_at)
    assert last_day_after(filled, first.effective_on - timedelta(days=1), known_then) == (
        first.effective_on
    )
    assert last_day_after(filled, first.effective_on, known_then) is None


def test_a_record_that_cannot_be_read_is_no_last_day(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks about another district is not stopped by it; `verify` finds it."""
    read = filled.store.records_after

    def damaged(position: int, limit: int, until: int | None = None) -> list[StoredRow]:
        rows = read(position, limit, until)
        of_last = f'"effective_on":"{LAST}"'.encode()
        return [row._replace(state=row.state[:-1]) if of_last in row.state else row for row in rows]

    monkeypatch.setattr(filled.store, "records_after", damaged)
    assert last_day_after(filled, DAY_BEFORE_LAST, NOW) is None
