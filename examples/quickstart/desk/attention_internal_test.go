package desk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/money"
)

// What is worst comes first; a subscription that renews itself, or not soon, is not named.
func TestAttention(t *testing.T) {
	want := `S-05  Civil 3D           suspended, and canceled from 2025-06-05 on, because 2025-077 is
                         unpaid (lapse.suspended-days); the customer can pay until 2025-06-04
S-09  Navisworks Manage  canceled since 2025-04-15, because it has not been renewed
                         (edition.before); ask the seller
S-01  AutoCAD            canceled from 2025-06-10 on, because it does not renew itself
                         (lapse.start); the reseller can renew it until 2025-06-09
S-08  3ds Max            provisionally active, expired from 2025-05-13 on, because its renewal
                         is still being charged (renewal.awaited); the vendor charges it until
                         2025-05-12
S-10  Maya               expired from 2025-06-05 on, because 2025-118 is unpaid (lapse.start);
                         the customer can pay until 2025-06-04`
	if got := attentionOf(t); got != want {
		t.Errorf("got\n%s", got)
	}
}

// Both sides of the thirty days, and each cause.
func TestAttention_Cause(t *testing.T) {
	with := func(entry, more string) string {
		return written(t, company(strings.TrimSuffix(entry, "}}")+more+"}}"))
	}
	own := func(replace ...string) string { return strings.NewReplacer(replace...).Replace(entry) }
	const unpaid = `, "invoices": [{"number": "1", "issued": "2024-10-01", "due": "2024-10-31"}]`
	yearly := own("2024-06-10", "2024-10-01", "2025-06-10", "2025-10-01")
	renewing := strings.Replace(yearly, `"effective": "2024-10-01"`, `"effective": "2024-10-01", "autoRenew": true`, 1)
	for name, test := range map[string]struct{ file, on, want string }{
		"not soon": {written(t, company(yearly)), "2025-08-31", "nothing"},
		"soon": {written(t, company(yearly)), "2025-09-01", "expired from 2025-10-01 on, because it " +
			"does not renew itself (lapse.start); the customer can renew it until 2025-11-14"},
		"by itself": {written(t, company(renewing)), "2025-09-30", "nothing"},
		"provisionally": {written(t, company(renewing)), "2025-10-01", "provisionally active, expired from " +
			"2025-10-02 on, because its renewal is still being charged (renewal.awaited); the vendor charges " +
			"it until 2025-10-01"},
		"charge failed": {
			with(renewing, `, "failedCharges": ["2025-10-01"]`), "2025-10-01",
			"expired, and suspended from 2025-10-16 on, because the charge of its renewal failed " +
				"(lapse.expired-days); the customer can renew it until 2025-11-14",
		},
		"not renewed": {
			written(t, company(renewing)), "2025-10-02",
			"expired, and suspended from 2025-10-16 on, because it has not been renewed (lapse.expired-days); the " +
				"customer can renew it until 2025-11-14",
		},
		"canceled for good": {
			written(t, company(renewing)), "2025-11-15",
			"canceled since 2025-11-15, because it has not been renewed (lapse.canceled); buy a new subscription",
		},
		"a cancellation": {
			with(renewing, `, "cancellation": {"asked": "2025-03-01", "effective": "2025-04-01"}`), "2025-03-02",
			"canceled from 2025-04-01 on, because a cancellation was asked for (lapse.start); buy a new subscription",
		},
		"a debt that takes no access": {
			with(strings.Replace(renewing, "AutoCAD", "Autodesk Docs", 1), unpaid), "2025-05-12",
			"active, but 1 is unpaid (lapse.exempt); the customer can pay",
		},
		"tokens": {written(t, company(tokens)), "2025-05-12", "nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(strings.Fields(attentionOf(t, "-portfolio", test.file, "-on", test.on)), " ")
			if got = strings.TrimPrefix(strings.TrimPrefix(got, "S-01 AutoCAD "),
				"S-01 Autodesk Docs "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func attentionOf(t *testing.T, args ...string) string {
	t.Helper()
	return section(t, printed(t, args...), "Needs attention")
}

// Every purchase says whether it can still be returned, and until when.
func TestReturns(t *testing.T) {
	for _, test := range []struct{ on, id, want string }{
		{"2025-05-12", "S-01", "Ask the seller. (refund.direct-only)"},
		{"2025-05-15", "S-02", "AutoCAD LT can be returned from 30 April 2025 through 15 May 2025. (refund.monthly)"},
		{"2025-05-16", "S-02", "the last day was 15 May 2025. (refund.monthly)"},
		{"2025-03-30", "S-03", "Revit can be returned from 28 February 2025 through 30 March 2025. (refund.long)"},
		{"2025-05-12", "S-10", "Maya can be returned from 5 May 2025 through 4 June 2025. (refund.long)"},
		{"2025-04-02", "F-01", "Flex tokens can be returned from 3 March 2025 through 2 April 2025. (refund.flex)"},
		{"2025-04-03", "F-01", "the last day was 2 April 2025. (refund.flex)"},
	} {
		t.Run(test.on, func(t *testing.T) {
			text := strings.Join(strings.Fields(printed(t, "-on", test.on, "-id", test.id)), " ")
			if !strings.Contains(text, test.want) {
				t.Errorf("on %s %s says %s, want %q", test.on, test.id, text, test.want)
			}
		})
	}
}

// The invoices of the best plan come to its cost, taxes aside.
func TestInvoicesComeToTheCost(t *testing.T) {
	var got struct {
		Plan struct {
			Best     struct{ Cost struct{ Amount string } }
			Invoices []struct {
				Issued, Due string
				Net         money.Amount
			}
		}
	}
	if err := json.Unmarshal([]byte(printed(t, "-json")), &got); err != nil {
		t.Fatal(err)
	}
	a := got.Plan
	if len(a.Invoices) < 5 {
		t.Fatalf("only %d invoices", len(a.Invoices))
	}
	sum := a.Invoices[0].Net
	for i, inv := range a.Invoices[1:] {
		var err error
		if sum, err = sum.Add(inv.Net); err != nil {
			t.Fatal(err)
		}
		if inv.Issued <= a.Invoices[i].Issued || inv.Due <= inv.Issued {
			t.Errorf("an invoice of %s, due %s, after one of %s", inv.Issued, inv.Due, a.Invoices[i].Issued)
		}
	}
	if sum.Number() != a.Best.Cost.Amount {
		t.Errorf("the invoices come to %s, the plan costs %s", sum, a.Best.Cost.Amount)
	}
}

func TestNoAlignment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "owned.json")
	dollars := strings.NewReplacer("S-01", "S-02", "EUR", "USD").Replace(entry)
	later := strings.NewReplacer(`"S-01"`, `"S-02"`, "2025-06-10", "2026-01-31", "2024-06-10",
		"2025-01-31").Replace(entry)
	far := strings.NewReplacer(`"S-01"`, `"S-03"`, "2024-06-10", "2024-12-01", "2025-06-10", "2027-12-01",
		`"annual"`, `"three-year"`).Replace(entry)
	for text, want := range map[string]string{
		company(tokens): "none: coterm.Align: members: is missing",
		company(entry,
			dollars): "none: coterm.Align: members[1].srp USD 2145.00: must be in EUR, like the first member",
		company(entry):        "none: no two subscriptions can renew on one day",
		company(entry, later): "best of 1 date: 2026-06-10: 2 aligned, 0 not; EUR 8726.92, EUR 0.00 beyond renewing",
		company(far, tokens):  "none: no two subscriptions can renew on one day",
	} {
		t.Run(text, func(t *testing.T) {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := printed(t, "-portfolio", file); !strings.Contains(got, "      "+want+"\n") {
				t.Errorf("%s is not in\n%s", want, got[strings.Index(got, "One renewal"):])
			}
		})
	}
}
