package main

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A backup has everything, and may be made while the service runs; restored, it goes on from there.
func TestBackup(t *testing.T) {
	t.Parallel()
	from := newDatabase(t)
	s := startOn(t, from, european())
	q := s.sendWith(t, http.MethodPost, moreSeats, threeSeats, jsonHeader("Idempotency-Key", "k"))
	s.post(t, "/quotes/Q-1/order", "", http.StatusCreated, &struct{}{})
	back := backedUp
	if isPostgres(from) {
		back = dumped
	}
	other := startOn(t, back(t, from), european())
	for _, path := range []string{
		"/subscriptions/S-01", "/subscriptions/S-01/events", "/quotes/Q-1", "/quotes/Q-1/order", "/invoices",
	} {
		t.Run(path, func(t *testing.T) {
			want, got := s.get(t, path, &struct{}{}), other.get(t, path, &struct{}{})
			if !bytes.Equal(got.body, want.body) {
				t.Errorf("%s", got.body)
			}
		})
	}
	again := other.sendWith(t, http.MethodPost, moreSeats, threeSeats, jsonHeader("Idempotency-Key", "k"))
	if !bytes.Equal(again.body, q.body) {
		t.Errorf("%s", again.body)
	}
	var next offer
	other.post(t, moreSeats, threeSeats, http.StatusCreated, &next)
	if next.Number != "Q-101" { // the numbers that were drawn are not assigned again
		t.Errorf("the next number is %s", next.Number)
	}
}

// backedUp copies an SQLite file, which only its owner may read, and returns the copy.
func backedUp(t *testing.T, from string) string {
	t.Helper()
	file := newFile(t)
	if err := run(t.Context(), []string{"-db", from, "backup", file}, io.Discard); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	for _, test := range [][3]string{{from, file, "file exists"}, {newFile(t), newFile(t), "no such file"}} {
		t.Run(test[2], func(t *testing.T) {
			err := run(t.Context(), []string{"-db", test[0], "backup", test[1]}, io.Discard)
			if err == nil || !strings.Contains(err.Error(), test[2]) {
				t.Error(err)
			}
		})
	}
	return file
}

// dumped dumps the schema of a test with PostgreSQL's own programs, which the service refers to, and restores it into a
// new database.
func dumped(t *testing.T, from string) string {
	t.Helper()
	err := run(t.Context(), []string{"-db", from, "backup", newFile(t)}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "pg_dump") {
		t.Error(err)
	}
	server, schema, _ := strings.Cut(from, "&search_path=")
	into := strings.Replace(server, "/postgres?", "/copy_of_"+schema+"?", 1)
	db, err := sql.Open("pgx", server)
	if err == nil {
		_, err = db.ExecContext(t.Context(), "CREATE DATABASE copy_of_"+schema)
	}
	bin, wrong := postgresPrograms()
	if err := errors.Join(err, wrong, db.Close()); err != nil {
		t.Fatal(err)
	}
	file := newFile(t)
	for _, args := range [][]string{
		{"pg_dump", "--format=custom", "--file=" + file, server, "--schema=" + schema},
		{"pg_restore", "--dbname=" + into, file},
	} {
		out, err := exec.CommandContext(t.Context(), filepath.Join(bin, args[0]), args[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
	}
	return into + "&search_path=" + schema
}
