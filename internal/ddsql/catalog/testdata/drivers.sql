-- What drivers ask when they connect and when they load types. A query begins with
-- "-- rows" when its rows are the same as PostgreSQL's, else with "-- columns".

-- rows: psycopg 3, a type by its name
SELECT t.typname AS name, t.oid::int8 > 0 AS known, t.typarray > 0 AS has_array, t.oid::regtype::text AS regtype, t.typdelim AS delimiter
FROM pg_type AS t WHERE t.oid = to_regtype('hstore') ORDER BY t.oid;

-- rows: psycopg 3, a type that there is not
SELECT typname, oid, typarray FROM pg_type WHERE oid = to_regtype('nothing.such');

-- rows: psycopg 3, an enum
SELECT typname, oid, typarray, array_agg(enumlabel) AS labels
FROM (SELECT t.typname, t.oid, t.typarray, e.enumlabel FROM pg_type t LEFT JOIN pg_enum e ON e.enumtypid = t.oid
	WHERE t.oid = to_regtype('int8') ORDER BY e.enumsortorder) x GROUP BY typname, oid, typarray;

-- rows: psycopg 3, a composite
SELECT t.typname AS name, t.oid AS oid, t.typarray AS array_oid, coalesce(a.fnames, '{}') AS field_names, coalesce(a.ftypes, '{}') AS field_types
FROM pg_type t LEFT JOIN (
	SELECT attrelid, array_agg(attname) AS fnames, array_agg(atttypid) AS ftypes FROM (
		SELECT a.attrelid, a.attname, a.atttypid FROM pg_attribute a JOIN pg_type t ON t.typrelid = a.attrelid
		WHERE t.oid = to_regtype('text') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) x
	GROUP BY attrelid) a ON a.attrelid = t.typrelid
WHERE t.oid = to_regtype('text');

-- rows: psycopg 2, OIDs of hstore
SELECT t.typname, n.nspname FROM pg_type t JOIN pg_namespace n ON typnamespace = n.oid WHERE typname = 'hstore' ORDER BY t.oid;

-- rows: pgx, a type by its OID
SELECT t.typname, t.typtype, coalesce(t.typelem, 0), t.typrelid, t.typbasetype FROM pg_type t WHERE t.oid = 'text[]'::regtype;

-- rows: pgx, the base types
SELECT t.typname, CASE WHEN t.typtype = 'b' AND t.typelem <> 0 THEN 'array' ELSE t.typtype::text END
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname IN ('int8', '_int8', 'timestamptz', '_hstore', 'hstore', 'jsonb') ORDER BY 1;

-- rows: Npgsql, the types with what they are made of
SELECT n.nspname, t.typname, t.typtype, t.typnotnull, e.typname AS element
FROM (
	SELECT y.oid, y.typnamespace, y.typname, y.typrelid, y.typnotnull,
		CASE WHEN p.proname = 'array_recv' THEN 'a' ELSE y.typtype END AS typtype,
		CASE WHEN p.proname = 'array_recv' THEN y.typelem WHEN y.typtype = 'r' THEN g.rngsubtype
			WHEN y.typtype = 'm' THEN (SELECT rngtypid FROM pg_range WHERE rngmultitypid = y.oid)
			WHEN y.typtype = 'd' THEN y.typbasetype END AS element
	FROM pg_type y LEFT JOIN pg_class c ON c.oid = y.typrelid LEFT JOIN pg_proc p ON p.oid = y.typreceive
		LEFT JOIN pg_range g ON g.rngtypid = y.oid) t
LEFT JOIN pg_type e ON e.oid = t.element LEFT JOIN pg_class ec ON ec.oid = e.typrelid LEFT JOIN pg_proc ep ON ep.oid = e.typreceive
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typname IN ('int8', '_int8', 'text', '_text', 'hstore', '_hstore', 'timestamp', 'bool', 'inet', 'json', 'uuid', 'record', 'void')
	AND (t.typtype IN ('b', 'r', 'm', 'e', 'd') OR t.typtype = 'p' AND t.typname IN ('record', 'void')
		OR t.typtype = 'a' AND (e.typtype IN ('b', 'r', 'm', 'e', 'd') OR e.typtype = 'p' AND e.typname IN ('record', 'void')))
ORDER BY CASE WHEN t.typtype IN ('b', 'e', 'p') THEN 0 WHEN t.typtype = 'r' THEN 1 WHEN t.typtype = 'c' THEN 2
	WHEN t.typtype = 'd' AND t.element IS NOT NULL THEN 3 ELSE 4 END;

-- rows: Npgsql, composite types and their fields
SELECT t.oid, a.attname, a.atttypid FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
JOIN pg_attribute a ON a.attrelid = t.typrelid WHERE t.typtype = 'c' AND c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY t.oid, a.attnum;

-- rows: Npgsql, enums
SELECT t.oid, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY t.oid, e.enumsortorder;

-- columns: Npgsql, the server
SELECT version(), current_setting('server_version'), current_setting('max_index_keys');

-- rows: node-postgres, OIDs for its parsers
SELECT typname, typarray > 0 AS has_array FROM pg_type WHERE typtype = 'b' AND typname IN ('int8', 'json', 'jsonb', 'hstore', 'date') ORDER BY typname;

-- rows: asyncpg, types by OID with attributes
WITH RECURSIVE typeinfo_tree(oid, ns, name, kind, elemtype, depth) AS (
	SELECT t.oid, n.nspname, t.typname, t.typtype, t.typelem, 0 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE t.oid = ANY (ARRAY['text[]'::regtype::oid, 'hstore'::regtype::oid])
	UNION ALL
	SELECT t.oid, n.nspname, t.typname, t.typtype, t.typelem, tree.depth + 1
	FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN typeinfo_tree tree ON tree.elemtype <> 0 AND t.oid = tree.elemtype)
SELECT DISTINCT ns, name, kind, depth FROM typeinfo_tree ORDER BY depth DESC, name;

-- rows: search path and current objects
SELECT current_schema(), current_schemas(false), current_schemas(true), to_regclass('loop')::text, to_regclass('own.worker')::text, to_regclass('aws.x');
