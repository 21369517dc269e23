package subs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// A line that is damaged anywhere reads the same in one pass as with blanks in it, which only the slow reader takes.
func TestReadJSON_BothReaders(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := subs.Record{
			ID: "S-1", Region: policy.Europe, Facts: billingtest.Facts(policy.Europe2024()).Draw(t, "facts"),
		}
		r.SRP[calendar.Annual] = billingtest.Amount(money.MustParseCurrency("EUR")).Draw(t, "srp")
		if rapid.Bool().Draw(t, "by invoice") {
			r.Net = subs.Net{Days: rapid.IntRange(0, 365).Draw(t, "net days"), ByInvoice: true}
		}
		line, err := r.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if at := rapid.IntRange(0, 3*len(line)).Draw(t, "at"); at < len(line) {
			b := rapid.SampledFrom([]byte(`{}[]":,\0 9ax`)).Draw(t, "byte")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				line[at] = b
			case 1:
				line = append(line[:at:at], line[at+1:]...)
			default:
				line = append(append(line[:at:at], b), line[at:]...)
			}
		}
		var quick, slow subs.Record
		quickErr, slowErr := quick.ReadJSON(line), slow.ReadJSON(append([]byte(" "), line...))
		if (quickErr == nil) != (slowErr == nil) {
			t.Fatalf("%s\nin one pass %v\nslowly      %v", line, quickErr, slowErr)
		}
		if quickErr == nil && text(t, &quick) != text(t, &slow) {
			t.Fatalf("%s\nin one pass %+v\nslowly      %+v", line, quick, slow)
		}
		if quickErr == nil && !json.Valid(line) {
			t.Fatalf("%s\nis taken, and is not JSON", line)
		}
	})
}

func text(t *rapid.T, r *subs.Record) string {
	line, err := r.AppendJSON(nil)
	if err != nil {
		return fmt.Sprintf("%+v", *r)
	}
	return string(line)
}

// FuzzReadJSON takes whatever comes: every line is a record or has faults, each with a reason.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"id":"a","region":"Europe","srp":{"annual":{"amount":"1.00","currency":"EUR"}},` +
		`"netDays":30,"facts":{}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var r subs.Record
		err := r.ReadJSON(line)
		if err == nil && !json.Valid(bytes.TrimSpace(line)) {
			t.Errorf("%q is taken, and is not JSON", line)
		}
		if err != nil {
			for _, fault := range subs.FaultsOf("", err) {
				if fault.Reason == "" {
					t.Errorf("%q: %v", line, err)
				}
			}
		}
		_ = subs.IDOfJSON(line)
	})
}
