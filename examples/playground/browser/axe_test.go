package browser_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// axe names the file of axe-core, axe.min.js, which is not part of this module. Without it, the package is fetched with
// npm; if that is not possible either, the test is skipped.
const axe, axePackage = "PLAYGROUND_AXE", "axe-core@4.14.1"

// violations looks for everything in a page that breaks the rules of axe-core.
const violations = `globalThis.violations = undefined
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => {
	globalThis.violations = r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target).slice(0, 3).join(", "))
})
undefined`

// The page breaks no rule of axe-core: on a desk and on a phone, light and dark, with everything open.
func axeCore(t *testing.T, browser context.Context, url string) {
	source, err := axeSource(t)
	if err != nil {
		t.Skipf("no axe-core here: %v", err)
	}
	const query = "#autoRenew=on&readings.renewal.awaitedDays=3&day=2025-12-01&steps=add-seats+2025-02-01+2"
	p := open(t, browser, url+query)
	p.run(chromedp.Evaluate[chromedp.Void](string(source)))
	p.run(chromedp.Evaluate[chromedp.Void](`
		document.querySelectorAll(".opener").forEach(b => b.click())
		document.querySelectorAll("details").forEach(d => { d.open = true })`))
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d %s", width, scheme), func(t *testing.T) {
				p.show(width, 800, scheme)
				p.run(chromedp.Evaluate[chromedp.Void](violations))
				p.wait("globalThis.violations !== undefined")
				for _, violation := range value[[]string](p, "violations") {
					t.Error(violation)
				}
			})
		}
	}
}

// axeSource is axe-core, from its file or from npm.
func axeSource(t *testing.T) ([]byte, error) {
	t.Helper()
	if file := os.Getenv(axe); file != "" {
		return os.ReadFile(file)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	dir := t.TempDir()
	cmd := exec.CommandContext(ctx, "npm", "pack", "--silent", axePackage)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s does not name its file, and npm pack %s: %w: %s", axe, axePackage, err, out)
	}
	packs, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(packs) != 1 {
		return nil, fmt.Errorf("npm has packed %q: %w", packs, err)
	}
	return fromPack(packs[0], "package/axe.min.js")
}

// fromPack reads one file of a package.
func fromPack(pack, name string) (data []byte, err error) {
	file, err := os.Open(pack)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(z); ; {
		header, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("%s in %s: %w", name, pack, err)
		}
		if header.Name == name {
			return io.ReadAll(files)
		}
	}
}
