package conformance_test

import (
	"fmt"
	"math/big"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// amount is an amount as the cases write it: its code and number in one text, or no text for none.
type amount string

func (a amount) read() (money.Amount, error) {
	if a == "" {
		return money.Amount{}, nil
	}
	return money.ParseAmount(string(a))
}

// reader reads several amounts and keeps the error if one is bad.
type reader struct{ err error }

func (r *reader) amount(text amount) money.Amount {
	a, err := text.read()
	if err != nil {
		r.err = err
	}
	return a
}

// shown writes an amount as the cases do; the zero Amount as no text.
func shown(a money.Amount) string {
	if a.IsZero() {
		return ""
	}
	return a.String()
}

func allShown(list []money.Amount) []string {
	texts := []string{}
	for _, a := range list {
		texts = append(texts, shown(a))
	}
	return texts
}

func prices() map[string]answer {
	return map[string]answer{
		"standard-days": asked(askStandardDays),
		"daily-rate":    asked(askDailyRate),
		"price":         asked(askPrice),
		"bought-days":   asked(askBoughtDays),
		"split":         asked(askSplit),
	}
}

func askStandardDays(ed policy.Edition, given struct{ Term calendar.Term }) (any, error) {
	return object{"days": ed.ProrationRules().StandardDays.Of(given.Term)}, nil
}

func askDailyRate(ed policy.Edition, given struct {
	SRP  amount
	Term calendar.Term
},
) (any, error) {
	srp, err := given.SRP.read()
	if err != nil {
		return nil, err
	}
	rate, err := proration.DailyRate(ed, given.Term, srp)
	if err != nil {
		return nil, err
	}
	exact, _ := new(big.Rat).SetString(rate.SRP.Number())
	return object{"rate": exact.Quo(exact, big.NewRat(int64(rate.Divisor), 1)).RatString()}, nil
}

func askPrice(ed policy.Edition, given struct {
	SRP         amount
	Term        calendar.Term
	Days, Seats int
},
) (any, error) {
	srp, err := given.SRP.read()
	if err != nil {
		return nil, err
	}
	service, bought, err := stretch(ed, given.Term, given.Days)
	if err != nil {
		return nil, err
	}
	charge, err := proration.Price(ed, proration.PriceRequest{
		SRP: srp, Seats: given.Seats, Service: service, Bought: bought,
	})
	return object{"amount": shown(charge.Amount), "rounded": charge.Rounded}, err
}

func askBoughtDays(ed policy.Edition, given struct {
	Term                         calendar.Term
	Anchor, Start, End, From, To calendar.Date
},
) (any, error) {
	service, err := covered{given.Term, given.Anchor, given.Start, given.End}.service()
	if err != nil {
		return nil, err
	}
	bought, err := calendar.Between(given.From, given.To)
	if err != nil {
		return nil, err
	}
	days, err := proration.Days(ed, service, bought)
	return object{"days": days}, err
}

func askSplit(_ policy.Edition, given struct {
	Amount amount
	Parts  int
},
) (any, error) {
	whole, err := given.Amount.read()
	if err != nil {
		return nil, err
	}
	parts, err := whole.Split(given.Parts)
	return object{"parts": allShown(parts)}, err
}

// stretch returns the last days of a service that count as days. A case says only how many days are bought, and the
// library wants to know which; a quote buys none that are over.
func stretch(ed policy.Edition, term calendar.Term, days int) (calendar.Service, calendar.Period, error) {
	start := calendar.MustParseDate("2036-01-01")
	end := start.AddMonths(36)
	service, err := covered{term, start, start, end}.service()
	if err != nil {
		return calendar.Service{}, calendar.Period{}, err
	}
	for from := end.AddDays(-1); !from.Before(start); from = from.AddDays(-1) {
		bought, _ := calendar.Between(from, end)
		counted, err := proration.Days(ed, service, bought)
		if err != nil || counted == days {
			return service, bought, err
		}
	}
	return calendar.Service{}, calendar.Period{}, fmt.Errorf("nothing counts for %d days", days)
}
