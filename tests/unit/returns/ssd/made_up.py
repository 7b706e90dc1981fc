"""A safeguarding dataset written by hand: five children, every table, as rows; and as CSV or in a database.

Ada is looked after, then adopted. Ben has short breaks. Cai and his sister Dee are on plans after one conference; Dee's
plan is another authority's by now. Eli moved in on a plan. Every name is made up and stands only here.
"""

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sql

from handrail.returns.ssd.layout import tables

Rows = list[dict[str, Any]]


def _rows(columns: str, *lines: str) -> Rows:
    names = columns.split()
    found = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        found.append({name: cell or None for name, cell in zip(names, cells, strict=True)})
    return found


DATASET: dict[str, Rows] = {
    "ssd_person": _rows(
        "pers_person_id pers_legacy_id pers_upn pers_forename pers_sex pers_ethnicity pers_dob pers_expected_dob pers_death_date",
        "101 | A-1 | A123456789012 | Ada | F | WBRI | 2019-03-02 | | ",
        "102 | A-2 | UN1 | Ben | Male | MWBC - White and Black Caribbean | 2012-06-01 | 1900-01-01 | ",
        "103 | A-3 | B123456789012 | Cai | M | CNHE | 2015-05-05 | | ",
        "104 | A-4 | | Dee | F | | 2017-07-07 | | ",
        "105 | | | Eli | M | | | 2025-09-01 | ",
        "999 | A-9 | Z123456789012 | Nobody | M | | 2001-01-01 | | ",
    ),
    "ssd_cla_episodes": _rows(
        "clae_cla_episode_id clae_person_id clae_cla_placement_id clae_cla_episode_start_date clae_cla_episode_start_reason "
        "clae_cla_primary_need_code clae_cla_episode_ceased_date clae_cla_episode_ceased_reason clae_cla_id "
        "clae_cla_last_iro_contact_date",
        "1 | 101 | 11 | 2024-01-08 | S - Started to be looked after | N1 | 2024-06-03 | X1 - New episode begins same day | C1 | 2024-05-20",
        "2 | 101 | 12 | 2024-06-03 | B | N1 | 2025-02-10 | Adopted - consent dispensed with | C1 | 1900-01-01",
        "3 | 102 | -1 | 2024-02-01 | Started to be looked after | N2 | 1900-01-01 | | C2 | ",
    ),
    "ssd_cla_placement": _rows(
        "clap_cla_placement_id clap_cla_id clap_cla_placement_start_date clap_cla_placement_type clap_cla_placement_provider "
        "clap_cla_placement_end_date",
        "11 | C1 | 2024-01-08 | U6 | PR1 | 2024-06-03",
        "12 | C1 | 2024-06-03 | A6 - placed for adoption | PR5 | 2025-02-10",
        "13 | C2 | 2024-02-01 | K2 | PR4 | ",
        "14 | C9 | 2024-02-01 | K1 | PR4 | ",
    ),
    "ssd_legal_status": _rows(
        "lega_legal_status_id lega_person_id lega_legal_status lega_legal_status_start_date lega_legal_status_end_date",
        "1 | 101 | Interim Care Order | 2024-01-08 | 2024-06-03",
        "2 | 101 | Supervision order | 2024-02-01 | ",
        "3 | 101 | Full care order (C2) | 2024-06-03 | ",
        "4 | 101 | Placement order | 2024-06-03 | ",
        "5 | 102 | V4 - series of short breaks, agreement recorded | 2024-02-01 | 1900-01-01",
        "6 | 103 | C2 | 2024-06-03 | ",
    ),
    "ssd_cla_reviews": _rows(
        "clar_cla_review_id clar_cla_id clar_cla_review_due_date clar_cla_review_date clar_cla_review_cancelled "
        "clar_cla_review_participation",
        "1 | C1 | 2024-02-02 | 2024-02-01 | N | PN0 - Child aged under 4 at the time of the review",
        "2 | C1 | 2024-05-02 | 2024-04-25 | Y | ",
        "3 | C1 | 2024-05-02 | 2024-05-07 | N | Child physically attends and speaks for him or herself",
        "4 | C1 | 2024-11-07 | | N | ",
        "5 | C8 | 2024-11-07 | 2024-11-01 | N | PN1",
    ),
    "ssd_cla_visits": _rows(
        "clav_cla_visit_id clav_cla_id clav_person_id clav_cla_visit_date clav_cla_visit_seen clav_cla_visit_seen_alone",
        "1 | C1 | 101 | 2024-01-12 | Y | N",
        "2 | C1 | 101 | 2024-01-12 | Y | Y",
        "3 | C1 | | 2024-02-20 | N | N",
    ),
    "ssd_s47_enquiry": _rows(
        "s47e_s47_enquiry_id s47e_person_id s47e_s47_start_date s47e_s47_end_date s47e_s47_nfa s47e_s47_outcome_json",
        '21 | 103 | 2024-03-04 | 2024-03-20 | N | {"NFA_FLAG":"N","CP_CONFERENCE_FLAG":"Y"}',
        '22 | 104 | 2024-03-04 | 2024-03-20 | N | {"NFA_FLAG":"N","CP_CONFERENCE_FLAG":"Y"}',
        '23 | 103 | 2025-06-02 | 2025-06-09 | Y | {"NFA_FLAG":"Y","CP_CONFERENCE_FLAG":"N"}',
        '24 | 104 | 2025-06-02 | 2025-06-09 | N | {"CP_CONFERENCE_FLAG":"N","PROV_OF_SERVICES_FLAG":"Y","OUTCOME_COMMENTS":"cut o',
        '25 | 104 | 2025-08-01 | | N | {"CP_CONFERENCE_FLAG":"","NFA_FLAG":""}',
    ),
    "ssd_initial_cp_conference": _rows(
        "icpc_icpc_id icpc_icpc_meeting_id icpc_s47_enquiry_id icpc_person_id icpc_icpc_transfer_in icpc_icpc_target_date "
        "icpc_icpc_date icpc_icpc_outcome_json",
        "31 | M1 | 21 | 103 | N | 2024-03-25 | 2024-03-22 | {}",
        "32 | M1 | 22 | 104 | N | 2024-03-25 | 2024-03-22 | {}",
        "33 | -1 | -1 | 105 | Y | 2025-01-20 | 2025-01-15 | {}",
        "34 | | 25 | 104 | N | 2025-08-22 | | {}",
    ),
    "ssd_cp_plans": _rows(
        "cppl_cp_plan_id cppl_person_id cppl_cp_plan_start_date cppl_cp_plan_end_date cppl_cp_plan_ola "
        "cppl_cp_plan_initial_category cppl_cp_plan_latest_category",
        "41 | 103 | 2024-03-22 | 2025-03-01 | N | Neglect | Multiple: Neglect, Emotional abuse",
        "42 | 104 | 2024-03-22 | | N | NEG | EMO",
        "43 | 105 | 2025-01-15 | | N | Physical abuse | Physical abuse",
        "44 | 104 | 2023-01-10 | 2023-11-01 | Y | SAB | SAB",
    ),
    "ssd_cp_reviews": _rows(
        "cppr_cp_review_id cppr_person_id cppr_cp_plan_id cppr_cp_review_due cppr_cp_review_date cppr_cp_review_meeting_id",
        "51 | 103 | 41 | 2024-06-21 | 2024-06-20 | M7",
        "52 | 104 | 42 | 2024-06-21 | 2024-06-20 | M7",
        "53 | 103 | | 2024-12-20 | 2024-12-23 | ",
        "54 | 104 | 42 | 2024-12-20 | | ",
        "55 | 104 | 44 | 2023-04-10 | 2023-04-11 | M8",
    ),
    "ssd_cp_visits": _rows(
        "cppv_cp_visit_id cppv_person_id cppv_cp_plan_id cppv_cp_visit_date cppv_cp_visit_seen cppv_cp_visit_seen_alone",
        "61 | 103 | 41 | 2024-04-02 | Y | N",
        "62 | 104 | 44 | 2023-04-02 | Y | N",
    ),
    "ssd_missing": _rows(
        "miss_table_id miss_person_id miss_missing_episode_start_date miss_missing_episode_end_date miss_missing_rhi_offered "
        "miss_missing_rhi_accepted",
        "71 | 101 | 2024-03-01 | 2024-03-03 | Y | N",
    ),
    "ssd_linked_identifiers": _rows(
        "link_table_id link_person_id link_identifier_type link_identifier_value link_valid_from_date",
        "81 | 103 | Former Unique Pupil Number | C123456789012 | ",
        "82 | 104 | Unique Pupil Number | D123456789012 | ",
        "83 | 104 | NHS number | 9434765919 | ",
    ),
}


def write_csv(folder: Path, dataset: Mapping[str, Rows] = DATASET) -> Path:
    """Write each table as a CSV file, under names that say nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, rows in enumerate(dataset.values()):
        if rows and rows[0]:
            with (folder / f"export{number}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    return folder


def write_database(url: str, dataset: Mapping[str, Rows] = DATASET, schema: str | None = None) -> str:
    """Write each table as the published scripts make it: dates are datetimes, ids are text."""
    engine = sql.create_engine(url, poolclass=sql.NullPool)
    with engine.begin() as connection:
        if schema:
            connection.execute(sql.schema.CreateSchema(schema))
        for name, rows in dataset.items():
            days = _days(rows[0])
            columns = [sql.Column(column, sql.DateTime if column in days else sql.Text) for column in rows[0]]
            table = sql.Table(name, sql.MetaData(), *columns, schema=schema)
            table.create(connection)
            connection.execute(table.insert(), [_as_stored(row, days) for row in rows])
    return url


def _days(columns: Mapping[str, Any]) -> set[str]:
    known = {
        name for table in tables().values() for column in table.columns if column.kind == "day" for name in column.names
    }
    return {column for column in columns if column in known or column.endswith("_date")}


def _as_stored(row: Mapping[str, Any], days: set[str]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(cell) if cell and name in days else cell for name, cell in row.items()}
