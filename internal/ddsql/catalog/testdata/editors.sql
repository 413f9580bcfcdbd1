-- What pgAdmin, DataGrip, ODBC's driver, R and monitors ask.

-- columns: pgAdmin, the database
SELECT db.oid AS did, db.datname, db.datallowconn, pg_encoding_to_char(db.encoding) AS serverencoding, has_database_privilege(db.oid, 'CREATE') AS cancreate, datistemplate
FROM pg_catalog.pg_database db WHERE db.datname = current_database();

-- columns: pgAdmin, who asks
SELECT r.oid AS id, r.rolname AS name, r.rolsuper AS is_superuser, CASE WHEN r.rolsuper THEN true ELSE r.rolcreaterole END AS can_create_role,
	CASE WHEN pg_catalog.pg_has_role(r.oid, 'MEMBER') THEN true ELSE false END AS member FROM pg_catalog.pg_roles AS r WHERE rolname = current_user;

-- columns: pgAdmin, encryption of the connection
SELECT gss_authenticated, encrypted FROM pg_catalog.pg_stat_gssapi WHERE pid = -1;

-- columns: pgAdmin, schemas
SELECT nsp.oid, nsp.nspname AS name, has_schema_privilege(nsp.oid, 'CREATE') AS can_create, has_schema_privilege(nsp.oid, 'USAGE') AS has_usage, des.description
FROM pg_catalog.pg_namespace nsp LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = nsp.oid AND des.classoid = 'pg_namespace'::regclass)
WHERE nspname NOT LIKE E'pg\\_%' AND NOT ((nsp.nspname = 'pg_catalog' AND EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'pg_class' AND relnamespace = nsp.oid LIMIT 1))
	OR (nsp.nspname = 'information_schema' AND EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'tables' AND relnamespace = nsp.oid LIMIT 1))) ORDER BY nspname;

-- rows: pgAdmin, tables
SELECT rel.relname AS name, (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = false) AS triggercount,
	(SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhrelid = rel.oid LIMIT 1) AS is_inherits, des.description
FROM pg_catalog.pg_class rel LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = rel.oid AND des.objsubid = 0 AND des.classoid = 'pg_class'::regclass)
WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.relnamespace = 'aws'::regnamespace AND NOT rel.relispartition ORDER BY rel.relname;

-- rows: pgAdmin, columns
SELECT DISTINCT ON (att.attnum) att.attname AS name, att.attnum, format_type(ty.oid, NULL) AS datatype, att.attnotnull AS not_null,
	CASE WHEN att.atthasdef OR att.attidentity != '' OR ty.typdefault IS NOT NULL THEN true ELSE false END AS has_default_val, des.description
FROM pg_catalog.pg_attribute att JOIN pg_catalog.pg_type ty ON ty.oid = atttypid JOIN pg_catalog.pg_class cl ON cl.oid = att.attrelid
	LEFT OUTER JOIN pg_catalog.pg_type et ON et.oid = ty.typelem LEFT OUTER JOIN pg_catalog.pg_attrdef def ON adrelid = att.attrelid AND adnum = att.attnum
	LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = att.attrelid AND des.objsubid = att.attnum AND des.classoid = 'pg_class'::regclass)
	LEFT OUTER JOIN (pg_catalog.pg_depend JOIN pg_catalog.pg_class cs ON classid = 'pg_class'::regclass AND objid = cs.oid AND cs.relkind = 'S') ON refobjid = att.attrelid AND refobjsubid = att.attnum
WHERE att.attrelid = {aws.loop}::oid AND att.attnum > 0 AND att.attisdropped IS FALSE ORDER BY att.attnum;

-- columns: pgAdmin, dashboards
SELECT 'session_stats' AS chart_name, row_to_json(t) AS chart_data FROM (SELECT
	(SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = current_database()) AS "Total",
	(SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE state = 'active' AND datname = current_database()) AS "Active") t
UNION ALL SELECT 'tps_stats', row_to_json(t) FROM (SELECT (SELECT sum(xact_commit) + sum(xact_rollback) FROM pg_catalog.pg_stat_database WHERE datname = current_database()) AS "Transactions") t;

-- columns: pgAdmin, settings and locks
SELECT name, setting, context, category FROM pg_catalog.pg_settings UNION ALL SELECT locktype, mode, NULL, NULL FROM pg_catalog.pg_locks l LEFT OUTER JOIN pg_catalog.pg_database d ON (l.database = d.oid);

-- columns: DataGrip, databases
SELECT n.oid::bigint AS id, datname AS name, d.description, datistemplate AS is_template, datallowconn AS allow_connections, pg_catalog.pg_get_userbyid(n.datdba) AS "owner"
FROM pg_catalog.pg_database n LEFT JOIN pg_catalog.pg_shdescription d ON n.oid = d.objoid ORDER BY CASE WHEN datname = pg_catalog.current_database() THEN -1::bigint ELSE n.oid::bigint END;

-- columns: DataGrip, schemas
SELECT n.oid::bigint AS id, n.xmin AS state_number, nspname AS name, d.description, pg_catalog.pg_get_userbyid(n.nspowner) AS "owner"
FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_description d ON n.oid = d.objoid ORDER BY CASE WHEN nspname = pg_catalog.current_schema() THEN -1::bigint ELSE n.oid::bigint END;

-- columns: DataGrip, tables that changed
SELECT t.relkind AS table_kind, t.relname AS table_name, t.oid AS table_id, t.xmin AS table_state_number, false AS table_with_oids, t.reltablespace AS tablespace_id, t.reloptions AS options,
	t.relpersistence AS persistence, (SELECT pg_catalog.array_agg(inhparent::bigint ORDER BY inhseqno)::varchar FROM pg_catalog.pg_inherits WHERE t.oid = inhrelid) AS ancestors,
	(SELECT pg_catalog.array_agg(inhrelid::bigint ORDER BY inhrelid)::varchar FROM pg_catalog.pg_inherits WHERE t.oid = inhparent) AS successors, t.relispartition AS is_partition, am.amname
FROM pg_catalog.pg_class t LEFT OUTER JOIN pg_catalog.pg_am am ON t.relam = am.oid
WHERE relnamespace = 'aws'::regnamespace::oid AND relkind IN ('r', 'm', 'v', 'f', 'p') ORDER BY table_kind, table_id;

-- columns: DataGrip, columns that changed
WITH t AS (SELECT c.oid AS table_id, c.relname FROM pg_catalog.pg_class c WHERE c.relnamespace = 'aws'::regnamespace::oid AND c.relkind IN ('r', 'm', 'v', 'f', 'p'))
SELECT t.table_id, c.attnum AS column_position, c.attname AS column_name, c.xmin AS column_state_number, c.atttypmod AS type_mod, c.attndims AS dimensions_number,
	pg_catalog.format_type(c.atttypid, c.atttypmod) AS type_spec, c.atttypid AS type_id, c.attnotnull AS mandatory, pg_catalog.pg_get_expr(d.adbin, t.table_id) AS column_default_expression,
	NOT c.attislocal AS column_is_inherited, c.attisdropped AS column_is_dropped, c.attidentity, c.attgenerated
FROM t JOIN pg_catalog.pg_attribute c ON t.table_id = c.attrelid LEFT JOIN pg_catalog.pg_attrdef d ON (c.attrelid, c.attnum) = (d.adrelid, d.adnum)
WHERE attnum > 0 AND NOT c.attisdropped ORDER BY table_id, attnum;

-- columns: DataGrip, transactions
SELECT l.transactionid::varchar::bigint AS transaction_id FROM pg_catalog.pg_locks l WHERE l.transactionid IS NOT NULL ORDER BY pg_catalog.age(l.transactionid) DESC LIMIT 1;

-- rows: psqlODBC, columns
SELECT n.nspname, c.relname, a.attname, a.atttypid, t.typname, a.attnum, a.attlen, a.atttypmod, a.attnotnull, c.relhasrules, c.relkind, c.oid, pg_get_expr(d.adbin, d.adrelid),
	CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE 0 END, t.typtypmod, 0 AS relhasoids, '' AS attidentity, c.relhassubclass
FROM (((pg_catalog.pg_class c INNER JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND c.relname LIKE 'loop' AND n.nspname LIKE 'aws')
	INNER JOIN pg_catalog.pg_attribute a ON (NOT a.attisdropped) AND a.attnum > 0 AND a.attrelid = c.oid) INNER JOIN pg_catalog.pg_type t ON t.oid = a.atttypid)
	LEFT OUTER JOIN pg_attrdef d ON a.atthasdef AND d.adrelid = a.attrelid AND d.adnum = a.attnum ORDER BY n.nspname, c.relname, attnum;

-- rows: psqlODBC, keys
SELECT ta.attname, ia.attnum, ic.relname, n.nspname, tc.relname FROM pg_catalog.pg_class tc, pg_catalog.pg_index i, pg_catalog.pg_attribute ta, pg_catalog.pg_attribute ia, pg_catalog.pg_namespace n, pg_catalog.pg_class ic
WHERE tc.relname = 'loop' AND n.nspname = 'aws' AND tc.oid = i.indrelid AND n.oid = tc.relnamespace AND i.indisprimary = 't' AND ia.attrelid = i.indexrelid AND ta.attrelid = i.indrelid
	AND ta.attnum = i.indkey[ia.attnum - 1] AND (NOT ta.attisdropped) AND (NOT ia.attisdropped) AND ic.oid = i.indexrelid ORDER BY ia.attnum;

-- rows: psqlODBC, indexes
SELECT c.relname, i.indkey, i.indisunique, i.indisclustered, a.amname, c.relhasrules, n.nspname, c.oid, 0 AS relhasoids, CASE WHEN i.indoption[0] & 1 = 1 THEN 'D' ELSE 'A' END
FROM pg_catalog.pg_index i, pg_catalog.pg_class c, pg_catalog.pg_class d, pg_catalog.pg_am a, pg_catalog.pg_namespace n
WHERE d.relname = 'loop' AND n.nspname = 'aws' AND n.oid = d.relnamespace AND d.oid = i.indrelid AND i.indexrelid = c.oid AND c.relam = a.oid ORDER BY i.indisprimary DESC, i.indisunique, n.nspname, c.relname;

-- rows: psqlODBC, large objects' type
SELECT oid, typbasetype FROM pg_type WHERE typname = 'lo';

-- rows: R, tables of the path
SELECT table_name FROM information_schema.tables INNER JOIN (SELECT unnest(current_schemas(true)) AS table_schema) AS s USING (table_schema) WHERE table_schema <> 'pg_catalog' ORDER BY 1;

-- columns: R, types
SELECT oid, typname FROM pg_type;

-- rows: Tableau, what is there
SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c, pg_catalog.pg_namespace n
WHERE relkind IN ('r', 'v', 'm', 'f', 'p') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pg_temp_1') AND n.oid = relnamespace ORDER BY nspname, relname;

-- columns: a monitor
SELECT d.datname, s.numbackends, s.xact_commit, pg_database_size(d.oid), age(d.datfrozenxid) FROM pg_database d JOIN pg_stat_database s ON s.datid = d.oid WHERE d.datname = current_database();
