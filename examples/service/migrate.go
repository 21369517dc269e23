package main

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
)

// migrations are the steps of the schema, by database and number. Each is run once, in its order, and never changed.
//
//go:embed migrations
var migrations embed.FS

// steps returns the numbers of the migrations of a database, in order, and their texts.
func (s *store) steps() (numbers []int, texts map[int]string, err error) {
	dir := "migrations/sqlite"
	if s.postgres {
		dir = "migrations/postgres"
	}
	files, err := migrations.ReadDir(dir) // in the order of their names
	texts = map[int]string{}
	for _, f := range files {
		data, bad := migrations.ReadFile(path.Join(dir, f.Name()))
		n, wrong := strconv.Atoi(strings.TrimSuffix(f.Name(), ".sql"))
		err = errors.Join(err, bad, wrong)
		numbers, texts[n] = append(numbers, n), string(data)
	}
	return numbers, texts, err
}

// migrate runs the migrations that the database does not have yet, all in one transaction, and fills a new database.
func (s *store) migrate(ctx context.Context, first func(context.Context, txn) error) error {
	numbers, texts, err := s.steps()
	if err != nil {
		return err
	}
	oldest, latest := numbers[0], numbers[len(numbers)-1]
	return s.write(ctx, func(tx txn) error {
		version, err := s.version(ctx, tx)
		switch {
		case err != nil:
			return err
		case version > latest:
			return fmt.Errorf("its schema has the version %d, and this program knows versions up to %d", version, latest)
		case version != 0 && version < oldest:
			return fmt.Errorf("its schema has the version %d, and this program knows versions from %d on", version, oldest)
		}
		for _, n := range numbers {
			if n <= version {
				continue
			}
			if _, err := tx.ExecContext(ctx, texts[n]); err != nil {
				return fmt.Errorf("migration %03d: %w", n, err)
			}
		}
		if version == latest {
			return nil
		}
		if err := s.setVersion(ctx, tx, latest); err != nil || version != 0 {
			return err
		}
		return first(ctx, tx)
	})
}

// version is that of the schema, 0 of an empty database. Two programs that start at once migrate one after the other.
func (s *store) version(ctx context.Context, tx txn) (version int, err error) {
	if s.postgres {
		const table = `SELECT pg_advisory_xact_lock(7281, hashtext(current_schema()));
			CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)`
		if _, err := tx.ExecContext(ctx, table); err != nil {
			return 0, err
		}
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&version)
		return version, err
	}
	var tables int
	err = tx.QueryRowContext(ctx, `SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version`).
		Scan(&version, &tables)
	if err == nil && version == 0 && tables > 0 {
		err = errors.New("it has tables of something else")
	}
	return version, err
}

func (s *store) setVersion(ctx context.Context, tx txn, version int) error {
	query := fmt.Sprintf(`PRAGMA user_version = %d`, version)
	if s.postgres {
		query = fmt.Sprintf(`DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES (%d)`, version)
	}
	_, err := tx.ExecContext(ctx, query)
	return err
}

// tables are those that hold something, each after those that it refers to, with their columns.
var tables = []struct{ name, columns string }{
	{"editions", "fingerprint, document"},
	{"subscriptions", "id, version, state"},
	{"events", "subscription, seq, act, day, recorded, at, request, caller, edition, what"},
	{"quotes", "id, subscription, edition, question, figures, document"},
	{"orders", "quote, subscription, seq, document"},
	{"documents", "number, subscription, seq, kind, document"},
	{"answers", "caller, key, request, at, answer"},
	{"counters", "name, last"},
}

// backup copies a database, as it is at one moment, into a new one. It goes either way between files and PostgreSQL,
// and may run while the service does.
func backup(ctx context.Context, from, to string) (err error) {
	if !isPostgres(to) {
		if _, err := os.Stat(to); err == nil {
			return fmt.Errorf("%q is there already", to)
		}
	}
	if !isPostgres(from) {
		if _, err := os.Stat(from); err != nil {
			return err
		}
	}
	source, err := openStore(ctx, from, func(context.Context, txn) error { return errors.New("it is empty") })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.close()) }()
	fresh := false
	target, err := openStore(ctx, to, func(context.Context, txn) error { fresh = true; return nil })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.close()) }()
	if !fresh {
		return errors.New("the database to copy into is not empty")
	}
	return source.read(ctx, func(in txn) error {
		return target.write(ctx, func(out txn) error { return copyTables(ctx, in, out) })
	})
}

func copyTables(ctx context.Context, in, out txn) error {
	for _, table := range []string{"editions", "counters"} { // what the migrations put into a new database
		if _, err := out.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	for _, table := range tables {
		values := make([]any, strings.Count(table.columns, ",")+1)
		into, marks := make([]any, len(values)), make([]string, len(values))
		for i := range values {
			into[i], marks[i] = &values[i], fmt.Sprintf("$%d", i+1)
		}
		insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table.name, table.columns, strings.Join(marks, ", "))
		err := each(ctx, in, func(rows *sql.Rows) error {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			_, err := out.ExecContext(ctx, insert, values...)
			return err
		}, fmt.Sprintf("SELECT %s FROM %s", table.columns, table.name))
		if err != nil {
			return fmt.Errorf("%s: %w", table.name, err)
		}
	}
	return nil
}
