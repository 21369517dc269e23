package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// older makes a database of an earlier version, from a dump in testdata.
func older(t *testing.T, dump string) (file string, documents map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", dump))
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "older.db")
	db, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), string(text)); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), `SELECT '/quotes/Q-' || id, document FROM quotes
		UNION ALL SELECT '/quotes/Q-' || quote || '/order', document FROM orders`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	documents = map[string]string{}
	for rows.Next() {
		var path, document string
		if err := rows.Scan(&path, &document); err != nil {
			t.Fatal(err)
		}
		documents[path] = document
	}
	return file, documents
}

// A database of version 2 has subscriptions with every kind of fact, open quotes and an order. Its quotes were answered
// in words that no release uses any more. After the upgrade every document is served byte for byte, every open quote is
// ordered for what it said, and what can be asked of a subscription is what it was.
func TestUpgradeFromVersion2(t *testing.T) {
	t.Parallel()
	file, documents := older(t, "v2.sql")
	s := startOn(t, file, european())
	if len(documents) != 6 {
		t.Fatalf("%d documents", len(documents))
	}
	for path, want := range documents {
		if got := s.get(t, path, &struct{}{}); string(got.body) != want {
			t.Errorf("%s was\n%s\nis\n%s", path, want, got.body)
		}
	}
	var answers map[string]any
	data, err := os.ReadFile("testdata/v2-answers.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &answers); err != nil {
		t.Fatal(err)
	}
	for path, want := range answers {
		var got any
		if s.get(t, path, &got); !holds(got, want) {
			t.Errorf("%s was\n%v\nis\n%v", path, want, got)
		}
	}
	s.on("2025-09-02")
	for number, net := range map[string]string{"Q-4": "EUR 6769.97", "Q-3": "EUR 23297.42"} {
		var b outcome
		s.post(t, "/quotes/"+number+"/order", "", http.StatusCreated, &b)
		if b.Net.String() != net || !strings.Contains(documents["/quotes/"+number], strings.TrimPrefix(net, "EUR ")) {
			t.Errorf("%s is billed as %s", number, b.Net)
		}
	}
	note := life{s, t, "S-03"}.do("2025-09-02", "returns", `{"purchase": 2}`)
	if note.Decision == nil || !note.Decision.Allowed() {
		t.Errorf("%+v", note)
	}
}

// holds reports whether an answer has everything that an earlier one had, and possibly more keys.
func holds(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		for key, value := range want {
			ok = ok && holds(object[key], value)
		}
		return ok
	case []any:
		list, ok := got.([]any)
		ok = ok && len(list) == len(want)
		for i := 0; ok && i < len(want); i++ {
			ok = holds(list[i], want[i])
		}
		return ok
	}
	return got == want
}

// Every migration can be the last one that a database has seen: from each the rest leads to the same schema.
func TestMigrationsFromEveryVersion(t *testing.T) {
	t.Parallel()
	files, err := (&store{postgres: serverURL != ""}).steps()
	if err != nil {
		t.Fatal(err)
	}
	var schemas []string
	for i := range files {
		name := newDatabase(t)
		st := &store{postgres: isPostgres(name)}
		open := st.openFile
		if st.postgres {
			open = st.openServer
		}
		if err := open(name); err != nil {
			t.Fatal(err)
		}
		err = st.write(t.Context(), func(tx txn) error {
			if st.postgres {
				tx.exec(`CREATE TABLE schema_version (version bigint NOT NULL)`)
			}
			for _, file := range files[:i+1] {
				text, err := migrations.ReadFile(file)
				tx.fail(err)
				tx.exec(string(text))
			}
			return nil
		})
		if err := errors.Join(err, st.close()); err != nil {
			t.Fatal(err)
		}
		st, err = openStore(t.Context(), name, func(_ txn, isNew bool) error {
			if isNew {
				return errors.New("is taken for a new one")
			}
			return nil
		})
		if err != nil {
			t.Fatalf("from %s: %v", files[i], err)
		}
		schemas = append(schemas, schemaOf(t, st))
		if err := st.close(); err != nil {
			t.Fatal(err)
		}
	}
	for i, schema := range schemas {
		if schema != schemas[0] || !strings.Contains(schema, "answers") {
			t.Errorf("from %s:\n%s", files[i], schema)
		}
	}
}

// schemaOf is the tables and columns of a database.
func schemaOf(t *testing.T, s *store) string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' ORDER BY 1`
	if s.postgres {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns
			WHERE table_schema = current_schema() ORDER BY 1`
	}
	var list []string
	err := s.read(t.Context(), func(tx txn) error {
		tx.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			list = append(list, name)
			return err
		}, query)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, "\n")
}

// Whoever only asks waits for nobody; a change that has to wait too long is told to come again, and when.
func TestReadsDoNotWait(t *testing.T) {
	t.Parallel()
	s := start(t)
	other := beside(t, s)
	locked, free := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- s.store.write(context.WithoutCancel(t.Context()), func(tx txn) error {
			_, err := tx.ExecContext(t.Context(), `UPDATE subscriptions SET version = version WHERE id = 'S-01'`)
			close(locked)
			<-free
			return err
		})
	}()
	<-locked
	began := time.Now()
	s.get(t, "/subscriptions/S-01/status", &struct{}{})
	s.get(t, "/subscriptions", &struct{}{})
	if took := time.Since(began); took > lockTime {
		t.Errorf("reads took %s", took)
	}
	a := other.send(t, http.MethodPost, "/subscriptions/S-01/auto-renew", `{"on": false}`)
	if p := a.problem(t); p.Status != http.StatusServiceUnavailable || p.Type != "/problems/busy" ||
		a.header.Get("Retry-After") != "1" {
		t.Errorf("%s", a.body)
	}
	close(free)
	if err := <-done; err != nil {
		t.Error(err)
	}
	other.post(t, "/subscriptions/S-01/auto-renew", `{"on": false}`, http.StatusOK, &struct{}{})
}

// beside is another program that uses the same database.
func beside(t *testing.T, s *server) *server {
	t.Helper()
	if s.store.postgres {
		return s // its transactions are as separate as those of two programs
	}
	var file string
	if err := s.store.reads.QueryRowContext(t.Context(),
		`SELECT file FROM pragma_database_list`).Scan(&file); err != nil {
		t.Fatal(err)
	}
	return startOn(t, file, european())
}

func TestFileIsTheOwners(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	st, err := openStore(t.Context(), file, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer st.close()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		t.Run("file"+suffix, func(t *testing.T) {
			info, err := os.Stat(file + suffix)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%q: %v", suffix, fmt.Sprint(info, err))
			}
		})
	}
}
