// Import reads the vendor's account export of subscriptions, as CSV, Excel or JSON, and makes facts of it: every row
// becomes a fact or a named reason. It prints one page: what is due, what is lapsing, what can be renewed now, a plan
// for one renewal date, which rows were not imported and why, and what the file does not say. From the root of the
// repository:
//
//	go -C examples/import run . -on 2026-11-28 -prices testdata/prices.csv testdata/account.csv
//
// It takes the file as its argument, which may be - for CSV on standard input.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a machine without a zone database must write the same

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errUsage is returned where the flags are wrong, after the usage has been printed.
var errUsage = errors.New("usage")

// run is the whole program. It writes only when everything has been read and worked out.
func run(args []string, in io.Reader, out, usage io.Writer) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(usage)
	on := flags.String("on", "", "the `day` of the export, on which is reported: YYYY-MM-DD")
	dates := flags.String("dates", "", "the `style` of the dates where the file does not tell: iso, dmy, mdy or excel")
	region := flags.String("region", string(policy.Europe), "the `region` whose edition holds")
	partner := flags.String("partner", "", "how what has a reseller was bought: quote or reseller")
	prices := flags.String("prices", "", "a price list: CSV `file` with offering_name, term, srp and currency")
	anchors := flags.String("anchors", "", "anchors that are known: CSV `file` with subscription_id and anchor")
	company := flags.String("company", "", "the `name` of the company, for -portfolio")
	taxes := flags.String("taxes", "", "the `taxes` of its invoices, such as 21%, for -portfolio")
	zone := flags.String("zone", "Europe/Brussels", "the `zone` in which the subscriptions were bought, for -ics")
	files := outputs{}
	flags.StringVar(&files.rows, "rows", "", "write all rows, as facts or reasons, to this NDJSON `file`")
	flags.StringVar(&files.ndjson, "ndjson", "", "write the facts to this `file`, as examples/monthend reads them")
	flags.StringVar(&files.ics, "ics", "", "write the days that matter to this `file`, as a calendar")
	flags.StringVar(&files.portfolio, "portfolio", "",
		"write the facts to this `file`, as examples/quickstart reads them")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("one file is needed, and there are %d", flags.NArg())
	}
	var k known
	var err error
	if k.on, err = calendar.ParseDate(*on); err != nil {
		return fmt.Errorf("-on %q: %w", *on, plainly(err))
	}
	if k.edition, err = policy.EditionOn(policy.Region(*region), k.on); err != nil {
		return fmt.Errorf("-region %q: %w", *region, plainly(err))
	}
	if k.dates, err = parseStyle(*dates); err != nil {
		return err
	}
	if *partner != "" {
		err := k.partner.UnmarshalText([]byte(*partner))
		if err != nil || k.partner != policy.Quote && k.partner != policy.Reseller {
			return fmt.Errorf("-partner %q: is neither quote nor reseller", *partner)
		}
	}
	place, err := time.LoadLocation(*zone)
	if err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	if *prices != "" {
		if k.prices, err = readAs(*prices, readPrices); err != nil {
			return fmt.Errorf("-prices %s: %w", *prices, err)
		}
	}
	if *anchors != "" {
		if k.anchors, err = readAs(*anchors, readAnchors); err != nil {
			return fmt.Errorf("-anchors %s: %w", *anchors, err)
		}
	}
	if _, err := invoice.ParseTaxes(*taxes); files.portfolio != "" && (err != nil || *company == "") {
		return errors.New("-portfolio: needs -company and -taxes, such as 21%")
	}
	name, data := flags.Arg(0), []byte(nil)
	if name == "-" {
		name = "standard input.csv"
		data, err = readAll(in)
	} else {
		data, err = readAs(name, func(data []byte) ([]byte, error) { return data, nil })
	}
	if err != nil {
		return err
	}
	all, err := k.read(name, data)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	facts := slices.DeleteFunc(slices.Clone(all), func(m imported) bool { return len(m.Reasons) > 0 })
	var p page
	k.print(&p, filepath.Base(name), all, facts)
	var days []byte
	if files.ics != "" {
		if days, err = k.calendar(files.ics, cmp.Or(*company, "Subscriptions"), place, facts); err != nil {
			return err
		}
	}
	left, err := files.write(all, facts, days, policy.Region(*region), *company, *taxes)
	if err != nil {
		return err
	}
	for _, l := range left {
		p.section("Not in "+filepath.Base(l.name), l.what)
	}
	_, err = p.WriteTo(out)
	return err
}

// read makes facts or reasons of every row of a file. Where the style of its dates is not given, it is found out.
func (k *known) read(name string, data []byte) ([]imported, error) {
	rows, unread, err := readRows(name, data)
	k.unread = unread
	if err != nil {
		return nil, err
	}
	if k.dates == "" {
		if k.dates, err = findStyle(rows); err != nil {
			return nil, err
		}
	}
	return k.imports(rows), nil
}

// outputs are the files to be written; without a name one is not.
type outputs struct{ rows, ndjson, portfolio, ics string }

// lacks is what a file that was written lacks.
type lacks struct {
	name string
	what []string
}

// write writes them, and returns what those for other programs lack.
func (o outputs) write(
	all, facts []imported, days []byte, region policy.Region, company, taxes string,
) ([]lacks, error) {
	data, errRows := allRows(all)
	ndjson, errNDJSON := records(facts, region)
	owned, left, errPortfolio := portfolio(facts, company, taxes)
	if err := errors.Join(errRows, errNDJSON, errPortfolio); err != nil {
		return nil, err
	}
	for name, content := range map[string][]byte{o.rows: data, o.ndjson: ndjson, o.portfolio: owned, o.ics: days} {
		if name == "" {
			continue
		}
		if err := os.WriteFile(name, content, 0o644); err != nil { //nolint:gosec // to be read by whoever likes
			return nil, err
		}
	}
	list := []lacks{{o.ndjson, unbilled(facts)}, {o.portfolio, left}}
	return slices.DeleteFunc(list, func(l lacks) bool { return l.name == "" || len(l.what) == 0 }), nil
}

// maxFile is the size in bytes beyond which a file is refused.
const maxFile = 64 << 20

func readAs[T any](name string, read func([]byte) (T, error)) (result T, err error) {
	file, err := os.Open(name)
	if err != nil {
		return result, errors.New(strings.TrimPrefix(err.Error(), "open "))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err := readAll(file)
	if err != nil {
		return result, fmt.Errorf("%s: %w", name, err)
	}
	return read(data)
}

func readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("is larger than %d bytes", maxFile)
	}
	return data, err
}

// plainly returns what the library found wrong, without the names of its functions.
func plainly(err error) error {
	var found []error
	for _, e := range billingrules.InputErrors(err) {
		found = append(found, e.Err)
	}
	if len(found) == 0 {
		return err
	}
	return errors.Join(found...)
}
