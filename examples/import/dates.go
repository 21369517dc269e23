package main

import (
	"fmt"
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
)

// style is a way of writing dates. A file is read in one style.
type style string

const (
	iso   style = "iso"   // 2026-11-05, also with a time of 00:00:00
	dmy   style = "dmy"   // 05/11/2026, 5.11.2026, 05-11-2026
	mdy   style = "mdy"   // 11/05/2026
	excel style = "excel" // 46331: days as spreadsheets count them, from 1900 on

	slashed style = "dmy or mdy"  // 05/11/2026, which can be read either way
	twin    style = "dmy and mdy" // 05/05/2026, which is the same day either way
)

func (s style) String() string {
	return map[style]string{
		iso: "yyyy-mm-dd", dmy: "dd/mm/yyyy", mdy: "mm/dd/yyyy", excel: "a spreadsheet's number of days",
		slashed: "dd/mm/yyyy or mm/dd/yyyy",
	}[s]
}

func parseStyle(text string) (style, error) {
	switch s := style(text); s {
	case "", iso, dmy, mdy, excel:
		return s, nil
	}
	return "", fmt.Errorf("-dates %q: is none of iso, dmy, mdy and excel", text)
}

// seen is where a style was seen.
type seen struct {
	row           int
	column, value string
}

func (s seen) String() string { return fmt.Sprintf("row %d has %s %q", s.row, s.column, s.value) }

// findStyle finds the style in which all dates of a file are written. If there are two styles, or if either of two is
// possible, it names the two rows that show it.
func findStyle(rows []row) (style, error) {
	var styles []style
	first := map[style]seen{}
	var open []seen // dates that are one day as dd/mm, and another as mm/dd
	twins := false  // dates that are the same day either way, such as 05/05/2026
	for _, r := range rows {
		for _, column := range []string{start, end, renews} {
			here := seen{r.number, column, r.cells[column]}
			s := styleOf(here.value)
			if s == twin {
				twins = true
				continue
			}
			if s == slashed {
				if len(open) == 0 || len(open) == 1 && open[0].row != here.row {
					open = append(open, here)
				}
				continue
			}
			if _, again := first[s]; s != "" && !again {
				first[s] = here
				styles = append(styles, s)
			}
		}
	}
	switch {
	case len(styles) > 1:
		return "", fmt.Errorf("the dates are written in two ways: %s, which is %s; %s, which is %s; say with "+
			"-dates which holds, and the others are left out", first[styles[0]], styles[0], first[styles[1]], styles[1])
	case len(open) > 0 && len(styles) == 1 && (styles[0] == iso || styles[0] == excel):
		return "", fmt.Errorf("the dates are written in two ways: %s, which is %s; %s, which is %s; say with "+
			"-dates which holds, and the others are left out", first[styles[0]], styles[0], open[0], slashed)
	case len(styles) == 1:
		return styles[0], nil
	case len(open) > 0:
		where := open[0].String()
		if len(open) > 1 {
			where += ", and " + open[1].String()
		}
		return "", fmt.Errorf("the dates can be read in two ways, and no row tells which: %s; "+
			"say with -dates dmy or mdy", where)
	}
	if twins {
		return dmy, nil
	}
	return iso, nil // there is no date
}

// styleOf returns the only style in which a text is a date, slashed if either of two is possible, or none.
func styleOf(text string) style {
	if d, err := parseDate(text, iso); err == nil && !d.IsZero() {
		return iso
	}
	if d, err := parseDate(text, excel); err == nil && !d.IsZero() {
		return excel
	}
	day, errDay := parseDate(text, dmy)
	month, errMonth := parseDate(text, mdy)
	switch {
	case errDay == nil && errMonth == nil && day.IsZero():
		return ""
	case errDay == nil && errMonth == nil && day == month:
		return twin
	case errDay == nil && errMonth == nil:
		return slashed
	case errDay == nil:
		return dmy
	case errMonth == nil:
		return mdy
	}
	return ""
}

// parseDate reads a date in a style; an empty text is the zero Date.
func parseDate(text string, s style) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	var parts []string
	switch s {
	case excel:
		return fromSerial(text)
	case dmy, mdy:
		parts = strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
		if s == mdy && len(parts) == 3 {
			parts[0], parts[1] = parts[1], parts[0]
		}
		if len(parts) == 3 {
			parts[0], parts[2] = parts[2], parts[0]
		}
	default:
		if day, clock, timed := strings.Cut(text, "T"); timed {
			if strings.Trim(clock, "0:.Z") != "" {
				return calendar.Date{}, fmt.Errorf("has a time of day, and which day that is depends on the zone")
			}
			text = day
		}
		parts = strings.Split(text, "-")
	}
	if len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 {
		padded := fmt.Sprintf("%s-%02s-%02s", parts[0], parts[1], parts[2])
		if d, err := calendar.ParseDate(padded); err == nil {
			return d, nil
		}
	}
	return calendar.Date{}, fmt.Errorf("is not a date in the form of this file, %s", s)
}

// fromSerial reads a spreadsheet's day number, where 60 is 29 February 1900, a day that never existed.
func fromSerial(text string) (calendar.Date, error) {
	n, err := serial(text)
	switch {
	case err != nil:
		return calendar.Date{}, err
	case n == 60:
		return calendar.Date{}, fmt.Errorf("is 29 February 1900, which was no day")
	case n > 60:
		n--
	}
	return calendar.MustParseDate("1899-12-31").AddDays(n), nil
}

// serial reads a spreadsheet's day number, with or without decimals: 46354.0.
func serial(text string) (int, error) {
	whole, fraction, point := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	switch {
	case err != nil || n < 1 || n > 2_958_465 || strconv.Itoa(n) != whole || point && fraction == "":
		return 0, fmt.Errorf("is not a date in the form of this file, %s", excel)
	case strings.Trim(fraction, "0") != "":
		return 0, fmt.Errorf("has a time of day")
	}
	return n, nil
}
