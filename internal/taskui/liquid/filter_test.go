package liquid_test

import "testing"

func TestTextFilters(t *testing.T) {
	check(t, `{"s":" Ab cD ","lines":"a\r\nb\nc","u":"straße 😀"}`, []example{
		{`[{{ task.input.s | upcase }}][{{ task.input.s | downcase }}][{{ "aB c" | capitalize }}][{{ "" | capitalize }}]`, `[ AB CD ][ ab cd ][Ab c][]`},
		{`[{{ task.input.s | strip }}][{{ task.input.s | lstrip }}][{{ task.input.s | rstrip }}]`, `[Ab cD][Ab cD ][ Ab cD]`},
		{`{{ task.input.lines | strip_newlines }}`, `abc`},
		{`{{ task.input.lines | newline_to_br | skip_autoescape }}`, "a<br />\nb<br />\nc"},
		{`{{ "a<b>x</b><!-- n --><script>z</script>c" | strip_html }}`, `axc`},
		{`{{ "a" | append: "b" | prepend: "c" }}{{ nil | append: 1 }}`, `cab1`},
		{`{{ "a.b.c" | replace: ".", "-" }} {{ "a.b.c" | replace_first: ".", "-" }} {{ "a.b.c" | replace_last: ".", "-" }}`, `a-b-c a-b.c a.b-c`},
		{`{{ "a.b.c" | remove: "." }} {{ "a.b.c" | remove_first: "." }} {{ "a.b.c" | remove_last: "." }} {{ "a" | replace: "", "-" }}`, `abc ab.c a.bc -a-`},
		{`{{ "one two three four" | truncate: 7 }}|{{ "one two" | truncate: 7 }}|{{ "abcdef" | truncate: 4, "" }}|{{ task.input.u | truncate: 6, "…" }}|{{ "abc" | truncate: 1 }}`, `one ...|one two|abcd|straß…|...`},
		{`{{ "one  two three" | truncatewords: 2 }}|{{ "one two" | truncatewords: 2 }}|{{ "a b" | truncatewords: 0, "--" }}`, `one two...|one two|a--`},
		{`{{ "a,b,,c,," | split: "," | to_json | skip_autoescape }} {{ "a  b" | split: " " | join }} {{ "añ" | split: "" | join: "-" }} {{ nil | split: "," | size }}`, `["a","b","","c"] a b a-ñ 0`},
		{`{{ "abcdef" | slice: 2 }}{{ "abcdef" | slice: 1, 3 }}{{ "abcdef" | slice: -3, 2 }}{{ "abc" | slice: 9 }}{{ "abc" | slice: -9, 2 }}{{ task.input.u | slice: 4 }}`, `cbcddeß`},
		{`{{ task.input.u | size }}{{ nil | size }}{{ 5 | size }}`, `800`},
		{`{{ "a b&c/é" | url_encode }} {{ "a+b%26%C3%A9" | url_decode }} {{ "%zz" | url_decode }}`, `a+b%26c%2F%C3%A9 a b&amp;é %zz`},
		{`{{ "one two" | base64_encode }} {{ "b25lIHR3bw==" | base64_decode }} {{ "~~~" | base64_url_safe_encode }} {{ "fn5-" | base64_url_safe_decode }}`, `b25lIHR3bw== one two fn5- ~~~`},
		{`{{ "x" | default: "d" }}{{ "" | default: "d" }}{{ nil | default: "d" }}{{ false | default: "d" }}{{ false | default: "d", allow_false: true }}{{ 0 | default: "d" }}`, `xdddfalse0`},
	})
}

func TestNumberFilters(t *testing.T) {
	check(t, `{"c":0.9876,"big":9223372036854775807,"huge":12345678901234567890,"exp":1e2,"t":"12.5kg","d":"3.25"}`, []example{
		{`{{ 4 | plus: 2 }} {{ 4 | minus: 2.5 }} {{ 3 | times: 4 }} {{ 0.1 | plus: 0.2 }} {{ 1.2 | times: 3 }}`, `6 1.5 12 0.3 3.6`},
		{`{{ 7 | divided_by: 2 }} {{ -7 | divided_by: 2 }} {{ 7 | divided_by: 2.0 }} {{ 1 | divided_by: 3.0 }} {{ 10 | divided_by: 4.0 | times: 4 }}`, `3 -4 3.5 0.3333333333333333 10.0`},
		{`{{ 7 | modulo: 3 }} {{ -7 | modulo: 3 }} {{ 7.5 | modulo: 2 }}`, `1 2 1.5`},
		{`{{ task.input.c | times: 100 | round: 1 }} {{ task.input.c | times: 100 | round }} {{ 2.5 | round }} {{ -2.5 | round }} {{ 2.675 | round: 2 }} {{ 15 | round: -1 }} {{ 5 | round: 2 }}`, `98.8 99 3 -3 2.68 20 5`},
		{`{{ 1.2 | ceil }} {{ -1.2 | ceil }} {{ 1.8 | floor }} {{ -1.2 | floor }} {{ "3.5" | ceil }}`, `2 -1 1 -2 4`},
		{`{{ -3 | abs }} {{ -1.5 | abs }} {{ "-2" | abs }}`, `3 1.5 2`},
		{`{{ 4 | at_least: 5 }} {{ 4 | at_most: 3 }} {{ 4 | at_least: 3 }} {{ 4 | at_most: 5.5 }}`, `5 3 4 4`},
		{`{{ "4" | plus: "2.5" }} {{ nil | plus: 1 }} {{ "x" | plus: 1 }} {{ true | plus: 1 }}`, `6.5 1 1 1`},
		{`{{ task.input.t | plus: 0 }} {{ task.input.d | times: 2 }} {{ task.input.exp | plus: 1 }}`, `12 6.5 101.0`},
		{`{{ task.input.big | plus: 1 }} {{ task.input.big | minus: 1 }} {{ task.input.huge | minus: 12345678901234567889 }}`, `9.223372036854776e+18 9223372036854775806 1`},
		{`{{ 1 | divided_by: 100000.0 }} {{ 10000000000 | times: 10000000000 }}`, `1e-05 1e+20`},
	})
}

func TestListFilters(t *testing.T) {
	const input = `{"l":[3,1,2,1],"w":["b","A","c",null],"o":[{"n":"x","v":2,"t":true},{"n":"y","v":1},{"n":"x","v":3,"t":false}],"one":{"n":"z"}}`
	check(t, input, []example{
		{`{{ task.input.l | first }}{{ task.input.l | last }}{{ task.input.l | size }}{{ nil | first }}{{ "abc" | first }}`, `314`},
		{`{{ task.input.l | join }} {{ task.input.l | join: "," }} {{ "a" | join: "," }}`, `3 1 2 1 3,1,2,1 a`},
		{`{{ task.input.l | reverse | join }} {{ task.input.l | sort | join }} {{ task.input.l | uniq | join }} {{ task.input.l | join }}`, `1 2 1 3 1 1 2 3 3 1 2 3 1 2 1`},
		{`{{ task.input.w | sort | to_json | skip_autoescape }} {{ task.input.w | sort_natural | to_json | skip_autoescape }} {{ task.input.w | compact | size }}`, `["A","b","c",null] ["A","b","c",null] 3`},
		{`{{ "b,A,c" | split: "," | sort_natural | join }} {{ "b,B,c" | split: "," | sort | join }}`, `A b c B b c`},
		{`{{ task.input.o | map: "n" | join }} {{ task.input.o | sort: "v" | map: "v" | join }} {{ task.input.one | map: "n" | join }}`, `x y x 1 2 3 z`},
		{`{{ task.input.o | where: "n", "x" | map: "v" | join }} {{ task.input.o | where: "t" | map: "v" | join }} {{ task.input.o | reject: "n", "x" | map: "v" | join }}`, `2 3 2 1`},
		{`{{ task.input.o | find: "v", 1 | map: "n" | first }} {{ task.input.o | find_index: "v", 3 }} {{ task.input.o | has: "v", 9 }} {{ task.input.o | has: "t" }} {{ task.input.o | find: "v", 9 }}`, `y 2 false true `},
		{`{{ task.input.o | uniq: "n" | size }} {{ task.input.o | sum: "v" }} {{ task.input.l | sum }} {{ "1,2.5" | split: "," | sum }} {{ task.input.o | compact: "t" | size }}`, `2 6 7 3.5 2`},
		{`{{ task.input.l | concat: task.input.w | size }} {{ task.input.l | slice: 1, 2 | join }} {{ task.input.l | slice: -1 | join }} {{ nil | concat: task.input.l | size }}`, `8 1 2 1 4`},
		{`{{ (1..4) | reverse | join }} {{ (1..4) | sum }} {{ (1..4) | concat: task.input.l | size }}`, `4 3 2 1 10 8`},
	})
}

func TestDateFilter(t *testing.T) {
	check(t, `{"s":"2026-03-04T05:06:07.089+02:00"}`, []example{
		{`{{ task.input.s | date: "%Y-%m-%d %H:%M:%S %z %:z %L %3N %s" }}`, `2026-03-04 05:06:07 +0200 +02:00 089 089 1772593567`},
		{`{{ "now" | date: "%a %A %b %B %d %e %-d %j %y %C" }}`, `Wed Wednesday Mar March 04  4 4 063 26 20`},
		{`{{ "today" | date: "%I %l %p %P %k %M %u %w %V %G %U %W %Z" }}`, `05  5 AM am  5 06 3 3 10 2026 09 09 UTC`},
		{`{{ 0 | date: "%F %T|%D|%R|%r|%x %X|%v|%c|%%|%n%t|%^a|%#p|%_m|%010Y" }}`, "1970-01-01 00:00:00|01/01/70|00:00|12:00:00 AM|01/01/70 00:00:00| 1-JAN-1970|Thu Jan  1 00:00:00 1970|%|\n\t|THU|am| 1|0000001970"},
		{`{{ "1700000000" | date: "%F" }} {{ "March 14, 2016" | date: "%b %d, %y" }} {{ "2016-03-14 12:30" | date: "%H" }}`, `2023-11-14 Mar 14, 16 12`},
		{`{{ "no date" | date: "%F" }}{{ nil | date: "%F" }}{{ "now" | date: "%Q%" }}`, `no date%Q%`},
	})
}
