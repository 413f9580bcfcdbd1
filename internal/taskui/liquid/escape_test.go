package liquid_test

import "testing"

// The vectors of Amazon A2I's own rules: escape by default, once, and JSON for
// lists and objects.
func TestOutputIsEscapedOnce(t *testing.T) {
	check(t, `{"n":"A & B","q":"<a href='x' title=\"y\">","l":["x","y"],"o":{"b":1,"a":[true,null]},"e":"A &amp; B","u":"s3://in/a b&c.png"}`, []example{
		{`{{ task.input.n }}`, `A &amp; B`},
		{`{{ task.input.n | escape }}`, `A &amp; B`},
		{`{{ task.input.n | h }}`, `A &amp; B`},
		{`{{ task.input.n | escape | escape }}`, `A &amp; B`},
		{`{{ task.input.n | escape | escape_once }}`, `A &amp; B`},
		{`{{ "A &amp; B" | escape_once }}`, `A &amp; B`},
		{`{{ "A & B &lt; &#39; &#x2F; &; &a b; &#; &#x;" | escape_once }}`, `A &amp; B &lt; &#39; &#x2F; &amp;; &amp;a b; &amp;#; &amp;#x;`},
		{`{{ task.input.e }}`, `A &amp;amp; B`},
		{`{{ task.input.e | escape }}`, `A &amp;amp; B`},
		{`{{ task.input.e | escape_once }}`, `A &amp; B`},
		{`{{ task.input.n | skip_autoescape }}`, `A & B`},
		{`{{ task.input.n | skip_autoescape | escape }}`, `A &amp; B`},
		{`{{ task.input.n | escape | skip_autoescape }}`, `A &amp; B`},
		{`{{ task.input.n | skip_autoescape | upcase }}`, `A & B`},
		{`{{ task.input.n | skip_autoescape | append: "!" }}`, `A & B!`},
		{`{{ task.input.n | skip_autoescape | append: "<" }}`, `A & B&lt;`},
		{`{{ task.input.n | skip_autoescape | replace: "A", "C" | strip | truncate: 4, "" }}`, `C & `},
		{`{{ task.input.n | escape | upcase }}`, `A &AMP; B`},
		{`{{ task.input.q }}`, `&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;`},
		{`{{ "<b>" }}`, `&lt;b&gt;`},
		{`<b>&{{ nothing }}</b>`, `<b>&</b>`},
		{`{{ task.input.l | to_json }}`, `[&quot;x&quot;,&quot;y&quot;]`},
		{`{{ task.input.l }}`, `[&quot;x&quot;,&quot;y&quot;]`},
		{`{{ task.input.l | to_json | escape }}`, `[&quot;x&quot;,&quot;y&quot;]`},
		{`{{ task.input.l | to_json | skip_autoescape }}`, `["x","y"]`},
		{`{{ task.input.l | skip_autoescape }}`, `["x","y"]`},
		{`{{ task.input.o | skip_autoescape }}`, `{"b":1,"a":[true,null]}`},
		{`{{ task.input.o }}`, `{&quot;b&quot;:1,&quot;a&quot;:[true,null]}`},
		{`{{ task | skip_autoescape }}`, `{"input":{"n":"A & B","q":"<a href='x' title=\"y\">","l":["x","y"],"o":{"b":1,"a":[true,null]},"e":"A &amp; B","u":"s3://in/a b&c.png"}}`},
		{`{{ task.input.u | sign }}`, `https://host/s3:%2F%2Fin%2Fa%20b&amp;c.png?a=1&amp;b=2`},
		{`{{ "s3://in/a.png" | sign | skip_autoescape }}`, `https://host/s3:%2F%2Fin%2Fa.png?a=1&b=2`},
		{`{{ task.input.u | escape | sign | skip_autoescape }}`, `https://host/s3:%2F%2Fin%2Fa%20b&c.png?a=1&b=2`},
		{`{{ task.input.zz | to_json }}`, `null`},
		{`{{ task.input.zz }}{{ zz.a.b["c"][3] }}`, ``},
		{`{{ task.input.zz | escape }}{{ task.input.zz | skip_autoescape }}`, ``},
	})
}

func TestCapturedTextKeepsItsEscapeState(t *testing.T) {
	check(t, `{"n":"A & B","b":"in","k":"a b&c.png"}`, []example{
		{`{% capture x %}<b>{{ task.input.n }}</b>{% endcapture %}{{ x }}`, `<b>A &amp; B</b>`},
		{`{% capture x %}{{ task.input.n }}{% endcapture %}{{ x }}`, `A &amp; B`},
		{`{% capture x %}{{ task.input.n }}{% endcapture %}{{ x | escape }}`, `A &amp; B`},
		{`{% capture x %}{{ task.input.n | escape }}{% endcapture %}{{ x | escape }}`, `A &amp; B`},
		{`{% capture x %}<i>{% endcapture %}{{ x | escape }}`, `&lt;i&gt;`},
		{`{% capture x %}<b>{{ task.input.n }}</b>{% endcapture %}{{ x | skip_autoescape }}`, `<b>A &amp; B</b>`},
		{`{% capture x %}{{ task.input.n | skip_autoescape }}{% endcapture %}{{ x }}`, `A & B`},
		{`{% capture x %}{{ task.input.n }}{% endcapture %}{% capture y %}[{{ x }}]{% endcapture %}{{ y }}`, `[A &amp; B]`},
		{`{% capture x %} <b>{{ task.input.n }}</b> {% endcapture %}[{{ x | strip | upcase }}]`, `[<B>A &amp; B</B>]`},
		{`{% capture x %}<b>{{ task.input.n }}</b>{% endcapture %}{{ x | append: "<" | prepend: ">" }}`, `&gt;<b>A &amp; B</b>&lt;`},
		{`{% capture x %}<b>{{ task.input.n }}</b>{% endcapture %}{{ x | replace: "b", "i" }}`, `&lt;i&gt;A &amp; B&lt;/i&gt;`},
		{`{% capture x %}{{ task.input.n }}{% endcapture %}{% if x == "A & B" %}same{% endif %}{{ x.size }}`, `same5`},
		{`{% capture x %}{{ task.input.n }}{% endcapture %}{{ x | to_json }}`, `&quot;A &amp; B&quot;`},
		{`{% capture u %}s3://{{ task.input.b }}/{{ task.input.k }}{% endcapture %}{{ u | sign | skip_autoescape }}`, `https://host/s3:%2F%2Fin%2Fa%20b&c.png?a=1&b=2`},
		{`{% capture u %}s3://{{ task.input.b }}/{{ task.input.k | escape }}{% endcapture %}{{ u | sign | skip_autoescape }}`, `https://host/s3:%2F%2Fin%2Fa%20b&c.png?a=1&b=2`},
		{`{% capture u %}s3://{{ task.input.b }}/{{ task.input.k }}{% endcapture %}{% assign v = u | sign %}<img src="{{ v }}">`, `<img src="https://host/s3:%2F%2Fin%2Fa%20b&amp;c.png?a=1&amp;b=2">`},
		{`{% assign x = task.input.n | escape %}{{ x }} {{ x | size }}`, `A &amp; B 9`},
		{`{% assign u = "s3://" | append: task.input.b | append: "/" | append: task.input.k %}{{ u }}`, `s3://in/a b&amp;c.png`},
	})
}

func TestJSONCannotEndAScript(t *testing.T) {
	check(t, `{"s":"</script><!--\n\u0001\"\\\u2028é😀"}`, []example{
		{`<script>x = {{ task.input | to_json | skip_autoescape }}</script>`, `<script>x = {"s":"\u003c/script>\u003c!--\n\u0001\"\\` + "\u2028é😀" + `"}</script>`},
	})
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	check(t, `{"i":12345678901234567890123,"max":9223372036854775807,"f":1.10,"e":1e5,"z":-0,"h":99.123456789012345678}`, []example{
		{`{{ task.input | skip_autoescape }}`, `{"i":12345678901234567890123,"max":9223372036854775807,"f":1.10,"e":1e5,"z":-0,"h":99.123456789012345678}`},
		{`{{ task.input.i }} {{ task.input.f }} {{ task.input.max }}`, `12345678901234567890123 1.10 9223372036854775807`},
		{`{% if task.input.i > task.input.max %}more{% endif %}`, `more`},
		{`{% if task.input.f == 1.1 %}same{% endif %}`, `same`},
		{`{% if task.input.e == 100000 %}same{% endif %}`, `same`},
	})
}
