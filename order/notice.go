package order

import (
	"strings"
	"time"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Notice is something to tell a buyer besides the decision.
type Notice struct {
	Rule   rule.ID
	Within time.Duration // the time that it mentions; 0 if it mentions none
	Remedy policy.Remedy // what to do when that time is over, or before ordering; zero if nothing
	Text   string
}

// Notices returns what to tell a buyer who orders through a channel, in the order of events: that most customers have
// to set the vendor up as a supplier before they can buy by quote, how soon an order is charged, what to do if no
// confirmation comes, and how soon a quote is available again after the credit has been raised or paid down. The times
// are the edition's. Implements order.vendor-setup, order.charge-when-ready and order.confirmation.
func Notices(ed policy.Edition, channel policy.Channel) ([]Notice, error) {
	const op = "order.Notices"
	if ed.IsZero() {
		return nil, input.Missing(op, "edition")
	}
	if _, err := channel.MarshalText(); err != nil {
		return nil, input.At(err, op, "channel")
	}
	if !channel.Direct() {
		return nil, nil // nothing is published about the other channels
	}
	times := ed.OrderRules()
	var list []Notice
	if channel == policy.Quote {
		list = append(list, Notice{
			Rule: rule.OrderVendorSetup,
			Text: "Most customers have to set the vendor up as a supplier first: ask your purchasing department.",
		})
	}
	list = append(list, Notice{
		Rule: rule.OrderChargeWhenReady, Within: times.Processing,
		Text: "The order is charged as soon as it can be completed and delivered: " +
			"usually within minutes, at most within " + say(times.Processing) + ".",
	}, Notice{
		Rule: rule.OrderConfirmation, Within: times.Confirmation, Remedy: policy.AskSupport,
		Text: "If there is no confirmation after " + say(times.Confirmation) +
			", check the spam folder, then contact support.",
	})
	if channel == policy.Quote {
		list = append(list, Notice{
			Rule: rule.OrderInsufficientCredit, Within: times.QuoteReopening, Remedy: policy.RaiseCredit,
			Text: "After the credit has been raised or paid down, the quote is available again within " +
				say(times.QuoteReopening) + ": open it again to complete the order.",
		})
	}
	return list, nil
}

// say prints a time without the zeros that package time adds: "24h", not "24h0m0s".
func say(d time.Duration) string {
	text := d.String()
	if rest, zero := strings.CutSuffix(text, "m0s"); zero {
		text = rest + "m"
	}
	if rest, zero := strings.CutSuffix(text, "h0m"); zero {
		text = rest + "h"
	}
	return text
}
