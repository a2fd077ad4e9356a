"""The long table as a CSV that somebody edited: read back, or one sentence with its line."""

import pytest

from kit.content import compiled
from kit.measures.long_table import read_long_table
from kit.spreadsheet import TableFault

HEAD = "learner,case,occasion,item,value,missing,at\n"
ROW = "lee,ms_perez,pre,rate.equity.preferences,3,,2026-09-07T15:40:09+00:00\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + ROW.replace(",3,", ',"2,5",'), "decimal comma"),
        (HEAD + ROW.replace(",3,", ",2,5,"), "decimal comma"),
        (HEAD.replace("value", "wert") + ROW, "no column value"),
        (HEAD + ROW.replace(",3,", ",7,"), "not on the scale"),
        (HEAD + ROW.replace("rate.equity.preferences", "equity.habit"), "not a self-rating"),
        (HEAD + ROW.replace(",pre,", ",spring,"), "not an occasion"),
        (HEAD + ROW + ROW.replace(",3,", ",4,"), "two different answers"),
        (HEAD + ROW.replace(",3,", ",,"), "either a value or a reason"),
        (HEAD + ROW.replace("2026-09-07T15:40:09+00:00", "07/09/26"), "not a time"),
        (HEAD, "no row"),
        ("", "no column"),
    ],
)
def test_a_faulty_table_is_one_sentence_and_nothing_is_written(text, said, tmp_path):
    with pytest.raises(TableFault, match=said) as fault:
        read_long_table(text, "a.csv", compiled())
    assert "\n" not in str(fault.value)
    assert str(fault.value).startswith("a.csv")


def test_a_table_saved_with_semicolons_reads_the_same():
    with_commas = read_long_table(HEAD + ROW, "a.csv", compiled())
    assert read_long_table((HEAD + ROW).replace(",", ";"), "a.csv", compiled()) == with_commas
