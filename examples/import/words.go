package main

import (
	"errors"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// parseTerm reads a length of term in the words of the vendor's pages, English or Dutch. "Multi-year" is not one, since
// it does not say how many years.
func parseTerm(text string) (calendar.Term, error) {
	switch strings.ReplaceAll(strings.ToLower(text), "-", " ") {
	case "monthly", "month", "1 month", "maandelijks", "maand", "1 maand", "maandabonnement":
		return calendar.Monthly, nil
	case "annual", "annually", "yearly", "year", "1 year", "12 months", "jaarlijks", "jaar", "1 jaar", "jaarabonnement":
		return calendar.Annual, nil
	case "three year", "three years", "3 year", "3 years", "36 months", "3 jaar", "driejarig", "3 jarig":
		return calendar.ThreeYear, nil
	}
	return 0, errors.New("is not a term; one of: Monthly, Annual, 3-Year")
}

// parseStatus reads a status in the words of the vendor's pages.
func parseStatus(text string) (lifecycle.Phase, error) {
	switch strings.ToLower(text) {
	case "active", "actief":
		return lifecycle.Active, nil
	case "expired", "verlopen":
		return lifecycle.Expired, nil
	case "suspended", "opgeschort":
		return lifecycle.Suspended, nil
	case "canceled", "cancelled", "geannuleerd":
		return lifecycle.Canceled, nil
	}
	return 0, errors.New("is not a status; one of: Active, Expired, Suspended, Canceled")
}

// parseWhole reads a whole number, with or without the one or two decimals that spreadsheets add: 12.0 or 12,00.
func parseWhole(text string) (int, error) {
	whole, places := text, ""
	if i := strings.LastIndexAny(text, ".,"); i >= 0 && i < len(text)-1 && len(text)-i <= 3 {
		whole, places = text[:i], text[i+1:]
	}
	n, err := strconv.Atoi(whole)
	if err != nil || strconv.Itoa(n) != whole || strings.Trim(places, "0") != "" {
		return 0, errors.New("is not a whole number such as 12")
	}
	return n, nil
}

// parsePrice reads a price: EUR 2145.00, EUR 2.145,00, or only the number if the currency is given elsewhere.
func parsePrice(text, currency string) (money.Amount, error) {
	if code, number, apart := strings.Cut(text, " "); apart {
		if currency != "" && currency != code {
			return money.Amount{}, errors.New("has another currency than its own column")
		}
		currency, text = code, number
	}
	c, err := money.ParseCurrency(currency)
	if err != nil {
		return money.Amount{}, err
	}
	whole, places := text, ""
	if i := strings.LastIndexAny(text, ".,"); i >= 0 {
		whole, places = text[:i], text[i+1:]
		if places == "" {
			return money.Amount{}, errors.New("is not a price such as 2145.00 or 2.145,00")
		}
		if len(places) == 3 && !strings.ContainsAny(whole, ".,") {
			return money.Amount{}, errors.New("may be thousands or have three places: write 2145.00 or 2.145,00")
		}
		groups := strings.FieldsFunc(whole, func(r rune) bool { return r != rune(text[i]) && (r == '.' || r == ',') })
		for _, group := range groups[min(1, len(groups)):] {
			if len(group) != 3 {
				return money.Amount{}, errors.New("is not a price such as 2145.00 or 2.145,00")
			}
		}
		whole, places = strings.Join(groups, ""), "."+places
	}
	price, err := money.Parse(whole+places, c)
	if err == nil && price.Sign() < 0 {
		err = errors.New("is negative")
	}
	return price, err
}
