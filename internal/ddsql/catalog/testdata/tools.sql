-- What BI tools and editors ask.

-- rows: Grafana, tables of the search path and others
SELECT CASE WHEN quote_ident(table_schema) IN (
		SELECT CASE WHEN trim(s[i]) = '"$user"' THEN user ELSE trim(s[i]) END
		FROM generate_series(array_lower(string_to_array(current_setting('search_path'), ','), 1), array_upper(string_to_array(current_setting('search_path'), ','), 1)) AS i,
			string_to_array(current_setting('search_path'), ',') s)
	THEN quote_ident(table_name) ELSE quote_ident(table_schema) || '.' || quote_ident(table_name) END AS "table"
FROM information_schema.tables WHERE quote_ident(table_schema) NOT IN ('information_schema', 'pg_catalog', '_timescaledb_cache') ORDER BY 1;

-- rows: Grafana, columns of a table
SELECT quote_ident(column_name) AS "column", data_type AS "type" FROM information_schema.columns
WHERE CASE WHEN array_length(parse_ident('aws.loop'), 1) = 2
	THEN quote_ident(table_schema) = (parse_ident('aws.loop'))[1] AND quote_ident(table_name) = (parse_ident('aws.loop'))[2]
	ELSE quote_ident(table_name) = 'aws.loop' END;

-- rows: Grafana, columns by schema
SELECT column_name, data_type FROM information_schema.columns WHERE table_schema || '.' || table_name = 'own.worker' AND data_type IN ('text', 'bigint');

-- columns: Grafana, version
SELECT current_setting('server_version_num')::int / 100 AS version, version();

-- rows: Metabase, tables
SELECT n.nspname AS schema, c.relname AS name, CASE c.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'PARTITIONED TABLE' WHEN 'v' THEN 'VIEW'
	WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE NULL END AS type, d.description AS description, greatest(c.reltuples, 0) >= 0 AS estimated
FROM pg_catalog.pg_class AS c INNER JOIN pg_catalog.pg_namespace AS n ON c.relnamespace = n.oid
	LEFT JOIN pg_catalog.pg_description AS d ON c.oid = d.objoid AND d.objsubid = 0 AND d.classoid = 'pg_class'::regclass
WHERE c.relnamespace = n.oid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
	AND n.nspname IN ('aws', 'own') ORDER BY type ASC, schema ASC, name ASC;

-- rows: Metabase, columns
SELECT c.column_name AS name, CASE WHEN c.udt_schema IN ('public', 'pg_catalog') THEN format('%s', c.udt_name) ELSE format('"%s"."%s"', c.udt_schema, c.udt_name) END AS "database-type",
	c.ordinal_position - 1 AS "database-position", c.table_schema AS "table-schema", c.table_name AS "table-name", pk.column_name IS NOT NULL AS "pk?",
	col_description(CAST(CAST(format('%I.%I', CAST(c.table_schema AS TEXT), CAST(c.table_name AS TEXT)) AS REGCLASS) AS OID), c.ordinal_position) AS "field-comment",
	(column_default IS NULL OR lower(column_default) = 'null') AND is_nullable = 'NO' AND NOT ((column_default IS NOT NULL AND column_default LIKE '%nextval(%') OR is_identity <> 'NO') AS "database-required",
	(column_default IS NOT NULL AND column_default LIKE '%nextval(%') OR is_identity <> 'NO' AS "database-is-auto-increment"
FROM information_schema.columns AS c LEFT JOIN (
	SELECT tc.table_schema, tc.table_name, kc.column_name FROM information_schema.table_constraints AS tc
	INNER JOIN information_schema.key_column_usage AS kc ON tc.constraint_name = kc.constraint_name AND tc.table_schema = kc.table_schema AND tc.table_name = kc.table_name
	WHERE tc.constraint_type = 'PRIMARY KEY') AS pk ON c.table_schema = pk.table_schema AND c.table_name = pk.table_name AND c.column_name = pk.column_name
WHERE c.table_schema !~ '^information_schema|catalog_history|pg_' AND c.table_schema IN ('aws', 'own') ORDER BY "table-schema", "table-name", "database-position";

-- rows: Metabase, foreign keys
SELECT fn.nspname AS "fk-table-schema", fc.relname AS "fk-table-name", fa.attname AS "fk-column-name", pn.nspname AS "pk-table-schema", pc.relname AS "pk-table-name", pa.attname AS "pk-column-name"
FROM pg_constraint AS c JOIN pg_class AS fc ON c.conrelid = fc.oid JOIN pg_namespace AS fn ON fc.relnamespace = fn.oid
	JOIN pg_attribute AS fa ON c.conrelid = fa.attrelid JOIN pg_class AS pc ON c.confrelid = pc.oid JOIN pg_namespace AS pn ON pc.relnamespace = pn.oid
	JOIN pg_attribute AS pa ON c.confrelid = pa.attrelid
WHERE fn.nspname !~ '^information_schema|catalog_history|pg_' AND c.contype = 'f'::char AND fa.attnum = ANY (c.conkey) AND pa.attnum = ANY (c.confkey) ORDER BY "fk-table-schema", "fk-table-name";

-- rows: Metabase, indexes
SELECT tmp.table_name, tmp.index_name, trim(BOTH '"' FROM pg_get_indexdef(tmp.ci_oid, tmp.pos, false)) AS field_name
FROM (SELECT n.nspname AS table_schema, ct.relname AS table_name, ci.relname AS index_name, ci.oid AS ci_oid, (information_schema._pg_expandarray(i.indkey)).n AS pos
	FROM pg_class ct JOIN pg_namespace n ON ct.relnamespace = n.oid JOIN pg_index i ON ct.oid = i.indrelid JOIN pg_class ci ON ci.oid = i.indexrelid
	WHERE pg_get_expr(i.indpred, i.indrelid) IS NULL AND n.nspname = 'aws') tmp WHERE tmp.pos = 1;

-- rows: Metabase, privileges
SELECT n.nspname AS schema, c.relname AS "table", has_table_privilege(c.oid, 'SELECT') AS "select", has_any_column_privilege(c.oid, 'select') AS some
FROM pg_class c JOIN pg_namespace n ON c.relnamespace = n.oid
WHERE n.nspname NOT LIKE 'pg_%' AND n.nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(n.nspname, 'USAGE') AND c.relkind IN ('r', 'v') ORDER BY 1, 2;

-- rows: Metabase, enums
SELECT nspname, typname, enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace;

-- columns: DBeaver, the database
SELECT db.oid, db.* FROM pg_catalog.pg_database db WHERE datname = current_database();

-- columns: DBeaver, the session
SELECT current_schema(), session_user, version(), current_setting('TimeZone'), (SELECT count(*) FROM pg_catalog.pg_settings WHERE name = 'is_superuser');

-- columns: DBeaver, schemas
SELECT n.oid, n.*, d.description FROM pg_catalog.pg_namespace n LEFT OUTER JOIN pg_catalog.pg_description d
	ON d.objoid = n.oid AND d.objsubid = 0 AND d.classoid = 'pg_namespace'::regclass ORDER BY nspname;

-- columns: DBeaver, types
SELECT t.oid, t.*, c.relkind, format_type(nullif(t.typbasetype, 0), t.typtypmod) AS base_type_name, d.description
FROM pg_catalog.pg_type t LEFT OUTER JOIN pg_catalog.pg_type et ON et.oid = t.typelem LEFT OUTER JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
	LEFT OUTER JOIN pg_catalog.pg_description d ON t.oid = d.objoid
WHERE t.typname IS NOT NULL AND (c.relkind IS NULL OR c.relkind = 'c') AND (et.typcategory IS NULL OR et.typcategory <> 'C');

-- columns: DBeaver, tables
SELECT c.oid, c.*, d.description, pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS partition_expr, pg_catalog.pg_get_partkeydef(c.oid) AS partition_key
FROM pg_catalog.pg_class c LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_class'::regclass
WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'aws') AND c.relkind NOT IN ('i', 'I', 'c');

-- columns: DBeaver, columns
SELECT c.relname, a.*, pg_catalog.pg_get_expr(ad.adbin, ad.adrelid, true) AS def_value, dsc.description, dep.objid
FROM pg_catalog.pg_attribute a INNER JOIN pg_catalog.pg_class c ON (a.attrelid = c.oid)
	LEFT OUTER JOIN pg_catalog.pg_attrdef ad ON (a.attrelid = ad.adrelid AND a.attnum = ad.adnum)
	LEFT OUTER JOIN pg_catalog.pg_description dsc ON (c.oid = dsc.objoid AND a.attnum = dsc.objsubid)
	LEFT OUTER JOIN pg_depend dep ON dep.refobjid = a.attrelid AND dep.deptype = 'i' AND dep.refobjsubid = a.attnum AND dep.classid = dep.refclassid
WHERE NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'c') AND c.oid = {aws.loop} AND a.attnum > 0 ORDER BY a.attnum;

-- columns: DBeaver, keys
SELECT c.oid, c.*, t.relname AS tabrelname, rt.relnamespace AS refnamespace, d.description, CASE c.contype WHEN 'c' THEN "substring"(pg_get_constraintdef(c.oid), 7) ELSE NULL END AS consrc_copy
FROM pg_catalog.pg_constraint c INNER JOIN pg_catalog.pg_class t ON t.oid = c.conrelid LEFT OUTER JOIN pg_catalog.pg_class rt ON rt.oid = c.confrelid
	LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_constraint'::regclass
WHERE c.conrelid = {aws.loop} ORDER BY c.oid;

-- columns: DBeaver, indexes
SELECT i.*, i.indkey AS keys, c.relname, c.relnamespace, c.relam, c.reltablespace, tc.relname AS tabrelname, dsc.description, pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS pred_expr,
	pg_catalog.pg_get_expr(i.indexprs, i.indrelid, true) AS expr, pg_catalog.pg_relation_size(i.indexrelid) AS index_rel_size, pg_catalog.pg_stat_get_numscans(i.indexrelid) AS index_num_scans
FROM pg_catalog.pg_index i INNER JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid INNER JOIN pg_catalog.pg_class tc ON tc.oid = i.indrelid
	LEFT OUTER JOIN pg_catalog.pg_description dsc ON i.indexrelid = dsc.objoid WHERE i.indrelid = {aws.loop} ORDER BY tabrelname, c.relname;

-- columns: DBeaver, what runs
SELECT a.*, a.query AS text FROM pg_stat_activity a WHERE a.pid = pg_backend_pid() AND a.datname = current_database();

-- columns: DBeaver, roles and settings
SELECT r.*, s.setting FROM pg_catalog.pg_roles r CROSS JOIN (SELECT setting FROM pg_settings WHERE name = 'max_index_keys') s ORDER BY r.rolname;

-- columns: DBeaver, what can be asked of the system
SELECT c.oid, c.collname FROM pg_catalog.pg_collation c WHERE c.collnamespace = 11 UNION ALL SELECT l.oid, l.lanname FROM pg_catalog.pg_language l UNION ALL SELECT a.oid, a.amname FROM pg_catalog.pg_am a ORDER BY 1;

-- rows: Power BI, tables and columns
SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY table_schema, table_name;

-- rows: Power BI, columns
SELECT column_name, ordinal_position, is_nullable, CASE WHEN data_type LIKE '%unsigned%' THEN data_type || ' unsigned' ELSE data_type END AS data_type,
	character_maximum_length, character_octet_length, numeric_precision, numeric_precision_radix, numeric_scale, datetime_precision, collation_name
FROM information_schema.columns WHERE table_schema = 'aws' AND table_name = 'loop' ORDER BY table_schema, table_name, ordinal_position;

-- rows: Power BI, keys
SELECT i.constraint_schema || '_' || i.constraint_name AS index_name, ii.column_name, ii.ordinal_position, CASE WHEN i.constraint_type = 'PRIMARY KEY' THEN 'Y' ELSE 'N' END AS primary_key
FROM information_schema.table_constraints i INNER JOIN information_schema.key_column_usage ii
	ON i.constraint_schema = ii.constraint_schema AND i.constraint_name = ii.constraint_name AND i.table_schema = ii.table_schema AND i.table_name = ii.table_name
WHERE i.table_schema = 'aws' AND i.table_name = 'loop' AND i.constraint_type IN ('PRIMARY KEY', 'UNIQUE') ORDER BY i.constraint_name, i.table_schema, i.table_name, ii.ordinal_position;

-- rows: Power BI, relations
SELECT pkcol.column_name AS pk_column_name, fkcol.table_schema AS fk_table_schema, fkcol.table_name AS fk_table_name, fkcol.column_name AS fk_column_name, fkcol.ordinal_position AS ordinal, fkcon.constraint_schema
FROM (SELECT DISTINCT constraint_catalog, constraint_schema, unique_constraint_schema, constraint_name, unique_constraint_name FROM information_schema.referential_constraints) fkcon
	INNER JOIN information_schema.key_column_usage fkcol ON fkcon.constraint_schema = fkcol.constraint_schema AND fkcon.constraint_name = fkcol.constraint_name
	INNER JOIN information_schema.key_column_usage pkcol ON fkcon.unique_constraint_schema = pkcol.constraint_schema AND fkcon.unique_constraint_name = pkcol.constraint_name
WHERE pkcol.table_schema = 'aws' AND pkcol.table_name = 'loop' AND pkcol.ordinal_position = fkcol.ordinal_position ORDER BY fkcon.constraint_schema, fkcol.ordinal_position;

-- rows: a catalogue of tables
SELECT schemaname, tablename, tableowner, hasindexes, hasrules, hastriggers, rowsecurity FROM pg_tables WHERE schemaname IN ('aws', 'own') ORDER BY 1, 2;

-- rows: a catalogue of indexes
SELECT schemaname, tablename, indexname, tablespace, indexdef FROM pg_indexes WHERE schemaname IN ('aws', 'own') ORDER BY 1, 2, 3;

-- columns: views
SELECT schemaname, viewname, viewowner, definition FROM pg_views WHERE schemaname = 'own';

-- columns: counters and sizes
SELECT s.relname, s.n_live_tup, s.seq_scan, pg_size_pretty(pg_total_relation_size(s.relid)) AS size, pg_table_size(s.relid), pg_indexes_size(s.relid) FROM pg_stat_user_tables s ORDER BY 1;

-- rows: whole rows of information_schema, but what can be written
SELECT table_catalog = current_database() AS here, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length, character_octet_length,
	numeric_precision, numeric_precision_radix, numeric_scale, datetime_precision, interval_type, interval_precision, character_set_name, collation_schema, collation_name, domain_name,
	udt_schema, udt_name, scope_name, maximum_cardinality, dtd_identifier, is_self_referencing, is_identity, identity_generation, identity_cycle, is_generated, generation_expression
FROM information_schema.columns WHERE table_schema IN ('aws', 'own') ORDER BY 2, 3, 5;

-- rows: the same of a catalogue's own columns
SELECT column_name, ordinal_position, is_nullable, data_type, udt_name FROM information_schema.columns WHERE table_schema = 'pg_catalog' AND table_name IN ('pg_class', 'pg_index', 'pg_type') ORDER BY table_name, 2;

-- rows: keys in information_schema
SELECT c.*, u.column_name, u.ordinal_position, u.position_in_unique_constraint, cu.column_name FROM information_schema.table_constraints c
	JOIN information_schema.key_column_usage u USING (constraint_schema, constraint_name) JOIN information_schema.constraint_column_usage cu USING (constraint_schema, constraint_name)
WHERE c.table_schema IN ('aws', 'own') AND c.constraint_type = 'PRIMARY KEY';

-- rows: whole rows of pg_class, but OIDs and counters
SELECT relname, relnamespace::regnamespace, reloftype, relowner::regrole, relam, reltablespace, relhasindex, relisshared, relpersistence, relkind, relnatts, relchecks, relhasrules, relhastriggers,
	relhassubclass, relrowsecurity, relforcerowsecurity, relispopulated, relreplident, relispartition, relrewrite, relacl, reloptions, relpartbound
FROM pg_class WHERE relnamespace IN ('aws'::regnamespace, 'own'::regnamespace) AND relkind IN ('r', 'i', 'v');

-- rows: whole rows of pg_attribute
SELECT attrelid::regclass, a.attname, a.atttypid::regtype, a.attstattarget, a.attlen, a.attnum, a.attndims, a.attcacheoff, a.atttypmod, a.attbyval, a.attalign, a.attstorage, a.attcompression, a.attnotnull,
	a.atthasdef, a.atthasmissing, a.attidentity, a.attgenerated, a.attisdropped, a.attislocal, a.attinhcount, a.attcollation, a.attacl, a.attoptions, a.attfdwoptions, a.attmissingval
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace IN ('aws'::regnamespace, 'own'::regnamespace) AND c.relkind IN ('r', 'i') AND a.attnum > 0;

-- rows: whole rows of pg_index and pg_constraint
SELECT x.indexrelid::regclass, x.indrelid::regclass, x.indnatts, x.indnkeyatts, x.indisunique, x.indnullsnotdistinct, x.indisprimary, x.indisexclusion, x.indimmediate, x.indisclustered, x.indisvalid,
	x.indcheckxmin, x.indisready, x.indislive, x.indisreplident, x.indkey, x.indcollation, x.indclass, x.indoption, x.indexprs, x.indpred, c.*
FROM pg_index x LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid WHERE x.indrelid IN ({aws.loop}, {own.worker});
