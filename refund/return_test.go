package refund_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// answered is what Check says of a purchase with two lines on a day.
func answered(t *testing.T) refund.Return {
	t.Helper()
	r, err := refund.Check(policy.Europe2024(), bought(
		paid("AutoCAD", "EUR 365.00", "EUR 76.65"), paid("Docs", "EUR 145.00", "EUR 30.45", "EUR 45.00", "EUR 9.45"),
	), date("2025-07-01"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var eur = testkit.Euros

// tamperedReturn is a row of the tables below.
type tamperedReturn struct {
	name, path string
	value      any
	refused    string // the fields that the error names; empty if the result is another valid return
}

func readReturn(t *testing.T, rows []tamperedReturn) {
	t.Helper()
	stored, err := json.Marshal(answered(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			text, err := testkit.Tamper(stored, tt.path, tt.value)
			if err != nil {
				t.Fatal(err)
			}
			var back refund.Return
			err = json.Unmarshal(text, &back)
			var named []string
			for _, e := range billingrules.InputErrors(err) {
				named = append(named, e.Field)
				if e.Op != "refund.Return.UnmarshalJSON" {
					t.Errorf("refused by %s", e.Op)
				}
			}
			if strings.Join(named, " ") != tt.refused || (err == nil) != (tt.refused == "") {
				t.Errorf("refused in %q, want %q: %v", named, tt.refused, err)
			}
			if same := back.Event == 0; same != (err != nil) {
				t.Errorf("read %v, %v", back, err)
			}
		})
	}
}

// A stored return that somebody changed is refused by the name of the field, or it reads as another valid return.
func TestReturn_Tampered_Lines(t *testing.T) {
	readReturn(t, []tamperedReturn{
		{"another net price", "lines[0].net", eur("965.00"), "net total"},
		{"another tax", "lines[1].tax", eur("21.01"), "tax total"},
		{"a part of a minor unit", "lines[0].net", eur("365.001"), "lines[0].net"},
		{"a negative price", "lines[0].net", eur("-365.00"), "lines[0].net"},
		{"no price", "lines[0].net", testkit.Absent{}, "lines[0].net"},
		{"no tax", "lines[1].tax", testkit.Absent{}, "lines[1].tax"},
		{"another currency", "lines[1].net.currency", "USD", "lines[1].tax"},
		{"a tax in another currency", "lines[0].tax.currency", "USD", "lines[0].tax"},
		{"another description", "lines[0].description", "Revit", ""},
		{"a description that ends in a blank", "lines[0].description", "AutoCAD ", "lines[0].description"},
		{"no lines", "lines", testkit.Absent{}, "net tax total"},
		{"another net total", "net", eur("465.01"), "net"},
		{"no net total", "net", testkit.Absent{}, "net"},
		{"another tax in all", "tax", eur("97.64"), "tax"},
		{"another total", "total", eur("562.66"), "total"},
		{"a total in another currency", "total.currency", "USD", "total"},
		{"no total", "total", testkit.Absent{}, "total"},
	})
}

func TestReturn_Tampered_Decision(t *testing.T) {
	window := map[string]string{"firstDay": "2025-06-10", "lastDay": "2025-07-11"}
	readReturn(t, []tamperedReturn{
		{"no rule", "decision.rule", "", "decision.rule"},
		{"asked on another day", "decision.asked", "2025-07-02", ""},
		{"asked too late", "decision.asked", "2025-07-11", "decision.allowed"},
		{"a longer window", "decision.window", window, "deadline"},
		{"a window without an end", "decision.window.lastDay", testkit.Absent{}, "decision.window.lastDay deadline by"},
		{"a window without a beginning", "decision.window.firstDay", testkit.Absent{}, "decision.window.firstDay"},
		{"with a route", "decision.route", "partner", "decision.route"},
		{"another deadline", "deadline", "2025-07-11", "deadline"},
		{"no deadline", "deadline", testkit.Absent{}, "deadline"},
		{"made, not started", "by", "made", "by"},
		{"by the rule of a month, which is made", "decision.rule", "refund.monthly", "by"},
		{"by that of tokens", "decision.rule", "refund.flex", ""},
		{"by one that allows none", "decision.rule", "refund.excluded", "decision.rule"},
		{"by one that is none of returns", "decision.rule", "lapse.start", "decision.rule"},
		{"neither made nor started", "by", testkit.Absent{}, "by"},
		{"no event", "event", testkit.Absent{}, "event"},
		{"no such event", "event", "gift", "event"},
		{"an unknown key", "amount", eur("365.00"), "amount"},
		{"a misplaced key", "lines[0].total", eur("365.00"), "lines[0].total"},
	})
}

// Every answer of Check is valid, and reads back as it was.
func TestReturn_ReadsBack(t *testing.T) {
	tokens := bought()
	tokens.Kind, tokens.Term, tokens.Event, tokens.Renewal = policy.FlexTokens, 0, refund.Renewed, date("2025-06-10")
	for name, tt := range map[string]struct {
		of  refund.Purchase
		day string
	}{
		"with lines":                  {bought(paid("AutoCAD", "EUR 365.00", "EUR 76.65")), "2025-07-10"},
		"nothing is known to be paid": {bought(), "2025-07-10"},
		"too late":                    {bought(paid("AutoCAD", "EUR 365.00", "EUR 76.65")), "2025-07-11"},
		"too early":                   {bought(), "2025-06-09"},
		"nothing left": {
			bought(paid("Docs", "EUR 1.00", "EUR 0.21", "EUR 1.00", "EUR 0.21")), "2025-07-10",
		},
		"no window":           {tokens, "2025-06-12"},
		"without description": {bought(paid("", "EUR 365.00", "EUR 76.65")), "2025-07-01"},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := refund.Check(policy.Europe2024(), tt.of, date(tt.day))
			if err != nil || want.Check() != nil {
				t.Fatalf("%v, %v", err, want.Check())
			}
			text, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var back refund.Return
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, back, cmpopts.EquateComparable(calendar.Date{}, calendar.Period{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A value that was changed without being stored is refused in the same way.
func TestReturn_Check(t *testing.T) {
	good := answered(t)
	most := refund.ReturnedLine{Net: amount("EUR " + strings.Repeat("9", 32) + ".00"), Tax: amount("EUR 0.00")}
	for name, tt := range map[string]struct {
		change func(*refund.Return)
		want   string
	}{
		"unchanged": {func(*refund.Return) {}, ""},
		"zero": {func(r *refund.Return) { *r = refund.Return{} }, "refund.Return.Check: decision.rule: is missing\n" +
			"refund.Return.Check: event: is missing"},
		"lines of a refusal": {
			func(r *refund.Return) { r.Decision.Asked = date("2025-07-11") },
			"refund.Return.Check: lines: must not be set: the decision refuses the return",
		},
		"amounts without lines": {
			func(r *refund.Return) { r.Lines, r.Net, r.Tax = nil, money.Amount{}, money.Amount{} },
			"refund.Return.Check: total EUR 562.65: must not be set: there are no lines",
		},
		"a deadline without a window": {
			func(r *refund.Return) {
				r.Decision.Window = calendar.Period{}
				r.Lines, r.Net, r.Tax, r.Total = nil, money.Amount{}, money.Amount{}, money.Amount{}
			},
			"refund.Return.Check: deadline 2025-07-10: must not be set: the window has no last day\n" +
				"refund.Return.Check: by started: must not be set: the window has no last day",
		},
		"too many lines": {
			func(r *refund.Return) { r.Lines = make([]refund.ReturnedLine, 10_001) },
			"refund.Return.Check: lines: has 10001 entries, at most 10000 are allowed",
		},
		"sums out of range": {
			func(r *refund.Return) { r.Lines = []refund.ReturnedLine{most, most} },
			"refund.Return.Check: lines",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := good
			tt.change(&r)
			err := r.Check()
			if (err == nil) != (tt.want == "") || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

// The zero Return says that it is none, and has no rules to read out.
func TestReturn_Zero(t *testing.T) {
	var none refund.Return
	if none.String() != "no return" || none.Explain() != "no return" {
		t.Errorf("got %q, %q", none.String(), none.Explain())
	}
}
