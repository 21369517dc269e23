package policy_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/policy"
)

func TestFingerprint_SQL(t *testing.T) {
	want := policy.Europe2024().Fingerprint()
	stored, err := want.Value()
	if err != nil || stored != driver.Value(want.String()) {
		t.Fatalf("%v, %v", stored, err)
	}
	for name, src := range map[string]any{"text": stored, "bytes": []byte(want.String())} {
		t.Run(name, func(t *testing.T) {
			var read policy.Fingerprint
			if err := read.Scan(src); err != nil || read != want {
				t.Errorf("read %v, %v", read, err)
			}
		})
	}
	for name, test := range map[string]struct {
		src      any
		sentinel error
	}{
		"NULL":          {nil, billingrules.ErrMissing},
		"no text":       {"", billingrules.ErrMissing},
		"no bytes":      {[]byte{}, billingrules.ErrMissing},
		"raw bytes":     {want[:], billingrules.ErrSyntax},
		"a number":      {int64(7), billingrules.ErrSyntax},
		"a digit short": {want.String()[1:], billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			read := want
			if err := read.Scan(test.src); !errors.Is(err, test.sentinel) || read != want {
				t.Errorf("read %v, %v", read, err)
			}
		})
	}
	if _, err := (policy.Fingerprint{}).Value(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("the fingerprint of no edition is stored: %v", err)
	}
	var null sql.Null[policy.Fingerprint]
	if err := null.Scan(nil); err != nil || null.Valid {
		t.Errorf("NULL is %v, %v", null, err)
	}
}

func TestEdition_SQL(t *testing.T) {
	want := policy.Europe2025()
	stored, err := want.Value()
	text, isText := stored.(string)
	if err != nil || !isText {
		t.Fatalf("%v, %v", stored, err)
	}
	for name, src := range map[string]any{"text": text, "bytes": []byte(text)} {
		t.Run(name, func(t *testing.T) {
			var read policy.Edition
			if err := read.Scan(src); err != nil || !read.Equal(want) {
				t.Errorf("read %v, %v", read, err)
			}
		})
	}
	for name, test := range map[string]struct {
		src      any
		sentinel error
	}{
		"NULL":        {nil, billingrules.ErrMissing},
		"no text":     {"", billingrules.ErrMissing},
		"a number":    {int64(7), billingrules.ErrSyntax},
		"no JSON":     {"Europe2025", billingrules.ErrSyntax},
		"not all":     {`{"name":"Acme"}`, billingrules.ErrMissing},
		"unknown key": {`{"names":"Acme"}`, billingrules.ErrUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			read := want
			var e *billingrules.InputError
			err := read.Scan(test.src)
			if !errors.Is(err, test.sentinel) || !read.Equal(want) || !errors.As(err, &e) ||
				e.Op != "policy.Edition.Scan" {
				t.Errorf("read %v, %v", read, err)
			}
		})
	}
	if _, err := (policy.Edition{}).Value(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("no edition is stored: %v", err)
	}
}
