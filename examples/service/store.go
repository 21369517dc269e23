package main

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/driver" // the driver "sqlite3", in pure Go
)

const (
	lockTime = 2 * time.Second // how long a write waits for another one
	attempts = 5               // how many times a write is tried if it conflicts with another one
)

// store is the database: SQLite in a file, or PostgreSQL.
type store struct {
	writes, reads *sql.DB // on SQLite the one connection that writes; those that read never wait for it
	postgres      bool
	states        *lru.Cache[string, held] // that were read recently
	numbers       sync.Mutex               // guards the numbers of quotes:
	next, beyond  int64                    // the next one to assign, and the first one that was not drawn
}

// quotesDrawn is how many numbers of quotes are drawn at once, so that no quote has to wait for another. Numbers that
// are left when the program ends are never assigned.
const quotesDrawn = 100

// quoteNumber assigns a number to a quote.
func (s *store) quoteNumber(ctx context.Context) (n int64, err error) {
	s.numbers.Lock()
	defer s.numbers.Unlock()
	if s.next == s.beyond {
		var last int64
		if err := s.write(ctx, func(tx txn) error {
			tx.one([]any{&last}, `INSERT INTO counters (name, last) VALUES ('quotes', $1)
				ON CONFLICT (name) DO UPDATE SET last = counters.last + $1 RETURNING last`, quotesDrawn)
			return nil
		}); err != nil {
			return 0, err
		}
		s.next, s.beyond = last-quotesDrawn+1, last+1
	}
	s.next++
	return s.next - 1, nil
}

// isPostgres distinguishes a URL from a file name.
func isPostgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// openStore opens a database, brings its schema up to date, and fills it with first.
func openStore(ctx context.Context, name string, first func(_ txn, isNew bool) error) (_ *store, err error) {
	s, shown, open := &store{postgres: isPostgres(name)}, fmt.Sprintf("%q", name), (*store).openFile
	if s.states, err = lru.New[string, held](keptStates); err != nil {
		return nil, err
	}
	if s.postgres {
		shown, open = "PostgreSQL", (*store).openServer // the URL may contain a password
	}
	if err = open(s, name); err == nil {
		err = s.migrate(ctx, first)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", shown, err), s.close())
	}
	return s, nil
}

func (s *store) openServer(url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return errors.New("the URL cannot be read")
	}
	config.RuntimeParams["lock_timeout"] = strconv.FormatInt(lockTime.Milliseconds(), 10)
	for _, pool := range []**sql.DB{&s.writes, &s.reads} {
		*pool = stdlib.OpenDB(*config)
		(*pool).SetMaxOpenConns(16)
		(*pool).SetMaxIdleConns(16)
	}
	return nil
}

// openFile opens a file that, like the files that SQLite keeps beside it, only its owner may read or write.
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
	escaped := strings.ReplaceAll(url.QueryEscape(name), "+", "%20") // a ? or % would be given a special meaning
	source := fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)&modeof=%s",
		escaped, lockTime.Milliseconds(), escaped)
	var err error
	if s.writes, err = sql.Open("sqlite3", source+"&_txlock=immediate&_pragma=journal_mode(WAL)"); err != nil {
		return err
	}
	s.writes.SetMaxOpenConns(1)
	if s.reads, err = sql.Open("sqlite3", source+"&_txlock=deferred&_pragma=query_only(1)"); err != nil {
		return err
	}
	s.reads.SetMaxOpenConns(8)
	s.reads.SetMaxIdleConns(8)
	return nil
}

func (s *store) close() (err error) {
	for _, db := range []*sql.DB{s.reads, s.writes} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	return err
}

// read runs f in a transaction that sees a single state of the database, and does not wait for any other.
func (s *store) read(ctx context.Context, f func(txn) error) error {
	var options sql.TxOptions
	if s.postgres {
		options = sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	}
	return s.within(ctx, s.reads, &options, "", f)
}

// write runs f in a transaction, which is committed only if f returns no error. After a conflict with another
// transaction, it runs again.
func (s *store) write(ctx context.Context, f func(txn) error) (err error) {
	lock := ""
	if s.postgres {
		lock = " FOR UPDATE"
	}
	for i := range attempts {
		if err = s.within(ctx, s.writes, nil, lock, f); !collided(err) {
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

func (s *store) within(
	ctx context.Context, db *sql.DB, options *sql.TxOptions, lock string, f func(txn) error,
) error {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // also if f panics; it does nothing after a commit
	t := txn{tx, ctx, lock, new(error), s.states}
	if err := f(t); err != nil || *t.failed != nil {
		return cmp.Or(*t.failed, err)
	}
	return tx.Commit()
}

// collided reports whether a transaction of PostgreSQL had a conflict with another one: a serialization failure, a
// deadlock, or the same row inserted by both.
func collided(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01" || e.Code == "23505")
}

// isBusy reports whether a database is too busy, or cannot be reached: nothing was changed, and a retry may succeed.
func isBusy(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) { // a lock, too many clients, a server that is starting or stopping
		return collided(err) || e.Code == "55P03" || e.Code == "53300" || strings.HasPrefix(e.Code, "57P")
	}
	var away *pgconn.ConnectError
	return errors.As(err, &away) || errors.Is(err, sqlite3.BUSY) || errors.Is(err, sqlite3.LOCKED)
}

// txn is a transaction, and the request that it is for. The first error of the database is kept, and makes the
// transaction fail: whatever was read after it is empty and is not used.
type txn struct {
	*sql.Tx
	ctx    context.Context
	lock   string // ends a query for rows that will be changed; SQLite does not need it, as it has only one writer
	failed *error
	states *lru.Cache[string, held]
}

func (tx txn) fail(err error) { *tx.failed = cmp.Or(*tx.failed, err) }

func (tx txn) exec(query string, args ...any) {
	if *tx.failed == nil {
		_, err := tx.ExecContext(tx.ctx, query, args...)
		tx.fail(err)
	}
}

// one reads a row, and reports whether there is one.
func (tx txn) one(into []any, query string, args ...any) (found bool) {
	tx.each(func(rows *sql.Rows) error {
		found = true
		return rows.Scan(into...)
	}, query, args...)
	return found && *tx.failed == nil
}

// each runs a query and passes each row to read.
func (tx txn) each(read func(*sql.Rows) error, query string, args ...any) {
	if *tx.failed != nil {
		return
	}
	rows, err := tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		tx.fail(err)
		return
	}
	for err == nil && rows.Next() {
		err = read(rows)
	}
	tx.fail(cmp.Or(err, rows.Err(), rows.Close()))
}

// column is the JSON of a column: a value to be written, or a pointer to read into.
type column struct{ v any }

func (c column) Value() (driver.Value, error) {
	data, err := json.Marshal(c.v)
	return string(data), err
}

func (c column) Scan(src any) error {
	var text sql.NullString
	if err := text.Scan(src); err != nil {
		return err
	}
	return json.Unmarshal([]byte(text.String), c.v)
}
