package rule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/rule"
)

// published is the rulebook's own list: each ID, whether it is gated (+), its class (c, f, a), and its standings.
const published = `
term.length - c qr; term.expiry - c q; term.renewal - c q; term.anniversary - c r
term.service-year - c r; term.zone - c r
edition.gate - c qr; edition.before - c r
renewal.auto-default + c qc; renewal.auto-toggle - c c; renewal.window - c qr; renewal.late - c qc
renewal.next-term - c cr
renewal.awaited - c r; renewal.with-changes - c cr; renewal.charge-failed - c r
renewal.canceled-final - c q; renewal.digital-direct - a q
lapse.start + c qr; lapse.expired-days - c c; lapse.suspended-days - c qc; lapse.canceled - c c
lapse.capabilities - c q
lapse.exempt - c qr; lapse.reactivate - c qr; lapse.prepay - f q
change.seats-up - c qcr; change.seats-down - c qc; change.product-switch + c qr; change.term + c qc
change.effective-fixed - c r; change.pending - c r
trial.convert - c qc
proration.standard-days - c q; proration.daily-rate - c qr; proration.price - c qr
proration.days - c r; proration.leap - c r; proration.pre-tax - f q
coterm.same-product + c qr; coterm.multi-year + c qr; coterm.new-product + c qr
coterm.extend-charge + c r; coterm.extend-partner + f q; coterm.extend-window + c qr
coterm.extend-future + c qr; coterm.no-refund + f qc; coterm.extend-annual + c qr
coterm.extend-three-year + c qr
coterm.switch-term-first + c qr; coterm.re-anchor + c r; coterm.monthly + c r
invoice.annual-instalments + c qr; invoice.split - c r; invoice.net-terms + c qr; invoice.payers - c qr
invoice.pay - c q; invoice.tax - c qr; invoice.by-renewal + c qr
order.one-kind - c q; order.payment-methods - c qr; order.tax-exempt - c qr; order.vendor-setup - f q
order.charge-when-ready - c q; order.confirmation - a q
price.zone - a q; quote.available + c q; quote.direct-sale - c qr; quote.contents - c q; quote.valid - c qr
order.insufficient-credit - c qr; order.overdue-balance - c q; order.payer-mismatch - c q
order.check-order - c r
refund.monthly - c q; refund.long - c q; refund.maintenance - c q; refund.flex - c q
refund.direct-only - c q; refund.excluded - c qr
refund.scope - c c; refund.amount - c qr; refund.effect - c r; refund.days - c r
`

func TestRulebookIsComplete(t *testing.T) {
	var got []string
	for r := range rule.All() {
		gated, standing := "-", ""
		if r.Gated {
			gated = "+"
		}
		for _, s := range []rule.Standing{rule.Quoted, rule.Corroborated, rule.Reading} {
			if r.Standing.Has(s) {
				standing += s.String()[:1]
			}
		}
		got = append(got, strings.Join([]string{string(r.ID), gated, r.Class.String()[:1], standing}, " "))
	}
	want := strings.FieldsFunc(published, func(r rune) bool { return r == ';' || r == '\n' })
	for i := range want {
		want[i] = strings.TrimSpace(want[i])
	}
	if len(want) != 84 || !slices.Equal(got, want) {
		t.Errorf("%d rules, want %d", len(got), len(want))
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("got %s, want %s", got[i], want[i])
			}
		}
	}
}

func TestRulesAreWellFormed(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+\.[a-z]+(-[a-z]+)*$`)
	sentence := regexp.MustCompile(`^[A-Z][^.]*( [^.]+)*\.$`)
	seen := map[rule.ID]bool{}
	for r := range rule.All() {
		switch {
		case seen[r.ID]:
			t.Errorf("%s is a duplicate", r.ID)
		case !form.MatchString(string(r.ID)):
			t.Errorf("%q is no ID", r.ID)
		case !sentence.MatchString(r.Statement):
			t.Errorf("%s: the statement is not one sentence: %s", r.ID, r.Statement)
		case strings.ContainsAny(r.Statement, "0123456789"):
			t.Errorf("%s: the statement has a number, which belongs to an edition: %s", r.ID, r.Statement)
		case r.Source == "":
			t.Errorf("%s cites no source", r.ID)
		case r.Standing.Has(rule.Quoted) && r.Quote == "":
			t.Errorf("%s is quoted, but from where?", r.ID)
		case r.Standing == rule.Corroborated && r.Quote != "":
			t.Errorf("%s quotes the page, which is silent: %s", r.ID, r.Quote)
		case len(r.Quote) > 200 || strings.Contains(strings.TrimSuffix(r.Quote, "."), ". "):
			t.Errorf("%s quotes more than a sentence: %s", r.ID, r.Quote)
		case r.Quote != "" && strings.HasPrefix(r.Quote, r.Quote[len(r.Quote)/2:]):
			t.Errorf("%s quotes the same words twice: %s", r.ID, r.Quote)
		case strings.Count(r.Standing.String(), ",") > 0 && r.Note == "" && r.ID != rule.RenewalLate:
			t.Errorf("%s is of mixed standing, and nothing says which part is which", r.ID)
		}
		seen[r.ID] = true
		found, ok := r.ID.Rule()
		if !ok || found != r {
			t.Errorf("%s is found as %+v", r.ID, found)
		}
	}
	for range rule.All() {
		break // a caller may stop
	}
}

func TestUnknownRules(t *testing.T) {
	for _, id := range []rule.ID{"", "term", "term.Length", "term.length "} {
		t.Run(strconv.Quote(string(id)), func(t *testing.T) {
			if r, ok := id.Rule(); ok {
				t.Errorf("%q is the rule %+v", id, r)
			}
		})
	}
	for id, area := range map[rule.ID]string{rule.TermLength: "term", "": "", "x": "x"} {
		t.Run(fmt.Sprint(id), func(t *testing.T) {
			if got := id.Area(); got != area {
				t.Errorf("the area of %q is %q", id, got)
			}
		})
	}
}

func TestRulesAreData(t *testing.T) {
	for r := range rule.All() {
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var read rule.Rule
		if err := json.Unmarshal(text, &read); err != nil || read != r {
			t.Errorf("%s is read back as %+v, %v", text, read, err)
		}
	}
}

func TestStandings(t *testing.T) {
	for standing, want := range map[rule.Standing]string{
		0: "none", rule.Quoted: "quoted", rule.Corroborated | rule.Reading: "corroborated, reading",
		rule.Quoted | rule.Corroborated | rule.Reading: "quoted, corroborated, reading", 8: "Standing(8)",
	} {
		t.Run(fmt.Sprint(standing), func(t *testing.T) {
			if got := standing.String(); got != want {
				t.Errorf("%d is %q, want %q", standing, got, want)
			}
		})
	}
	if !(rule.Quoted | rule.Reading).Has(rule.Reading) || rule.Quoted.Has(rule.Quoted|rule.Reading) {
		t.Error("Has")
	}
	for standing, want := range map[rule.Standing]string{0: `[]`, rule.Quoted | rule.Reading: `["quoted","reading"]`} {
		t.Run(fmt.Sprint(standing), func(t *testing.T) {
			text, err := json.Marshal(standing)
			if err != nil || string(text) != want {
				t.Errorf("%s is written as %s, %v", standing, text, err)
			}
		})
	}
	if _, err := json.Marshal(rule.Standing(8)); err == nil {
		t.Error("a standing without a name is written")
	}
}

func TestStandingsRefused(t *testing.T) {
	for bad, sentinel := range map[string]error{
		`"quoted"`: billingrules.ErrSyntax, `["sure"]`: billingrules.ErrUnknown,
		`["quoted","quoted"]`: billingrules.ErrConflict, `[1]`: billingrules.ErrSyntax, `[""]`: billingrules.ErrMissing,
	} {
		t.Run(bad, func(t *testing.T) {
			read := rule.Quoted
			if err := json.Unmarshal([]byte(bad), &read); !errors.Is(err, sentinel) || read != rule.Quoted {
				t.Errorf("%s: %v, read %s", bad, err, read)
			}
		})
	}
}

// For these rules the advice is all there is: renewal.digital-direct, order.confirmation, price.zone.
func TestAdviceIsInTheStatement(t *testing.T) {
	for id, says := range map[rule.ID]string{
		"renewal.digital-direct": "nothing to do", "order.confirmation": "spam", "price.zone": "customer's zone",
	} {
		t.Run(fmt.Sprint(id), func(t *testing.T) {
			r, ok := id.Rule()
			if !ok || r.Class != rule.Advice || !strings.Contains(r.Statement, says) {
				t.Errorf("%s says %q", id, r.Statement)
			}
		})
	}
}

func TestClasses(t *testing.T) {
	for class, want := range map[rule.Class]string{
		rule.Computed: "computed", rule.Flag: "flag", rule.Advice: "advice",
	} {
		t.Run(want, func(t *testing.T) {
			text, err := class.MarshalText()
			stored, dbErr := class.Value()
			if err != nil || dbErr != nil || string(text) != want || stored != any(want) || !class.IsValid() {
				t.Errorf("%s, %v; %v, %v", text, err, stored, dbErr)
			}
			var read, scanned rule.Class
			if err := errors.Join(read.UnmarshalText(text), scanned.Scan(stored)); err != nil || read != class ||
				scanned != class {
				t.Errorf("%s, %s, %v", read, scanned, err)
			}
		})
	}
	if rule.Class(0).IsValid() || rule.Class(4).IsValid() {
		t.Error("a class without a name")
	}
	if _, err := rule.Class(4).Value(); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}

func TestStandings_Valid(t *testing.T) {
	for standing, want := range map[rule.Standing]bool{
		0: false, rule.Quoted: true, rule.Quoted | rule.Reading: true, 8: false, rule.Quoted | 8: false, 7: true,
	} {
		t.Run(fmt.Sprint(standing), func(t *testing.T) {
			if standing.IsValid() != want {
				t.Errorf("%s: %t", standing, !want)
			}
		})
	}
}
