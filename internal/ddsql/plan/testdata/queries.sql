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
-- more of names and scopes
SELECT f.* FROM flow f, loop l WHERE f._key = l.flow AND l.n = 4
SELECT f.name, f.* FROM flow f WHERE f._key = 'a'
SELECT count(f) FROM flow f
SELECT count(f.*) FROM flow f
SELECT f IS NULL FROM flow f
SELECT (SELECT f) IS NOT NULL FROM flow f
SELECT (f.*) IS NOT NULL FROM flow f
SELECT name FROM (flow)
SELECT name FROM (SELECT * FROM flow) AS f WHERE f.size = 3
SELECT flow.name FROM (SELECT * FROM flow) AS f
SELECT a.b.c.d FROM flow
SELECT aws.flow.name FROM aws.flow f
SELECT name AS "select", name "order" FROM flow
SELECT name FROM flow WHERE n = 1
SELECT n FROM flow WHERE EXISTS (SELECT 1 FROM loop WHERE n = size)
SELECT name FROM flow WHERE EXISTS (SELECT 1 FROM loop WHERE n = size)
SELECT name FROM flow ORDER BY flow.size, flow.name
SELECT DISTINCT f.status FROM flow f ORDER BY f.status
SELECT upper(name) AS name FROM flow ORDER BY name
SELECT -size AS size FROM flow ORDER BY size
SELECT -size AS size FROM flow ORDER BY size + 0
SELECT status, count(*) AS status FROM flow GROUP BY status
SELECT upper(status) AS status, count(*) FROM flow GROUP BY status
SELECT size AS name, count(*) FROM flow GROUP BY name
SELECT 1 AS x, 2 AS x ORDER BY x
SELECT 1 AS x, 1 AS x ORDER BY x
SELECT name AS x, size AS x FROM flow GROUP BY x
-- more joins
SELECT a._key, b._key, c._key FROM flow a FULL JOIN flow b ON a.size = b.size + 1 FULL JOIN flow c ON c.size = b.size
SELECT a._key, x.s FROM flow a LEFT JOIN (SELECT size AS s, count(*) AS c FROM flow GROUP BY size) x ON x.s = a.size AND x.c > 1
SELECT * FROM (SELECT 1 AS a) x NATURAL JOIN (SELECT 1 AS a, 2 AS b) y
SELECT * FROM (SELECT 1 AS a) x NATURAL JOIN (SELECT 1 AS b) y
SELECT x.a, y.a, a FROM (SELECT 1 AS a) x FULL JOIN (SELECT 2 AS a) y USING (a) ORDER BY a
SELECT a FROM (SELECT 1 AS a) x JOIN (SELECT 1.0 AS a) y USING (a)
SELECT * FROM (SELECT 1 AS a, 2 AS a) x JOIN (SELECT 1 AS a) y USING (a)
SELECT a FROM (SELECT 1 AS a) x JOIN (SELECT 1 AS a) y USING (a) JOIN (SELECT 1 AS a, 5 AS z) w USING (a) WHERE z = 5
SELECT x.a, j.a FROM ((SELECT 1 AS a) x JOIN (SELECT 1 AS a) y USING (a)) AS j
SELECT * FROM flow f JOIN LATERAL (SELECT l.n FROM loop l WHERE l.flow = f._key) x ON x.n > 1, LATERAL (SELECT x.n + f.size AS t) y WHERE t > 3
SELECT f.name, (SELECT string_agg(x.k, ',' ORDER BY x.k) FROM (SELECT l._key AS k FROM loop l WHERE l.flow = f._key AND l.n > (SELECT min(g.size) FROM flow g WHERE g.status = f.status)) x) FROM flow f
SELECT f.name FROM flow f WHERE (SELECT count(*) FROM loop l, LATERAL (SELECT 1 WHERE l.flow = f._key) x) > 1
SELECT f.name, x.* FROM flow f LEFT JOIN LATERAL unnest(avals(f.tags)) WITH ORDINALITY AS x (v, n) ON x.n = 1
SELECT g, h FROM generate_series(1, 3) g, generate_series(g, 3) h
SELECT g, s FROM generate_series(1, 2) g, LATERAL (SELECT sum(h) AS s FROM generate_series(1, g) h) x
SELECT f.name FROM flow f JOIN loop l ON l.flow = f._key AND EXISTS (SELECT 1 FROM loop m WHERE m.n = l.n + 1 AND m.flow = f._key)
SELECT f.name, l.n FROM flow f LEFT JOIN loop l ON l.flow = f._key AND l.n = (SELECT max(m.n) FROM loop m WHERE m.flow = f._key)
-- more grouping
SELECT f.status, sum(l.n) FROM flow f LEFT JOIN loop l ON l.flow = f._key GROUP BY f.status HAVING sum(l.n) IS NOT NULL ORDER BY sum(l.n) DESC
SELECT status, count(*) c FROM flow GROUP BY status ORDER BY c, status
SELECT status, max(size) - min(size) AS spread FROM flow GROUP BY status ORDER BY spread NULLS LAST
SELECT status, CASE WHEN count(*) > 2 THEN 'many' ELSE status END FROM flow GROUP BY status
SELECT CASE WHEN size > 2 THEN 'big' ELSE 'small' END AS c, count(*) FROM flow GROUP BY c ORDER BY c
SELECT CASE WHEN size > 2 THEN 'big' ELSE 'small' END, count(*) FROM flow GROUP BY CASE WHEN size > 2 THEN 'big' ELSE 'small' END
SELECT extract(month FROM made) AS m, count(*) FROM flow GROUP BY extract(month FROM made) ORDER BY m
SELECT status, size FROM flow GROUP BY status, size HAVING size > 1 AND count(*) = 1
SELECT DISTINCT count(*) FROM loop GROUP BY status
SELECT count(*) FROM (SELECT DISTINCT status, size FROM flow) x
SELECT status, array_agg(name ORDER BY name) FILTER (WHERE size > 1) FROM flow GROUP BY status
SELECT status, GROUPING(status) FROM flow GROUP BY CUBE (status) ORDER BY GROUPING(status), status
SELECT status, size, GROUPING(status, size) AS g, count(*) FROM flow GROUP BY GROUPING SETS (ROLLUP (status, size), (size)) ORDER BY g, status, size
SELECT status FROM flow GROUP BY DISTINCT ROLLUP (status), ROLLUP (status)
SELECT coalesce(status, 'all'), count(*) FROM flow GROUP BY ROLLUP (status) ORDER BY 2, 1
SELECT GROUPING(name) FROM flow GROUP BY status
SELECT size, size + count(*) FROM flow GROUP BY size ORDER BY size
SELECT _key, name, size + 1 FROM flow GROUP BY _key ORDER BY name
SELECT f.* FROM flow f GROUP BY f._key
SELECT status, (SELECT count(*) FROM loop l WHERE l.status = f.status) FROM loop f GROUP BY f.status
SELECT status, (SELECT count(*) FROM loop l WHERE l.n = f.n) FROM loop f GROUP BY f.status
SELECT sum(n) FROM loop HAVING sum(n) > 100
SELECT 1 FROM loop HAVING true
SELECT sum(size) OVER (PARTITION BY status ORDER BY size), status FROM flow GROUP BY status
SELECT status, rank() OVER (ORDER BY sum(n) DESC NULLS LAST), sum(n) FROM loop GROUP BY status
SELECT status, sum(sum(n)) OVER () FROM loop GROUP BY status
SELECT count(*) FROM loop WHERE n > avg(n)
SELECT name FROM flow WHERE size = max(size)
SELECT avg(n), stddev(n), variance(n), corr(n, seconds) FROM loop
-- more windows
SELECT _key, ntile(3) OVER (ORDER BY _key), percent_rank() OVER (ORDER BY n), cume_dist() OVER (ORDER BY n) FROM loop WHERE n IS NOT NULL
SELECT _key, first_value(_key) OVER (PARTITION BY status ORDER BY n DESC NULLS LAST) FROM loop
SELECT _key, sum(n) OVER (ORDER BY n GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM loop WHERE n IS NOT NULL
SELECT _key, sum(n) OVER (ROWS BETWEEN n PRECEDING AND CURRENT ROW) FROM loop
SELECT _key, sum(n) OVER (ORDER BY n RANGE BETWEEN 'x' PRECEDING AND CURRENT ROW) FROM loop
SELECT _key, sum(n) OVER (ORDER BY status RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM loop
SELECT _key, sum(n) OVER (ORDER BY n, _key RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM loop
SELECT _key, sum(n) OVER (GROUPS 1 PRECEDING) FROM loop
SELECT status, lag(status) OVER (ORDER BY status) FROM loop GROUP BY status
SELECT _key, count(*) OVER w FROM loop WINDOW w AS (PARTITION BY status), w AS (PARTITION BY flow)
SELECT _key, row_number() OVER (ORDER BY made, _key) - row_number() OVER (PARTITION BY status ORDER BY made, _key) FROM loop
SELECT max(x.r) FROM (SELECT row_number() OVER () AS r FROM loop) x
SELECT rank() OVER (ORDER BY config) FROM flow
SELECT _key FROM loop ORDER BY sum(n) OVER (PARTITION BY status), _key
-- more set operations and values
SELECT name, size FROM flow UNION SELECT _key, n FROM loop ORDER BY 2, 1
(SELECT name FROM flow ORDER BY name LIMIT 1) UNION ALL (SELECT _key FROM loop ORDER BY _key DESC LIMIT 1)
SELECT * FROM (SELECT 1 AS a UNION ALL SELECT 2) x ORDER BY a DESC
SELECT a FROM (VALUES (1), (NULL), (3)) v (a) WHERE a IS DISTINCT FROM 3
SELECT NULL AS a UNION ALL SELECT 'x' UNION ALL SELECT NULL
SELECT 1 UNION SELECT NULL UNION SELECT 2 ORDER BY 1 NULLS FIRST
SELECT '2026-01-01' UNION SELECT made FROM flow WHERE made IS NULL
SELECT '1' UNION SELECT 2
SELECT ARRAY[1] UNION SELECT ARRAY[1]
SELECT 1 INTERSECT SELECT 1.0
SELECT count(*) FROM (SELECT status FROM flow EXCEPT SELECT status FROM loop) x
VALUES (1, NULL), (NULL, 'x'), (2.5, 'y')
SELECT (VALUES (5))
SELECT * FROM (VALUES (now() IS NOT NULL, 'a'::text)) v
SELECT f.name, v.x FROM flow f, LATERAL (VALUES (f.size), (f.size * 2)) v (x) WHERE f._key = 'a'
-- more common tables
WITH a AS (SELECT name, size FROM flow), b AS (SELECT max(size) AS m FROM a) SELECT a.name FROM a, b WHERE a.size = b.m
WITH a AS (SELECT 1 AS x), b AS (WITH a AS (SELECT 2 AS x) SELECT x FROM a) SELECT a.x, b.x FROM a, b
WITH RECURSIVE f (n, a, b) AS (SELECT 1, 0, 1 UNION ALL SELECT n + 1, b, a + b FROM f WHERE n < 10) SELECT n, a FROM f ORDER BY n
WITH RECURSIVE p (k, path) AS (SELECT _key, ARRAY[_key] FROM flow WHERE _key = 'a' UNION ALL SELECT l._key, p.path || l._key FROM loop l, p WHERE l.flow = p.k) SELECT k, path FROM p ORDER BY k
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3 ORDER BY 1) SELECT * FROM t
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT 'x' FROM t) SELECT * FROM t
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n FROM t, t u WHERE false) SELECT * FROM t
WITH RECURSIVE t (n) AS (SELECT n FROM t UNION ALL SELECT 1) SELECT * FROM t
WITH RECURSIVE a AS (SELECT 1 AS n) SELECT * FROM a
SELECT f.name, (WITH x AS (SELECT l.n FROM loop l WHERE l.flow = f._key) SELECT count(*) FROM x a, x b) FROM flow f
WITH x AS (SELECT 1) SELECT * FROM y
-- more expressions
SELECT 1 = '1', '1' = 1, 1 < '2', '2026-01-01' < made FROM flow WHERE _key = 'a'
SELECT 'a' || 'b', 'a' || 1, 1 || 'a', NULL || 'a', 'a' = 'a', 'a' < 'b'
SELECT NULL = NULL, NULL IS NULL, NULL::int IS NULL, NULL AND false, NULL OR true, NOT NULL
SELECT 1 IS NULL, '' IS NULL, ROW(NULL, NULL) IS NULL, ROW(1, NULL) IS NULL, ROW(1, NULL) IS NOT NULL
SELECT size + NULL, size = NULL, NULLIF(size, 3), NULLIF(3, size) FROM flow
SELECT NULLIF('a', 'a'), NULLIF('a', 'b'), NULLIF(1, 1.0), NULLIF(NULL, 1)
SELECT COALESCE(NULL, NULL), COALESCE(NULL, 'x', 'y'), COALESCE(1, 2.5), GREATEST('a', 'b'), LEAST(1, 2.5)
SELECT CASE 1 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END, CASE NULL WHEN NULL THEN 1 ELSE 2 END, CASE 'a' WHEN 'a' THEN 1 END
SELECT CASE WHEN 1 = 1 THEN NULL ELSE 1 END, CASE WHEN false THEN 1 END, CASE WHEN NULL THEN 1 ELSE 2 END
SELECT x.c FROM (SELECT CASE WHEN size > 1 THEN size ELSE 1 / (size - 1) END AS c FROM flow WHERE size IS NOT NULL) x
SELECT 'now' = 'now', length('abc'), lower('ABC'), upper(NULL), substring('hello' FROM 2 FOR 3), trim('  x '), position('l' IN 'hello')
SELECT overlay('abcdef' PLACING 'zz' FROM 2 FOR 3), trim(LEADING 'x' FROM 'xxa'), substring('abc' FOR 2), substring('a1b' FROM '[0-9]')
SELECT split_part('a,b,c', ',', 2), strpos('hello', 'l'), reverse('abc'), replace('aaa', 'a', 'b'), concat('a', 1, NULL), concat_ws('-', 'a', 'b')
SELECT '{1,2,3}'::int[], '{a,b}'::text[], ARRAY[1, 2] || 3, ARRAY[1] || ARRAY[2], 1 = ANY ('{1,2}'::int[])
SELECT ARRAY[1, NULL, 3], ARRAY[[1], [2]], array_length(ARRAY[1, 2], 1), (ARRAY[1, 2, 3])[2:3], (ARRAY[[1, 2], [3, 4]])[2][1]
SELECT '{"a": {"b": [1, 2]}}'::json -> 'a' -> 'b' ->> 1, '{"a": 1}'::jsonb = '{"a":1}'::jsonb, '{"a": 1}'::jsonb ? 'a', '{"a": 1}'::jsonb @> '{}'
SELECT ('{"a": {"b": 2}}'::jsonb)['a']['b'], '[1, 2]'::jsonb -> -1, '{"a": null}'::json ->> 'a'
SELECT json_build_object('a', 1, 'b', ARRAY[1, 2]), to_json('x'::text), row_to_json(ROW(1, 'a'::text))
SELECT 'a=>1, b=>NULL'::hstore -> 'a', ('a=>1'::hstore) ? 'a', 'a=>1'::hstore = 'a=>1'::hstore
SELECT '10.0.0.1'::inet << '10.0.0.0/8'::inet, host('10.0.0.1/8'::inet), '::1'::inet = '::1'
SELECT interval '1 day' + interval '1 hour', interval '1 month' * 2, date '2026-01-31' + 1, timestamp '2026-01-31' + interval '1 month'
SELECT date '2026-03-01' - date '2026-02-01', timestamp '2026-01-02' - timestamp '2026-01-01', extract(epoch FROM interval '1 day'), date_trunc('month', timestamp '2026-05-17 10:00')
SELECT timestamp '2026-01-01 12:00' AT TIME ZONE 'UTC', (timestamp '2026-01-01 12:00' AT TIME ZONE 'Europe/Rome')::timestamp
SELECT (timestamp '2026-01-01', timestamp '2026-02-01') OVERLAPS (timestamp '2026-01-15', timestamp '2026-03-01')
SELECT make_interval(days => 10), make_interval(1, 2), make_interval(hours => 1, mins => 30)
SELECT lower(nope => 'x')
SELECT 1::text || 'a', 1.5::int, 2.5::int, '5'::int + 1, true::text, 'yes'::boolean, 1::boolean
SELECT 'abc' LIKE 'a_c', 'abc' LIKE NULL, 'a%c' LIKE 'a\%c', 'abc' ~ 'b', 'ABC' ~* 'b', 'abc' !~ 'x', 'abc' SIMILAR TO 'a(b|x)c'
SELECT -5 % 3, 5 / -2, -(-5), +5, 2 ^ 10, 10 % 3, abs(-5), round(2.5), ceil(1.2), floor(-1.2), power(2, 3)
SELECT 1 BETWEEN 2 AND 0, 1 BETWEEN SYMMETRIC 2 AND 0, NOT 1 BETWEEN 0 AND 2, 'b' BETWEEN 'a' AND 'c'
SELECT 1 IN (1, 2), 3 NOT IN (1, NULL), 1 IN (1, NULL), NULL IN (1), 'a' IN ('a', 'b'), (1, 2) IN ((1, 2), (3, 4)), 1 IN (1.0, 2.5)
SELECT 1 = ANY (ARRAY[1, NULL]), 2 = ANY (ARRAY[1, NULL]), 1 <> ALL (ARRAY[2, 3]), 1 = ALL (ARRAY[]::int[]), 1 = ANY (NULL::int[])
SELECT (1, 'a') < (1, 'b'), (1, NULL) < (2, 1), (NULL, 1) = (NULL, 1), (1, 2, 3) >= (1, 2, 2), ROW(1) = ROW(1)
SELECT true IS TRUE, NULL IS TRUE, NULL IS NOT FALSE, NULL IS UNKNOWN, (1 = 2) IS FALSE
SELECT 1 IS DISTINCT FROM NULL, NULL IS DISTINCT FROM NULL, 1 IS NOT DISTINCT FROM 1, 'a' IS DISTINCT FROM 'b'
SELECT pg_typeof(now()), pg_typeof(ARRAY['a'])
SELECT coalesce((SELECT name FROM flow WHERE false), 'none'), EXISTS (SELECT 1 FROM flow WHERE size > 100)
SELECT ARRAY(SELECT size FROM flow ORDER BY size), ARRAY(SELECT ids FROM loop WHERE cardinality(ids) = 2 ORDER BY _key)
SELECT * FROM flow WHERE made BETWEEN '2026-01-01' AND '2026-01-31' AND tags->'env' = 'prod'
SELECT name FROM flow WHERE config->>'x' = '1' OR (config->'y') IS NOT NULL
SELECT sum(seconds), avg(seconds), min(seconds), max(made), count(DISTINCT status), count(DISTINCT (status, flow)) FROM loop
SELECT 'x' FROM flow GROUP BY 1
SELECT 1 FROM flow GROUP BY 2
SELECT name || 5, size::text || name FROM flow WHERE _key = 'a'
SELECT current_user IS NULL, version() IS NULL, current_setting('nope', true)
SELECT * FROM flow WHERE NOT (size > 2)
SELECT * FROM flow WHERE size > 2 IS NOT TRUE
SELECT to_char(made, 'YYYY-MM-DD') AS day, count(*) FROM loop GROUP BY day ORDER BY day NULLS FIRST
SELECT string_to_array('a,b', ','), array_to_string(ARRAY['a', 'b'], '-'), regexp_replace('abc', 'b', 'x'), regexp_match('a1', '(\d)')
SELECT upper(name) FROM flow WHERE lower(upper(name)) = name ORDER BY 1 OFFSET 1 ROW FETCH FIRST ROW ONLY
SELECT f.name FROM flow f WHERE f.size = ANY (SELECT l.n FROM loop l WHERE l.status = 'Done') ORDER BY 1
SELECT f.name FROM flow f WHERE f.size <> ALL (SELECT l.n FROM loop l WHERE l.n IS NOT NULL) ORDER BY 1
SELECT (SELECT max(n) FROM loop WHERE flow = f._key) AS m, f.name FROM flow f ORDER BY m DESC NULLS LAST, 2
SELECT f.name, c FROM flow f LEFT JOIN (SELECT flow, count(*) AS c FROM loop GROUP BY flow) l ON l.flow = f._key ORDER BY c NULLS FIRST, name
SELECT regexp_split_to_table('a,b,c', ','), generate_series(1, 2)
SELECT generate_series(1, 2) AS g, count(*) FROM flow GROUP BY g ORDER BY g
SELECT generate_series(1, 3) AS g ORDER BY g DESC LIMIT 2
SELECT DISTINCT generate_series(1, 3) % 2 AS g ORDER BY g
SELECT name, unnest(ARRAY[1, 2]) AS u FROM flow WHERE size = 3 ORDER BY u, name
SELECT jsonb_array_elements('[[1], [2]]') ->> 0, json_array_elements_text('["a"]')
SELECT (json_each('{"a": 1}')).value
SELECT count(*) FROM flow WHERE size IN (SELECT generate_series(1, 3))
SELECT nope.nope(1)
SELECT pg_catalog.lower('A'), pg_catalog.count(*) FROM flow
SELECT lower(*) FROM flow
SELECT 1 OPERATOR(pg_catalog.+) 2, 1 OPERATOR(nope.+) 2
SELECT 1 <-> 2
SELECT 'a' + 'b'
SELECT NULL + NULL
SELECT name LIKE 1 FROM flow
SELECT size LIKE 'a' FROM flow
SELECT name IN (1, 2) FROM flow
SELECT size IN ('x') FROM flow
SELECT made = 5 FROM flow
SELECT name = ANY ('a') FROM flow
SELECT name = ANY (size) FROM flow
SELECT ids[name] FROM loop
SELECT ids['x'] FROM loop
SELECT ARRAY[1, 2]::nope[]
SELECT 1::varchar(0)
SELECT 1::int(3)
SELECT EXTRACT(nope FROM made) FROM flow
SELECT made AT TIME ZONE 'Nowhere/Land' FROM flow
SELECT CASE WHEN size THEN 1 ELSE 2 END FROM flow
SELECT size FROM flow WHERE size > (SELECT size, name FROM flow)
SELECT EXISTS (SELECT size, name FROM flow)
SELECT (SELECT size FROM flow ORDER BY size DESC NULLS LAST LIMIT 1) + 1
SELECT sum(DISTINCT size), count(DISTINCT config) FROM flow
SELECT min(config) FROM flow
SELECT max(ids), min(made) FROM loop
SELECT f.name FROM flow f ORDER BY (SELECT count(*) FROM loop l WHERE l.flow = f._key), f.name
SELECT f.status, count(*) FROM flow f GROUP BY f.status ORDER BY (SELECT count(*) FROM loop l WHERE l.status = f.status), 1
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT (SELECT n + 1 FROM t) WHERE false) SELECT * FROM t
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT x.n + 1 FROM (SELECT n FROM t) x WHERE x.n < 3) SELECT * FROM t
-- aggregates of outer queries, subqueries that are grouped by
SELECT max(size) FROM flow f WHERE (SELECT max(f.size) FROM loop) = 1
SELECT _key, (SELECT max(f.size) FROM loop) FROM flow f GROUP BY _key
SELECT status, (SELECT max(f.size) + count(*) FROM loop) FROM flow f GROUP BY status
SELECT (SELECT max(f.size)) FROM flow f
SELECT (SELECT count(*) FROM loop l WHERE l.n < max(f.size)) FROM flow f
SELECT (SELECT sum(f.size + l.n) FROM loop l) FROM flow f
SELECT (SELECT (SELECT max(f.size) FROM loop) FROM loop LIMIT 1) FROM flow f
SELECT status FROM flow f GROUP BY status HAVING (SELECT max(f.size)) > 3
SELECT status FROM flow f GROUP BY status ORDER BY (SELECT max(f.size)) DESC
SELECT x.m FROM flow f, LATERAL (SELECT max(f.size) AS m) x
SELECT x.m FROM flow f, LATERAL (SELECT max(f.size) AS m FROM loop) x
SELECT (SELECT count(*) FROM loop l WHERE l.flow = f._key) AS c, count(*) FROM flow f GROUP BY (SELECT count(*) FROM loop l WHERE l.flow = f._key) ORDER BY c
SELECT (SELECT count(*) FROM loop l WHERE l.flow = f._key) AS c, count(*) FROM flow f GROUP BY c ORDER BY c
SELECT 1 + (SELECT count(*) FROM loop l WHERE l.flow = f._key) FROM flow f GROUP BY (SELECT count(*) FROM loop l WHERE l.flow = f._key)
SELECT size IN (SELECT n FROM loop), count(*) FROM flow GROUP BY size IN (SELECT n FROM loop)
SELECT ROW(1, 2) = (SELECT 1, 2), (1, 2) <> (SELECT 1, 2), (1, 2) < (SELECT 1, 3), (1, NULL) = (SELECT 1, 2), (1, 2) = (SELECT 1, 2 WHERE false)
SELECT (1, 2) = (SELECT n, n FROM loop)
SELECT (1, 2) = (SELECT 1)
SELECT (1, 2) = (SELECT 1, 2, 3)
SELECT name FROM flow f WHERE (f._key, f.size) = (SELECT l.flow, min(l.n) FROM loop l WHERE l.flow = f._key GROUP BY l.flow)
SELECT a.b.c.d.e FROM flow
SELECT unnest(ids) AS n, count(*) FROM loop GROUP BY 1 ORDER BY 1
-- common tables that are read once, and more often
WITH x AS (SELECT _key AS k, size AS s FROM flow) SELECT k FROM x WHERE s > 2 ORDER BY k
WITH x (p, q) AS (SELECT name, size FROM flow), y AS (SELECT p, q + 1 AS r FROM x WHERE q > 1) SELECT y.p, l._key FROM y JOIN loop l ON l.n = y.r
WITH x AS MATERIALIZED (SELECT * FROM flow) SELECT count(*) FROM x WHERE size = 3
WITH x AS (SELECT status, count(*) AS c FROM flow GROUP BY status) SELECT x.*, f.name FROM x LEFT JOIN flow f ON f.status = x.status AND f.size > x.c ORDER BY 1, 3
WITH x AS (SELECT * FROM flow), y AS (SELECT * FROM x UNION ALL SELECT * FROM x) SELECT count(*) FROM y
WITH x AS (SELECT n FROM loop WHERE n > 2) SELECT name FROM flow WHERE size IN (SELECT n FROM x)
WITH x AS (SELECT 2 AS n) SELECT * FROM (WITH y AS (SELECT n + 1 AS m FROM x) SELECT m FROM y) z
WITH RECURSIVE a AS (SELECT 1 AS n), t (n) AS (SELECT 1 UNION ALL SELECT t.n + a.n FROM t, a WHERE t.n < 3) SELECT * FROM t
SELECT f.name, (WITH x AS (SELECT n FROM loop l WHERE l.flow = f._key) SELECT sum(n) FROM x) FROM flow f
SELECT f.name, (WITH x AS (SELECT f.size AS s) SELECT s FROM x, loop l WHERE l.n = s) FROM flow f WHERE f._key <> 'e'
WITH x AS (SELECT f.name FROM flow f) SELECT x.name FROM x RIGHT JOIN loop l ON l.flow = x.name
