"""Plans up to date, consultation documents, and the reports and records of meetings."""

from datetime import date

from tests.spec.measures.figures import AFTER, BEFORE, JUNE, MAY, YEAR, by, counts, figure, in_care, left_out

from handrail.measures.definitions import measure
from handrail.measures.engine import Engine
from handrail.measures.profiled import lists_of
from handrail.profiles import parse
from handrail.record.meeting_tables import Document
from handrail.record.record import Record
from handrail.record.service_tables import MeetingRecord, MeetingReport
from handrail.record.tables import Child

LAST = YEAR.last


def test_a_plan_is_up_to_date_from_the_day_it_was_finished_to_its_last_day() -> None:
    """On 31 March 2025, by the day in the record, else six months after it was finished.

    | child | age | care plan finished | holds until | |
    |---|---|---|---|---|
    | 1 | 10 | 1 October 2024 | 31 March 2025, as recorded | up to date |
    | 2 | 10 | 30 September 2024 | 30 March 2025, worked out | not |
    | 3 | 10 | 1 October 2024 | 1 April 2025, worked out | up to date |
    | 4 | 10 | 1 April 2025 | | not yet finished |
    | 5 | 10 | none | | not |
    | 6 | 10 | none, in care for 13 days | | not yet owed |
    | 7 | 18 on the day | none | | no longer owed |
    """
    ten, grown = date(2014, 6, 1), date(2007, 3, 31)
    record = in_care([*(Child(str(number), ten) for number in range(1, 6)), Child("7", grown)])
    late = in_care([Child("6", ten)], date(2025, 3, 18))
    record.children += late.children
    record.periods_of_care += late.periods_of_care
    record.documents = [
        Document("a", "1", "care_plan", date(2024, 10, 1), LAST), Document("b", "2", "care_plan", date(2024, 9, 30)),
        Document("c", "3", "care_plan", date(2024, 10, 1)), Document("d", "4", "care_plan", date(2025, 4, 1)),
    ]  # fmt: skip
    assert counts(record, "care_plans_up_to_date") == (2, 5)
    assert counts(record, "documents_up_to_date") == (2, 5)
    assert by(record, "documents_up_to_date", "document") == {"care_plan": 2}


def test_plans_are_owed_by_age_and_time_in_care() -> None:
    """Pathway plans from 16, after 13 weeks; education plans from 4 to 17."""
    births = [date(2022, 1, 1), date(2021, 3, 31), date(2009, 3, 31), date(2009, 4, 1)]
    record = in_care([Child(str(number), born) for number, born in enumerate(births)])
    record.documents = [
        Document("a", "2", "pathway_plan", date(2025, 1, 6)), Document("b", "1", "personal_education_plan", date(2025, 1, 6)),
    ]  # fmt: skip
    assert counts(record, "pathway_plans_up_to_date") == (1, 1), "child 3 is 16 the day after"
    assert counts(record, "education_plans_up_to_date") == (1, 3), "child 0 is 3"


def test_what_the_record_does_not_keep_is_not_measured_rather_than_nought() -> None:
    record = in_care([Child("1", date(2008, 6, 1))])
    record.documents = [Document("a", "1", "care_plan", MAY)]
    found = figure(record, "pathway_plans_up_to_date")
    assert (found.numerator, found.note) == (None, "The record keeps no pathway plans.")
    assert by(record, "documents_up_to_date", "document") == {"care_plan": 0}


def test_documents_finished_sent_and_returned() -> None:
    record = Record(
        documents=[
            Document("1", "1", "care_plan", MAY, due_on=MAY), Document("2", "1", "care_plan", JUNE, due_on=MAY),
            Document("3", "1", "care_plan", JUNE), Document("4", "1", "care_plan", BEFORE, due_on=MAY),
            Document("5", "1", "consultation_child", sent_on=MAY, returned_on=JUNE),
            Document("6", "2", "consultation_child", sent_on=MAY), Document("7", "2", "consultation_parent", sent_on=MAY),
        ]
    )  # fmt: skip
    assert by(record, "documents_finished", "document") == {"care_plan": 3}
    assert counts(record, "documents_finished_in_time") == (1, 2)
    assert left_out(record, "documents_finished_in_time") == (1, 0)
    assert counts(record, "documents_returned") == (1, 3)
    assert by(record, "documents_returned", "document") == {"consultation_child": 1, "consultation_parent": 0}


def test_invitations_go_out_ten_working_days_before_a_review() -> None:
    """Before Thursday 16 May 2024 the tenth working day is Wednesday 1 May: 6 May is a bank holiday."""
    on = date(2024, 5, 16)
    record = Record(
        documents=[
            Document("1", "1", "invitation", sent_on=MAY, meeting="review", meeting_on=on),
            Document("2", "1", "consultation_child", sent_on=date(2024, 5, 2), meeting="review", meeting_on=on),
            Document("3", "1", "invitation", sent_on=MAY, meeting="conference", meeting_on=on),
            Document("4", "1", "invitation", meeting="review", meeting_on=on),
        ]
    )
    assert counts(record, "documents_sent_in_time") == (1, 2)


def test_reports_in_time_by_agency() -> None:
    """For a review on Thursday 16 May 2024 the social worker's report is due on Monday 13 May, three working days before.

    | agency | due | received | |
    |---|---|---|---|
    | social_care | 13 May, by the Handbook | 13 May | in time |
    | social_care | 13 May, for another child | 14 May | late |
    | school | 10 May, as recorded | 13 May | late |
    | health | not known | 1 May | cannot be judged |
    | police | 10 May, as recorded | never | late |
    """
    on, monday, tuesday, friday = date(2024, 5, 16), date(2024, 5, 13), date(2024, 5, 14), date(2024, 5, 10)
    record = Record(
        meeting_reports=[
            MeetingReport("1", "review", on, "social_care", monday), MeetingReport("9", "review", on, "social_care", tuesday), MeetingReport("1", "review", on, "school", monday, None, friday),
            MeetingReport("1", "review", on, "health", MAY), MeetingReport("1", "review", on, "police", None, None, friday),
            MeetingReport("2", "review", AFTER, "school", MAY, None, AFTER),
        ]
    )  # fmt: skip
    assert counts(record, "reports_received") == (4, 5)
    assert counts(record, "reports_received_in_time") == (1, 4)
    assert left_out(record, "reports_received_in_time") == (1, 0)
    assert by(record, "reports_received_in_time", "agency") == {"health": 0, "police": 0, "school": 0, "social_care": 1}


def test_reports_to_conferences_are_shared_three_working_days_before() -> None:
    on = date(2024, 5, 16)
    record = Record(
        meeting_reports=[
            MeetingReport("1", "conference", on, "social_care", MAY, date(2024, 5, 13)),
            MeetingReport("2", "conference", on, "social_care", MAY, date(2024, 5, 14)),
            MeetingReport("3", "conference", on, "social_care", MAY),
            MeetingReport("3", "conference", on, "school", MAY),
        ]
    )
    assert counts(record, "reports_shared_in_time") == (1, 3)


def test_records_written_in_15_and_sent_in_20_working_days() -> None:
    """From Wednesday 1 May 2024 the 15th working day is 23 May and the 20th 31 May; 6 and 27 May are bank holidays."""
    written, sent = date(2024, 5, 23), date(2024, 5, 31)
    record = Record(
        meeting_records=[
            MeetingRecord("1", "review", MAY, written, sent),
            MeetingRecord("2", "review", MAY, date(2024, 5, 24), date(2024, 6, 3)),
            MeetingRecord("3", "conference", MAY, AFTER, sent), MeetingRecord("4", "review", MAY, written),
            MeetingRecord("5", "review", date(2025, 3, 24)),
        ]
    )  # fmt: skip
    assert counts(record, "records_written_in_time") == (2, 3)
    assert left_out(record, "records_written_in_time") == (2, 0), (
        "a conference has no limit, and the last is not due yet"
    )
    assert counts(record, "records_sent_in_time") == (2, 4)
    assert by(record, "records_sent_in_time", "meeting") == {"conference": 1, "review": 1}
    assert counts(record, "records_not_sent") == (2, None)


def test_an_authority_may_hold_itself_to_another_basis_of_a_clock_for_a_time() -> None:
    """North Yorkshire's 15 working days for records of conferences, from 2020 on; before that the usual 20."""
    profile = parse(
        """
        authority = "Fernshire"
        [[clocks]]
        clock = "cp_record_distributed"
        basis = "local_north_yorkshire"
        from = 2024-05-01
        set_by = "The partnership"
        """
    ).on()
    record = Record(meeting_records=[MeetingRecord("1", "conference", MAY, MAY, date(2024, 5, 31))])
    wanted = measure("records_sent_in_time")
    assert Engine(record, [YEAR], {}, [wanted]).figures(wanted)[0].numerator == 1
    local = Engine(record, [YEAR], {}, [wanted], used=lists_of(profile))
    assert local.figures(wanted)[0].numerator == 0
    record.meeting_records = [MeetingRecord("1", "conference", date(2024, 4, 8), MAY, date(2024, 5, 3))]
    before = Engine(record, [YEAR], {}, [wanted], used=lists_of(profile))
    assert before.figures(wanted)[0].numerator == 1
