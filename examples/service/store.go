package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite", in pure Go
)

//go:embed schema.sql
var schema string

// schemaVersion is kept in the database's user_version.
const schemaVersion = 2

// store is the database. It has one connection: SQLite has one writer anyway, a database in memory belongs to its
// connection, and transactions one after the other see a subscription and its quotes as they are together.
type store struct{ db *sql.DB }

// openStore opens the database of a file, or ":memory:", and makes it where there is none; then first fills it.
func openStore(ctx context.Context, file string, first func(*sql.Tx) error) (_ *store, err error) {
	db, err := sql.Open("sqlite", dataSource(file))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &store{db}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("database %q: %w", file, err), db.Close())
		}
	}()
	return s, s.within(ctx, func(tx *sql.Tx) error { return prepare(ctx, tx, first) })
}

// dataSource escapes a file name, in which a ? or % would otherwise start something else.
func dataSource(file string) string {
	if file != ":memory:" {
		file = strings.ReplaceAll(url.PathEscape(file), "%2F", "/")
	}
	const pragmas = "&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)"
	return "file:" + file + "?_txlock=immediate" + pragmas
}

func prepare(ctx context.Context, tx *sql.Tx, first func(*sql.Tx) error) error {
	var version, tables int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	switch {
	case version == schemaVersion:
		return nil
	case version != 0 || tables > 0:
		return fmt.Errorf("user_version %d: is not the %d of this program", version, schemaVersion)
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)); err != nil {
		return err
	}
	return first(tx)
}

// within runs f in a transaction, which is kept only where f returns no error.
func (s *store) within(ctx context.Context, f func(*sql.Tx) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // also where f panics: the one connection must not stay taken
			err = errors.Join(err, ignoreDone(tx.Rollback()))
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	done = true
	return tx.Commit()
}

// ignoreDone drops what a rollback says of a transaction that a context that ended has rolled back before.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (s *store) close() error { return s.db.Close() }

// each runs a query and hands each row to read.
func each(ctx context.Context, tx *sql.Tx, read func(*sql.Rows) error, query string, args ...any) (err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
