package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
)

// migrations are the steps of the schema, by database and number. A step is run once, in order, and must never be
// changed; at its end it stores its number.
//
//go:embed migrations
var migrations embed.FS

// steps returns the migration files of a database, in order.
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

// migrate runs all migrations that the database does not have yet, in one transaction, and fills it.
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

// version is that of the schema: 0 for an empty database, -1 for one with tables of another program.
func (s *store) version(tx txn) (version int) {
	query := `SELECT iif(user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema), -1, user_version)
		FROM pragma_user_version`
	if s.postgres {
		query = `SELECT coalesce(max(version), 0) FROM schema_version`
	}
	tx.one([]any{&version}, query)
	return version
}

// backup copies an SQLite file, as it is at one moment, to a new one; it can do so while the service runs.
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

// demo is a few subscriptions for a new database, so that there is something to ask about. They were bought some days
// before today, whenever that is: something of the first can be renewed soon, and of the last an invoice is overdue.
//
//go:embed demo.json
var demo string

// demoDay is a day in the demo, by its distance from today in days and then months.
var demoDay = regexp.MustCompile(`\{(-\d+)(\+\d+)?\}`)

func demoOf(today calendar.Date) (list []json.RawMessage, err error) {
	text := demoDay.ReplaceAllStringFunc(demo, func(day string) string {
		var days, months int
		_, _ = fmt.Sscanf(day, "{%d+%d", &days, &months)
		return today.AddDays(days).AddMonths(months).String()
	})
	err = json.Unmarshal([]byte(text), &list)
	return list, err
}

// fill stores the editions, so that everything that was decided under them can be worked out again. In a new database
// it also records the demo, each subscription as its first event.
func (s *service) fill(tx txn, isNew bool) error {
	for _, ed := range s.editions {
		tx.exec(`INSERT INTO editions (fingerprint, document) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
			ed.Fingerprint().String(), column{ed})
	}
	if !isNew {
		return nil
	}
	c := &call{Request: new(http.Request).WithContext(tx.ctx), s: s, tx: tx, at: s.now().UTC(), id: "demo"}
	c.today = calendar.DateOf(c.at, s.zone)
	c.day = c.today
	c.edition = s.editions.on(c.day)
	list, err := demoOf(c.day)
	for _, body := range list {
		c.body = body
		_, wrong := c.act(acts()[0])
		err = errors.Join(err, wrong)
	}
	return err
}
