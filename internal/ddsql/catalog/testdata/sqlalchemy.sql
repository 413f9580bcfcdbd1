-- What SQLAlchemy's reflection asks, 1.4 and 2.

-- rows: schemas
SELECT nspname FROM pg_namespace WHERE nspname IN ('aws', 'own', 'information_schema') ORDER BY nspname;

-- rows: tables of a schema
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'aws' AND c.relkind IN ('r', 'p');

-- rows: 2, tables of the search path
SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace
WHERE pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p']) AND pg_catalog.pg_class.relpersistence != CAST('t' AS CHAR)
AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != 'pg_catalog';

-- rows: views
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'own' AND c.relkind IN ('v', 'm');

-- rows: has a table
SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE pg_table_is_visible(c.oid) AND relname = CAST('loop' AS VARCHAR(64));

-- rows: OID of a table, 1.4
SELECT c.oid FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE (n.nspname = 'aws') AND c.relname = 'loop' AND c.relkind IN ('r', 'v', 'm', 'f', 'p');

-- rows: columns, 1.4
SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
	(SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef) AS DEFAULT,
	a.attnotnull, a.attrelid AS table_oid, pgd.description AS comment, a.attgenerated AS generated,
	(SELECT json_build_object('always', a.attidentity = 'a', 'start', s.seqstart, 'increment', s.seqincrement, 'minvalue', s.seqmin,
		'maxvalue', s.seqmax, 'cache', s.seqcache, 'cycle', s.seqcycle) FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON s.seqrelid = c."oid"
		WHERE c.relkind = 'S' AND a.attidentity != '' AND s.seqrelid = pg_catalog.pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)::regclass::oid) AS identity_options
FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_description pgd ON (pgd.objoid = a.attrelid AND pgd.objsubid = a.attnum)
WHERE a.attrelid = {aws.loop} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- rows: columns, 2
SELECT pg_catalog.pg_attribute.attname AS name, pg_catalog.format_type(pg_catalog.pg_attribute.atttypid, pg_catalog.pg_attribute.atttypmod) AS format_type,
	(SELECT pg_catalog.pg_get_expr(pg_catalog.pg_attrdef.adbin, pg_catalog.pg_attrdef.adrelid) AS pg_get_expr_1 FROM pg_catalog.pg_attrdef
		WHERE pg_catalog.pg_attrdef.adrelid = pg_catalog.pg_attribute.attrelid AND pg_catalog.pg_attrdef.adnum = pg_catalog.pg_attribute.attnum AND pg_catalog.pg_attribute.atthasdef) AS "default",
	pg_catalog.pg_attribute.attnotnull AS not_null, pg_catalog.pg_class.relname AS table_name, pg_catalog.pg_description.description AS comment,
	pg_catalog.pg_attribute.attgenerated AS generated,
	(SELECT json_build_object('always', pg_catalog.pg_attribute.attidentity = 'a', 'start', pg_catalog.pg_sequence.seqstart) AS json_build_object_1
		FROM pg_catalog.pg_sequence WHERE pg_catalog.pg_attribute.attidentity != '' AND pg_catalog.pg_sequence.seqrelid = CAST(CAST(pg_catalog.pg_get_serial_sequence(
			CAST(CAST(pg_catalog.pg_attribute.attrelid AS REGCLASS) AS TEXT), pg_catalog.pg_attribute.attname) AS REGCLASS) AS OID)) AS identity_options
FROM pg_catalog.pg_class LEFT OUTER JOIN pg_catalog.pg_attribute ON pg_catalog.pg_class.oid = pg_catalog.pg_attribute.attrelid
	AND pg_catalog.pg_attribute.attnum > CAST(0 AS INTEGER) AND NOT pg_catalog.pg_attribute.attisdropped
LEFT OUTER JOIN pg_catalog.pg_description ON pg_catalog.pg_description.objoid = pg_catalog.pg_attribute.attrelid
	AND pg_catalog.pg_description.objsubid = pg_catalog.pg_attribute.attnum
JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace
WHERE pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p', 'f', 'v', 'm']) AND pg_catalog.pg_namespace.nspname = 'aws' AND pg_catalog.pg_class.relname IN ('loop')
ORDER BY pg_catalog.pg_class.relname, pg_catalog.pg_attribute.attnum;

-- rows: domains
SELECT t.typname AS "name", pg_catalog.format_type(t.typbasetype, t.typtypmod) AS "attype", NOT t.typnotnull AS "nullable", t.typdefault AS "default",
	pg_catalog.pg_type_is_visible(t.oid) AS "visible", n.nspname AS "schema"
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND n.nspname <> 'information_schema';

-- rows: enums
SELECT t.typname AS "name", pg_catalog.pg_type_is_visible(t.oid) AS "visible", n.nspname AS "schema", e.enumlabel AS "label"
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_enum e ON t.oid = e.enumtypid
WHERE t.typtype = 'e' ORDER BY "schema", "name", e.oid;

-- rows: primary key, 1.4
SELECT a.attname FROM pg_attribute a JOIN (SELECT unnest(ix.indkey) attnum, generate_subscripts(ix.indkey, 1) ord FROM pg_index ix
	WHERE ix.indrelid = {aws.loop} AND ix.indisprimary) k ON a.attnum = k.attnum WHERE a.attrelid = {aws.loop} ORDER BY k.ord;

-- rows: name of the primary key
SELECT conname FROM pg_catalog.pg_constraint r WHERE r.conrelid = {aws.loop} AND r.contype = 'p' ORDER BY 1;

-- rows: keys, 2
SELECT attr.conrelid, array_agg(CAST(attr.attname AS TEXT) ORDER BY attr.ord) AS cols, attr.conname, min(attr.description) AS description, NULL AS extra
FROM (SELECT con.conrelid AS conrelid, con.conname AS conname, con.conindid AS conindid, con.description AS description, con.ord AS ord, pg_catalog.pg_attribute.attname AS attname
	FROM pg_catalog.pg_attribute JOIN (
		SELECT pg_catalog.pg_constraint.conrelid AS conrelid, pg_catalog.pg_constraint.conname AS conname, pg_catalog.pg_constraint.conindid AS conindid,
			unnest(pg_catalog.pg_constraint.conkey) AS attnum, generate_subscripts(pg_catalog.pg_constraint.conkey, 1) AS ord, pg_catalog.pg_description.description AS description
		FROM pg_catalog.pg_constraint LEFT OUTER JOIN pg_catalog.pg_description ON pg_catalog.pg_description.objoid = pg_catalog.pg_constraint.oid
		WHERE pg_catalog.pg_constraint.contype = 'p' AND pg_catalog.pg_constraint.conrelid IN ({aws.loop}, {own.worker})) AS con
	ON pg_catalog.pg_attribute.attnum = con.attnum AND pg_catalog.pg_attribute.attrelid = con.conrelid WHERE con.conrelid IN ({aws.loop}, {own.worker})) AS attr
GROUP BY attr.conrelid, attr.conname ORDER BY attr.conrelid, attr.conname;

-- rows: foreign keys
SELECT r.conname, pg_catalog.pg_get_constraintdef(r.oid, true) AS condef, n.nspname AS conschema FROM pg_catalog.pg_constraint r, pg_namespace n, pg_class c
WHERE r.conrelid = {aws.loop} AND r.contype = 'f' AND c.oid = confrelid AND n.oid = c.relnamespace ORDER BY 1;

-- rows: checks
SELECT cons.conname AS name, pg_get_constraintdef(cons.oid) AS src FROM pg_catalog.pg_constraint cons WHERE cons.conrelid = {aws.loop} AND cons.contype = 'c';

-- rows: indexes, 1.4
SELECT i.relname AS relname, ix.indisunique, ix.indexprs, a.attname, a.attnum, c.conrelid, ix.indkey::varchar, ix.indoption::varchar, i.reloptions, am.amname,
	pg_get_expr(ix.indpred, ix.indrelid), ix.indnkeyatts AS indnkeyatts
FROM pg_class t JOIN pg_index ix ON t.oid = ix.indrelid JOIN pg_class i ON i.oid = ix.indexrelid
	LEFT OUTER JOIN pg_attribute a ON t.oid = a.attrelid AND a.attnum = ANY (ix.indkey)
	LEFT OUTER JOIN pg_constraint c ON (ix.indrelid = c.conrelid AND ix.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x'))
	LEFT OUTER JOIN pg_am am ON i.relam = am.oid
WHERE t.relkind IN ('r', 'v', 'f', 'm', 'p') AND t.oid = {aws.loop} AND ix.indisprimary = 'f' ORDER BY t.relname, i.relname;

-- rows: indexes, 2
SELECT x.indrelid, i.relname AS relname_index, x.indisunique, con.conrelid IS NOT NULL AS has_constraint, x.indoption, i.reloptions, am.amname,
	CASE WHEN (x.indpred IS NOT NULL) THEN pg_catalog.pg_get_expr(x.indpred, x.indrelid) END AS filter_definition, x.indnkeyatts, idx_cols.elements, idx_cols.elements_is_expr
FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid JOIN pg_catalog.pg_am am ON am.oid = i.relam
LEFT OUTER JOIN (SELECT e.indexrelid, min(e.indrelid) AS min_1, array_agg(e.element ORDER BY e.ord) AS elements, array_agg(e.is_expr ORDER BY e.ord) AS elements_is_expr
	FROM (SELECT k.indexrelid, k.indrelid, k.ord, CASE WHEN (k.attnum = 0) THEN pg_catalog.pg_get_indexdef(k.indexrelid, k.ord + 1, true) ELSE CAST(a.attname AS TEXT) END AS element, k.attnum = 0 AS is_expr
		FROM (SELECT indexrelid, indrelid, unnest(indkey) AS attnum, generate_subscripts(indkey, 1) AS ord FROM pg_catalog.pg_index WHERE NOT indisprimary AND indrelid IN ({aws.loop})) k
		LEFT OUTER JOIN pg_catalog.pg_attribute a ON a.attnum = k.attnum AND a.attrelid = k.indrelid WHERE k.indrelid IN ({aws.loop})) e
	GROUP BY e.indexrelid) idx_cols ON x.indexrelid = idx_cols.indexrelid
LEFT OUTER JOIN pg_catalog.pg_constraint con ON x.indrelid = con.conrelid AND x.indexrelid = con.conindid AND con.contype = ANY (ARRAY['p', 'u', 'x'])
WHERE x.indrelid IN ({aws.loop}) AND NOT x.indisprimary ORDER BY x.indrelid, relname_index;

-- rows: comment of a table
SELECT pgd.description AS table_comment FROM pg_catalog.pg_description pgd WHERE pgd.objsubid = 0 AND pgd.objoid = {aws.loop};

-- rows: comments, 2
SELECT c.relname, d.description FROM pg_catalog.pg_class c LEFT OUTER JOIN pg_catalog.pg_description d ON c.oid = d.objoid AND d.objsubid = 0
	AND d.classoid = CAST('pg_catalog.pg_class' AS REGCLASS) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = ANY (ARRAY['r', 'v', 'm', 'f', 'p']) AND n.nspname = 'aws' AND c.relname IN ('loop');

-- rows: what dialects look at first
SELECT current_schema() AS s, current_setting('standard_conforming_strings') AS c, 'test plain returns'::varchar(60) AS anon_1;
