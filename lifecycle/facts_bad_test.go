package lifecycle_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// badFacts are facts with one mistake, and how the error reports it: field, value and the beginning of the reason.
type badFacts struct {
	change   func(*lifecycle.Facts)
	want     string
	sentinel error
}

func TestNew_BadFacts(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"no kind": {
			func(f *lifecycle.Facts) { *f = trial(); f.Kind = 0 }, "kind: is missing", billingrules.ErrMissing,
		},
		"no life cycle": {
			func(f *lifecycle.Facts) { *f = trial(); f.Kind = policy.Consulting },
			"kind consulting: has no life cycle", billingrules.ErrUnknown,
		},
		"no offering": {func(f *lifecycle.Facts) { f.Offering = "" }, "offering: is missing", billingrules.ErrMissing},
		"a long offering": {
			func(f *lifecycle.Facts) { f.Offering = strings.Repeat("x", 201) }, "offering \"xxx", billingrules.ErrRange,
		},
		"NUL": {
			func(f *lifecycle.Facts) { f.Offering = "Auto\x00CAD" },
			`offering "Auto\x00CAD": has characters that cannot be printed`, billingrules.ErrSyntax,
		},
		"invalid UTF-8": {
			func(f *lifecycle.Facts) { f.Offering = "\xff" },
			`offering "\xff": has characters that cannot be printed`, billingrules.ErrSyntax,
		},
		"no anchor": {
			func(f *lifecycle.Facts) { f.Anchor = calendar.Date{} }, "anchor: is missing", billingrules.ErrMissing,
		},
		"zero seats": {
			func(f *lifecycle.Facts) { f.Seats = 0 }, "seats 0: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"too many seats": {
			func(f *lifecycle.Facts) { f.Seats = 1_000_001 }, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"tokens with seats": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Seats = 1 },
			"seats 1: must be 0 for Flex tokens", billingrules.ErrConflict,
		},
		"tokens with a term": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Terms[0].Length = calendar.Annual },
			"terms[0].length annual: must not be set", billingrules.ErrConflict,
		},
		"tokens that were aligned": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Terms[0].AlignedTo = day("2025-01-01") },
			"terms[0].alignedTo 2025-01-01: must not be set", billingrules.ErrConflict,
		},
		"tokens that were changed": {
			func(f *lifecycle.Facts) { c := f.Changes[:1]; *f = tokens("2024-01-01"); f.Changes = c },
			"changes[0].what auto-renew: must not be", billingrules.ErrConflict,
		},
		"tokens that renew automatically": {
			func(f *lifecycle.Facts) { c := f.FailedCharges; *f = tokens("2024-01-01"); f.FailedCharges = c },
			"failedCharges[0] 2027-02-28: must not be", billingrules.ErrConflict,
		},
	})
}

// refuseFacts checks that each of them gives that one error.
func refuseFacts(t *testing.T, tests map[string]badFacts) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := rich(t)
			tt.change(&f)
			s, err := lifecycle.New(europe, f)
			bad := billingrules.InputErrors(err)
			if len(bad) != 1 || !errors.Is(err, tt.sentinel) || !s.IsZero() {
				t.Fatalf("%d errors: %v", len(bad), err)
			}
			if got := bad[0].Error(); !strings.HasPrefix(got, "lifecycle.New: "+tt.want) {
				t.Errorf("got %s\nwant lifecycle.New: %s", got, tt.want)
			}
		})
	}
}

func TestNew_BadInvoices(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"too many": {
			func(f *lifecycle.Facts) { f.Invoices = make([]lifecycle.BilledInvoice, 10_001) },
			"invoices: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"without a number": {
			func(f *lifecycle.Facts) { f.Invoices[0].Number = "" },
			"invoices[0].number: is missing", billingrules.ErrMissing,
		},
		"of a number twice": {
			func(f *lifecycle.Facts) { f.Invoices[1].Number = "I-1" },
			`invoices[1].number "I-1": is a duplicate`, billingrules.ErrConflict,
		},
		"never issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Issued = calendar.Date{} },
			"invoices[0].issued: is missing", billingrules.ErrMissing,
		},
		"never due": {
			func(f *lifecycle.Facts) { f.Invoices[0].Due = calendar.Date{} },
			"invoices[0].due: is missing", billingrules.ErrMissing,
		},
		"due before it was issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Due = day("2024-10-09") },
			"invoices[0].due 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict,
		},
		"paid before it was issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Paid = day("2024-10-09") },
			"invoices[0].paid 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict,
		},
	})
}

// renewal.charge-failed and the two days of a cancellation.
func TestNew_BadEndings(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"too many failed charges": {
			func(f *lifecycle.Facts) { f.FailedCharges = make([]calendar.Date, 10_001) },
			"failedCharges: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"a failed charge of no day": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = calendar.Date{} },
			"failedCharges[0]: is missing", billingrules.ErrMissing,
		},
		"a charge that failed before the renewal date": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = day("2027-02-27") },
			"failedCharges[0] 2027-02-27: is before the renewal date 2027-02-28", billingrules.ErrConflict,
		},
		"a charge that failed when it had been renewed": {
			func(f *lifecycle.Facts) { f.FailedCharges = []calendar.Date{day("2025-10-15"), day("2027-02-28")} },
			"failedCharges[0] 2025-10-15: is before the renewal date 2026-10-15", billingrules.ErrConflict,
		},
		"a charge that failed before the first order": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = day("2024-10-09") },
			"failedCharges[0] 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"a charge that failed on the day of the first order": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = day("2024-10-10") },
			"failedCharges[0] 2024-10-10: is before the renewal date 2025-10-15", billingrules.ErrConflict,
		},
		"a charge that failed twice on a day": {
			func(f *lifecycle.Facts) { f.FailedCharges = append(f.FailedCharges, f.FailedCharges[0]) },
			"failedCharges[1] 2027-02-28: is not after the day listed before it", billingrules.ErrConflict,
		},
		"a cancellation that nobody asked for": {
			func(f *lifecycle.Facts) { f.Cancellation.Asked = calendar.Date{} },
			"cancellation.asked: is missing", billingrules.ErrMissing,
		},
		"a cancellation without an effect": {
			func(f *lifecycle.Facts) { f.Cancellation.Effective = calendar.Date{} },
			"cancellation.effective: is missing", billingrules.ErrMissing,
		},
		"canceled before it was ordered": {
			func(f *lifecycle.Facts) { f.Cancellation.Asked = day("2024-10-09") },
			"cancellation.asked 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"canceled before it was asked for": {
			func(f *lifecycle.Facts) { f.Cancellation.Effective = day("2027-02-28") },
			"cancellation.effective 2027-02-28: is before the day on which it was asked for, 2027-03-01",
			billingrules.ErrConflict,
		},
	})
}

// All mistakes are reported at once.
func TestNew_EveryFault(t *testing.T) {
	_, err := lifecycle.New(policy.Edition{}, lifecycle.Facts{})
	if got := testkit.Fields(err); got != "edition kind offering anchor seats terms" {
		t.Errorf("the zero Facts: %s", got)
	}
}

// lapse.exempt: only the exact names are exempt; a name that differs in case, spaces or a vendor prefix is reported,
// and any other name has stages.
func TestNew_NearlyExempt(t *testing.T) {
	for name, tt := range map[string]struct{ offering, meant string }{
		"exact":             {"Autodesk Build 500", ""},
		"case":              {"autodesk build 500", "Autodesk Build 500"},
		"spaces":            {"Autodesk  Build 500 ", "Autodesk Build 500"},
		"a missing space":   {"Autodesk Build500", "Autodesk Build 500"},
		"no space":          {"AutodeskDocs", "Autodesk Docs"},
		"the vendor's name": {"Build 500", "Autodesk Build 500"},
		"another number":    {"Autodesk Build 550", ""},
		"another word":      {"Docs Pro", ""},
		"another product":   {"AutoCAD", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
			f.Changes = []lifecycle.Change{{
				What: lifecycle.ProductSwitched, Asked: day("2025-08-01"), Effective: day("2025-10-01"),
				Offering: tt.offering,
			}}
			switched := f
			f.Offering, f.Changes = tt.offering, nil
			for field, f := range map[string]lifecycle.Facts{"offering": f, "changes[0].offering": switched} {
				t.Run(field, func(t *testing.T) {
					_, err := lifecycle.New(europe, f)
					if tt.meant == "" {
						if err != nil {
							t.Error(err)
						}
						return
					}
					if testkit.Fields(err) != field || !errors.Is(err, billingrules.ErrUnknown) ||
						!strings.Contains(err.Error(), `"`+tt.meant+`" was probably meant`) {
						t.Errorf("got %v", err)
					}
				})
			}
		})
	}
}
