"""The made tables: whole, with their units, or one sentence that says what is wrong."""

import hashlib
import json
import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import FERRIES, data_folder
from IPython.core.interactiveshell import InteractiveShell

from techgov import load
from techgov.tables import TableError, Tables, read_resource


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_DATA", str(tmp_path))
    return data_folder(tmp_path)


def refused(name, says):
    """The one sentence with which ``load`` refuses."""
    with pytest.raises(TableError) as error:
        load(name)
    sentence = str(error.value)
    assert says in sentence and "\n" not in sentence and len(sentence) < 400
    assert error.value.__suppress_context__ or error.value.__context__ is None
    return sentence


def rewrite(data, text):
    """``text`` as the table, and made so."""
    (data / "ferries.csv").write_bytes(text.encode())
    change(data, lambda table: table.update(hash=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"))


def change(data, how):
    package = json.loads((data / "datapackage.json").read_text())
    how(package["resources"][0])
    (data / "datapackage.json").write_text(json.dumps(package))


def test_a_table_comes_ready_to_use(data):
    ferries = load("ferries")
    assert ferries.dtypes.map(str).to_dict() == {"town": "str", "ferries": "Int64", "people": "float64",
                                                 "open": "boolean"}
    assert ferries["ferries"].isna().tolist() == ferries["open"].isna().tolist() == [False, True]
    assert (ferries.loc[0, "people"], ferries.loc[0, "open"]) == (1200.5, True)
    assert ferries.attrs == {"title": "Ferries", "units": {"ferries": "ferries", "people": "people a day"},
                             "sources": ["Writer 2001"]}


def test_words_that_look_like_missing_values_are_words(data):
    text = FERRIES.replace("Upper Zorn", "NA").replace("Lower Zorn", "")
    rewrite(data, text)
    assert load("ferries")["town"].tolist() == ["", "NA"]


def test_each_load_is_a_table_of_its_own(data):
    first = load("ferries")
    first.loc[0, "people"] = 7
    assert load("ferries").loc[0, "people"] == 1200.5


def test_a_checkout_with_other_line_ends_will_do(data):
    (data / "ferries.csv").write_bytes(FERRIES.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(load("ferries"), load("ferries"))
    assert load("ferries")["town"].tolist() == ["Lower Zorn", "Upper Zorn"]


def test_a_missing_table(data):
    (data / "ferries.csv").unlink()
    refused("ferries", "ferries.csv is missing")


@pytest.mark.parametrize("text", ["", FERRIES[:-20], FERRIES.replace("40", "41"), FERRIES + "Zorn,1,1,true\n", "\0"])
def test_a_cut_or_altered_table(data, text):
    (data / "ferries.csv").write_text(text)
    refused("ferries", "ferries.csv is not as it was made (it was cut or altered). Restore it with: git checkout")


@given(st.integers(0, len(FERRIES) - 1), st.characters(codec="utf-8"))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_character_passes(data, at, character):
    changed = FERRIES[:at] + character + FERRIES[at + 1:]
    if changed != FERRIES and changed.replace("\r\n", "\n") != FERRIES:
        (data / "ferries.csv").write_bytes(changed.encode())
        refused("ferries", "ferries.csv is not as it was made")


def test_a_missing_package(data):
    (data / "datapackage.json").unlink()
    refused("ferries", "datapackage.json is missing")


def test_a_missing_folder(data, monkeypatch):
    monkeypatch.setenv("TECHGOV_DATA", str(data / "nowhere"))
    refused("ferries", "datapackage.json is missing")


@pytest.mark.parametrize("text", [
    "", "[]", "null", "7", "{}", '{"resources": null}', '{"resources": [7]}', '{"resources": "x"}',
    '{"resources": [{"name": "ferries"}]}', "\ud800"])
def test_a_package_of_another_shape(data, text):
    (data / "datapackage.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    refused("ferries", "datapackage.json is not as it was made")


def test_a_cut_package(data):
    whole = (data / "datapackage.json").read_text()
    for length in range(0, len(whole) - 1, 40):
        (data / "datapackage.json").write_text(whole[:length])
        refused("ferries", "datapackage.json is not as it was made")


@pytest.mark.parametrize("how", [
    lambda table: table.pop("schema"), lambda table: table.pop("title"),
    lambda table: table.update(schema={"fields": 7}),
    lambda table: table["schema"]["fields"][0].update(type="colour"),
    lambda table: table["schema"]["fields"][0].update(type="number"),
    lambda table: table["schema"]["fields"][0].update(name="city")])
def test_a_package_that_describes_another_table(data, how):
    change(data, how)
    refused("ferries", "datapackage.json is not as it was made")


def test_a_name_that_there_is_not(data):
    assert refused("boats", "no table named 'boats'").endswith("There are: ferries, questions.")


def test_a_resource_that_is_no_table(data):
    assert refused("questions", "'questions' is no table").endswith("Tables are: ferries.")
    assert json.loads(read_resource("questions")) == {"boats.count": {}}


def test_a_repaired_package_is_read_again(data):
    whole = (data / "datapackage.json").read_bytes()
    (data / "datapackage.json").write_bytes(whole[:50])
    refused("ferries", "datapackage.json")
    (data / "datapackage.json").write_bytes(whole)
    assert len(load("ferries")) == 2


def test_a_notebook_shows_the_sentence_and_no_traceback(data, capsys, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(data / "ipython"))
    (data / "ferries.csv").unlink()
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    result = shell.run_cell("from techgov import load; load('ferries')")
    printed = "".join(capsys.readouterr())
    assert isinstance(result.error_in_exec, TableError)
    assert re.sub(r"\x1b\[[0-9;]*m", "", printed).strip() == str(result.error_in_exec)


def test_tables_are_loaded_once(data):
    tables = Tables()
    assert tables["ferries"] is tables["ferries"]
    with pytest.raises(TableError, match="no table named 'boats'"):
        tables["boats"]
