package invoice_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// A price and totals read by themselves refuse what a document refuses that has them.
func TestPriced_ReadsBackAlone(t *testing.T) {
	worked := added(t, "EUR 5925.00")
	asked := invoice.Priced{Request: worked.Request, Renews: worked.Renews}
	for name, p := range map[string]invoice.Priced{"worked out": worked, "for a quote": asked} {
		t.Run(name, func(t *testing.T) {
			var back invoice.Priced
			text := testkit.Must(json.Marshal(p))
			if err := json.Unmarshal(text, &back); err != nil || !back.Equal(p) {
				t.Errorf("%s is read back as %s, %v", text, testkit.Must(json.Marshal(back)), err)
			}
		})
	}
}

func TestPriced_RefusedAlone(t *testing.T) {
	good := string(testkit.Must(json.Marshal(added(t, "EUR 5925.00"))))
	for name, tt := range map[string]struct{ text, want string }{
		"an unknown key":   {strings.Replace(good, `"request"`, `"requests"`, 1), "requests"},
		"a duplicate key":  {strings.Replace(good, `{`, `{"fullTerm":true,"fullTerm":true,`, 1), "fullTerm"},
		"another sum":      {strings.Replace(good, `"number":1`, `"number":2`, 1), "instalments[0].number"},
		"nothing":          {`{}`, "charge"},
		"no charge at all": {`{"fullTerm":true}`, "charge"},
	} {
		t.Run(name, func(t *testing.T) {
			back := invoice.Priced{FullTerm: true}
			err := json.Unmarshal([]byte(tt.text), &back)
			if !slices.Contains(strings.Fields(testkit.Fields(err)), tt.want) {
				t.Errorf("refused in %q, want %s: %v", testkit.Fields(err), tt.want, err)
			}
			if !back.Equal(invoice.Priced{FullTerm: true}) {
				t.Errorf("it was read as %v", back)
			}
		})
	}
}

// A full term is the whole of its service.
func TestPriced_FullTermOfAnotherService(t *testing.T) {
	year := service(t, calendar.Annual, "2024-10-01", "2024-10-01")
	p := testkit.Must(invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 365.00"), Seats: 3, Service: year, Ordered: date("2024-10-01"),
	}))
	p.Request.Service = testkit.Must(calendar.NewService(calendar.Annual, date("2023-10-01"),
		calendar.Span(date("2023-10-01"), year.Covered().End())))
	if err := p.Check(); testkit.Fields(err) != "request.service" {
		t.Error(err)
	}
}

// An instalment read by itself covers days that begin and end, or none.
func TestInstalment_Covers(t *testing.T) {
	stored := testkit.Must(json.Marshal(added(t, "EUR 5925.00").Instalments[0]))
	for covers, want := range map[string]string{
		"2025-03-15/2025-10-01": "", "2025-03-15/..": "covers", "../2025-10-01": "covers", "../..": "covers",
	} {
		t.Run(covers, func(t *testing.T) {
			text := testkit.Must(testkit.Tamper(stored, "covers", covers))
			if err := json.Unmarshal(text, new(invoice.Instalment)); testkit.Fields(err) != want {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), want, err)
			}
		})
	}
}

func TestTotals_Alone(t *testing.T) {
	good := invoice.Totals{Net: amount("EUR 4.00"), Tax: amount("EUR 0.35"), Total: amount("EUR 4.35")}
	for name, tt := range map[string]struct{ old, new, want string }{
		"as it was":        {"", "", ""},
		"an unknown key":   {`"tax"`, `"vat"`, "vat"},
		"a duplicate key":  {`{"net"`, `{"tax":null,"net"`, "tax"},
		"no tax":           {`"tax":{"amount":"0.35","currency":"EUR"},`, "", "tax"},
		"another total":    {"4.35", "4.36", "total"},
		"another currency": {`"0.35","currency":"EUR"`, `"0.35","currency":"USD"`, "tax"},
	} {
		t.Run(name, func(t *testing.T) {
			var back invoice.Totals
			text := testkit.Must(json.Marshal(good))
			err := json.Unmarshal([]byte(strings.Replace(string(text), tt.old, tt.new, 1)), &back)
			if testkit.Fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.want, err)
			}
			if back.Equal(good) != (tt.want == "") {
				t.Errorf("read as %s", back)
			}
		})
	}
}
