package main

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
)

// migrations are the steps of the schema, by database and number. Each is run once, in its order, never changed, and
// says its number at its end.
//
//go:embed migrations
var migrations embed.FS

// steps returns the files of the migrations of a database, in order.
func (s *store) steps() ([]string, error) {
	if s.postgres {
		return fs.Glob(migrations, "migrations/postgres/*.sql")
	}
	return fs.Glob(migrations, "migrations/sqlite/*.sql")
}

// stepNumber is the number of a migration, which is the name of its file.
func stepNumber(file string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(path.Base(file), ".sql"))
	return n
}

// migrate runs the migrations that the database does not have yet, all in one transaction, and fills a new database.
func (s *store) migrate(ctx context.Context, first func(txn) error) error {
	files, err := s.steps()
	if err != nil {
		return err
	}
	oldest, latest := stepNumber(files[0]), stepNumber(files[len(files)-1])
	return s.write(ctx, func(tx txn) error {
		if s.postgres { // two programs that start at once migrate one after the other
			if err := tx.exec(`SELECT pg_advisory_xact_lock(7281, hashtext(current_schema()));
				CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)`); err != nil {
				return err
			}
		}
		version, err := s.version(tx)
		switch {
		case err != nil:
			return err
		case version > latest || version != 0 && version < oldest:
			return fmt.Errorf("its schema has the version %d, and this program knows the versions %d to %d",
				version, oldest, latest)
		}
		for _, file := range files {
			if stepNumber(file) <= version {
				continue
			}
			text, err := migrations.ReadFile(file)
			if err = errors.Join(err, tx.exec(string(text))); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
		if version != 0 {
			return nil
		}
		return first(tx)
	})
}

// version is that of the schema: 0 of an empty database, -1 of one that has tables of something else.
func (s *store) version(tx txn) (version int, err error) {
	query := `SELECT iif(user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema), -1, user_version)
		FROM pragma_user_version`
	if s.postgres {
		query = `SELECT coalesce(max(version), 0) FROM schema_version`
	}
	_, err = tx.one([]any{&version}, query)
	return version, err
}

// backup copies a database, as it is at one moment, into a new one. It goes either way between files and PostgreSQL,
// and may run while the service does.
func backup(ctx context.Context, from, to string) (err error) {
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("%q is there already", to)
	}
	if _, err := os.Stat(from); err != nil && !isPostgres(from) {
		return err
	}
	source, err := openStore(ctx, from, func(txn) error { return errors.New("it is empty") })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.close()) }()
	fresh := false
	target, err := openStore(ctx, to, func(txn) error { fresh = true; return nil })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.close()) }()
	if !fresh {
		return errors.New("the database to copy into is not empty")
	}
	return source.read(ctx, func(in txn) error {
		return target.write(ctx, func(out txn) error {
			for _, table := range []string{ // each after those that it refers to
				"editions", "subscriptions", "events", "quotes", "orders", "documents", "answers", "counters",
			} {
				if err := copyTable(in, out, table); err != nil {
					return fmt.Errorf("%s: %w", table, err)
				}
			}
			return nil
		})
	})
}

func copyTable(in, out txn, table string) error {
	if err := out.exec("DELETE FROM " + table); err != nil { // what the migrations put into a new database
		return err
	}
	return in.each(func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		values, into, marks := make([]any, len(columns)), make([]any, len(columns)), make([]string, len(columns))
		for i := range columns {
			into[i], marks[i] = &values[i], fmt.Sprintf("$%d", i+1)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return out.exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(columns, ", "),
			strings.Join(marks, ", ")), values...)
	}, "SELECT * FROM "+table)
}
