"""The merge fields that come from no form: the office, the letter, its parties, and the lists of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

#: Fields that several groups and lists share.
_SHARED: Mapping[str, str] = {
    "WORKER": """
name text Name
title text Title
phone phone Phone
email text E-mail
unit text Unit
address text Address
hours text Hours
best_time text Best time to call
returns_calls text When calls are returned
backup text Whom to call instead
backup_phone phone Phone of whom to call instead
out_of_office text When away
supervisor text Supervisor's name
supervisor_phone phone Supervisor's phone
supervisor_email text Supervisor's e-mail
""",
    "PROBLEM": """
number number Number
code text Code of the rule
label text Question
message text What is wrong
mend text What to do
where text Where it stands
grade text Grade: must fix, check, note
""",
    "MISSED": """
worker text Worker
person text Person
measure text Measure
result text Result
reasons text Reasons
""",
    "FINDING": """
number text Number
id text Referral ID
area text Area
date date Date
text text Finding
""",
}

#: A group begins with `[name] | where its values come from`, a list with `[name] kind label | where from`. One line
#: is one field: name, kind (`merge_fields.Kind`), label. `= NAME` stands for shared fields.
_GROUPS = """
[cc] list Who gets a copy | template: cc
[enclosures] list What is enclosed | template: enclosures
[agency] | settings: [agency]
name text Agency's name
office text Office
address text Address
phone phone Phone
tty phone TTY or relay
website text Website
fax phone Fax
email text E-mail
hotline text Where a child in danger is reported
language_help text Sentence that offers help in other languages
letterhead list Further lines of the letterhead
[letter] | this letter
id text Number of what the document is about
date date Date of the letter
due date Answer is due by
round number Which return this is
delivery text How it is sent
title text Title of the document
substance_use flag Tells of substance use services: the notice of 42 CFR part 2 belongs on it
[recipient] | who the letter is to
name text Name
title text Title
organization text Organization
address text Address
email text E-mail
phone phone Phone
[sender] | who signs
name text Name
title text Title
phone phone Phone
email text E-mail
unit text Unit
hours text Hours
supervisor text Supervisor's name
supervisor_phone phone Supervisor's phone
supervisor_email text Supervisor's e-mail
[worker] | form, then settings: [[worker]]
= WORKER
[new_worker] | status change, then settings: [[worker]]
= WORKER
[supervisor] | form, then settings: [[worker]]
name text Name
title text Title
phone phone Phone
email text E-mail
[referral] | register
id text Referral ID
received date Received
status text Status
form text Form
services list Services asked for
round number How often it was returned
edition text Edition of the form
[problems] rows Items to fix | findings of the rules
= PROBLEM
[note_problems] rows Items to fix in the notes | findings of the rules
= PROBLEM
[providers] rows Active providers | register: provider contact pages
id text Entry ID
name text Name
agency text Agency
phone phone Phone
email text E-mail
best_way text Best way to reach
services text Services provided
release_valid flag Release is valid
release_ends date Release ends
[releases] rows Releases of information | register: releases of information
id text Entry ID
disclosing text Who may tell
receiving text Who may be told
ends date Ends
valid flag Valid
[waiting] | register: decisions
placed date On the waiting list since
district_position number Position in the district
district_count number Waiting in the district
region_position number Position in the region
region_count number Waiting in the region
expected_start text Expected start
update_by date We write again by
district text District
region text Region
[period] | the report's period
label text Period
start date First day
end date Last day
[notes] rows Case notes | register: case notes
date date Date
time text Time
type text Type
topics list Topics
text text Note
author text Author
entered date Entered
late_days number Days late
is_review flag Is the monthly review
[review] | register: case notes
date date Date of the monthly review
author text Author of the monthly review
[absences] rows Absences | register: case notes
out date Out
back date Back
reason text Reason
place text Place
[caseload] | register: caseload lists
worker text Worker
unit text Unit
office text Office
date date Date of the list
count number Clients
due date Due
[clients] rows Clients | register: caseload lists
name text Name
id text Client ID
case_number text Case number
assigned date Assigned
dob date Date of birth
housing text Housing
custody_level text Custody level
earned_credit_level text Earned credit level
program text Program
next_review date Next review
next_eligibility date Next eligibility
projected_end date Projected end
status text Status
alerts list Alerts
blank list Columns left blank
[coverage] | register: coverage results
unit text Unit
period text Period
made date Made on
[measures] rows Measures | register: coverage results
name text Measure
counted number Counted
met number Met
percent number Percent
coding_error number Coding errors
attempted_only number Attempted only
missed number Missed
plan_gap number Gaps in plans
excused number Excused
partial number Partial months
pending number Pending
[coverage_missed] rows Missed contacts | register: coverage results
= MISSED
[coverage_repairable] rows Coding errors that can be repaired | register: coverage results
= MISSED
[coverage_late] rows Late entries | register: coverage results
worker text Worker
person text Person
date date Date of the contact
entered date Entered
late_days number Days late
[monitoring] | register: monitoring findings
period text Period
reviewed number Reviews done
[strengths] rows Strengths | register: monitoring findings
= FINDING
[concerns] rows Concerns | register: monitoring findings
= FINDING
[training_agency] rows Training needs of agency staff | register: monitoring findings
= FINDING
[training_contractor] rows Training needs of contractors | register: monitoring findings
= FINDING
[contract_issues] rows Contract issues | register: monitoring findings
= FINDING
[safety] rows Safety | register: monitoring findings
= FINDING
[actions] rows Actions | register: monitoring findings
number text Number
id text Referral ID
recommendation text What is to be done
owner text By whom
due date Due
closed date Closed
[entries] rows Entries | register: incomplete entries
id text Entry ID
client text Client
received date Received
form text Form
problems rows Items to fix
= problems PROBLEM
[client] | form: client_name
short_name text First and last name only
[last] | register: case notes, caseload lists
assigned date First day of the worker's assignment
note date Date of the last note
contact date Date of the last contact
"""


def office_fields() -> Iterator[tuple[str, str, str, str]]:
    """Give (path, kind, label, source) of every field that comes from no form, a list before its columns."""
    group = source = ""
    for line in _GROUPS.strip().splitlines():
        if line.startswith("["):
            head, _, source = line.partition(" | ")
            group, _, of_list = head[1:].partition("]")
            if of_list:
                kind, label = of_list.split(maxsplit=1)
                yield group, kind, label, source
        elif line.startswith("="):
            *inner, shared = line[1:].split()
            for field in _SHARED[shared].strip().splitlines():
                yield _field(".".join([group, *inner]), field, source)
        else:
            yield _field(group, line, source)


def _field(group: str, line: str, source: str) -> tuple[str, str, str, str]:
    name, kind, label = line.split(" ", 2)
    return f"{group}.{name}", kind, label, source
