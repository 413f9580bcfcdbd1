package store

import (
	"strings"
	"testing"

	"foureyes/internal/store/storetest/pgtest"
)

func TestTablesAreKeptApartFromTheViews(t *testing.T) {
	for url, want := range map[string]string{
		"postgres://foureyes@db/x":                                          "public",
		"postgres://aws@db/x":                                               "public",
		"postgres://reviews@db/x":                                           "", // the server's own
		"postgres://foureyes@db/x?search_path=reviews,public":               "reviews,public",
		"postgres://foureyes@db/x?options=-c%20search_path%3Dreviews":       "",
		"host=db user=foureyes dbname=x":                                    "public",
		"postgres://reviews@db/x?application_name=foureyes&sslmode=disable": "",
	} {
		config, err := readURL(url)
		if err != nil || config.RuntimeParams[searchPath] != want {
			t.Errorf("%s: tables are looked for in %q, %v; want %q", url, config.RuntimeParams[searchPath], err, want)
		}
	}
	for _, url := range []string{"postgres://x@db/x?search_path=foureyes", "postgres://x@db/x?search_path=public,%20%22aws%22"} {
		if _, err := readURL(url); err == nil || !strings.Contains(err.Error(), "which is for views") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// PgBouncer, between servers and a PostgreSQL, refuses to begin with settings that it does
// not know.
func TestConnectionsBeginWithoutSettings(t *testing.T) {
	config, err := readURL("postgres://foureyes@db/x")
	if err != nil {
		t.Fatal(err)
	}
	for _, settings := range []map[string]string{sessionSettings, querySettings, migrationSettings, shareSettings, leadSettings} {
		if with := withSettings(*config, settings); len(with.RuntimeParams) != 0 {
			t.Errorf("a connection begins with %v", with.RuntimeParams)
		}
	}
}

// The user of pgtest is called like a schema of the views, some of which are called like
// tables.
func TestServersFindTheTablesBesideTheViews(t *testing.T) {
	url := pgtest.URL(t)
	for range 2 {
		s := openThere(t, url)
		if err := s.ShowViews(t.Context(), "review.example.org"); err != nil {
			t.Fatal(err)
		}
		if schema, err := one(s.read(t.Context()), value[string], `SELECT current_schema()`); err != nil || schema != "public" {
			t.Errorf("tables are looked for in %s, %v", schema, err)
		}
		if _, err := one(s.read(t.Context()), value[int], `SELECT COUNT(id) FROM assignment`); err != nil {
			t.Error(err)
		}
	}
	schema, err := ReadSchema(t.Context(), Place{URL: url})
	if err != nil || schema.Waiting() != 0 {
		t.Errorf("%d steps wait, %v", schema.Waiting(), err)
	}
}
