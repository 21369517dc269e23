package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/driver" // the driver "sqlite3", in pure Go
)

const (
	lockTime = 2 * time.Second // that a write waits for another one
	attempts = 5               // at a write that ran into another one
)

// store is the database: SQLite in a file, or PostgreSQL.
type store struct {
	writes, reads *sql.DB // on SQLite a connection that writes and some that read, which never wait for it
	postgres      bool
}

// txn is a transaction. What it reads of a subscription to change it, it locks: on SQLite there is one writer anyway.
type txn struct {
	*sql.Tx
	lock string // ends such a query
}

// isPostgres tells a URL from the name of a file.
func isPostgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// openStore opens a database, brings its schema up to date, and fills a new one with first.
func openStore(ctx context.Context, name string, first func(context.Context, txn) error) (_ *store, err error) {
	s := &store{postgres: isPostgres(name)}
	shown := fmt.Sprintf("%q", name)
	if s.postgres {
		shown = "PostgreSQL" // the URL may have a password in it
		if s.writes, err = sql.Open("pgx", name); err != nil {
			return nil, fmt.Errorf("database %s: the URL cannot be read", shown)
		}
		s.writes.SetMaxOpenConns(16)
		s.writes.SetMaxIdleConns(16)
		s.reads = s.writes
	} else if err = s.openFile(name); err != nil {
		return nil, fmt.Errorf("database %s: %w", shown, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("database %s: %w", shown, err), s.close())
		}
	}()
	return s, s.migrate(ctx, first)
}

// openFile opens a file, which only its owner may read or write, and so are those that SQLite keeps beside it.
func (s *store) openFile(name string) error {
	for _, made := range []string{name, name + "-shm"} {
		file, err := os.OpenFile(made, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		if err := errors.Join(file.Chmod(0o600), file.Close()); err != nil {
			return err
		}
	}
	path := strings.ReplaceAll(url.PathEscape(name), "%2F", "/") // a ? or % would start something else
	pragmas := fmt.Sprintf("&_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)&modeof=%s",
		lockTime.Milliseconds(), strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	var err error
	s.writes, err = sql.Open("sqlite3", "file:"+path+"?_txlock=immediate&_pragma=journal_mode(WAL)"+pragmas)
	if err != nil {
		return err
	}
	s.writes.SetMaxOpenConns(1)
	s.reads, err = sql.Open("sqlite3", "file:"+path+"?_txlock=deferred&_pragma=query_only(1)"+pragmas)
	if err != nil {
		return errors.Join(err, s.writes.Close())
	}
	s.reads.SetMaxOpenConns(8)
	s.reads.SetMaxIdleConns(8)
	return nil
}

// read runs f in a transaction that sees one state of the database, and waits for no other.
func (s *store) read(ctx context.Context, f func(txn) error) error {
	options := &sql.TxOptions{ReadOnly: s.postgres, Isolation: sql.LevelDefault}
	if s.postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	return within(ctx, s.reads, options, func(tx *sql.Tx) error { return f(txn{Tx: tx}) })
}

// write runs f in a transaction, which is kept only if f returns no error. Where another one was in the way, it runs
// again.
func (s *store) write(ctx context.Context, f func(txn) error) (err error) {
	for i := range attempts {
		err = within(ctx, s.writes, nil, func(tx *sql.Tx) error {
			if !s.postgres {
				return f(txn{Tx: tx})
			}
			wait := fmt.Sprintf("SET LOCAL lock_timeout = %d", lockTime.Milliseconds())
			if _, err := tx.ExecContext(ctx, wait); err != nil {
				return err
			}
			return f(txn{tx, " FOR UPDATE"})
		})
		if !collided(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(rand.N(10 * time.Millisecond << i)):
		}
	}
	return err
}

// within runs f in a transaction, which is kept only if f returns no error.
func within(ctx context.Context, db *sql.DB, options *sql.TxOptions, f func(*sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // also where f panics: the connection must not stay taken
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

// collided reports whether a transaction of PostgreSQL ran into another one: it would not be serial, or it waits for
// one that waits for it, or both have made the same row.
func collided(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01" || e.Code == "23505")
}

// isBusy reports whether a database has no time, or cannot be reached: nothing was changed, and later it may go.
func isBusy(err error) bool {
	if errors.Is(err, sqlite3.BUSY) || errors.Is(err, sqlite3.LOCKED) {
		return true
	}
	var e *pgconn.PgError
	if errors.As(err, &e) { // a lock, too many clients, a server that starts or stops
		return collided(err) || e.Code == "55P03" || e.Code == "53300" || strings.HasPrefix(e.Code, "57P")
	}
	var away *pgconn.ConnectError
	return errors.As(err, &away)
}

func (s *store) close() error {
	if s.postgres {
		return s.writes.Close()
	}
	return errors.Join(s.reads.Close(), s.writes.Close())
}

// each runs a query and hands each row to read.
func each(ctx context.Context, tx txn, read func(*sql.Rows) error, query string, args ...any) (err error) {
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
