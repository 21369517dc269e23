package hostile_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// zeros are the zero values of all types with a String method, each with the text that it gives.
var zeros = []struct {
	value fmt.Stringer
	want  string
}{
	{calendar.Date{}, "no date"},
	{calendar.Period{}, "never"},
	{calendar.Series{}, "no series"},
	{calendar.Service{}, "no service"},
	{coterm.Move{}, "no move"},
	{coterm.NewProductEstimate{}, "no estimate"},
	{coterm.Plan{}, "no plan"},
	{coterm.Step{}, "no step"},
	{refund.TaxPart{}, "no tax"},
	{invoice.CreditLine{}, "no credit line"},
	{invoice.CreditNote{}, "no credit note"},
	{invoice.Instalment{}, "no instalment"},
	{invoice.Invoice{}, "no invoice"},
	{invoice.Line{}, "no line"},
	{invoice.LineTax{}, "no tax"},
	{invoice.NetTerms{}, "no net terms"},
	{invoice.Settlement{}, "no settlement"},
	{invoice.Tax{}, "no tax"},
	{invoice.TaxRate{}, "no rate"},
	{invoice.Taxes{}, "no taxes"},
	{invoice.Totals{}, "no totals"},
	{lifecycle.Event{}, "no event"},
	{lifecycle.ExtensionReach{}, "no extension"},
	{lifecycle.Status{}, "not started"},
	{money.Amount{}, "no amount"},
	{money.Currency{}, "no currency"},
	{money.Sums{}, "nothing"},
	{order.Composition{}, "no orders"},
	{order.FigureChange{}, "no change"},
	{order.Quote{}, "no quote"},
	{order.Repricing{}, "no quote"},
	{order.SeparateOrder{}, "no order"},
	{policy.Decision{}, "refused on no date by no rule (on no day)"},
	{policy.Difference{}, "no difference"},
	{policy.Explanation{}, "no explanation"},
	{policy.ChosenReading{}, "no reading"},
	{policy.Edition{}, "no edition"},
	{policy.Fingerprint{}, "00000000000000000000000000000000"},
	{policy.Reading{}, "no reading"},
	{policy.ReadingValue{}, "no value"},
	{proration.Charge{}, "no charge"},
	{proration.Rate{}, "no rate"},
	{refund.Return{}, "no return"},

	{calendar.Term(0), "Term(0)"},
	{calendar.Unit(0), "Unit(0)"},
	{coterm.StepKind(0), "StepKind(0)"},
	{lifecycle.Access(0), "Access(0)"},
	{lifecycle.Action(0), "Action(0)"},
	{lifecycle.Capability(0), "Capability(0)"},
	{lifecycle.ChangeKind(0), "ChangeKind(0)"},
	{lifecycle.EventKind(0), "EventKind(0)"},
	{lifecycle.InvoiceState(0), "InvoiceState(0)"},
	{lifecycle.PayerStatus(0), "PayerStatus(0)"},
	{lifecycle.Phase(0), "not started"},
	{money.Mode(0), "Mode(0)"},
	{order.Segment(0), "Segment(0)"},
	{policy.YesNo(0), "YesNo(0)"},
	{policy.Channel(0), "Channel(0)"},
	{policy.DayCount(0), "DayCount(0)"},
	{policy.ExtensionCharge(0), "ExtensionCharge(0)"},
	{policy.FirstInstalment(0), "FirstInstalment(0)"},
	{policy.GateDay(0), "GateDay(0)"},
	{policy.Kind(0), "Kind(0)"},
	{policy.LimitRule(0), "LimitRule(0)"},
	{policy.PaymentMethod(0), "PaymentMethod(0)"},
	{policy.RefundStart(0), "RefundStart(0)"},
	{policy.Remedy(0), "Remedy(0)"},
	{policy.RenewalPayer(0), "RenewalPayer(0)"},
	{policy.RoundAt(0), "RoundAt(0)"},
	{policy.Route(0), "Route(0)"},
	{policy.TaxRounding(0), "TaxRounding(0)"},
	{ubl.Category(0), "Category(0)"},
	{refund.By(0), "By(0)"},
	{refund.Occasion(0), "Occasion(0)"},
	{rule.Class(0), "Class(0)"},
	{rule.Standing(0), "none"},
}

// explained are the zero values of all types that explain themselves, each with the text that it gives.
var explained = []struct {
	value interface{ Explain() string }
	want  string
}{
	{coterm.ConversionPrice{}, "no charge"},
	{coterm.ExtensionPrice{}, "no charge"},
	{coterm.Plan{}, "no plan"},
	{coterm.PurchasePrice{}, "no charge"},
	{coterm.RenewalPrice{}, "no charge"},
	{coterm.ReturnCredit{}, "no return"},
	{coterm.SeatPrice{}, "no charge"},
	{invoice.CreditNote{}, "no credit note"},
	{invoice.Invoice{}, "no invoice"},
	{policy.Decision{}, "refused on no date by no rule (on no day)."},
	{proration.Charge{}, "no charge"},
	{refund.Return{}, "no return"},
}

// A zero value says that it is none, instead of looking like one with empty parts. Every type is in the lists.
func TestZeroValues_String(t *testing.T) {
	var entries []string
	for _, tt := range zeros {
		name := reflect.TypeOf(tt.value).String()
		entries = append(entries, name+".String")
		t.Run(name, func(t *testing.T) {
			if got := tt.value.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	wantListed(t, ".String", entries)
}

func TestZeroValues_Explain(t *testing.T) {
	entries := []string{"policy.Edition.Explain"} // it takes a decision, and the zero Edition has none
	if text, err := (policy.Edition{}).Explain(policy.Decision{}); text != "" || err == nil {
		t.Errorf("the zero Edition explains %q, %v", text, err)
	}
	for _, tt := range explained {
		name := reflect.TypeOf(tt.value).String()
		entries = append(entries, name+".Explain")
		t.Run(name, func(t *testing.T) {
			if got := tt.value.Explain(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	wantListed(t, ".Explain", entries)
}

// wantListed reports the methods with a name that are missing from a list.
func wantListed(t *testing.T, method string, entries []string) {
	t.Helper()
	without, unknown := missing(functions(t), func(f function) bool {
		return strings.HasSuffix(f.name, method) && strings.Count(f.name, ".") == 2
	}, entries)
	if len(without) > 0 || len(unknown) > 0 {
		t.Errorf("not listed: %v; no function: %v", without, unknown)
	}
}
