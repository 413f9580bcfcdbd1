// The SQL tables from node-postgres. It finds the server by PGHOST, PGPORT, PGUSER,
// PGPASSWORD and PGDATABASE, as any program's does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { createFlow } from './clients.js';

const name = 'sql-from-js';
const pool = new pg.Pool({ max: 4 });
let flowArn;

before(async () => {
  flowArn = await createFlow(name, '<crowd-form></crowd-form>');
});
after(() => pool.end());

test('a flow definition is a row at once, with values of JavaScript', async () => {
  const { rows, fields } = await pool.query(
    'SELECT * FROM aws.sagemaker_flow_definition WHERE flow_definition_name = $1',
    [name],
  );
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.equal(row._key, flowArn);
  assert.equal(row.flow_definition_status, 'Active');
  assert.ok(row.creation_time instanceof Date);
  assert.equal(row.human_loop_config.HumanTaskUiArn.split(':')[2], 'sagemaker');
  assert.equal(row.failure_reason, null);
  assert.equal(fields[0].name, '_key');
});

test('parameters, prepared statements and arrays', async () => {
  const client = await pool.connect();
  try {
    for (const n of [1, 2, 3]) {
      const { rows } = await client.query({
        name: 'double',
        text: 'SELECT $1::bigint * 2 AS n, $2::text[] AS a',
        values: [n, ['x', null]],
      });
      assert.deepEqual(rows, [{ n: String(2 * n), a: ['x', null] }]);
    }
    const { rows } = await client.query(
      "SELECT true AS b, 1.5::float8 AS f, NULL AS nothing, JSON '[1]' AS j",
    );
    assert.deepEqual(rows, [{ b: true, f: 1.5, nothing: null, j: [1] }]);
  } finally {
    client.release();
  }
});

test('a cursor reads piece by piece, and may be left', async () => {
  const client = await pool.connect();
  try {
    const cursor = client.query(new Cursor('SELECT x FROM generate_series(1, 100000) x'));
    assert.equal((await cursor.read(10)).length, 10);
    assert.equal((await cursor.read(1000)).length, 1000);
    await cursor.close();
    assert.deepEqual((await client.query('SELECT 1 AS one')).rows, [{ one: '1' }]);
  } finally {
    client.release();
  }
});

test('errors tell their code and place', async () => {
  await assert.rejects(pool.query('SELECT nothing'), { code: '42703', position: '8' });
  await assert.rejects(pool.query('DROP TABLE aws.sagemaker_workteam'), { code: '25006' });
  await assert.rejects(pool.query('SELECT pg_sleep_long()'), { code: '42883' });
});

test('several statements in one text', async () => {
  const results = await pool.query('SELECT 1 AS a; SELECT 2 AS b');
  assert.deepEqual(
    results.map((r) => r.rows),
    [[{ a: '1' }], [{ b: '2' }]],
  );
});
