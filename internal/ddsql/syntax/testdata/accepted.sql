-- One statement per line, of which PostgreSQL accepts the grammar. Lines that begin with -- head an area.
-- literals
SELECT 1, -1, +1, 1.5, .5, 5., 1e3, 1.5E-3, 2147483647, 2147483648, 99999999999999999999
SELECT 'a', 'it''s', E'a\nb\t\\\'\x41\101\u0041\U0001F600', e'x', U&'d\0061t\+000061', U&'d!0061t' UESCAPE '!', $$a'b$$, $tag$a$$b$tag$
SELECT N'abc', n'x'
SELECT true, false, null, TRUE, NULL
SELECT $1, $2::int, $1[1], ($3).f
SELECT U&"d\0061t", "A b", "say ""hi""", U&"a!0062" UESCAPE '!'
SELECT int '5', bigint '5', smallint '1', double precision '1.5', float '1', float(10) '1', real '1', decimal(4,2) '1.25', numeric '1', dec '1'
SELECT varchar 'x', varchar(5) 'x', char 'x', char(3) 'x', character varying 'x', character varying(4) 'x', national character varying 'y', nchar 'z'
SELECT boolean 'true', date '2026-01-02', timestamp '2026-01-02 03:04', timestamp(3) '2026-01-02', timestamp with time zone '2026-01-02', timestamp without time zone '2026-01-02', time '03:04', time(2) with time zone '03:04+00'
SELECT interval '1 day', interval '90' minute, interval '1-2' year to month, interval '1 2:03' day to second(3), interval(2) '1.234', interval '1' hour, interval '1 1' day to hour
SELECT json '{"a": 1}', jsonb '{}', inet '10.0.0.1/8', hstore '"a"=>"b"', uuid 'x', pg_catalog.int4 '5', foo(3) 'x', foo.bar(3, 4) 'x'
SELECT DECIMAL '1.5', BIGINT '42', VARCHAR 'abc', TIMESTAMP '2026-01-01', INTERVAL '5 minutes', JSON '{}', INET '::1', HSTORE 'a=>b'
-- names
SELECT name, value, status, key, type, level, data, text, date, time, timestamp, year, month, day, hour, minute, second, zone, user_id FROM t
SELECT t.name, s.t.name, c.s.t.name, t.*, s.t.*, t.select, t."Order", t.from FROM t
SELECT a AS select, b AS "from", c value, d key, e name, f status, g AS day, h AS over, i AS filter, j type FROM t
SELECT A, "A", "a b", été, _x, a$b, a1 FROM Foo
SELECT int, char, bit, values, coalesce, position, between, row, interval, setof, none FROM t
SELECT abs as all FROM t
SELECT 1 one, 2 two, 3 "Three", 4 as array
SELECT left('abc', 1), right('abc', 2), t.left FROM t
SELECT aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhh
SELECT a at, b at time zone 'UTC' FROM t
SELECT first, last, ordinality, ties, rows, range, groups, exclude, unknown, zone, no, normalized FROM t
SELECT day FROM t
SELECT x.y.z.w.v
-- operators
SELECT 1 + 2 * 3 - 4 / 5 % 6 ^ 7 ^ 8
SELECT -2 ^ 2, - - 2, -a, +a, - a::int, -1::int, (-1)::int, -a[1], @ -5, @-5, |/ 25, ||/ 27, ~5, !! 5
SELECT 1 - -1, 1--1
SELECT a || b || c, a -> 'b' ->> 'c', a #> '{b}' #>> '{c}', a @> b, a <@ b, a && b, a ? 'k', a ?| b, a ?& b, a #- b
SELECT a <-> b < c, a !~ b, a !~* b, a ~ b, a ~* b, a ~~ b, a !~~ b, a << 1 + 2, a <<= b, a >>= b, a ~>=~ b
SELECT a <> b, a != b, a <= b, a >= b, a = b, a < b, a > b
SELECT a = b AND c = d OR NOT e = f AND g, NOT a OR b, NOT NOT a, NOT (a AND b), a OR (b OR c), (a OR b) OR c, a AND (b AND c)
SELECT a OPERATOR(pg_catalog.+) b * c, a OPERATOR(+) b, OPERATOR(pg_catalog.-) a, a OPERATOR(s.~) b OPERATOR(s.=) c, @ a + b
SELECT a = b IS NULL, a IS NULL = b, a + b IS NOT NULL, a ISNULL, a NOTNULL, a < b IS TRUE, NOT a IS NULL, a IS NULL IS NOT NULL
SELECT a IS TRUE, a IS NOT TRUE, a IS FALSE, a IS NOT FALSE, a IS UNKNOWN, a IS NOT UNKNOWN
SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b + 1, a IS DISTINCT FROM b AND c, a = b IS DISTINCT FROM c = d
SELECT a BETWEEN 1 AND 2 AND b, a NOT BETWEEN SYMMETRIC 1 + 1 AND 2 * 3 OR c, a BETWEEN ASYMMETRIC b AND c, a + 1 BETWEEN b AND c = d, a BETWEEN b < c AND d
SELECT a LIKE 'x%', a NOT LIKE b || c, a ILIKE 'x' ESCAPE '!', a NOT ILIKE b ESCAPE c || d, a SIMILAR TO 'b', a NOT SIMILAR TO b ESCAPE c, a LIKE b = c, a = b LIKE c
SELECT a IN (1, 2), a NOT IN (1), a IN (SELECT 1), a IN ((SELECT 1)), a IN ((SELECT 1), 2), a IN ((SELECT 1) UNION SELECT 2), (a, b) IN ((1, 2), (3, 4)), (a, b) NOT IN (SELECT 1, 2), a IN (1) = b
SELECT a = ANY (b), a <> ALL (b), a = SOME (SELECT 1), a < ANY (ARRAY[1, 2]), a LIKE ANY (b), a NOT LIKE ALL (b), a ILIKE ANY (b), a NOT ILIKE SOME (b), a OPERATOR(pg_catalog.=) ANY (b), a = ANY ((SELECT x)), a = ANY ((SELECT x)::int[]), 1 = ANY (b) = c
SELECT a || b LIKE c || d, a + b IN (1), a || NOT b, 1 + NOT a = b
SELECT a COLLATE "C", a || b COLLATE "C" < c, a COLLATE pg_catalog.default, -a COLLATE "x"
SELECT a AT TIME ZONE 'UTC', a AT TIME ZONE b || c, a + b AT TIME ZONE c, now() AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Rome', -a AT TIME ZONE b
SELECT (a, b) OVERLAPS (c, d), ROW(a, b) OVERLAPS (c, d), (a, b) OVERLAPS ROW(c, d)
SELECT (a, b) = (c, d), ROW(a, b) < ROW(c, d), ROW(), ROW(1), (1, 2), ((1, 2), 3), (a, b) IS NULL, (a, b) IS DISTINCT FROM (c, d)
SELECT a IS NORMALIZED, a IS NOT NFD NORMALIZED, a IS NFKC NORMALIZED
SELECT NOT a IN (1), NOT a BETWEEN 1 AND 2, NOT EXISTS (SELECT 1), a AND NOT b
SELECT a*-b, a<-1, a=-1, a=+1, a@-1, a->-1, a->>-1, 2*@a
SELECT a < b OR c > d AND e = f IS TRUE
-- casts and types
SELECT a::int, a::int::text, a::int4, a::pg_catalog.int8, a::numeric(10, 2), a::varchar(10), a::char, a::char(3), a::"char", a::bit(3), a::bit varying(5), a::bit
SELECT a::int[], a::int[3], a::int[][], a::int[3][4], a::int ARRAY, a::int ARRAY[4], a::text[]
SELECT a::timestamp, a::timestamp(3), a::timestamptz, a::timestamp with time zone, a::timestamp(3) with time zone, a::time, a::time without time zone, a::date
SELECT a::interval, a::interval day, a::interval day to second(3), a::interval(3), a::interval second(2), a::interval hour to minute, a::interval year to month
SELECT CAST(a AS int), CAST(a + 1 AS text), CAST(NULL AS double precision), CAST(a AS national character varying(3)), CAST(a AS float(30)), CAST('1' AS DECIMAL), CAST(x AS VARCHAR[])
SELECT 'pg_class'::regclass, 'int4'::regtype, 'x'::pg_catalog.regnamespace, 0::oid, a::foo.bar(1, 2)
SELECT -5::int, (a + b)::text, a || b::text, a.b::int, (a).b::int, f(x)::int, $1::text[]
-- arrays, rows, subscripts
SELECT ARRAY[1, 2, 3], ARRAY[]::int[], ARRAY[[1, 2], [3, 4]], ARRAY[ARRAY[1], ARRAY[2]], ARRAY[[[1]]], ARRAY(SELECT 1), ARRAY(SELECT a FROM t ORDER BY a)
SELECT a[1], a[1][2], a[1:2], a[:2], a[1:], a[:], a[1:2][3], a[b + 1], a.b[1], a.b.c[1].d, (a[1])[2], (ARRAY[1, 2])[1], (f(x))[1], (SELECT a)[1], $1[1:2]
SELECT (a).b, (a).b.c, (a.b).c, (a).*, (f(x)).*, (f(x)).y, (ROW(1, 2)).f1, ((a).b[1]).c, (SELECT r).f, (a)[1].b
SELECT (a), ((a)), (((a + b))), ((a), b), ((SELECT 1)), ((SELECT 1) + 1), (((SELECT 1)) + ((SELECT 2)))
-- calls
SELECT f(), f(a), f(a, b), s.f(a), c.s.f(a), f(a, VARIADIC b), f(VARIADIC a), f(x => 1), f(a, x => 1, y := 2), f(ALL a), "F"(a)
SELECT count(*), count(DISTINCT a), count(ALL a), sum(DISTINCT a + b), string_agg(a, ',' ORDER BY a), array_agg(DISTINCT a ORDER BY a DESC NULLS LAST), count(*) FILTER (WHERE a > 1), array_agg(a ORDER BY b USING >, c)
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), approx_percentile(0.9) WITHIN GROUP (ORDER BY a DESC) FILTER (WHERE b), mode() WITHIN GROUP (ORDER BY a), f(a, b) WITHIN GROUP (ORDER BY c, d)
SELECT COALESCE(a, b, 1), COALESCE(a), NULLIF(a, b), GREATEST(a, b), LEAST(a, 1, 2), GROUPING(a, b)
SELECT EXTRACT(year FROM a), EXTRACT(epoch FROM b), EXTRACT('dow' FROM c), EXTRACT("Doy" FROM d), EXTRACT(minute FROM a - b), EXTRACT(timezone_hour FROM x)
SELECT POSITION('a' IN b), POSITION(a || b IN c), OVERLAY(a PLACING b FROM 1), OVERLAY(a PLACING b FROM 1 FOR 2), overlay(a, b, 1), overlay()
SELECT SUBSTRING(a FROM 1), SUBSTRING(a FROM 1 FOR 2), SUBSTRING(a FOR 2), SUBSTRING(a FOR 2 FROM 1), SUBSTRING(a FROM 'x'), SUBSTRING(a SIMILAR b ESCAPE '#'), substring(a, 1), substring(a, 1, 2), substring(), pg_catalog.substring(a, 1)
SELECT TRIM(a), TRIM(BOTH FROM a), TRIM(LEADING 'x' FROM a), TRIM(TRAILING 'x' FROM a), TRIM(BOTH 'x' FROM a), TRIM('x' FROM a), TRIM(a, b), TRIM(LEADING FROM a), TRIM(TRAILING a), TRIM(FROM a), TRIM(LEADING a, b)
SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIME(3), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(0), LOCALTIME, LOCALTIME(1), LOCALTIMESTAMP, LOCALTIMESTAMP(2), CURRENT_USER, USER, SESSION_USER, CURRENT_ROLE, CURRENT_CATALOG, CURRENT_SCHEMA, current_schema()
SELECT NORMALIZE(a), NORMALIZE(a, NFKC), COLLATION FOR (a), pg_catalog.format_type(a, b), current_schemas(true)
SELECT EXISTS (SELECT 1), EXISTS ((SELECT 1)), (SELECT 1), (SELECT 1) + (SELECT 2), (VALUES (1)), EXISTS (VALUES (1)), (TABLE t)
SELECT CASE WHEN a THEN 1 END, CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE 'z' END, CASE WHEN a THEN CASE WHEN b THEN 1 END ELSE 2 END, CASE a + b WHEN c THEN d END
SELECT f(a)::int, f(a) + g(b), f(f(f(a))), f((SELECT 1)), f(ARRAY[1]), f((1, 2)), f(a = b), f(a AND b), f(a IS NULL)
SELECT json_extract_path_text(c, 'a', 'b'), regexp_replace(a, 'b', '$1', 'g'), date_trunc('day', t), date_bin('5 minutes', t, now()), to_char(t, 'YYYY-MM-DD')
SELECT tags->'team', tags -> 'a' = 'b', akeys(tags), c->>'WorkteamArn', c->'a'->0->>'b' FROM aws.sagemaker_flow_definition
-- windows
SELECT rank() OVER (), row_number() OVER (ORDER BY a), sum(a) OVER (PARTITION BY b, c ORDER BY d DESC), count(*) OVER w, sum(a) OVER (w ORDER BY b), lag(a, 1, 0) OVER (PARTITION BY b ORDER BY c) FROM t WINDOW w AS (PARTITION BY x), v AS (w ORDER BY y ROWS 1 PRECEDING)
SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), sum(a) OVER (ROWS UNBOUNDED PRECEDING), sum(a) OVER (RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(a) OVER (ORDER BY b RANGE BETWEEN '1 day' PRECEDING AND '1 day' FOLLOWING), sum(a) OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW), sum(a) OVER (ROWS CURRENT ROW)
SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING EXCLUDE GROUP), sum(a) OVER (ORDER BY b ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE TIES), sum(a) OVER (ORDER BY b ROWS 5 PRECEDING EXCLUDE NO OTHERS), sum(a) OVER (ROWS BETWEEN a + 1 PRECEDING AND b PRECEDING)
SELECT sum(a) FILTER (WHERE b) OVER (PARTITION BY c), nth_value(a, 2) OVER w, first_value(a) OVER (w) FROM t WINDOW w AS ()
-- from
SELECT * FROM t
SELECT FROM t
SELECT * FROM t AS x, u y, s.v AS z(a, b), w (c), ONLY t, ONLY (t), t *
SELECT * FROM a JOIN b ON a.x = b.x INNER JOIN c USING (x, y) LEFT JOIN d ON true LEFT OUTER JOIN e ON false RIGHT JOIN f ON a RIGHT OUTER JOIN g ON b FULL JOIN h ON c FULL OUTER JOIN i ON d CROSS JOIN j NATURAL JOIN k NATURAL LEFT JOIN l NATURAL INNER JOIN m NATURAL FULL OUTER JOIN n
SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x
SELECT * FROM a JOIN b CROSS JOIN c ON a.x = c.x
SELECT * FROM a CROSS JOIN b JOIN c ON true
SELECT * FROM a LEFT JOIN (b JOIN c ON true) ON true, d, (e CROSS JOIN f), (g JOIN h USING (x)) AS i, (g JOIN h USING (x)) AS i (p, q), ((a CROSS JOIN b) CROSS JOIN c), (a CROSS JOIN (b CROSS JOIN c))
SELECT * FROM a JOIN b USING (x) AS j
SELECT * FROM (SELECT 1) x, (SELECT 1) AS y (a), (VALUES (1, 2), (3, 4)) v (a, b), LATERAL (SELECT x.a) l, ((SELECT 1)) z, ((SELECT 1) UNION SELECT 2) u, (TABLE t) tt, (WITH q AS (SELECT 1) SELECT * FROM q) w
SELECT * FROM ((SELECT 1) AS a CROSS JOIN b), ((SELECT 1) a JOIN (SELECT 2) b ON true) AS c, (((SELECT 1)) AS d JOIN e ON true)
SELECT * FROM generate_series(1, 10), generate_series(1, 10) g, generate_series(1, 10) AS g (n), generate_series(1, 10) WITH ORDINALITY, generate_series(1, 10) WITH ORDINALITY AS g (n, o), LATERAL unnest(a) u, pg_catalog.unnest(a, b) AS u (x, y)
SELECT * FROM f(1) AS (a int, b text), f(1) AS x (a int, b text COLLATE "C"), f(1) x (a numeric(10, 2), b text[])
SELECT * FROM ROWS FROM (f(1), g(2) AS (a int, b text)) WITH ORDINALITY AS x (p, q, r), ROWS FROM (f(1)), LATERAL ROWS FROM (f(1)) y
SELECT * FROM current_date, CURRENT_TIMESTAMP(3) AS t, COALESCE(1, 2) c, cast(1 AS int) x, extract(year FROM now()) y, left('abc', 1) l
SELECT * FROM unnest(ARRAY[1, 2]) AS k, json_array_elements('[]') WITH ORDINALITY e(v, n), json_to_record('{}') AS x(a int, b text)
SELECT * FROM rows, range, groups, lateral_x, first
SELECT * FROM a x JOIN b y ON x.i = y.i, c
-- group, having, order, limit
SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1 ORDER BY 2 DESC, a ASC NULLS FIRST LIMIT 10 OFFSET 5
SELECT a FROM t GROUP BY (), a, (a, b), ROLLUP (a, (b, c)), CUBE (a, b), GROUPING SETS ((a, b), a, (), ROLLUP (c), CUBE (d), GROUPING SETS (e))
SELECT a FROM t GROUP BY DISTINCT a, b
SELECT a FROM t GROUP BY ALL a, b
SELECT a FROM t GROUP BY rollup, cube
SELECT DISTINCT a, b FROM t
SELECT ALL a FROM t
SELECT DISTINCT ON (a, b + 1) a, b, c FROM t ORDER BY a, b + 1, c
SELECT a FROM t ORDER BY a USING <, b USING OPERATOR(pg_catalog.>) NULLS LAST, c DESC NULLS LAST, d + e, f(x) DESC
SELECT a FROM t LIMIT ALL
SELECT a FROM t LIMIT NULL OFFSET 1
SELECT a FROM t OFFSET 5 ROWS FETCH FIRST 10 ROWS ONLY
SELECT a FROM t FETCH NEXT ROW ONLY
SELECT a FROM t ORDER BY a FETCH FIRST 3 ROWS WITH TIES
SELECT a FROM t ORDER BY a OFFSET 2 FETCH FIRST (1 + 2) ROWS WITH TIES
SELECT a FROM t LIMIT (SELECT 1) OFFSET 1 + 1
SELECT a FROM t LIMIT $1 OFFSET $2
SELECT a FROM t OFFSET 1 LIMIT 2
SELECT a FROM t FOR READ ONLY
SELECT
SELECT WHERE true
SELECT GROUP BY a
SELECT a WHERE b HAVING c
-- set operations
SELECT 1 UNION SELECT 2 UNION ALL SELECT 3 INTERSECT SELECT 4 EXCEPT SELECT 5
SELECT 1 UNION DISTINCT SELECT 2 INTERSECT ALL SELECT 3 EXCEPT ALL SELECT 4
(SELECT 1 UNION SELECT 2) INTERSECT (SELECT 3)
(SELECT 1 ORDER BY 1 LIMIT 1) UNION ALL (SELECT 2 OFFSET 1) ORDER BY 1 LIMIT 3
SELECT 1 UNION (SELECT 2 UNION SELECT 3)
(SELECT 1)
((SELECT 1))
(SELECT 1) ORDER BY 1
(SELECT 1 ORDER BY 1) LIMIT 1
((SELECT 1) UNION SELECT 2) ORDER BY 1
VALUES (1, 'a'), (2, 'b')
VALUES (1) UNION SELECT 2
TABLE t
TABLE s.t ORDER BY 1
TABLE ONLY t
SELECT 1 UNION TABLE t
SELECT 1 UNION VALUES (1), (2)
(WITH a AS (SELECT 1) SELECT * FROM a) UNION SELECT 1
-- with
WITH a AS (SELECT 1), b (x, y) AS (SELECT 1, 2) SELECT * FROM a, b
WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT sum(n) FROM t
WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT 1
WITH a AS (WITH b AS (SELECT 1) SELECT * FROM b) SELECT * FROM a ORDER BY 1
WITH a AS (VALUES (1)) VALUES (2)
WITH a AS (SELECT 1) (SELECT 2)
WITH a AS (SELECT 1) SELECT 1 UNION SELECT 2
SELECT (WITH a AS (SELECT 1) SELECT * FROM a)
WITH materialized AS (SELECT 1) SELECT * FROM materialized
-- dialect
SELECT flow_definition_name, failure_reason FROM aws.sagemaker_flow_definition WHERE flow_definition_status = 'Failed' AND tags->'env' = 'prod'
SELECT json_extract_path_text(f.human_loop_config, 'WorkteamArn') AS team, u.human_task_ui_name, count(*) AS workflows FROM aws.sagemaker_flow_definition f LEFT JOIN aws.sagemaker_human_task_ui u ON u.human_task_ui_arn = f.human_loop_config->>'HumanTaskUiArn' GROUP BY 1, 2 ORDER BY 3 DESC
SELECT k, count(*) FROM aws.sagemaker_workteam, unnest(akeys(tags)) AS k GROUP BY k ORDER BY 2 DESC
SELECT * FROM (SELECT tags->'team' AS team, flow_definition_name, row_number() OVER (PARTITION BY tags->'team' ORDER BY creation_time DESC) AS n FROM aws.sagemaker_flow_definition) x WHERE n = 1
SELECT date_trunc('day', creation_time) AS day, count(*) FILTER (WHERE human_loop_status = 'Completed') AS done, count(*) FILTER (WHERE human_loop_status <> 'Completed') AS other FROM aws.sagemaker_human_loop GROUP BY 1 ORDER BY 1
SELECT flow_definition_name FROM aws.sagemaker_flow_definition WHERE creation_time >= now() - interval '7 days' ORDER BY creation_time DESC LIMIT 5
SELECT APPROX_PERCENTILE(0.95) WITHIN GROUP (ORDER BY seconds_spent) FROM foureyes.answer
SELECT current_setting('dd.time_frame_start')::timestamp AS from_time, CAST(current_setting('dd.time_frame_end') AS TIMESTAMP)
SELECT host(i), network(i), i << inet '10.0.0.0/8', i <<= '10.0.0.0/8', i && j FROM t
SELECT e.value->>'Arn' FROM t, json_array_elements(c->'List') AS e(value) WHERE e.value IS NOT NULL
SELECT (regexp_match(a, '(\d+)', 'i'))[1], (STRING_TO_ARRAY('a,b', ','))[1] FROM t
SELECT * FROM dd.logs(filter => 'source:x', columns => ARRAY['a', 'b']) AS (a VARCHAR, b BIGINT)
SELECT EXTRACT(dow FROM creation_time), count(*) FROM t GROUP BY 1 HAVING count(*) > 1 -- by day
/* a /* nested */ comment */ SELECT /* in the middle */ 1 -- at the end
-- several statements
SELECT 1; SELECT 2;
;;SELECT 1;;
SELECT 1; VALUES (2); TABLE t
