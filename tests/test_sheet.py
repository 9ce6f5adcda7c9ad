"""The numbers behind a picture, as a reader has them."""

import io
from base64 import b64decode

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from techgov import sheet


@pytest.mark.parametrize("value, shown", [
    (1945, "1945"), (1945.0, "1945"), (2001.58, "2001.58"), (26_959_251_266, "26,959,251,266"), (1e4, "10,000"),
    (26_959_251_265.4, "26,959,251,265"), (np.int64(12_345), "12,345"), (np.float64(0.123456789), "0.123457"),
    (-99_999.4, "-99,999.4"), (True, "True"), (None, ""), (np.nan, ""), (pd.NA, ""), (pd.NaT, ""), ("<b>", "<b>"),
    (pd.Timestamp("2020-05-01"), "2020-05-01"), ("long words" * 20, "long words" * 20)])
def test_a_cell_is_what_a_reader_expects_alone_and_among_others(value, shown):
    for column in ([value], [value, "words"], [value, 0.5]):
        page = sheet.as_html(pd.DataFrame({"x": pd.Series(column, dtype=object)}), "A title")
        assert BeautifulSoup(page, "html.parser").td.string == (shown or None)


def test_the_csv_holds_the_numbers_themselves():
    data = pd.DataFrame({"year": [1945.25, None], "people": [26_959_251_266, 7]})
    link = BeautifulSoup(sheet.as_html(data, "A title, with a comma"), "html.parser").a
    assert link["download"] == "a-title-with-a-comma.csv"
    saved = pd.read_csv(io.BytesIO(b64decode(link["href"].partition(",")[2])), encoding="utf-8-sig")
    pd.testing.assert_frame_equal(saved, data)
