"""The SQL tables from Python: psycopg 3 as a program uses it, and SQLAlchemy as BI
tools do, which first read what tables and columns there are.

Settings come from the environment, where scripts/with-server puts PGHOST, PGPORT,
PGUSER, PGPASSWORD and PGDATABASE.
"""

import datetime
import os

import psycopg
import pytest
import sqlalchemy
from psycopg.rows import dict_row
from psycopg.types.hstore import register_hstore
from psycopg.types import TypeInfo
from sqlalchemy.dialects import postgresql

FLOW = "sql-from-python"


@pytest.fixture(scope="module")
def flow_arn(program):
    arn = program.plain_flow(FLOW)
    program.sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "env", "Value": "prod"}, {"Key": "team", "Value": ""}])
    return arn


@pytest.fixture
def connection():
    with psycopg.connect("") as c:
        yield c


@pytest.mark.parametrize("binary", [False, True])
def test_values_are_pythons(connection, flow_arn, binary):
    register_hstore(TypeInfo.fetch(connection, "hstore"), connection)
    with connection.cursor(binary=binary, row_factory=dict_row) as c:
        c.execute("SELECT * FROM aws.sagemaker_flow_definition WHERE flow_definition_name = %s", [FLOW])
        row = c.fetchone()
        assert c.fetchone() is None
    assert row["_key"] == row["flow_definition_arn"] == flow_arn
    assert row["flow_definition_status"] == "Active"
    assert isinstance(row["creation_time"], datetime.datetime)
    assert row["human_loop_config"]["TaskTitle"] == "Check the total"
    assert row["tags"] == {"env": "prod", "team": ""}
    assert row["failure_reason"] is None


def test_parameters_of_all_types(connection):
    values = [7, 2**40, 1.5, "text", True, None, datetime.datetime(2026, 11, 22, 12), datetime.date(2026, 11, 22), [1, 2], ["a", None]]
    marks = "%s::bigint, %s::bigint, %s::float8, %s::text, %s::boolean, %s::text, %s::timestamp, %s::date, %s::bigint[], %s::text[]"
    assert list(connection.execute(f"SELECT {marks}", values).fetchone()) == values
    assert connection.execute("SELECT count(*) FROM aws.sagemaker_workteam WHERE create_date < %s", [datetime.datetime.now()]).fetchone()
    found = connection.execute("SELECT x FROM unnest(ARRAY[1, 2, 3]) x WHERE x = ANY(%s)", [[1, 3]]).fetchall()
    assert found == [(1,), (3,)]


def test_a_cursor_on_the_server_reads_piece_by_piece(connection):
    with connection.cursor(name="many") as c:
        c.itersize = 100
        c.execute("SELECT x FROM generate_series(1, 1000) x")
        assert sum(x for (x,) in c) == 500500


def test_a_pipeline_and_repeated_statements(connection):
    with connection.pipeline():
        answers = [connection.execute("SELECT %s::bigint + 1", [n]) for n in range(20)]
    assert [a.fetchone()[0] for a in answers] == list(range(1, 21))


def test_errors_have_their_class(connection):
    for query, error in [
        ("SELEC 1", psycopg.errors.SyntaxError),
        ("SELECT x", psycopg.errors.UndefinedColumn),
        ("SELECT * FROM aws.nothing", psycopg.errors.UndefinedTable),
        ("DELETE FROM aws.sagemaker_workteam", psycopg.errors.ReadOnlySqlTransaction),
        ("SELECT 1 / 0", psycopg.errors.DivisionByZero),
    ]:
        with pytest.raises(error):
            connection.execute(query)
        connection.rollback()


def test_nested_transactions(connection):
    with connection.transaction():
        with pytest.raises(psycopg.errors.DivisionByZero), connection.transaction():
            connection.execute("SELECT 1 / 0")
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.fixture(scope="module")
def engine():
    url = sqlalchemy.URL.create(
        "postgresql+psycopg",
        os.environ["PGUSER"],
        os.environ["PGPASSWORD"],
        os.environ["PGHOST"],
        int(os.environ["PGPORT"]),
        os.environ["PGDATABASE"],
    )
    e = sqlalchemy.create_engine(url)
    yield e
    e.dispose()


def test_sqlalchemy_reads_what_there_is(engine):
    inspector = sqlalchemy.inspect(engine)
    assert {"aws", "foureyes"} <= set(inspector.get_schema_names())
    assert "sagemaker_flow_definition" in inspector.get_table_names(schema="aws")
    assert inspector.default_schema_name == "aws"
    columns = {c["name"]: c for c in inspector.get_columns("sagemaker_flow_definition", schema="aws")}
    assert isinstance(columns["creation_time"]["type"], postgresql.TIMESTAMP)
    assert isinstance(columns["human_loop_config"]["type"], postgresql.JSON)
    assert isinstance(columns["tags"]["type"], postgresql.HSTORE)
    assert columns["flow_definition_name"]["comment"]
    assert inspector.get_pk_constraint("sagemaker_flow_definition", schema="aws")["constrained_columns"] == ["_key"]
    assert inspector.get_foreign_keys("sagemaker_human_loop", schema="aws") is not None
    assert inspector.get_table_comment("sagemaker_human_loop", schema="aws")["text"]
    assert inspector.get_view_names(schema="aws") == []
    for kind in ("get_indexes", "get_unique_constraints", "get_check_constraints"):
        assert isinstance(getattr(inspector, kind)("sagemaker_human_loop", schema="aws"), list)


def test_sqlalchemy_asks_reflected_tables(engine, flow_arn):
    meta = sqlalchemy.MetaData()
    meta.reflect(engine, schema="aws")
    flow = meta.tables["aws.sagemaker_flow_definition"]
    query = (
        sqlalchemy.select(flow.c.flow_definition_name, flow.c.tags["env"], flow.c.human_loop_config["TaskTitle"].astext)
        .where(flow.c.flow_definition_arn == flow_arn, flow.c.creation_time <= sqlalchemy.func.now())
        .order_by(flow.c.creation_time.desc())
        .limit(10)
    )
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(query)] == [(FLOW, "prod", "Check the total")]
