package taskui_test

import (
	"strings"
	"testing"

	"foureyes/internal/taskui"
)

var assets = taskui.Assets{CrowdScript: "/assets/crowd-1&2.js", CrowdStyle: "/assets/crowd.css"}

const (
	ours    = `<script src="/assets/crowd-1&amp;2.js"></script>`
	style   = `<link rel="stylesheet" href="/assets/crowd.css">`
	before  = `<!doctype html><html lang=""><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`
	between = `</head><body>`
	after   = "</body></html>\n"
	amazon  = `https://assets.crowd.aws/crowd-html-elements.js`
)

func TestFragmentsGetADocument(t *testing.T) {
	check(t, map[string]string{
		`<crowd-form></crowd-form>`:              before + style + ours + between + `<crowd-form></crowd-form>` + after,
		``:                                       before + style + ours + between + after,
		"<!-- <html> --> text <html>":            before + style + ours + between + "<!-- <html> --> text <html>" + after,
		`<p><!doctype html><head></head>`:        before + style + ours + between + `<p><!doctype html><head></head>` + after,
		`<script src="` + amazon + `"></script>`: before + between + ours + after,
	})
}

func TestLibraryURLsBecomeOurs(t *testing.T) {
	for in, want := range map[string]string{
		`<script src="` + amazon + `"></script>`:                                                         ours,
		`<script src='` + amazon + `'></script>`:                                                         `<script src='/assets/crowd-1&amp;2.js'></script>`,
		`<script src=` + amazon + `></script>`:                                                           ours,
		`<script src=` + amazon + ` async></script>`:                                                     `<script src="/assets/crowd-1&amp;2.js" async></script>`,
		`<SCRIPT type="text/javascript"` + "\n" + `SRC = " ` + amazon + ` " data-src="x" ></SCRIPT >`:    `<SCRIPT type="text/javascript"` + "\n" + `SRC = "/assets/crowd-1&amp;2.js" data-src="x" ></SCRIPT >`,
		`<script src="http://assets.crowd.aws/crowd-html-elements.js"></script>`:                         ours,
		`<script src="//assets.crowd.aws/crowd-html-elements.js"></script>`:                              ours,
		`<script src="HTTPS://Assets.Crowd.AWS/crowd-html-elements.js"></script>`:                        ours,
		`<script src="https://assets.crowd.aws/crowd-html-elements-v2.js?v=1#x"></script>`:               ours,
		`<script src="https:&#47;&#x2f;assets.crowd.aws/crowd-html-elements.js"></script>`:               ours,
		`<script/src="` + amazon + `"/></script>`:                                                        `<script/src="/assets/crowd-1&amp;2.js"/></script>`,
		`<script integrity="sha384-x" src="` + amazon + `" crossorigin></script>`:                        `<script src="/assets/crowd-1&amp;2.js" crossorigin></script>`,
		`<script src="` + amazon + `" integrity=sha384-x></script>`:                                      ours,
		`<link rel="stylesheet" href="https://assets.crowd.aws/css/crowd-html-elements-v2.css"/>` + ours: `<link rel="stylesheet" href="/assets/crowd.css"/>` + ours,
	} {
		if got, want := taskui.Page(in, assets), before+between+want+after; got != want {
			t.Errorf("%s\n   got %s\n  want %s", in, got, want)
		}
	}
}

// Without a style sheet of our own nobody asks Amazon for theirs.
func TestAmazonsStyleSheetGoesWhereThereIsNone(t *testing.T) {
	const link = `<link rel="stylesheet" href="https://assets.crowd.aws/css/crowd-html-elements-v2.css">`
	const other = `<link rel="stylesheet" href="https://assets.crowd.aws/css/other.css">`
	got := taskui.Page(link+"a"+other, taskui.Assets{CrowdScript: assets.CrowdScript})
	if want := before + ours + between + "a" + other + after; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What only looks like the library's URL stays, and the bundle is added.
func TestAllElseIsLeftAlone(t *testing.T) {
	for _, in := range []string{
		`<script>var s = '<script src="` + amazon + `">';</script>`,
		`<script type="text/x"><!-- <script src="` + amazon + `"></script> --></script>`,
		`<!-- <script src="` + amazon + `"></script> -->`,
		`<textarea><script src="` + amazon + `"></script></textarea>`,
		`<title><script src="` + amazon + `"></script></title>`,
		`<style>/* <script src="` + amazon + `"></script> */</style>`,
		`<p title='<script src="` + amazon + `"></script>'>` + amazon + `</p>`,
		`<script data-src="` + amazon + `"></script>`,
		`<script src="x.js" src="` + amazon + `"></script>`,
		`<script src data="` + amazon + `"></script>`,
		`<img src="` + amazon + `"><a href="` + amazon + `">x</a>`,
		`<script src="https://assets.crowd.aws/other.js"></script>`,
		`<script src="https://example.com/https://assets.crowd.aws/crowd-html-elements.js"></script>`,
		`<script src="https://assets.crowd.aws.example.com/crowd-html-elements.js"></script>`,
		"<p id=annotator class=a\tb='1' b='2'  >é\x00\r\n&amp;&notit;<br/></P ></p><input/><svg><![CDATA[x]]></svg>",
		`<p title="never closed`,
		`<script>never closed`,
		`text < more & more <`,
		`</`, `<`, `<!`, `<!-`, `<a`, `<script src="` + amazon,
	} {
		if got, want := taskui.Page(in, assets), before+style+ours+between+in+after; got != want {
			t.Errorf("%s\n   got %s\n  want %s", in, got, want)
		}
	}
}

func TestDocumentsStayDocuments(t *testing.T) {
	loader := `<script src="` + amazon + `"></script>`
	check(t, map[string]string{
		"<!DOCTYPE html>\n<html><head>\n" + loader + "</head><body></body></html>": "<!DOCTYPE html>\n<html><head>\n" + ours + "</head><body></body></html>",
		"<!DOCTYPE html>\n<html lang=de>\n<head>\n<title>x</title></head><p>":      "<!DOCTYPE html>\n<html lang=de>\n<head>" + style + ours + "\n<title>x</title></head><p>",
		"<!-- note -->\n<!doctype html><html><body>x":                              "<!-- note -->\n<!doctype html><html>" + style + ours + "<body>x",
		"<!doctype html><crowd-form>":                                              "<!doctype html>" + style + ours + "<crowd-form>",
		"<html><body>x</body></html>":                                              "<!doctype html><html>" + style + ours + "<body>x</body></html>",
		"<head></head><body>":                                                      "<!doctype html><head>" + style + ours + "</head><body>",
		"<body class=a>x<header></header>":                                         "<!doctype html>" + style + ours + "<body class=a>x<header></header>",
		"\ufeff<!doctype html><html><head></head><body><head>":                     "\ufeff<!doctype html><html><head>" + style + ours + "</head><body><head>",
	})
}

func check(t *testing.T, pages map[string]string) {
	t.Helper()
	for in, want := range pages {
		if got := taskui.Page(in, assets); got != want {
			t.Errorf("%s\n   got %s\n  want %s", in, got, want)
		}
	}
}

func TestPageWithoutBundle(t *testing.T) {
	in := `<script src="` + amazon + `"></script>`
	if got, want := taskui.Page(in, taskui.Assets{}), before+between+in+after; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestUnavailableTellsThePortal(t *testing.T) {
	got := taskui.Unavailable("Not <now>", "Ask & see.", assets)
	want := before + `<meta name="foureyes-task" content="unavailable"><title>Not &lt;now&gt;</title>` + style + ours +
		`</head><body><main><h1>Not &lt;now&gt;</h1><p>Ask &amp; see.</p></main></body></html>` + "\n"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// FuzzPage holds that a page made again stays the same, and that everything that
// does not name Amazon's library comes through byte by byte.
func TestBlankTellsItsPolicy(t *testing.T) {
	blank := taskui.Blank(`sandbox; img-src "x"`, assets)
	for _, want := range []string{
		`<meta name="foureyes-task" content="blank">`,
		`<meta name="foureyes-policy" content="sandbox; img-src &#34;x&#34;">`,
		`<script src="/assets/crowd-1&amp;2.js"></script></head><body></body>`,
	} {
		if !strings.Contains(blank, want) {
			t.Errorf("no %s in %s", want, blank)
		}
	}
}

func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`<crowd-form>`, `<!doctype html><html><head><script src="` + amazon + `" integrity=x></script></head>`,
		`<script>"</script" <!-- <script> </script> --></script><textarea></textarea`, `<p a=b c='d' e="f" g = h/ i/>`, "<a\x00b", "<script\r\nsrc\f=\tx>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		page := taskui.Page(in, assets)
		// The document around a fragment may end a tag that was cut off, so that the
		// second time still finds something to change.
		twice := taskui.Page(page, assets)
		if again := taskui.Page(twice, assets); again != twice {
			t.Errorf("%q\n    twice %q\nonce more %q", in, twice, again)
		}
		if strings.Contains(strings.ToLower(in), "crowd") || strings.Contains(in, "&") {
			return
		}
		if got := strings.Replace(page, style+ours, "", 1); got != in && got != "<!doctype html>"+in && got != before+between+in+after {
			t.Errorf("%q became %q", in, page)
		}
	})
}
