package main

import (
	"context"
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

// migrate runs the migrations that the database does not have yet, all in one transaction, and fills it.
func (s *store) migrate(ctx context.Context, first func(_ txn, isNew bool) error) error {
	files, err := s.steps()
	if err != nil {
		return err
	}
	oldest, latest := stepNumber(files[0]), stepNumber(files[len(files)-1])
	return s.write(ctx, func(tx txn) error {
		if s.postgres { // two programs that start at once migrate one after the other
			tx.exec(`SELECT pg_advisory_xact_lock(7281, hashtext(current_schema()));
				CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)`)
		}
		version := s.version(tx)
		if version > latest || version != 0 && version < oldest {
			return fmt.Errorf("its schema has the version %d, and this program knows the versions %d to %d",
				version, oldest, latest)
		}
		for _, file := range files {
			if stepNumber(file) > version {
				text, err := migrations.ReadFile(file)
				tx.fail(err)
				tx.exec(string(text))
			}
		}
		return first(tx, version == 0)
	})
}

// version is that of the schema: 0 of an empty database, -1 of one that has tables of something else.
func (s *store) version(tx txn) (version int) {
	query := `SELECT iif(user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema), -1, user_version)
		FROM pragma_user_version`
	if s.postgres {
		query = `SELECT coalesce(max(version), 0) FROM schema_version`
	}
	tx.one([]any{&version}, query)
	return version
}

// backup copies a file of SQLite, as it is at one moment, into a new one, also while the service runs.
func backup(ctx context.Context, from, to string) (err error) {
	if isPostgres(from) || isPostgres(to) {
		return errors.New("backup: copies files of SQLite; for PostgreSQL there is pg_dump")
	}
	if _, err := os.Stat(from); err != nil {
		return err
	}
	file, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	var s store
	defer func() { err = errors.Join(err, s.close()) }()
	if err := errors.Join(file.Close(), s.openFile(from)); err != nil {
		return err
	}
	_, err = s.writes.ExecContext(ctx, `VACUUM INTO $1`, to)
	return err
}
