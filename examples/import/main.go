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

// errUsage is returned if the flags are wrong, after the usage has been printed.
var errUsage = errors.New("usage")

// options are the flags, as texts.
type options struct {
	on, dates, region, partner string
	prices, anchors            string
	company, taxes, zone       string
	files                      outputs
	name                       string // of the file to read; "-" is the standard input
}

func parseOptions(args []string, usage io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.StringVar(&o.on, "on", "", "the `day` of the export, on which is reported: YYYY-MM-DD")
	flags.StringVar(&o.dates, "dates", "",
		"the `style` of the dates where the file does not tell: iso, dmy, mdy or excel")
	flags.StringVar(&o.region, "region", string(policy.Europe), "the `region` whose edition holds")
	flags.StringVar(&o.partner, "partner", "", "how what has a reseller was bought: quote or reseller")
	flags.StringVar(&o.prices, "prices", "", "a price list: CSV `file` with offering_name, term, srp and currency")
	flags.StringVar(&o.anchors, "anchors", "", "anchors that are known: CSV `file` with subscription_id and anchor")
	flags.StringVar(&o.company, "company", "", "the `name` of the company, for -portfolio")
	flags.StringVar(&o.taxes, "taxes", "", "the `taxes` of its invoices, such as 21%, for -portfolio")
	flags.StringVar(&o.zone, "zone", "Europe/Brussels", "the `zone` in which the subscriptions were bought, for -ics")
	flags.StringVar(&o.files.rows, "rows", "", "write all rows, as facts or reasons, to this NDJSON `file`")
	flags.StringVar(&o.files.ndjson, "ndjson", "", "write the facts to this `file`, as examples/monthend reads them")
	flags.StringVar(&o.files.ics, "ics", "", "write the days that matter to this `file`, as a calendar")
	flags.StringVar(&o.files.portfolio, "portfolio", "",
		"write the facts to this `file`, as examples/quickstart reads them")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, errUsage
	case flags.NArg() != 1:
		return o, fmt.Errorf("one file is needed, and there are %d", flags.NArg())
	}
	o.name = flags.Arg(0)
	return o, nil
}

// known returns what the options say and the rows do not.
func (o options) known() (known, error) {
	var k known
	var err error
	if k.on, err = calendar.ParseDate(o.on); err != nil {
		return k, fmt.Errorf("-on %q: %w", o.on, plainly(err))
	}
	if k.edition, err = policy.EditionOn(policy.Region(o.region), k.on); err != nil {
		return k, fmt.Errorf("-region %q: %w", o.region, plainly(err))
	}
	if k.dates, err = parseStyle(o.dates); err != nil {
		return k, err
	}
	if o.partner != "" {
		err := k.partner.UnmarshalText([]byte(o.partner))
		if err != nil || k.partner != policy.Quote && k.partner != policy.Reseller {
			return k, fmt.Errorf("-partner %q: is neither quote nor reseller", o.partner)
		}
	}
	return k, nil
}

// readLists reads the price list and the anchors.
func (k *known) readLists(o options) (err error) {
	if o.prices != "" {
		if k.prices, err = readAs(o.prices, readPrices); err != nil {
			return fmt.Errorf("-prices %s: %w", o.prices, err)
		}
	}
	if o.anchors != "" {
		if k.anchors, err = readAs(o.anchors, readAnchors); err != nil {
			return fmt.Errorf("-anchors %s: %w", o.anchors, err)
		}
	}
	return nil
}

// readFile reads the file to import, and also returns its base name.
func (o options) readFile(in io.Reader) (name string, data []byte, err error) {
	if o.name == "-" {
		data, err = readAll(in)
		return "standard input.csv", data, err
	}
	data, err = readAs(o.name, func(data []byte) ([]byte, error) { return data, nil })
	return filepath.Base(o.name), data, err
}

// run is the whole program. It writes only when everything has been read and worked out.
func run(args []string, in io.Reader, out, usage io.Writer) error {
	o, err := parseOptions(args, usage)
	if err != nil {
		return err
	}
	k, err := o.known()
	if err != nil {
		return err
	}
	place, err := time.LoadLocation(o.zone)
	if err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	if err := k.readLists(o); err != nil {
		return err
	}
	if _, err := invoice.ParseTaxes(o.taxes); o.files.portfolio != "" && (err != nil || o.company == "") {
		return errors.New("-portfolio: needs -company and -taxes, such as 21%")
	}
	name, data, err := o.readFile(in)
	if err != nil {
		return err
	}
	all, err := k.read(name, data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	facts := slices.DeleteFunc(slices.Clone(all), func(m imported) bool { return len(m.Reasons) > 0 })
	var p page
	k.print(&p, name, all, facts)
	var days []byte
	if o.files.ics != "" {
		if days, err = k.calendar(o.files.ics, cmp.Or(o.company, "Subscriptions"), place, facts); err != nil {
			return err
		}
	}
	left, err := o.files.write(all, facts, days, policy.Region(o.region), o.company, o.taxes)
	if err != nil {
		return err
	}
	for _, l := range left {
		p.section("Not in "+filepath.Base(l.name), l.what)
	}
	_, err = p.WriteTo(out)
	return err
}

// read turns every row of a file into facts or reasons. If the style of its dates is not given, it is detected.
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

// outputs are the files to be written; one without a name is not written.
type outputs struct{ rows, ndjson, portfolio, ics string }

// lacks says what is missing in a file that was written.
type lacks struct {
	name string
	what []string
}

// write writes the files, and returns what is missing in those for other programs.
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
