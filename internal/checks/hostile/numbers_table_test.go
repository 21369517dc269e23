package hostile_test

import (
	"strconv"
	"time"

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
	"github.com/shopspring/decimal"
)

// calls are all functions that take a number, by itself or in a struct. Their answers do not matter here.
var calls = []struct {
	name string
	call func(n numbers)
}{
	{"calendar.NewDate", func(n numbers) { _, _ = calendar.NewDate(int(n.a), time.Month(n.b), n.n) }},
	{"calendar.Date.AddDays", func(n numbers) { n.day.AddDays(n.n) }},
	{"calendar.Date.AddMonths", func(n numbers) { n.day.AddMonths(n.n) }},
	{"calendar.DateOf", func(n numbers) { calendar.DateOf(time.Unix(n.a, n.b), time.UTC) }},
	{"calendar.NewSeries", func(n numbers) {
		s, _ := calendar.NewSeries(n.day, n.n, calendar.Unit(n.small%5))
		s.Elapsed(n.later)
		_, _ = s.LastBefore(n.later), s.FirstAfter(n.later)
		s.Count(calendar.Since(n.later))
	}},
	{"calendar.Series.At", func(n numbers) {
		s, _ := calendar.NewSeries(n.day, 1+int(uint16(n.a)), calendar.Unit(1+n.small%3))
		s.At(n.n)
	}},
	{"calendar.Service.At", func(n numbers) { n.service().At(n.n) }},
	{"calendar.Service.Full", func(n numbers) { _ = n.service().Full(n.n) }},
	{"money.Parse", func(n numbers) { _, _ = money.Parse(strconv.FormatInt(n.a, 10), n.amount.Currency()) }},
	{"money.Sum", func(n numbers) { _, _ = money.Sum(n.amount, n.other(), n.amount) }},
	{"money.Amount.Add", func(n numbers) { _, _ = n.amount.Add(n.other()) }},
	{"money.Amount.Sub", func(n numbers) { _, _ = n.amount.Sub(n.other()) }},
	{"money.Amount.Cmp", func(n numbers) { _, _ = n.amount.Cmp(n.other()) }},
	{"money.Amount.Times", func(n numbers) { _, _ = n.amount.Times(n.n) }},
	{"money.SumsOf", func(n numbers) { _, _ = money.SumsOf(n.amount, n.other(), n.amount) }},
	{"money.Sums.Add", func(n numbers) { _, _ = money.Sums{}.Add(n.amount, n.other()) }},
	{"money.Sums.Of", func(n numbers) { money.Sums{}.Of(n.amount.Currency()) }},
	{"money.FromMinor", func(n numbers) { _, _ = money.FromMinor(n.a, n.amount.Currency()) }},
	{"money.New", func(n numbers) { _, _ = money.New(decimal.New(n.a, int32(n.b)), n.amount.Currency()) }},
	{"money.Amount.MulDiv", func(n numbers) { _, _, _ = n.amount.MulDiv(n.a, n.b, n.rounding()) }},
	{"money.Amount.Truncated", func(n numbers) { _, _, _ = n.amount.Truncated(n.a, n.b, n.n) }},
	{"money.Amount.Round", func(n numbers) { _, _ = n.amount.Round(n.rounding()) }},
	{"money.Amount.Split", func(n numbers) { _, _ = n.amount.Split(n.n) }},
	{"money.Amount.Allocate", func(n numbers) { _, _ = n.amount.Allocate([]int{n.n, int(n.a), int(n.b)}) }},
	{"money.Amount.Scan", func(n numbers) {
		var a money.Amount
		_ = a.Scan(n.a)
	}},
	{"policy.NewEdition", func(n numbers) {
		p := europe.Parameters()
		p.Proration.StandardDays = policy.PerTerm{Monthly: n.n, Annual: int(n.a), ThreeYear: int(n.b)}
		p.Renewal.WindowDays, p.Renewal.AwaitedDays = n.n, int(n.a)
		p.Lapse.ExpiredDays, p.Change.MinimumSeats = n.n, int(n.b)
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: n.n, FromRenewal: int(n.a)}
		p.Invoice.Instalments, p.Invoice.PayersPerPayerNumber = n.n, int(n.b)
		p.Order.Processing, p.Order.Confirmation = time.Duration(n.a), time.Duration(n.b)
		p.Refund.Monthly, p.Refund.Annual = n.n, int(n.a)
		_, _ = policy.NewEdition(p)
		p = europe.Parameters()
		p.Lapse.ExpiredDays = n.n
		_, _ = policy.NewEdition(p)
	}},
	{"policy.Edition.CardCeiling", func(n numbers) { _, _ = europe.CardCeiling(n.amount.Currency()) }},
	{"policy.PerTerm.Of", func(n numbers) { _ = policy.PerTerm{Monthly: n.n}.Of(n.term()) }},
	{"proration.Price", func(n numbers) {
		if charge, err := proration.Price(europe, n.line()); err == nil {
			_ = charge.Explain()
		}
	}},
	{"proration.FullTerm", func(n numbers) {
		if charge, err := proration.FullTerm(europe, n.line()); err == nil {
			_ = charge.Explain()
		}
	}},
	{"proration.Days", func(n numbers) { _, _ = proration.Days(europe, n.service(), n.line().Bought) }},
	{"proration.DailyRate", func(n numbers) { _, _ = proration.DailyRate(europe, n.term(), n.amount) }},
	{"proration.Rate.Round", func(n numbers) {
		_, _, _ = proration.Rate{SRP: n.amount, Divisor: int(n.a)}.Round(n.rounding())
	}},
	{"lifecycle.Buy", func(n numbers) {
		_, _ = lifecycle.Buy(europe, lifecycle.PurchaseRequest{
			Kind: policy.Kind(n.small), Offering: "AutoCAD", Length: n.term(), Seats: n.n, Ordered: n.day, End: n.later,
		})
	}},
	{"lifecycle.New", func(n numbers) { _, _ = lifecycle.New(europe, n.facts()) }},
	{"lifecycle.Facts.AddsSeats", func(n numbers) { _ = n.facts().AddsSeats(n.n, n.day) }},
	{"lifecycle.Facts.StartsWith", func(n numbers) { _ = n.facts().StartsWith(n.n) }},
	{"lifecycle.Subscription.StartsWith", func(n numbers) { n.view().Subscription().StartsWith(n.n) }},
	{"lifecycle.View.AddSeats", func(n numbers) { _, _ = n.view().AddSeats(n.n) }},
	{"lifecycle.View.CanReduceSeats", func(n numbers) { n.view().CanReduceSeats(n.n) }},
	{"lifecycle.View.ReduceSeats", func(n numbers) { _, _ = n.view().ReduceSeats(n.n) }},
	{"lifecycle.View.ConvertTrial", func(n numbers) { _, _ = n.view().ConvertTrial(n.term(), n.n) }},
	{"lifecycle.View.ChangeTerm", func(n numbers) { _, _ = n.view().ChangeTerm(n.term()) }},
	{"lifecycle.View.Return", func(n numbers) {
		_, _ = n.view().Return(n.returned())
		_, _ = n.view().Return(lifecycle.ReturnedPurchase{Term: n.day})
	}},
	{"lifecycle.View.Cancel", func(n numbers) { _, _ = n.view().Cancel(n.later) }},
	{"lifecycle.View.CanRenewWith", func(n numbers) { n.view().CanRenewWith(n.changes()) }},
	{"lifecycle.View.QuotedFrom", func(n numbers) { n.view().QuotedFrom(n.changes()) }},
	{"lifecycle.View.OtherRenewalDays", func(n numbers) { n.view().OtherRenewalDays(n.changes()) }},
	{"lifecycle.View.RenewalTerm", func(n numbers) { n.view().RenewalTerm(n.changes()) }},
	{"lifecycle.View.Renew", func(n numbers) { _, _ = n.view().Renew(n.changes()) }},
	{"lifecycle.View.CanRenewByInvoice", func(n numbers) {
		n.view().CanRenewByInvoice(lifecycle.PayerStatus(n.small), n.changes())
	}},
	{"lifecycle.View.Do", func(n numbers) { _, _ = n.view().Do(n.act()) }},
	{"lifecycle.View.ListTerm", func(n numbers) { n.view().ListTerm(n.act()) }},
	{"lifecycle.Subscription.TermReturned", func(n numbers) { n.view().Subscription().TermReturned(n.n) }},
	{"lifecycle.View.Decide", func(n numbers) { n.view().Decide(lifecycle.Action(n.small)) }},
	{"lifecycle.View.Timeline", func(n numbers) {
		events, err := n.view().Timeline(n.day, n.later)
		if err != nil {
			return
		}
		count := 0
		for range events {
			if count++; count == 1000 {
				return
			}
		}
	}},
	{"lifecycle.Phase.Access", func(n numbers) { lifecycle.Phase(n.small).Access(lifecycle.Capability(n.n)) }},
	{"lifecycle.View.Access", func(n numbers) { n.view().Access(lifecycle.Capability(n.n)) }},
	{"lifecycle.View.Can", func(n numbers) { n.view().Can(lifecycle.Capability(n.n)) }},
	{"lifecycle.Actions.Of", func(n numbers) { n.view().Actions().Of(lifecycle.Action(n.small)) }},
	{"lifecycle.ExtensionDays", func(n numbers) { lifecycle.ExtensionDays(europe, n.term(), n.day, n.later) }},
	{"lifecycle.ExtensionRule", func(n numbers) { _ = lifecycle.ExtensionRule(n.term()) }},
	{"lifecycle.ExtensionLimits", func(n numbers) { lifecycle.ExtensionLimits(europe, n.term(), n.day, n.day) }},
	{"refund.Check", func(n numbers) {
		r, err := refund.Check(europe, n.purchase(), n.later)
		if err == nil {
			_ = r.Explain()
		}
	}},
	{"refund.Return.CheckOf", func(n numbers) {
		r := refund.Return{Decision: policy.Decision{Asked: n.day, Window: calendar.Since(n.day)}}
		_ = r.CheckOf(n.purchase())
	}},
	{"invoice.Net", func(n numbers) { _, _ = invoice.Net(n.n) }},
	{"invoice.NetTerms.Due", func(n numbers) {
		terms, _ := invoice.Net(n.n)
		terms.Due(n.day)
	}},
	{"invoice.Instalments", func(n numbers) {
		terms, _ := invoice.Net(n.n)
		_, _ = invoice.Instalments(europe, invoice.Sale{
			Kind: policy.Kind(n.small), Service: n.service(), Ordered: n.day, Renewal: n.small > 99,
			Amount: n.amount, NetTerms: terms,
		})
	}},
	{"invoice.PriceTerm", func(n numbers) {
		terms, _ := invoice.Net(n.n)
		p, err := invoice.PriceTerm(europe, invoice.TermRequest{
			SRP: n.amount, Seats: n.n, Service: n.service(), Ordered: n.day, Renews: n.term(), NetTerms: terms,
		})
		if err == nil {
			_ = p.Check()
		}
	}},
	{"invoice.Bill", func(n numbers) { _ = invoice.Bill(n.facts(), invoice.Invoice{Issued: n.day}) }},
	{"invoice.Basis.Lines", func(n numbers) {
		_, _, _ = invoice.BasisOf(perRate).Lines([]invoice.Item{n.item(), n.part()})
	}},
	{"invoice.Basis.Invoice", func(n numbers) {
		draft := invoice.Draft{Number: "1", Items: []invoice.Item{n.part(), n.item()}}
		_, _ = invoice.BasisOf(perRate).Invoice(draft)
	}},
	{"ubl.Encode", func(n numbers) {
		inv, err := invoice.New(europe, invoice.Draft{Number: "1", Issued: n.day, Items: []invoice.Item{n.item()}})
		if err != nil {
			inv = goodInvoice()
			inv.Issued, inv.Due, inv.Total = n.day, n.later, n.amount
			inv.Lines[0].Quantity, inv.Lines[0].Instalment, inv.Lines[0].Of = n.n, int(n.a), int(n.b)
		}
		note := goodCredit()
		note.Issued, note.Total, note.Lines[0].Line = n.day, n.amount, n.n
		for _, d := range []ubl.Document{{Invoice: inv}, {CreditNote: note}} {
			d.Details = goodDetails()
			if data, err := ubl.Encode(d); err == nil {
				_, _ = ubl.Decode(data)
			}
		}
	}},
	{"invoice.NewLine", func(n numbers) { _, _ = invoice.NewLine(europe, n.item()) }},
	{"invoice.New", func(n numbers) {
		draft := invoice.Draft{Number: "1", Issued: n.day, Items: []invoice.Item{n.item(), n.item()}}
		if inv, err := invoice.New(europe, draft); err == nil {
			_ = inv.Explain()
		}
	}},
	{"invoice.Sum", func(n numbers) {
		_, _ = invoice.Sum([]invoice.Line{{Net: n.amount, Tax: n.amount}, {Net: n.amount, Tax: n.amount}})
	}},
	{"invoice.Total", func(n numbers) {
		bill := invoice.Invoice{Lines: []invoice.Line{{Net: n.amount, Tax: n.amount}}}
		_, _ = invoice.Total(bill, bill)
	}},
	{"invoice.CheckTotals", func(n numbers) {
		_ = invoice.CheckTotals(invoice.Totals{Net: n.amount, Tax: n.other(), Total: n.amount})
		_ = invoice.CheckTotals(invoice.Totals{Net: n.amount, Tax: n.amount, Total: n.amount})
	}},
	{"invoice.CheckLines", func(n numbers) {
		totals := invoice.Totals{Net: n.amount, Tax: n.other(), Total: n.amount}
		_ = invoice.CheckLines(money.HalfUp, policy.TaxPerLine, n.lines(), totals)
		_ = invoice.CheckLines(money.HalfEven, policy.TaxPerRate, n.lines(), totals)
	}},
	{"invoice.TaxLines", func(n numbers) {
		_, _, _ = invoice.TaxLines(europe, n.lines())
		_, _, _ = invoice.TaxLines(perRate, n.lines())
	}},
	{"invoice.ByRate", func(n numbers) { _, _ = invoice.ByRate(n.lines()) }},
	{"invoice.Credit", func(n numbers) {
		inv := goodInvoice()
		inv.Issued, inv.Due, inv.Lines = n.day, n.later, n.lines()
		_, _ = invoice.Credit(inv, "C-1", n.later)
	}},
	{"invoice.CreditLines", func(n numbers) {
		parts := []invoice.LinePart{{Line: int(n.small), Net: n.amount}}
		_, _ = invoice.CreditLines(goodInvoice(), parts, []invoice.CreditNote{goodCredit()}, "C-1", n.day)
	}},
	{"invoice.CreditReturn", func(n numbers) {
		lines := []refund.ReturnedLine{{Net: n.amount, Tax: n.other()}}
		back := refund.Return{Lines: lines, Net: n.amount, Tax: n.other()}
		_, _ = invoice.CreditReturn(back, "C-1", n.day)
	}},
	{"invoice.Settle", func(n numbers) {
		_, _ = invoice.Settle(invoice.Payment{
			Day: n.day, Invoices: []invoice.OpenItem{{Number: "1", Amount: n.amount}}, CashBalance: n.amount,
			Method: policy.PaymentMethod(n.small), Amount: n.amount,
		})
	}},
	{"coterm.AddSeats", func(n numbers) {
		terms, _ := invoice.Net(int(n.a))
		a, err := coterm.AddSeats(n.view(), coterm.SeatRequest{Seats: n.n, SRP: n.amount, NetTerms: terms})
		if err == nil {
			_ = a.Explain()
		}
	}},
	{
		name: "coterm.Buy", call: func(n numbers) {
			terms, _ := invoice.Net(int(n.a))
			a, err := coterm.Buy(europe, coterm.BuyRequest{
				Purchase: lifecycle.PurchaseRequest{Offering: "AutoCAD", Length: n.term(), Seats: n.n, Ordered: n.day},
				SRP:      n.amount,
				NetTerms: terms,
			})
			if err == nil {
				_ = a.Explain()
			}
		},
	},
	{"coterm.PriceAct", func(n numbers) {
		terms, _ := invoice.Net(int(n.a))
		_, _ = coterm.PriceAct(n.view(), n.act(), n.amount, terms)
	}},
	{"coterm.Convert", func(n numbers) {
		terms, _ := invoice.Net(int(n.a))
		a, err := coterm.Convert(n.view(), coterm.ConversionRequest{
			Length: n.term(), Seats: n.n, SRP: n.amount, NetTerms: terms,
		})
		if err == nil {
			_ = a.Explain()
		}
	}},
	{"coterm.Return", func(n numbers) {
		_, _ = coterm.Return(n.view(), coterm.ReturnRequest{What: n.returned(), Channel: policy.Online, If: n.later})
	}},
	{"coterm.Renew", func(n numbers) {
		terms, _ := invoice.Net(int(n.a))
		request := coterm.RenewalRequest{
			SRP: n.amount, Seats: n.n, Length: n.term(), NetTerms: terms,
			Payer: lifecycle.PayerStatus(n.small % 5), If: n.later,
		}
		if a, err := coterm.Renew(n.view(), request); err == nil {
			_ = a.Explain()
		}
	}},
	{"coterm.Extend", func(n numbers) {
		terms, _ := invoice.Net(int(n.a))
		for _, host := range []lifecycle.Subscription{n.sub(), goodSub()} {
			request := coterm.ExtensionRequest{To: host.On(n.day), SRP: n.amount, NetTerms: terms}
			if a, err := coterm.Extend(n.view(), request); err == nil {
				_ = a.Explain()
			}
		}
	}},
	{"coterm.EstimateNewProduct", func(n numbers) {
		request := coterm.NewProductRequest{Length: n.term(), Seats: n.n, SRP: n.amount}
		_, _ = coterm.EstimateNewProduct(n.view(), request)
	}},
	{"coterm.Align", func(n numbers) {
		member := func(id string) coterm.Member {
			return coterm.Member{ID: id, View: n.view(), SRP: n.amount, ThreeYearSRP: n.amount}
		}
		members := []coterm.Member{member("1"), member("2")}
		_, _ = coterm.Align(coterm.Portfolio{Horizon: n.later, Members: members, Plans: n.n})
		_, _ = coterm.Align(coterm.Portfolio{Horizon: n.day.AddMonths(int(n.small)), Members: members, Plans: 1000})
	}},
	{"order.Compose", func(n numbers) {
		item := order.BasketItem{
			Product: "AutoCAD", Kind: policy.Kind(n.small), Licence: "single-user", Term: n.term(),
			Seats: n.n, SRP: n.amount,
		}
		_, _ = order.Compose(europe, []order.BasketItem{item}, n.day)
	}},
	{"order.CanOrder", func(n numbers) {
		_, _ = order.CanOrder(europe, order.Request{Kind: policy.Kind(n.small), Channel: policy.Channel(n.n)}, n.day)
	}},
	{"order.RenewalOf", func(n numbers) {
		order.RenewalOf(n.view(), n.changes(), lifecycle.PayerStatus(n.small))
	}},
	{"order.CanPay", func(n numbers) {
		request := order.Request{Kind: policy.Subscription, Channel: policy.Channel(n.n)}
		_, _ = order.CanPay(europe, request, policy.PaymentMethod(n.small), n.day)
	}},
	{"order.Methods", func(n numbers) { order.Methods(policy.Channel(n.n)) }},
	{"order.Notices", func(n numbers) { _, _ = order.Notices(europe, policy.Channel(n.n)) }},
	{"order.CheckNetTerms", func(n numbers) {
		payers, _ := invoice.NewPayers(europe, "P-1", "ap@lambrecht.example")
		account := order.Account{CustomerNumber: "C-1", Payers: payers, Credit: n.amount, TooMany: n.n}
		_, _ = order.CheckNetTerms(europe, account, order.NetTermsOrder{
			Kind: policy.Subscription, CustomerNumber: "C-1", Payer: "ap@lambrecht.example", Total: n.amount,
		}, n.day)
	}},
	{"order.Reprice", func(n numbers) {
		quote := goodQuote()
		quote.Issued, quote.Expires, quote.Total = n.day, n.later, n.amount
		_, _ = order.Reprice(europe, quote)
	}},
	{"order.Quote.Figures", func(n numbers) {
		quote := goodQuote()
		quote.Lines[0].Charge.Days, quote.Lines[0].Net, quote.Total = n.n, n.amount, n.amount
		quote.Figures(invoice.Invoice{Issued: n.day, Totals: invoice.Totals{Net: n.amount}})
	}},
	{"order.Figures.Differences", func(n numbers) {
		line := order.LineFigures{SRP: n.amount, Seats: n.n, Days: n.n, Divisor: int(n.small), Net: n.other()}
		figures := order.Figures{Lines: []order.LineFigures{line}, Totals: invoice.Totals{Net: n.amount}}
		figures.Differences(goodQuote().Figures())
	}},
	{"order.NewQuote", func(n numbers) {
		quote, err := order.NewQuote(europe, order.QuoteDraft{
			Number: "Q-1", Kind: policy.Kind(n.small), Issued: n.day, Expires: n.later,
			Items: []invoice.Item{
				{Description: "term", Priced: invoice.Priced{Request: n.line()}, Taxes: vat},
				{Description: "tokens", Quantity: n.n, UnitPrice: n.amount, Discount: n.amount, Taxes: vat},
			},
		})
		if err == nil {
			_, _ = order.Reprice(europe, quote)
		}
	}},
}
