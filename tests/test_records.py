"""Records: their format goes there and back, and no record exists whose offsets are wrong."""

import io

import orjson
import pytest
from record_factory import record

from extract.errors import InputError, MalformedRecordError
from extract.recordfile import RecordFile, read_papers, read_records, write_record
from extract.records import Abstract, AnnotatedAbstract

FIRST = record(
    "[Quokka]o: quick",
    "[Quokka]o beats [Emu]o. Naïve \U0001d518nicode [Dingo]m here.",
    [("Quokka", "OUTPERFORMS", "Emu"), ("P", "INTRODUCES", "Dingo")],
    year=2031,
    url="https://example.org",
)
SECOND = record("Other", "Nothing here.")
MODEL = "test-1"


def made_by(record, model=MODEL):
    return AnnotatedAbstract(record.paper, record.entities, record.relations, record.results, model)


def as_json(**changes):
    return {**orjson.loads(orjson.dumps(FIRST.to_json())), **changes}


def test_json_goes_there_and_back():
    assert AnnotatedAbstract.from_json(as_json()) == FIRST


def test_results_are_read():
    reported = {"of": "e1", "on": None, "metric": "accuracy", "value": "45.3"}
    certain = {"confidence": 1.0, "polarity": "asserted", "hedged": False}
    assert AnnotatedAbstract.from_json(as_json(results=[reported])).to_json()["results"] == [reported | certain]


def test_what_is_said_of_results_is_read():
    evidence = {"field": "title", "start": 0, "end": 6, "text": "Quokka"}
    said = {"evidence": evidence, "confidence": 0.5, "polarity": "negated", "hedged": True}
    value = as_json(results=[{"of": "e1", "on": "e2", "metric": None, "value": "45.3", **said}])

    assert AnnotatedAbstract.from_json(value).to_json()["results"] == value["results"]


def mention(**changes):
    entity = as_json()["entities"][0]
    entity["mentions"][0].update(changes)
    return {"entities": [entity, *as_json()["entities"][1:]]}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (mention(start=1), r"title\[1:6\] is 'uokka', not 'Quokka'"),
        (mention(end=7), "not 'Quokka'"),
        (mention(start=-16, end=-10), "not 'Quokka'"),
        (mention(field="body"), "neither 'title' nor 'abstract'"),
        (mention(start="0"), "'0' where int was expected"),
        ({"relations": [{"head": "e9", "type": "OUTPERFORMS", "tail": "e1"}]}, "e9 OUTPERFORMS e1: no such entity"),
        ({"relations": [{"head": "e1", "type": "BEATS", "tail": "e1"}]}, "'BEATS' is not a valid RelationType"),
        ({"relations": [{"head": "e1", "type": "USED_FOR", "tail": "e2", "polarity": "no"}]}, "polarity 'no'"),
        ({"entities": [{"id": "e1", "type": "Method", "name": "x", "mentions": []}]}, "'e1' has no mention"),
        ({"entities": as_json()["entities"] * 2}, "same id"),
        ({"year": True}, "True where int or NoneType was expected"),
        ({"title": None}, "None where str was expected"),
        ({"results": [{"of": "e9", "value": "1"}]}, "result '1' of 'e9'"),
        (
            {
                "results": [
                    {"of": "e1", "value": "1", "evidence": {"field": "title", "start": 1, "end": 2, "text": "Q"}}
                ]
            },
            r"title\[1:2\] is 'u', not 'Q'",
        ),
        ({"relations": [{"head": "P", "type": "USED_FOR", "tail": "e1"}]}, "P USED_FOR e1: no such entity"),
        ({"relations": [{"head": "e2", "type": "INTRODUCES", "tail": "e1"}]}, "e2 INTRODUCES e1: no such entity"),
        ({"relations": [{"head": "e2", "type": "USED_FOR", "tail": "e1", "confidence": 7}]}, r"7 is not in \[0, 1\]"),
        ({"relations": [{"head": "e2", "type": "USED_FOR", "tail": "e1", "confidence": float("nan")}]}, "nan is not"),
    ],
)
def test_a_wrong_record_says_what_is_wrong(changes, message):
    with pytest.raises(InputError, match=message):
        AnnotatedAbstract.from_json(as_json(**changes))


@pytest.mark.parametrize("key", ["title", "abstract", "entities", "relations", "paper_id"])
def test_a_missing_key_is_named(key):
    value = as_json()
    del value[key]

    with pytest.raises(InputError, match=f"the key '{key}' is missing"):
        AnnotatedAbstract.from_json(value)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.jsonl"


def write(path, *records):
    with path.open("wb") as stream:
        for one in records:
            write_record(stream, one)


def test_a_file_goes_there_and_back(path):
    write(path, FIRST, SECOND)

    assert list(read_records(str(path))) == [FIRST, SECOND]


def test_a_malformed_line_is_named_and_can_be_left_out(path):
    write(path, FIRST, SECOND)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], "{}", lines[1]]), encoding="utf-8")
    invalid = []

    with pytest.raises(MalformedRecordError, match=r"records\.jsonl:2: the key 'paper_id' is missing"):
        list(read_records(str(path)))
    assert list(read_records(str(path), on_invalid=invalid.append)) == [FIRST, SECOND]
    assert [error.line for error in invalid] == [2]


def test_files_of_records_are_told_from_files_of_papers(path, tmp_path):
    write(path, FIRST)
    papers = tmp_path / "papers.jsonl"
    papers.write_text('{"title": "A", "abstract": "B"}\n', encoding="utf-8")

    assert list(read_papers(str(path))) == [FIRST]
    assert [(p.title, p.abstract) for p in read_papers(str(papers))] == [("A", "B")]


def test_records_come_from_standard_input_too(path, monkeypatch):
    write(path, FIRST, SECOND)
    with path.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))

        assert list(read_papers("-")) == [FIRST, SECOND]


PAPERS = [FIRST.paper, SECOND.paper]


def finish(path, *records, papers=PAPERS, model=MODEL):
    with RecordFile(path, model) as target:
        for one in records:
            target.append(made_by(one, model))
        target.finish(papers)


def test_a_run_writes_in_the_order_of_the_papers_and_leaves_no_journal(path, tmp_path):
    finish(path, SECOND, FIRST)

    assert list(read_records(str(path))) == [made_by(FIRST), made_by(SECOND)]
    assert [p.name for p in tmp_path.iterdir()] == ["records.jsonl"]


@pytest.mark.parametrize("torn", [b"", b'{"title": "A', b'{"title": "A"}\n{"ti', b"\0\0\n"])
def test_a_killed_run_goes_on_from_its_journal(path, torn):
    finish(path, FIRST, SECOND)
    whole = path.read_bytes()
    path.unlink()
    with RecordFile(path, MODEL) as target:
        target.append(made_by(FIRST))
    journal = path.with_name("records.jsonl.partial")
    with journal.open("ab") as stream:
        stream.write(torn)

    with RecordFile(path, MODEL) as target:
        assert target.find(FIRST.paper) == made_by(FIRST)
        assert target.find(SECOND.paper) is None
        target.append(made_by(SECOND))
        target.finish(PAPERS)

    assert path.read_bytes() == whole


def test_a_finished_file_is_taken_over(path):
    finish(path, FIRST, SECOND)

    with RecordFile(path, MODEL) as target:
        assert target.find(FIRST.paper) == made_by(FIRST)


def test_what_another_run_has_left_is_not_lost(path):
    with RecordFile(path, MODEL) as target:
        target.append(made_by(FIRST))
    finish(path, SECOND, papers=[SECOND.paper])

    assert list(read_records(str(path))) == [made_by(SECOND)]
    with RecordFile(path, MODEL) as target:
        assert FIRST.paper in target
        target.finish(PAPERS)
    assert not path.with_name("records.jsonl.partial").exists()


def test_an_empty_file_is_no_hindrance(path, tmp_path):
    path.touch()
    finish(path, FIRST, SECOND)

    assert len(list(read_records(str(path)))) == 2
    finish(path, papers=[])
    finish(path, FIRST, SECOND)
    assert [p.name for p in tmp_path.iterdir()] == ["records.jsonl"]


def test_another_file_in_its_place_is_left_alone(path, tmp_path):
    path.write_text('{"title": "A", "abstract": "B"}\n', encoding="utf-8")

    with pytest.raises(MalformedRecordError, match=r"records\.jsonl:1"), RecordFile(path, MODEL):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["records.jsonl"]


def test_results_of_a_record_are_kept(path):
    value = {**as_json(), "results": [{"of": "e1", "on": None, "metric": None, "value": "3"}], "model": MODEL}
    value["results"][0] |= {"confidence": 1.0, "polarity": "asserted", "hedged": False}
    with RecordFile(path, MODEL) as target:
        target.append(AnnotatedAbstract.from_json(value))
        target.finish([FIRST.paper])

    (found,) = read_records(str(path))
    assert found.to_json() == value


def test_records_of_another_model_are_not_taken_over(path):
    finish(path, FIRST, SECOND)

    with RecordFile(path, "test-2") as target:
        assert target.find(FIRST.paper) is None


def test_a_changed_abstract_is_not_taken_over(path):
    finish(path, FIRST, SECOND)
    changed = Abstract(FIRST.paper.paper_id, FIRST.paper.title, FIRST.paper.abstract + " More.")

    with RecordFile(path, MODEL) as target:
        assert target.find(changed) is None


def test_what_is_newly_known_of_a_paper_goes_into_its_record(path):
    with RecordFile(path, MODEL) as target:
        target.append(made_by(SECOND))
        target.finish([Abstract("doi:10.1/x", SECOND.paper.title, SECOND.paper.abstract, year=2030, doi="10.1/x")])

    (found,) = read_records(str(path))
    assert (found.paper.paper_id, found.paper.year) == ("doi:10.1/x", 2030)


def test_a_stopped_run_leaves_the_old_file_whole(path):
    finish(path, FIRST, SECOND)
    before = path.read_bytes()

    with RecordFile(path, "test-2") as target:
        target.append(made_by(FIRST, "test-2"))

    assert path.read_bytes() == before
