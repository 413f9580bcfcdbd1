package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
)

// Place is where a database is: PostgreSQL at URL or, where that is empty, SQLite in
// the data folder Folder.
type Place struct {
	Folder string
	URL    string
}

func (p Place) engine() engine {
	if p.URL != "" {
		return postgresEngine
	}
	return sqliteEngine
}

func (p Place) file() string { return filepath.Join(p.Folder, SQLiteFile) }

// missing reports whether there is no database yet, as far as that can be seen.
func (p Place) missing() bool {
	_, err := os.Stat(p.file())
	return p.URL == "" && errors.Is(err, fs.ErrNotExist)
}

// postgres says how to make a connection to a PostgreSQL.
func (p Place) postgres() (*pgx.ConnConfig, error) {
	config, err := readURL(p.URL)
	if err != nil {
		return nil, err
	}
	delete(config.RuntimeParams, poolSetting)
	return config, nil
}

// Connect makes one connection to a PostgreSQL, with the server's settings but for what the
// application is called.
func (p Place) Connect(ctx context.Context, application string) (*pgx.Conn, error) {
	config, err := p.postgres()
	if err != nil {
		return nil, err
	}
	with := withSettings(*config, map[string]string{"application_name": application})
	conn, err := pgx.ConnectConfig(ctx, &with)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return conn, nil
}

// Raw opens a database as it is, without bringing its tables up to date, for what
// reads or fills it as a whole. A SQLite file that is missing is made with the first
// statement.
func Raw(at Place) (*sql.DB, error) {
	if at.URL != "" {
		config, err := at.postgres()
		if err != nil {
			return nil, err
		}
		return openPool(*config, migrationSettings), nil
	}
	db, err := sql.Open("sqlite", dsn(at.file()))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", at.file(), err)
	}
	return db, nil
}
