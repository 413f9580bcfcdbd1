package catalog

import "foureyes/internal/ddsql/value"

// statisticsMakers are the views of counters about tables. Nothing is counted: reads
// are 0, and the number of rows is what the table guesses.
func statisticsMakers() map[[2]string]rowMaker {
	tables := func(wanted func(*relation) bool) rowMaker {
		return rowMaker{about: about("schemaname", "relname"), each: func(_ *Catalog, r *relation) []fields {
			if r.kind != 'r' || !wanted(r) {
				return nil
			}
			return []fields{tableCounters(r)}
		}}
	}
	indexes := func(wanted func(*relation) bool) rowMaker {
		return rowMaker{each: func(_ *Catalog, r *relation) []fields {
			if r.index == nil || !wanted(r) {
				return nil
			}
			return []fields{{
				"relid": r.index.of.oid, "indexrelid": r.oid, "schemaname": r.schema, "relname": r.index.of.name, "indexrelname": r.name,
				"idx_scan": 0, "idx_tup_read": 0, "idx_tup_fetch": 0, "idx_blks_read": 0, "idx_blks_hit": 0,
			}}
		}}
	}
	all := map[[2]string]rowMaker{}
	for word, wanted := range map[string]func(*relation) bool{
		"all":  func(*relation) bool { return true },
		"sys":  func(r *relation) bool { return r.system },
		"user": func(r *relation) bool { return !r.system },
	} {
		for _, prefix := range []string{"pg_stat_", "pg_statio_"} {
			all[nameOf(prefix+word+"_tables")] = tables(wanted)
			all[nameOf(prefix+word+"_indexes")] = indexes(wanted)
		}
	}
	return all
}

func tableCounters(r *relation) fields {
	f := fields{"relid": r.oid, "schemaname": r.schema, "relname": r.name}
	for _, name := range []string{"pg_stat_all_tables", "pg_statio_all_tables"} {
		for _, c := range catalogues().byName[nameOf(name)].meta.Columns {
			if c.Type == value.Int8 {
				f[c.Name] = 0
			}
		}
	}
	f["n_live_tup"] = r.meta.Rows
	return f
}
