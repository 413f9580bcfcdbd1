-- One query per line. ORDER BY outside parentheses asks for that order.
-- names and scopes
SELECT * FROM flow
SELECT flow.* FROM flow
SELECT aws.flow.name, flow.name, name FROM aws.flow
SELECT f.name AS n, f.size FROM flow AS f ORDER BY n
SELECT flow.name FROM flow f
SELECT name FROM flow, loop
SELECT status FROM flow, loop
SELECT nope FROM flow
SELECT f.nope FROM flow f
SELECT nope.name FROM flow
SELECT nope.* FROM flow
SELECT * FROM nope
SELECT * FROM aws.nope
SELECT *
SELECT * FROM flow f, loop f
SELECT x FROM flow x ORDER BY x.name
SELECT (x).name, (x).* FROM flow x
SELECT row_to_json(x) FROM (SELECT name, size FROM flow) x
SELECT a, b FROM flow AS f (a, b)
SELECT a FROM flow AS f (a, b, c, d, e, g, h, i)
SELECT name, name FROM flow ORDER BY name
SELECT name AS status, status FROM flow ORDER BY status
SELECT name AS size, size AS name FROM flow ORDER BY size
SELECT "name", "NAME" FROM flow
SELECT FROM flow
-- joins
SELECT f.name, l._key FROM flow f JOIN loop l ON l.flow = f._key
SELECT f.name, l._key FROM flow f LEFT JOIN loop l ON l.flow = f._key
SELECT f.name, l._key FROM flow f RIGHT JOIN loop l ON l.flow = f._key
SELECT f.name, l._key FROM flow f FULL JOIN loop l ON l.flow = f._key
SELECT f.name, l._key FROM flow f FULL JOIN loop l ON l.flow = f._key AND l.n > 2
SELECT count(*) FROM flow CROSS JOIN loop
SELECT count(*) FROM flow, loop
SELECT f.name, l._key FROM flow f, loop l WHERE l.flow = f._key AND f.size > 1
SELECT f.name, l._key FROM flow f LEFT JOIN loop l ON l.flow = f._key AND l.status = 'Done' WHERE f.status = 'Active'
SELECT f.name, l._key FROM flow f LEFT JOIN loop l ON l.flow = f._key WHERE l._key IS NULL
SELECT f.name, l._key FROM flow f LEFT JOIN loop l ON f.size > 2 AND l.n < f.size
SELECT * FROM flow JOIN loop USING (status)
SELECT * FROM flow LEFT JOIN loop USING (made)
SELECT status, flow.status, loop.status FROM flow FULL JOIN loop USING (status)
SELECT status FROM flow RIGHT JOIN loop USING (status) ORDER BY status
SELECT * FROM flow NATURAL JOIN loop
SELECT * FROM flow NATURAL LEFT JOIN (SELECT _key, n FROM loop) x
SELECT * FROM flow JOIN loop USING (nope)
SELECT j.status FROM flow JOIN loop USING (status) AS j
SELECT j.* FROM (flow f JOIN loop l ON f._key = l.flow) AS j (a, b, c)
SELECT f.name FROM (flow f JOIN loop l ON f._key = l.flow) AS j
SELECT a.name, b.name, c._key FROM flow a JOIN flow b ON a.size = b.size JOIN loop c ON c.flow = b._key
SELECT a.name, b.name FROM flow a JOIN (flow b JOIN loop c ON c.flow = b._key) ON a.size = b.size
SELECT a.name FROM flow a JOIN flow b ON a.size = c.size JOIN flow c ON true
SELECT f.name FROM flow f JOIN loop l ON l.flow
SELECT f.name FROM flow f JOIN loop l ON count(*) > 1
-- lateral
SELECT f.name, x.c FROM flow f, LATERAL (SELECT count(*) AS c FROM loop l WHERE l.flow = f._key) x
SELECT f.name, x.k FROM flow f LEFT JOIN LATERAL (SELECT l._key AS k FROM loop l WHERE l.flow = f._key ORDER BY l.n DESC LIMIT 1) x ON true
SELECT f.name, x.k FROM flow f, (SELECT l._key AS k FROM loop l WHERE l.flow = f._key) x
SELECT a.name, c.v FROM flow a, (flow b JOIN LATERAL (SELECT a.size + b.size AS v) c ON true) WHERE a._key = b._key
SELECT a.name, c.v, d.n FROM flow a, (SELECT 5 AS n) d, LATERAL (SELECT a.size + d.n AS v) c
SELECT f.name, k FROM flow f, akeys(f.tags) AS a, unnest(a) AS k
SELECT f.name, u FROM flow f, unnest(akeys(tags)) u
SELECT l._key, i, o FROM loop l, unnest(ids) WITH ORDINALITY AS x (i, o)
SELECT f.name, (SELECT max(x.v) FROM (SELECT l.n + f.size AS v FROM loop l WHERE l.flow = f._key) x) FROM flow f
SELECT f.name FROM flow f RIGHT JOIN LATERAL (SELECT f.size) x ON true
SELECT f.name, g FROM flow f, generate_series(1, f.size) g WHERE f.size < 4
SELECT * FROM generate_series(1, 3) WITH ORDINALITY
SELECT * FROM generate_series(1, 3) g
SELECT * FROM generate_series(1, 3) AS g (n)
SELECT * FROM ROWS FROM (generate_series(1, 3), generate_series(1, 2)) WITH ORDINALITY AS x (a, b, c)
SELECT * FROM unnest(ARRAY[1, 2, 3], ARRAY['a', 'b']) AS x (n, t)
SELECT * FROM json_each_text('{"a": 1, "b": "x"}')
SELECT key, value FROM flow, each(tags) ORDER BY key, value
SELECT * FROM lower('ABC')
SELECT * FROM nope(1)
-- subqueries
SELECT name FROM flow WHERE _key IN (SELECT flow FROM loop WHERE status = 'Done')
SELECT name FROM flow WHERE _key NOT IN (SELECT flow FROM loop)
SELECT name FROM flow WHERE _key NOT IN (SELECT flow FROM loop WHERE flow IS NOT NULL)
SELECT name FROM flow f WHERE EXISTS (SELECT 1 FROM loop l WHERE l.flow = f._key AND l.n > f.size)
SELECT name FROM flow f WHERE NOT EXISTS (SELECT 1 FROM loop l WHERE l.flow = f._key)
SELECT name, (SELECT count(*) FROM loop l WHERE l.flow = f._key) AS c FROM flow f ORDER BY c, name
SELECT name FROM flow WHERE size = (SELECT max(size) FROM flow)
SELECT name FROM flow WHERE size > ALL (SELECT n FROM loop WHERE flow = 'b')
SELECT name FROM flow WHERE size > ANY (SELECT n FROM loop WHERE flow = 'a')
SELECT name FROM flow WHERE (_key, size) IN (SELECT flow, n FROM loop)
SELECT name FROM flow WHERE (status, size) = ('Active', 3)
SELECT name, ARRAY(SELECT l._key FROM loop l WHERE l.flow = f._key ORDER BY 1) FROM flow f
SELECT (SELECT name FROM flow)
SELECT (SELECT name, size FROM flow)
SELECT name FROM flow WHERE _key IN (SELECT flow, n FROM loop)
SELECT (SELECT (SELECT f.name)) FROM flow f
SELECT f.name, (SELECT count(*) FROM loop l WHERE l.flow = f._key AND EXISTS (SELECT 1 FROM flow g WHERE g.size = l.n AND g._key <> f._key)) FROM flow f
SELECT name, (SELECT sum(l.n) FROM loop l WHERE l.flow = f._key) + 1 FROM flow f
SELECT x.* FROM (SELECT name, size FROM flow WHERE size > 1) x WHERE x.size < 5
SELECT status, (SELECT count(*) FROM loop l WHERE l.n > max(f.size)) FROM flow f GROUP BY status
SELECT status, (SELECT max(f.size)) FROM flow f GROUP BY status
SELECT status, (SELECT f.name) FROM flow f GROUP BY status
SELECT name FROM flow f GROUP BY name HAVING EXISTS (SELECT 1 FROM loop WHERE loop.n = count(f._key))
SELECT x FROM (SELECT 1) AS y (x)
SELECT * FROM (SELECT name FROM flow ORDER BY size LIMIT 2) x ORDER BY name
-- grouping
SELECT status, count(*), sum(size), avg(size), min(name), max(made) FROM flow GROUP BY status
SELECT count(*), count(size), count(DISTINCT size), sum(size) FROM flow
SELECT count(*) FROM flow WHERE false
SELECT sum(size) FROM flow WHERE false
SELECT status FROM flow GROUP BY status HAVING count(*) > 2
SELECT status AS s, count(*) FROM flow GROUP BY s
SELECT status, count(*) FROM flow GROUP BY 1 ORDER BY 2 DESC, 1
SELECT size + 1, count(*) FROM flow GROUP BY size + 1
SELECT size + 1 + 1, count(*) FROM flow GROUP BY size + 1
SELECT size, count(*) FROM flow GROUP BY size + 1
SELECT name, count(*) FROM flow
SELECT name, count(*) FROM flow GROUP BY status
SELECT name FROM flow HAVING count(*) > 1
SELECT f.name, f.made, count(*) FROM flow f JOIN loop l ON l.flow = f._key GROUP BY f._key
SELECT f.name, l.n FROM flow f JOIN loop l ON l.flow = f._key GROUP BY f._key
SELECT * FROM flow GROUP BY status
SELECT upper(status) FROM flow GROUP BY upper(status)
SELECT status || '!' FROM flow GROUP BY status ORDER BY status || '!'
SELECT status FROM flow GROUP BY status ORDER BY count(*), status
SELECT status FROM flow ORDER BY count(*)
SELECT count(*) FROM flow GROUP BY ()
SELECT status, size, count(*) FROM flow GROUP BY ROLLUP (status, size)
SELECT status, size, count(*) FROM flow GROUP BY CUBE (status, size)
SELECT status, size, count(*), GROUPING(status), GROUPING(status, size) FROM flow GROUP BY GROUPING SETS ((status), (size), ())
SELECT status, size, count(*) FROM flow GROUP BY status, ROLLUP (size)
SELECT status, count(*) FROM flow GROUP BY ROLLUP (status) HAVING GROUPING(status) = 0
SELECT config, count(*) FROM flow GROUP BY config
SELECT count(*) FILTER (WHERE size > 2), count(*) FILTER (WHERE status = 'Active') FROM flow
SELECT string_agg(name, ',' ORDER BY name DESC), array_agg(size ORDER BY size NULLS FIRST), string_agg(DISTINCT status, '-' ORDER BY status) FROM flow
SELECT string_agg(DISTINCT name, ',' ORDER BY size) FROM flow
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds), mode() WITHIN GROUP (ORDER BY status) FROM loop
SELECT count(count(*)) FROM flow
SELECT count(*) FROM flow WHERE count(*) > 1
SELECT count(*) FROM flow GROUP BY count(*)
SELECT sum(name) FROM flow
SELECT lower(DISTINCT name) FROM flow
SELECT lower(name) FILTER (WHERE true) FROM flow
SELECT count() FROM flow
SELECT GROUPING(status) FROM flow
SELECT status, sum(size) * count(*) FROM flow GROUP BY status
SELECT date_trunc('day', made), count(*) FROM flow GROUP BY 1
SELECT tags->'env', count(*) FROM flow GROUP BY tags->'env'
SELECT bool_and(size > 1), bool_or(size > 5), every(size > 0) FROM flow
-- windows
SELECT name, row_number() OVER (ORDER BY name), rank() OVER (ORDER BY size), dense_rank() OVER (ORDER BY size) FROM flow
SELECT name, sum(size) OVER (PARTITION BY status), count(*) OVER () FROM flow
SELECT name, sum(size) OVER w, avg(size) OVER w FROM flow WINDOW w AS (PARTITION BY status ORDER BY _key)
SELECT _key, lag(n) OVER w, lead(n, 1, 0) OVER w, first_value(n) OVER w, last_value(n) OVER w, nth_value(n, 2) OVER w FROM loop WINDOW w AS (ORDER BY _key)
SELECT _key, sum(n) OVER (ORDER BY _key ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), sum(n) OVER (ORDER BY n RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) FROM loop
SELECT _key, count(*) OVER (ORDER BY made RANGE BETWEEN '1 day' PRECEDING AND CURRENT ROW) FROM loop WHERE made IS NOT NULL
SELECT _key, count(*) OVER (ORDER BY made DESC RANGE BETWEEN '1 day' PRECEDING AND CURRENT ROW) FROM loop WHERE made IS NOT NULL
SELECT status, count(*), rank() OVER (ORDER BY count(*) DESC) FROM loop GROUP BY status
SELECT status, sum(count(*)) OVER (ORDER BY status) FROM loop GROUP BY status
SELECT * FROM (SELECT name, row_number() OVER (PARTITION BY status ORDER BY _key) AS n FROM flow) x WHERE n = 1
SELECT name FROM flow ORDER BY row_number() OVER (ORDER BY _key DESC)
SELECT rank() FROM flow
SELECT name FROM flow WHERE rank() OVER () = 1
SELECT sum(rank() OVER ()) FROM flow
SELECT sum(sum(size) OVER ()) OVER () FROM flow
SELECT sum(size) OVER nope FROM flow
SELECT sum(size) OVER (w PARTITION BY name) FROM flow WINDOW w AS (PARTITION BY status)
SELECT sum(size) OVER (w ORDER BY name) FROM flow WINDOW w AS (ORDER BY status)
SELECT lower(name) OVER () FROM flow
SELECT count(DISTINCT size) OVER () FROM flow
SELECT name, sum(size) FILTER (WHERE size > 2) OVER (PARTITION BY status) FROM flow
SELECT name, status FROM flow WINDOW w AS (ORDER BY nope)
-- sets, order, limit
SELECT DISTINCT status FROM flow
SELECT DISTINCT status, size FROM flow ORDER BY status, size
SELECT DISTINCT status FROM flow ORDER BY size
SELECT DISTINCT ON (status) status, name FROM flow ORDER BY status, _key DESC
SELECT DISTINCT ON (status) status, name FROM flow ORDER BY name
SELECT DISTINCT config FROM flow
SELECT name FROM flow ORDER BY size DESC, name LIMIT 2
SELECT name FROM flow ORDER BY size DESC NULLS LAST, name LIMIT 2 OFFSET 1
SELECT name FROM flow ORDER BY size NULLS FIRST, name
SELECT name FROM flow ORDER BY 1 DESC
SELECT name FROM flow ORDER BY 3
SELECT name FROM flow ORDER BY 'x'
SELECT name FROM flow ORDER BY config
SELECT name FROM flow ORDER BY upper(name)
SELECT name AS n FROM flow ORDER BY upper(n)
SELECT size FROM flow ORDER BY size FETCH FIRST 2 ROWS WITH TIES
SELECT name FROM flow LIMIT 0
SELECT name FROM flow ORDER BY _key LIMIT NULL OFFSET 3
SELECT name FROM flow LIMIT -1
SELECT name FROM flow OFFSET -1
SELECT name FROM flow LIMIT 'x'
SELECT name FROM flow LIMIT size
SELECT name FROM flow LIMIT true
SELECT status FROM flow UNION SELECT status FROM loop ORDER BY status
SELECT status FROM flow UNION ALL SELECT status FROM loop ORDER BY 1
SELECT _key FROM flow INTERSECT SELECT flow FROM loop
SELECT _key FROM flow EXCEPT SELECT flow FROM loop
SELECT flow FROM loop EXCEPT ALL SELECT _key FROM flow
SELECT 1 UNION SELECT 2 INTERSECT SELECT 2 EXCEPT SELECT 3
SELECT 1 AS a UNION SELECT 2 ORDER BY b
SELECT 1 AS a UNION SELECT 2 ORDER BY a + 1
SELECT 1 UNION SELECT 'x'
SELECT 1 UNION SELECT now()
SELECT 1, 2 UNION SELECT 1
SELECT 'a' UNION SELECT 'b' UNION SELECT NULL
SELECT NULL UNION SELECT 1
SELECT config FROM flow UNION SELECT config FROM flow
SELECT name FROM flow WHERE name = 'alpha' UNION (SELECT name FROM flow ORDER BY name LIMIT 1)
VALUES (1, 'a'), (2, NULL)
VALUES (1, 'a'), (2)
VALUES (1), ('x')
VALUES (1), (2.5) ORDER BY 1 DESC
SELECT * FROM (VALUES (1, 'x'), (2, 'y')) v (n, t) WHERE n > 1
TABLE flow
-- with
WITH x AS (SELECT name, size FROM flow) SELECT * FROM x WHERE size > 2
WITH x AS (SELECT 1 AS a), y AS (SELECT a + 1 AS b FROM x) SELECT * FROM x, y
WITH x (p) AS (SELECT 1) SELECT p FROM x
WITH x (p, q) AS (SELECT 1) SELECT p FROM x
WITH x AS (SELECT 1), x AS (SELECT 2) SELECT 1
WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n), count(*) FROM t
WITH RECURSIVE t AS (SELECT 1 AS n UNION SELECT (n + 1) % 3 FROM t) SELECT * FROM t
WITH RECURSIVE t (k, d) AS (SELECT _key, 0 FROM flow WHERE _key = 'a' UNION ALL SELECT l._key, t.d + 1 FROM loop l JOIN t ON l.flow = t.k) SELECT * FROM t
WITH RECURSIVE t AS (SELECT n FROM t) SELECT * FROM t
WITH flow AS (SELECT 1 AS only) SELECT * FROM flow
SELECT (WITH x AS (SELECT f.size AS s) SELECT s + 1 FROM x) FROM flow f
WITH x AS (SELECT * FROM loop) SELECT f.name, (SELECT count(*) FROM x WHERE x.flow = f._key) FROM flow f
-- expressions
SELECT size BETWEEN 2 AND 5, size NOT BETWEEN SYMMETRIC 5 AND 2 FROM flow
SELECT size IN (1, 3), size NOT IN (1, 3), size IN (1, NULL), name IN ('alpha', 'beta') FROM flow
SELECT name LIKE 'a%', name NOT LIKE '%a', name ILIKE 'AL%', name SIMILAR TO '(alpha|beta)', name LIKE 'a!%' ESCAPE '!' FROM flow
SELECT name IS NULL, name IS NOT NULL, size IS DISTINCT FROM 3, (size > 2) IS TRUE, (size > 2) IS NOT UNKNOWN FROM flow
SELECT CASE WHEN size > 2 THEN 'big' WHEN size > 0 THEN 'small' END, CASE status WHEN 'Active' THEN 1 ELSE 0 END FROM flow
SELECT COALESCE(name, 'none'), NULLIF(status, 'Active'), GREATEST(size, 2), LEAST(size, 2, NULL) FROM flow
SELECT ids[1], ids[2:3], ids[5], ids[:1] FROM loop
SELECT 'p' = ANY (ids), 'p' <> ALL (ids), cardinality(ids), array_position(ids, 'p') FROM loop
SELECT n = ANY ('{1,2}'), n = ANY (ARRAY[3, 4]) FROM loop
SELECT config->>'x', config->'y'->1, config->'y'->>0 FROM flow
SELECT tags->'env', tags ? 'team', tags @> 'env=>prod' FROM flow
SELECT made + interval '1 month', made - interval '1 day', extract(year FROM made), made::date FROM flow
SELECT '2026-01-01'::timestamp < made, made > '2026-01-02', made = '2026-01-02 10:30' FROM flow
SELECT 1 + 'a'
SELECT name + 1 FROM flow
SELECT -name FROM flow
SELECT size || name FROM flow
SELECT nope(size) FROM flow
SELECT lower(size, 1) FROM flow
SELECT size::nope FROM flow
SELECT made::bigint FROM flow
SELECT 'abc'::int
SELECT CAST('2026-13-01' AS timestamp)
SELECT name FROM flow WHERE size
SELECT name FROM flow WHERE 'x'
SELECT NOT size FROM flow
SELECT size AND true FROM flow
SELECT CASE WHEN size THEN 1 END FROM flow
SELECT CASE WHEN true THEN 1 ELSE 'x' END
SELECT CASE WHEN true THEN size ELSE made END FROM flow
SELECT COALESCE(size, made) FROM flow
SELECT ARRAY[1, 'x']
SELECT ARRAY[1, now()]
SELECT ARRAY[]
SELECT ARRAY[]::text[], ARRAY[[1, 2], [3, 4]], ARRAY['a', NULL]
SELECT (ROW(1, 'a'::text)).f2, (1, 2) < (1, 3), (1, 2) = (1, NULL), ROW(1, 2) <> ROW(1, 2)
SELECT (1, 2) = (1, 2, 3)
SELECT name[1] FROM flow
SELECT (name).x FROM flow
SELECT config = config FROM flow
SELECT generate_series(1, 3)
SELECT name, generate_series(1, 2) FROM flow ORDER BY 1, 2
SELECT generate_series(1, 3), generate_series(1, 2)
SELECT generate_series(1, generate_series(1, 3))
SELECT name FROM flow WHERE generate_series(1, 2) = 1
SELECT CASE WHEN true THEN generate_series(1, 2) END
SELECT sum(generate_series(1, 2))
SELECT unnest(ids) AS i, count(*) FROM loop GROUP BY i
SELECT (each(tags)).key FROM flow ORDER BY 1
SELECT (each(tags)).* FROM flow ORDER BY 1, 2
SELECT status, generate_series(1, count(*)) FROM flow GROUP BY status
SELECT 'a' COLLATE "C" < 'b', name COLLATE "nope" FROM flow
SELECT name COLLATE "C" FROM flow ORDER BY name COLLATE "C"
SELECT now() AT TIME ZONE 'UTC' IS NOT NULL, current_date IS NULL
SELECT 5 / 2, 5 % 3, 5.0 / 2, -5 / 2, 2 ^ 3, 7 / 0
SELECT 1 WHERE 1 = ALL (ARRAY[1, 1])
SELECT x.y FROM (SELECT ROW(1, 2) AS y) x
SELECT EXISTS (SELECT 1 WHERE false), NOT EXISTS (SELECT)
SELECT interval '90' minute, interval '1' day
SELECT 'x'::varchar(2), 'abc'::varchar(2), 12.345::numeric(4, 1), 'abc'::char(5)
SELECT * FROM flow f WHERE f IS NOT NULL
