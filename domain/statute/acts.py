"""The public acts and bills the schedules cite, each with its session, and the days they share.

The same number exists in several sessions (16-2, 16-3, 17-2, 15-5, 12-1, 12-2), so the session is
part of the identity. Names here are those of the history notes of the 2024 edition. Not here: what
an act says (the schedules), or acts of 2025 and later, which were not read.
"""

from datetime import date
from typing import Final

from domain.authority import Act

_REGULAR_2012: Final = "Reg. Sess. 2012"
_REGULAR_2013: Final = "Reg. Sess. 2013"
_REGULAR_2015: Final = "Reg. Sess. 2015"
_REGULAR_2023: Final = "Reg. Sess. 2023"
_REGULAR_2025: Final = "Reg. Sess. 2025"
_JUNE_2015: Final = "June Sp. Sess. 2015"
_JUNE_2017: Final = "June Sp. Sess. 2017"
_JUNE_2021: Final = "June Sp. Sess. 2021"

# The number of the 1984 act is in the section's history note; that of 1988 is general knowledge.
PA_84_119: Final = Act("P.A. 84-119", "Reg. Sess. 1984", "§ 2")
PA_88_358: Final = Act("P.A. 88-358", "Reg. Sess. 1988")
PA_09_7_SEPT: Final = Act("P.A. 09-7", "Sept. Sp. Sess. 2009")
PA_12_116: Final = Act("P.A. 12-116", _REGULAR_2012, "§ 34")
PA_12_1_JUNE_12: Final = Act("P.A. 12-1", "June 12 Sp. Sess. 2012", "§ 288")
PA_12_2_JUNE_12: Final = Act("P.A. 12-2", "June 12 Sp. Sess. 2012", "§ 22")
PA_13_247: Final = Act("P.A. 13-247", _REGULAR_2013, "§ 155")
PA_14_217: Final = Act("P.A. 14-217", "Reg. Sess. 2014", "§ 114")
PA_15_5_JUNE: Final = Act("P.A. 15-5", _JUNE_2015)
PA_15_5_JUNE_INDEX: Final = Act("P.A. 15-5", _JUNE_2015, "§§ 296, 327")
PA_15_5_JUNE_BUDGET: Final = Act("P.A. 15-5", _JUNE_2015, "§ 511")
PA_15_244: Final = Act("P.A. 15-244", _REGULAR_2015, "§ 33")
PA_16_2_MAY: Final = Act("P.A. 16-2", "May Sp. Sess. 2016", "§ 20")
PA_16_3_MAY: Final = Act("P.A. 16-3", "May Sp. Sess. 2016", "§ 126")
PA_17_215: Final = Act("P.A. 17-215", "Reg. Sess. 2017", "§ 3")
PA_17_2_JUNE: Final = Act("P.A. 17-2", _JUNE_2017, "§ 224")
PA_17_2_JUNE_BUDGET: Final = Act("P.A. 17-2", _JUNE_2017, "§ 252")
PA_17_2_JUNE_ECS: Final = Act("P.A. 17-2", _JUNE_2017, "§§ 225-230")
PA_21_199: Final = Act("P.A. 21-199", "Reg. Sess. 2021", "§ 7")
PA_21_2_JUNE_RESIDENCY: Final = Act("P.A. 21-2", _JUNE_2021, "§ 378")
PA_21_2_JUNE: Final = Act("P.A. 21-2", _JUNE_2021, "§ 379")
PA_21_2_JUNE_ECS: Final = Act("P.A. 21-2", _JUNE_2021, "§§ 384-386")
PA_22_118: Final = Act("P.A. 22-118", "Reg. Sess. 2022", "§ 266")
PA_22_118_CLAIMS: Final = Act("P.A. 22-118", "Reg. Sess. 2022", "§ 161")
PA_23_167: Final = Act("P.A. 23-167", _REGULAR_2023, "§ 4")
PA_23_167_PUBLICATION: Final = Act("P.A. 23-167", _REGULAR_2023)
PA_23_167_RESIDENCY: Final = Act("P.A. 23-167", _REGULAR_2023, "§ 41")
PA_23_204: Final = Act("P.A. 23-204", _REGULAR_2023, "§ 340")
PA_23_208_PROGRAM_REPORT: Final = Act("P.A. 23-208", _REGULAR_2023, "§ 2")
PA_23_208: Final = Act("P.A. 23-208", _REGULAR_2023, "§ 3")
PA_23_208_RESIDENCY: Final = Act("P.A. 23-208", _REGULAR_2023, "§ 5")
PA_24_132_THRESHOLD: Final = Act("P.A. 24-132", "Reg. Sess. 2024", "§ 11")
PA_24_132_FILING: Final = Act("P.A. 24-132", "Reg. Sess. 2024", "§ 12")

HB_5038: Final = Act("H.B. 5038", "Reg. Sess. 2022")
SB_783: Final = Act("S.B. 783", _REGULAR_2025)
SB_1458: Final = Act("S.B. 1458", _REGULAR_2025)

JULY_1_1989: Final = date(1989, 7, 1)
OCTOBER_5_2009: Final = date(2009, 10, 5)
JULY_1_2012: Final = date(2012, 7, 1)
JULY_1_2013: Final = date(2013, 7, 1)
JUNE_13_2014: Final = date(2014, 6, 13)
JULY_1_2015: Final = date(2015, 7, 1)
JULY_1_2016: Final = date(2016, 7, 1)
JULY_1_2017: Final = date(2017, 7, 1)
OCTOBER_31_2017: Final = date(2017, 10, 31)
JULY_1_2021: Final = date(2021, 7, 1)
JULY_1_2022: Final = date(2022, 7, 1)
JULY_1_2023: Final = date(2023, 7, 1)
JULY_1_2024: Final = date(2024, 7, 1)
