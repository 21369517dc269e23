package hostile_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// priced is a value that was made without an error.
func priced[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

var (
	srp   = money.MustParseAmount("EUR 365.00")
	net30 = testkit.Must(invoice.Net(30))
)

func goodSeats() coterm.SeatPrice {
	v := goodSub().On(calendar.MustParseDate("2025-07-01"))
	return priced(coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp}))
}

func goodAct() coterm.ActPrice {
	v := goodSub().On(calendar.MustParseDate("2025-07-01"))
	return priced(coterm.PriceAct(v, lifecycle.Act{Do: lifecycle.ActionAddSeats, Seats: 2}, srp, invoice.NetTerms{}))
}

// threeYears is the purchase of a three-year subscription.
func threeYears() lifecycle.PurchaseRequest {
	return lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.ThreeYear, Seats: 3, Ordered: calendar.MustParseDate("2025-03-03"),
	}
}

func goodPurchase() coterm.PurchasePrice {
	return priced(coterm.Buy(europe, coterm.BuyRequest{Purchase: threeYears(), SRP: srp, NetTerms: net30}))
}

func goodRenewal() coterm.RenewalPrice {
	v := priced(lifecycle.Buy(europe, threeYears())).On(calendar.MustParseDate("2028-02-01"))
	return priced(coterm.Renew(v, coterm.RenewalRequest{SRP: srp}))
}

func goodFigures() order.Figures {
	q := goodQuote()
	return q.Figures(priced(q.Invoices("2025-118"))...)
}

func goodOrder() order.RenewalDecisions {
	v := priced(lifecycle.Buy(europe, threeYears())).On(calendar.MustParseDate("2028-02-01"))
	return order.RenewalOf(v, lifecycle.RenewalChanges{Seats: 4}, lifecycle.PayerOnFile)
}

func goodConversion() coterm.ConversionPrice {
	trial := threeYears()
	trial.Kind, trial.Length, trial.End = policy.Trial, 0, trial.Ordered.AddDays(30)
	v := priced(lifecycle.Buy(europe, trial)).On(trial.Ordered.AddDays(8))
	return priced(coterm.Convert(v, coterm.ConversionRequest{Length: calendar.ThreeYear, Seats: 2, SRP: srp}))
}

func goodExtension() coterm.ExtensionPrice {
	to := threeYears()
	to.Ordered = calendar.MustParseDate("2026-05-05")
	day := calendar.MustParseDate("2028-02-01")
	v, host := priced(lifecycle.Buy(europe, threeYears())).On(day), priced(lifecycle.Buy(europe, to)).On(day)
	return priced(coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp}))
}

func goodPlan() coterm.Plan {
	to := threeYears()
	to.Ordered = calendar.MustParseDate("2026-05-05")
	day := calendar.MustParseDate("2028-02-01")
	v, host := priced(lifecycle.Buy(europe, threeYears())).On(day), priced(lifecycle.Buy(europe, to)).On(day)
	plans := priced(coterm.Align(coterm.Portfolio{
		Members: []coterm.Member{{ID: "x", View: v, SRP: srp}, {ID: "y", View: host, SRP: srp}},
		Horizon: calendar.MustParseDate("2035-01-01"), Plans: 1,
	}))
	return plans[0]
}

func goodReturn() coterm.ReturnCredit {
	bought := threeYears()
	v := priced(lifecycle.Buy(europe, bought)).On(bought.Ordered.AddDays(8))
	return priced(coterm.Return(v, coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: bought.Ordered}, Channel: policy.Online, Note: "C-8",
		Paid: []refund.PaidLine{{
			Description: "AutoCAD", Net: srp, Tax: money.MustParseAmount("EUR 76.65"),
			Taxes: []refund.TaxPart{{Tax: "21%", Amount: money.MustParseAmount("EUR 76.65")}},
		}},
	}))
}

func goodEstimate() coterm.NewProductEstimate {
	v := goodSub().On(calendar.MustParseDate("2025-07-01"))
	return priced(coterm.EstimateNewProduct(v, coterm.NewProductRequest{Length: calendar.Annual, Seats: 2, SRP: srp}))
}
