package conformance_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// bought is a purchase that somebody wants to return on a day.
type bought struct {
	Kind             policy.Kind
	Term             optional[calendar.Term]
	Channel          policy.Channel
	Event            refund.Occasion
	Ordered, Renewal calendar.Date
	On               calendar.Date
}

func (b bought) purchase() refund.Purchase {
	return refund.Purchase{
		Kind: b.Kind, Term: b.Term.value, Channel: b.Channel, Event: b.Event, Ordered: b.Ordered, Renewal: b.Renewal,
	}
}

// optional is a value that may be empty text.
type optional[T any] struct{ value T }

func (o *optional[T]) UnmarshalJSON(data []byte) error {
	if string(data) == `""` {
		return nil
	}
	return decode(data, &o.value)
}

func returns() map[string]answer {
	return map[string]answer{
		"refund": asked(func(ed policy.Edition, given bought) (any, error) {
			r, err := refund.Check(ed, given.purchase(), given.On)
			if err != nil {
				return nil, err
			}
			answer := decision(r.Decision)
			answer["by"] = ""
			if r.By != 0 {
				answer["by"] = r.By
			}
			return answer, nil
		}),
		"refund-amount": asked(func(ed policy.Edition, given struct {
			bought
			Paid []struct{ Net, Tax, ReturnedNet, ReturnedTax amount }
		},
		) (any, error) {
			p := given.purchase()
			for _, line := range given.Paid {
				var read reader
				p.Paid = append(p.Paid, refund.PaidLine{
					Net: read.amount(line.Net), Tax: read.amount(line.Tax),
					ReturnedNet: read.amount(line.ReturnedNet), ReturnedTax: read.amount(line.ReturnedTax),
				})
				if read.err != nil {
					return nil, read.err
				}
			}
			r, err := refund.Check(ed, p, given.On)
			if err != nil {
				return nil, err
			}
			if err := r.Decision.Err(); err != nil {
				return refusedBy(err)
			}
			return object{"net": shown(r.Net), "tax": shown(r.Tax), "total": shown(r.Total)}, nil
		}),
	}
}
