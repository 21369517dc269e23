package hostile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	gotypes "go/types"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

var (
	named     = calendar.MustParseDate("2025-07-01")
	renewable = calendar.MustParseDate("2026-04-01") // on which the good subscription can be renewed
)

func namedItems(description string) []invoice.Item {
	return []invoice.Item{{
		Description: description, Quantity: 1, UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: vat,
	}}
}

func parameters(change func(*policy.Parameters)) error {
	p := europe.Parameters()
	change(&p)
	return second(policy.NewEdition(p))
}

// reread changes a document, writes it, and reads it again.
func reread[T any](document T, change func(*T)) error {
	change(&document)
	return json.Unmarshal([]byte(written(document)), new(T))
}

func composed(item order.BasketItem) error {
	item.Kind, item.Term, item.Seats = policy.Subscription, calendar.Annual, 1
	item.SRP = money.MustParseAmount("EUR 1.00")
	return second(order.Compose(europe, []order.BasketItem{item}, named))
}

func byNetTerms(account order.Account, o order.NetTermsOrder) error {
	account.Credit, o.Kind = money.MustParseAmount("EUR 9.00"), policy.FlexTokens
	o.Total = money.MustParseAmount("EUR 1.00")
	return second(order.CheckNetTerms(europe, account, o, named))
}

func quoted(number, description string) error {
	return second(order.NewQuote(europe, order.QuoteDraft{
		Number: number, Kind: policy.FlexTokens, Issued: named, Expires: named.AddDays(30),
		Items: []invoice.Item{{
			Description: description, Quantity: 1, UnitPrice: money.MustParseAmount("EUR 1.00"), Taxes: vat,
		}},
	}))
}

// goodDetails are the e-invoice details of the good invoice.
func goodDetails() ubl.Details {
	party := ubl.Party{
		Name: "Brug Software NV", Endpoint: "0208:0203201340", VAT: "BE0203201340",
		Address: ubl.Address{Street: "Kouter 12", City: "Gent", Country: "BE"},
	}
	return ubl.Details{Seller: party, Buyer: party, Order: "1", Means: ubl.Means{Method: policy.Card}}
}

// electronic changes the details of an e-invoice of the good invoice, and writes it.
func electronic(change func(*ubl.Details)) error {
	d := ubl.Document{Invoice: goodInvoice(), Details: goodDetails()}
	change(&d.Details)
	return second(ubl.Encode(d))
}

// A name that only looks like another one is refused by its field, wherever it comes in; a good name is not.
func TestNames(t *testing.T) {
	for _, n := range names {
		t.Run(n.at, func(t *testing.T) {
			for what, name := range badNames {
				bad := billingrules.InputErrors(n.take(name))
				if len(bad) == 0 || !slices.ContainsFunc(bad, func(e *billingrules.InputError) bool {
					return e.Field != "" &&
						(errors.Is(e, billingrules.ErrSyntax) || errors.Is(e, billingrules.ErrUnknown))
				}) {
					t.Errorf("%s, %q: %v", what, name, n.take(name))
				}
			}
			for _, name := range []string{"S-1", "Autocad LT", "Caf\u00e9"} {
				for _, e := range billingrules.InputErrors(n.take(name)) {
					if errors.Is(e, billingrules.ErrSyntax) && !strings.Contains(e.Error(), "e-mail") {
						t.Errorf("%q: %v", name, e)
					}
				}
			}
		})
	}
}

// Every text of an exported struct, and every function that takes a text, is in one of the lists.
func TestNamesAreListed(t *testing.T) {
	var found []string
	for pkg, one := range types(t) {
		list, ok := one.Type.(*ast.StructType)
		if !ok || !one.Name.IsExported() {
			continue
		}
		for _, f := range list.Fields.List {
			for _, name := range f.Names {
				if isText(gotypes.ExprString(f.Type)) && name.IsExported() {
					found = append(found, fmt.Sprintf("%s.%s.%s", pkg, one.Name, name))
				}
			}
		}
	}
	for _, f := range functions(t) {
		if slices.ContainsFunc(f.params, isText) {
			found = append(found, f.name)
		}
	}
	listed := map[string]bool{}
	for _, n := range names {
		listed[n.at] = true
	}
	for at := range notNames {
		listed[at] = true
	}
	for _, at := range found {
		if !listed[at] {
			t.Errorf("%s takes a text, and is neither in names nor in notNames", at)
		}
		delete(listed, at)
	}
	for at := range listed {
		if !slices.Contains(found, at) {
			t.Errorf("%s is no text of an exported struct or function", at)
		}
	}
}

func isText(name string) bool {
	return slices.Contains([]string{"string", "[]string", "...string", "Region"}, name)
}
