package ubl

import (
	"fmt"
	"strconv"

	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/proration"
)

// unit is the unit code of every quantity: one piece of anything.
const unit = "C62"

// The names of the properties of a line: figures for which an e-invoice has no element.
const (
	listPrice     = "List price" // for one: what the price is worked out from
	divisor       = "Divisor"
	days          = "Days"
	dayCount      = "Day count"
	roundingMode  = "Rounding"
	roundAt       = "Rounded at"
	wasRounded    = "Was rounded"
	chargeEdition = "Price edition"
	fullTerm      = "Full term"
	bought        = "Days of all instalments" // only if they differ from those of the line
	instalment    = "Instalment"
	wholePrice    = "Price of all instalments"
	wholeDiscount = "Discount on all instalments"
	invoiceLine   = "Invoice line"
	taxName       = "Tax name"
	taxAmount     = "Tax amount"
	yes, no       = "yes", "no"
)

// The reason of an allowance that is a discount (UNCL 5189).
const discountCode, discountReason = "95", "Discount"

// line returns a line of a checked invoice as an element.
func (d Details) line(number int, l invoice.Line) element {
	quantity := strconv.Itoa(l.Quantity)
	return group("InvoiceLine",
		leaf("ID", strconv.Itoa(number)),
		optional("Note", readOut(l)),
		leaf("InvoicedQuantity", quantity, attribute{"unitCode", unit}),
		amount("LineExtensionAmount", l.Net),
		period(covered(l)),
		allowance(l),
		d.item(l.Description, l.Taxes[0], properties(l)),
		priceOf(l),
	)
}

// item returns what a line is for, with its tax.
func (d Details) item(name string, tax invoice.LineTax, list []property) element {
	kind := d.kind(tax)
	item := group("Item", leaf("Name", name),
		group("ClassifiedTaxCategory", leaf("ID", kind.code), leaf("Percent", kind.percent), vat()))
	if tax.Name != "" {
		list = append(list, property{taxName, tax.Name})
	}
	for _, p := range append(list, property{taxAmount, tax.Amount.Number()}) {
		item.kids = append(item.kids, group("AdditionalItemProperty", leaf("Name", p.name), leaf("Value", p.value)))
	}
	return item
}

// property is a figure of a line for which an e-invoice has no element.
type property struct{ name, value string }

// isCharged reports whether there is a charge behind the price of a line.
func isCharged(l invoice.Line) bool { return !l.Charge.Equal(proration.Charge{}) }

// isPart reports whether a line bills only one of several instalments.
func isPart(l invoice.Line) bool {
	whole := l.Gross
	if !l.Discount.IsZero() {
		whole = price.Sure(whole.Sub(l.Discount))
	}
	return !l.Net.Equal(whole)
}

// readOut returns the arithmetic of the price of a line, for people; "" if the price is just quantity × unit price.
func readOut(l invoice.Line) string {
	s := ""
	if isCharged(l) {
		s = l.Charge.String()
	}
	if isPart(l) {
		if s != "" {
			s += "; "
		}
		s += fmt.Sprintf("instalment %d of %d of %s", l.Instalment, l.Of, l.Gross)
		if !l.Discount.IsZero() {
			s += " less a discount of " + l.Discount.String()
		}
	}
	return s
}

// allowance returns the discount of a line that bills its whole price. An instalment has no allowance: its part of the
// discount has already been deducted.
func allowance(l invoice.Line) element {
	if l.Discount.IsZero() || isPart(l) {
		return element{}
	}
	return group("AllowanceCharge", leaf("ChargeIndicator", "false"), leaf("AllowanceChargeReasonCode", discountCode),
		leaf("AllowanceChargeReason", discountReason), amount("Amount", l.Discount))
}

// perUnit reports whether quantity × unit price is exactly the price of a line before its discount.
func perUnit(l invoice.Line) bool {
	if isPart(l) {
		return false
	}
	whole, err := l.UnitPrice.Times(l.Quantity)
	return err == nil && whole.Equal(l.Gross)
}

// priceOf returns the net price of a line: the price of one, or of the whole quantity if one has no exact price.
func priceOf(l invoice.Line) element {
	if perUnit(l) {
		return group("Price", amount("PriceAmount", l.UnitPrice))
	}
	whole := l.Gross
	if isPart(l) {
		whole = l.Net
	}
	return group("Price", amount("PriceAmount", whole),
		leaf("BaseQuantity", strconv.Itoa(l.Quantity), attribute{"unitCode", unit}))
}

// properties returns the figures of a line for which an e-invoice has no element, except its tax.
func properties(l invoice.Line) []property {
	var list []property
	add := func(name, value string) { list = append(list, property{name, value}) }
	if isCharged(l) || !perUnit(l) {
		add(listPrice, l.UnitPrice.Number())
	}
	if c := l.Charge; isCharged(l) {
		add(divisor, strconv.Itoa(c.Divisor))
		add(days, strconv.Itoa(c.Days))
		add(dayCount, c.DayCount.String())
		add(roundingMode, c.Rounding.String())
		add(roundAt, c.RoundAt.String())
		add(wasRounded, yesNo(c.Rounded))
		add(chargeEdition, c.Edition.String())
		add(fullTerm, yesNo(c.FullTerm))
		if !l.Covers.IsZero() {
			add(bought, string(price.Sure(c.Bought.MarshalText())))
		}
	}
	if l.Of != 0 {
		add(instalment, fmt.Sprintf("%d of %d", l.Instalment, l.Of))
	}
	if isPart(l) {
		add(wholePrice, l.Gross.Number())
		if !l.Discount.IsZero() {
			add(wholeDiscount, l.Discount.Number())
		}
	}
	return list
}

func yesNo(b bool) string {
	if b {
		return yes
	}
	return no
}
