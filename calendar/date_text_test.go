package calendar_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

func TestDateTextOfEveryForm(t *testing.T) {
	for text, want := range map[string]error{
		"2025-06-09": nil, "0001-01-01": nil, "9999-12-31": nil, "2024-02-29": nil,
		"2025-02-29": billingrules.ErrRange, "2025-02-30": billingrules.ErrRange, "1900-02-29": billingrules.ErrRange,
		"0000-00-00": billingrules.ErrRange,
		"0000-01-01": billingrules.ErrRange,
		"2025-00-10": billingrules.ErrRange, "2025-13-10": billingrules.ErrRange, "2025-01-00": billingrules.ErrRange,
		"2025-01-32": billingrules.ErrRange, "2025-04-31": billingrules.ErrRange,
		"2025-6-9": billingrules.ErrSyntax, "25-06-09": billingrules.ErrSyntax, "2025/06/09": billingrules.ErrSyntax,
		"2025-06/09": billingrules.ErrSyntax, "20250609": billingrules.ErrSyntax,
		"2025-06-9 ": billingrules.ErrSyntax, " 2025-06-9": billingrules.ErrSyntax,
		"+025-06-09":  billingrules.ErrSyntax,
		"-025-06-09":  billingrules.ErrSyntax,
		"2025-06-09T": billingrules.ErrSyntax, "2025-06-09T00:00:00Z": billingrules.ErrSyntax,
		"10000-01-01": billingrules.ErrSyntax, "2025-W23-1": billingrules.ErrSyntax, "2025-160": billingrules.ErrSyntax,
		"２０２５": billingrules.ErrSyntax, "2025-06-0\x00": billingrules.ErrSyntax,
		"2025-06-\xff9":                   billingrules.ErrSyntax,
		"no date":                         billingrules.ErrSyntax,
		strings.Repeat("2025-06-09", 1e5): billingrules.ErrSyntax,
	} {
		t.Run(fmt.Sprintf("%.20s", text), func(t *testing.T) {
			held := calendar.MustParseDate("2000-01-01")
			read := held
			err := read.UnmarshalText([]byte(text))
			parsed, parseErr := calendar.ParseDate(text)
			if !errors.Is(err, want) || !errors.Is(parseErr, want) {
				t.Errorf("%.30q: %v, %v; want %v", text, err, parseErr, want)
				return
			}
			if want != nil {
				if read != held || !parsed.IsZero() || len(err.Error()) > 200 {
					t.Errorf("%.30q: read %s, parsed %s", text, read, parsed)
				}
				return
			}
			written, err := parsed.MarshalText()
			if read != parsed || parsed.String() != text || string(written) != text || err != nil {
				t.Errorf("%q is read as %s and written as %q", text, parsed, written)
			}
		})
	}
	if _, err := calendar.ParseDate(""); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("no text: %v", err)
	}
	if d := calendar.MustParseDate("2025-06-09"); d.UnmarshalText(nil) != nil || !d.IsZero() {
		t.Errorf("no text is read as %s", d)
	}
}

func TestMustParseDatePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	calendar.MustParseDate("2025-02-30")
}

func TestZeroDateHasEmptyText(t *testing.T) {
	var none calendar.Date
	text, err := none.MarshalText()
	if err != nil || len(text) != 0 || text == nil {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := none.AppendText([]byte("x")); err != nil || string(text) != "x" {
		t.Errorf("%q, %v", text, err)
	}
	if none.String() != "no date" {
		t.Error(none.String())
	}
}

func TestDateJSON(t *testing.T) {
	type invoice struct {
		Due  calendar.Date            `json:"due"`
		Paid calendar.Date            `json:"paid,omitzero"`
		By   map[calendar.Date]string `json:"by,omitempty"`
	}
	due := calendar.MustParseDate("2025-05-31")
	for want, value := range map[string]invoice{
		`{"due":""}`:           {},
		`{"due":"2025-05-31"}`: {Due: due},
		`{"due":"2025-05-31","paid":"2025-05-31","by":{"2025-05-31":"card"}}`: {
			Due: due, Paid: due,
			By: map[calendar.Date]string{due: "card"},
		},
	} {
		t.Run(want, func(t *testing.T) {
			text, err := json.Marshal(value)
			if err != nil || string(text) != want {
				t.Errorf("got %s, %v; want %s", text, err, want)
			}
			var read invoice
			if err := json.Unmarshal(text, &read); err != nil || read.Due != value.Due || read.Paid != value.Paid ||
				len(read.By) != len(value.By) {
				t.Errorf("%s is read back as %v, %v", text, read, err)
			}
		})
	}
}

func TestDateJSONReads(t *testing.T) {
	due := calendar.MustParseDate("2025-05-31")
	for text, want := range map[string]calendar.Date{`"2025-05-31"`: due, `null`: {}, `""`: {}} {
		t.Run(text, func(t *testing.T) {
			read := calendar.MustParseDate("2000-01-01")
			if err := json.Unmarshal([]byte(text), &read); err != nil || read != want {
				t.Errorf("%s: %v, read %s", text, err, read)
			}
		})
	}
}

func TestDateJSONRefuses(t *testing.T) {
	for text, want := range map[string]error{
		`20250531`: billingrules.ErrSyntax, `true`: billingrules.ErrSyntax, `{}`: billingrules.ErrSyntax,
		`["2025-05-31"]`: billingrules.ErrSyntax, `"2025-02-30"`: billingrules.ErrRange, `"x"`: billingrules.ErrSyntax,
	} {
		t.Run(text, func(t *testing.T) {
			read := calendar.MustParseDate("2000-01-01")
			held := read
			if err := json.Unmarshal([]byte(text), &read); !errors.Is(err, want) || read != held {
				t.Errorf("%s: %v, read %s", text, err, read)
			}
		})
	}
	due := calendar.MustParseDate("2025-05-31")
	held := due
	if err := held.UnmarshalJSON([]byte(`"2025`)); !errors.Is(err, billingrules.ErrSyntax) || held != due {
		t.Errorf("broken JSON: %v", err)
	}
}

func TestDateInADatabase(t *testing.T) {
	due := calendar.MustParseDate("2025-05-31")
	for src, want := range map[any]string{
		"2025-05-31": "2025-05-31", nil: "no date", "": "no date",
		time.Date(2025, time.May, 31, 0, 0, 0, 0, time.UTC):                        "2025-05-31",
		time.Date(2025, time.May, 31, 0, 0, 0, 0, time.FixedZone("far", -11*3600)): "2025-05-31", // its own zone counts
	} {
		t.Run(fmt.Sprint(src), func(t *testing.T) {
			read := calendar.MustParseDate("2000-01-01")
			if err := read.Scan(src); err != nil || read.String() != want {
				t.Errorf("Scan(%v) gives %s, %v; want %s", src, read, err, want)
			}
		})
	}
	var read calendar.Date
	if err := read.Scan([]byte("2025-05-31")); err != nil || read != due {
		t.Errorf("bytes: %s, %v", read, err)
	}
	midnight := time.Date(2025, time.May, 31, 0, 0, 0, 0, time.UTC)
	for _, bad := range []any{
		midnight.Add(1), midnight.Add(time.Second), midnight.Add(time.Minute), midnight.Add(time.Hour),
		midnight.AddDate(8000, 0, 0), midnight.AddDate(-2025, 0, 0),
		20250531, 2025.0531, true, "31-05-2025", []byte("2025-02-30"),
		struct{}{},
	} {
		t.Run(fmt.Sprint(bad), func(t *testing.T) {
			if err := read.Scan(bad); len(billingrules.InputErrors(err)) != 1 ||
				billingrules.InputErrors(err)[0].Op != "calendar.Date.Scan" || read != due {
				t.Errorf("Scan(%v): %v, read %s", bad, err, read)
			}
		})
	}
	if value, err := due.Value(); err != nil || value != "2025-05-31" {
		t.Errorf("stored as %v, %v", value, err)
	}
	if value, err := (calendar.Date{}).Value(); err != nil || value != nil {
		t.Errorf("no date is stored as %v, %v", value, err)
	}
}

func TestTermsInTextAndDatabase(t *testing.T) {
	for name, term := range map[string]calendar.Term{
		"monthly": calendar.Monthly, "annual": calendar.Annual,
		"three-year": calendar.ThreeYear,
	} {
		t.Run(name, func(t *testing.T) {
			text, err := term.MarshalText()
			parsed, parseErr := calendar.ParseTerm(name)
			var read, scanned calendar.Term
			stored, valueErr := term.Value()
			if err != nil || parseErr != nil || valueErr != nil || string(text) != name || parsed != term ||
				term.String() != name || stored != name ||
				read.UnmarshalText(text) != nil || read != term || scanned.Scan([]byte(name)) != nil ||
				scanned != term || !term.IsValid() {
				t.Errorf("%s: %q, %s, %v, %s, %s", name, text, parsed, stored, read, scanned)
			}
		})
	}
	for _, bad := range []calendar.Term{0, 4, 255} {
		t.Run(bad.String(), func(t *testing.T) {
			want := billingrules.ErrUnknown
			if bad == 0 {
				want = billingrules.ErrMissing
			}
			if _, err := bad.MarshalText(); !errors.Is(err, want) || bad.IsValid() || bad.Months() != 0 {
				t.Errorf("%s is written, %v", bad, err)
			}
			stored, err := bad.Value()
			if bad == 0 && (stored != nil || err != nil) || bad != 0 && !errors.Is(err, want) {
				t.Errorf("%s is stored as %v, %v", bad, stored, err)
			}
		})
	}
	read := calendar.Annual
	for _, bad := range []any{"yearly", "Annual", "", []byte("x"), 2, true} {
		t.Run(fmt.Sprintf("%#v", bad), func(t *testing.T) {
			if err := read.Scan(bad); len(billingrules.InputErrors(err)) != 1 || read != calendar.Annual {
				t.Errorf("Scan(%v): %v, read %s", bad, err, read)
			}
		})
	}
	if err := read.Scan(nil); err != nil || read != 0 {
		t.Errorf("NULL is read as %s, %v", read, err)
	}
}

func TestDatesInALog(t *testing.T) {
	noTime := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}}
	var text, structured bytes.Buffer
	for _, handler := range []slog.Handler{
		slog.NewTextHandler(&text, noTime),
		slog.NewJSONHandler(&structured, noTime),
	} {
		slog.New(handler).Info("due", "day", calendar.MustParseDate("2025-05-31"), "term", year(), "length",
			calendar.Annual)
	}
	if want := "msg=due day=2025-05-31 term=2024-06-10/2025-06-10 length=annual\n"; text.String() != want {
		t.Errorf("got %s", &text)
	}
	want := `{"msg":"due","day":"2025-05-31","term":"2024-06-10/2025-06-10","length":"annual"}` + "\n"
	if structured.String() != want {
		t.Errorf("got %s", &structured)
	}
}
