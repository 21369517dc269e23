package browser_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long any single thing may take before a test gives up.
const patience = time.Minute

// find returns the name of a Chromium, or skips the test.
func find(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no browser here to open the page in: chromium, chromium-browser, google-chrome and chrome are not in PATH")
	return ""
}

// serve starts the program as a process of its own and returns the address of its page. At the end of the test it is
// interrupted, and must stop by itself.
func serve(t *testing.T) string {
	t.Helper()
	const root = "../../.."
	program := filepath.Join(t.TempDir(), "playground")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./examples/playground")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command(program, "-addr", "127.0.0.1:0")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait()); err != nil {
			t.Errorf("the program, interrupted: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program says %q: %v", line, err)
	}
	return strings.TrimSpace(line)
}

// browser starts a browser. The context is that of a first, empty tab, which keeps the browser running.
func browser(t *testing.T, path string) context.Context {
	t.Helper()
	options := append(
		chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, // needed as root, as which tests in a container may run; the page is our own
		chromedp.DisableGPU,
	)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page in a browser. If the browser complains about anything, the test fails at its end.
type tab struct {
	*testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
}

func open(t *testing.T, browser context.Context, url string, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	if err := chromedp.Do(ctx); err != nil { // a timeout of the first call would apply to the whole tab
		t.Fatal(err)
	}
	ctx, late := context.WithTimeout(ctx, patience)
	p := &tab{T: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		late()
		cancel()
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, complaint := range p.complaints {
			t.Errorf("the browser complains: %s", complaint)
		}
	})
	p.run(before...)
	p.run(focused(), chromedp.Navigate(url))
	p.wait(`document.querySelector("#sections table, [aria-invalid]") !== null`)
	return p
}

// focused makes a tab behave as if it had the focus, whatever other tabs there are.
func focused() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled,
			emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	})
}

func (p *tab) listen(event any) {
	switch event.(type) {
	case *runtime.EventExceptionThrown, *runtime.EventConsoleAPICalled, *log.EventEntryAdded:
	default:
		return
	}
	complaint, err := json.Marshal(event)
	if err != nil {
		complaint = []byte(err.Error())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.complaints = append(p.complaints, string(complaint))
}

func (p *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.Fatal(err)
	}
}

// show gives the page a width, a height and a colour scheme.
func (p *tab) show(width, height int64, scheme string) {
	p.Helper()
	p.run(chromedp.EmulateViewport(width, height), prefer(scheme))
	p.wait(fmt.Sprintf("innerWidth === %d && matchMedia('(prefers-color-scheme: %s)').matches", width, scheme))
}

// wait waits until a condition holds in the page.
func (p *tab) wait(condition string) {
	p.Helper()
	poll := chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingInterval(20*time.Millisecond))
	if err := chromedp.Do(p.ctx, poll); err != nil {
		p.Fatalf("waiting for %s: %v", condition, err)
	}
}

// value evaluates an expression in the page.
func value[T any](p *tab, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// press presses keys, wherever the focus is.
func (p *tab) press(keys string) {
	p.Helper()
	p.run(chromedp.KeyEvent(keys))
}

func (p *tab) focus(selector string) {
	p.Helper()
	p.run(chromedp.Focus(chromedp.CSS(selector)))
}

// enter replaces the text of a field, key by key.
func (p *tab) enter(id, text string) {
	p.Helper()
	n := value[int](p, `document.getElementById("`+id+`").value.length`)
	p.focus(`[id="` + id + `"]`)
	p.press(kb.End + strings.Repeat(kb.Backspace, n) + text)
}

// unfold opens the parts of the form that are folded on a narrow page.
func (p *tab) unfold() {
	p.Helper()
	p.run(chromedp.Evaluate[chromedp.Void](
		`document.querySelectorAll("#rare, #readings-fold").forEach(d => { d.open = true })`))
}

// cell returns the answer in a cell, the k-th of its row.
func (p *tab) cell(section, row string, k int) string {
	p.Helper()
	cells := value[[]string](p, `[...document.querySelectorAll("#section-`+section+` [data-row='`+row+
		`'] td")].map(cell => cell.dataset.value)`)
	if k >= len(cells) {
		p.Fatalf("%s/%s has the cells %q", section, row, cells)
	}
	return cells[k]
}

func tabOrder(t *testing.T, browser context.Context, url string) {
	for _, width := range []int64{1280, 360} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tabThrough(open(t, browser, url, chromedp.EmulateViewport(width, 700)))
		})
	}
}

// stop is where the focus is: the name of the element, whether the focus is visible, and whether something covers it.
type stop struct {
	Name          string
	Seen, Covered bool
}

func tabThrough(p *tab) {
	p.wait(`document.querySelector("#spoken").textContent !== ""`)
	want := []string{
		"skip", "day", "slider", "replay", "kind", "offering", "start", "term", "seats", "add", "price", "currency",
		"autoRenew",
		"summary", // the facts that are rare
	}
	if value[bool](p, `rare.open`) {
		want = append(want, "channel")
	}
	want = append(want, "add-step", "edition", "summary")
	if value[bool](p, `document.getElementById("readings-fold").open`) {
		for _, id := range value[[]string](p,
			`[...document.querySelectorAll("#readings select")].map(field => field.id)`) {
			want = append(want, id, "summary") // what the rule says can be unfolded
		}
	}
	want = append(want, "published", "over")
	want = append(want, value[[]string](p, `[...document.querySelectorAll("main :is(summary, button)")]
		.filter(e => e.checkVisibility()).map(e => e.id || e.localName)`)...)
	if value[bool](p, `bar.checkVisibility()`) {
		want = append(want, "bar")
	}
	var got []string
	for range want {
		p.press(kb.Tab)
		now := value[stop](p, focus)
		got = append(got, now.Name)
		if !now.Seen || now.Covered {
			p.Errorf("the focus on %s is seen: %t; something lies over it: %t", now.Name, now.Seen, now.Covered)
		}
	}
	if !slices.Equal(got, want) {
		p.Errorf("order %q, want %q", got, want)
	}
	p.focus(".skip")
	p.press(kb.Enter)
	p.wait(`document.activeElement.id === "answers"`)
}
