"""The law as dated, cited schedules: one file per subsection of C.G.S. § 10-262u, and neighbors.

    schedule.py                 Entry, Schedule: what governs a fiscal year, as of a day; gaps raise
    acts.py                     every public act and bill, with its session
    s262u_a_definitions.py      alliance district, educational reform district
    s262u_b_designation.py      the rounds of 30, 33 and 36, five years each
    s262u_b_identification.py   the Department's four steps; the ten lowest
    s262u_c1_portion.py         the Alliance portion: baselines, earmarks, the subtraction
    s262u_c2_release.py         payment to the town, pass-through of all of it to the board
    s262u_d_plan.py             application, improvement plan, the strategy list by revision
    s262u_e_guidelines.py       the State Board's guidelines
    s262u_f_noncompliance.py    withholding for noncompliance, renewal
    s262u_g_report.py           expenditure report, determination: repay or reduce
    s262u_h_carry_forward.py    what is left rolls into the next fiscal year
    s262h_entitlement.py        the ECS entitlement
    s262i_payment.py            ECS installments, use of aid
    s262i_minimum_budget.py     the minimum budget requirement and its forfeiture, § 10-262j
    s263_adjustment.py          a grant adjusted on its final report
    s227_annual_return.py       the annual return of the whole district
    s223e_index.py              the scores districts are ranked by
    s262w_program_report.py     the report on the program as a whole
    s4_231_single_audit.py      the State single audit: threshold and filing
    s156gg_residency.py         the residency-program set-aside
    records.py                  public records are not altered or erased
    rules.py                    Rules: everything above for one fiscal year, as of one day
    bill.py, proposed.py        bills: what-if only, never in force
    difference.py               what differs between two rule sets
    catalogue.py                all of it in one list

Not here: decisions (`domain/decisions/`), amounts of any town (events), the text of the statutes
(the words are ours). The statute was read in its 2024 edition: what later sessions did is unknown.
"""
