package liquid_test

import "testing"

func TestTags(t *testing.T) {
	const input = `{"n":3,"s":"text","empty":"","zero":0,"list":["a","b","c","d"],"o":{"z":1,"a":{"Value":"v"}},"no":false,"null":null,"people":[{"name":"Ann","ok":true},{"name":"Bob"}]}`
	check(t, input, []example{
		// Truth: only nil and false are not.
		{`{% if task.input.empty %}y{% endif %}{% if task.input.zero %}y{% endif %}{% if task.input.no %}n{% endif %}{% if task.input.null %}n{% endif %}`, `yy`},
		{`{% if task.input.n > 2 and task.input.s == "text" %}y{% else %}n{% endif %}`, `y`},
		{`{% if false and false or true %}y{% else %}n{% endif %}`, `n`},
		{`{% if true or false and false %}y{% else %}n{% endif %}`, `y`},
		{`{% if task.input.n == 1 %}1{% elsif task.input.n == 3 %}3{% else %}?{% endif %}`, `3`},
		{`{% if task.input.n <> 3 or task.input.n != 3 %}n{% else %}y{% endif %}`, `y`},
		{`{% if missing > 1 %}n{% elsif missing <= 1 %}n{% else %}y{% endif %}`, `y`},
		{`{% if missing == nil and missing == null %}y{% endif %}`, `y`},
		{`{% if task.input.empty == empty and task.input.missing != empty and missing == blank and "  " == blank %}y{% endif %}`, `y`},
		{`{% if task.input.list contains "b" and task.input.s contains "ex" and task.input.o contains "z" %}y{% endif %}`, `y`},
		{`{% if task.input.list contains "x" or task.input.s contains missing or task.input.n contains 3 %}n{% endif %}`, ``},
		{`{% if task.input.list == task.input.list and task.input.o == task.input.o %}y{% endif %}`, `y`},
		{`{% if "a" < "b" and "b" >= "b" %}y{% endif %}`, `y`},
		{`{% unless task.input.no %}y{% endunless %}{% unless task.input.n == 3 %}n{% elsif true %}e{% else %}z{% endunless %}`, `ye`},

		{`{% case task.input.n %}dropped{% when 1, 2 %}12{% when 3 or 4 %}34{% else %}?{% endcase %}`, `34`},
		{`{% case task.input.s %}{% when "x" %}x{% else %}else{% endcase %}`, `else`},
		{`{% case task.input.missing %}{% when nil %}nil{% endcase %}`, `nil`},

		{`{% for x in task.input.list %}{{ forloop.index }}{{ x }}{% unless forloop.last %},{% endunless %}{% endfor %}`, `1a,2b,3c,4d`},
		{`{% for x in task.input.list limit:2 offset:1 %}{{ x }}{% endfor %}`, `bc`},
		{`{% for x in task.input.list reversed limit: 2 %}{{ x }}{% endfor %}`, `ba`},
		{`{% for x in task.input.list limit:2 %}{{ x }}{% endfor %}|{% for x in task.input.list limit:1 offset:continue %}{{ x }}{% endfor %}|{% for x in task.input.list offset:continue %}{{ x }}{% endfor %}`, `ab|c|d`},
		{`{% for x in task.input.list limit: missing %}{{ x }}{% endfor %}`, `abcd`},
		{`{% for x in missing %}{{ x }}{% else %}none{% endfor %}{% for x in task.input.empty %}{{ x }}{% else %}none{% endfor %}`, `nonenone`},
		{`{% for x in "abc" %}[{{ x }}]{% endfor %}`, `[abc]`},
		{`{% for i in (1..task.input.n) %}{{ i }}{% endfor %}{% for i in (3..1) %}{{ i }}{% else %}-{% endfor %}{% for i in (-1..1) %}{{ i }}{% endfor %}`, `123--101`},
		{`{% for kv in task.input.o %}{{ kv[0] }}={{ kv[1] }}{{ kv[1].Value }};{% endfor %}`, `z=1;a={&quot;Value&quot;:&quot;v&quot;}v;`},
		{`{% for i in (1..9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}`, `134`},
		{`{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.first }} {% endfor %}{% endfor %}`, `1021true 1110false 2021true 2110false `},
		{`{% for x in task.input.list %}{{ forloop.length }}{{ forloop.name | prepend: " " }}{% break %}{% endfor %}`, `4 x-task.input.list`},
		{`{% for x in task.input.people %}{{ x.name }}{% if x.ok %}!{% endif %}{% endfor %}{{ x }}`, `Ann!Bob`},
		{`{% for x in (1..3) %}{% capture y %}{{ x }}{% if x == 2 %}{% break %}{% endif %}{% endcapture %}{% endfor %}{{ y }}`, `2`},
		{`a{% break %}b`, `a`},

		{
			`{% tablerow x in task.input.list cols:2 limit:3 %}{{ tablerowloop.row }}{{ tablerowloop.col }}{{ x }}{{ tablerowloop.col_last }}{% endtablerow %}`,
			"<tr class=\"row1\">\n<td class=\"col1\">11afalse</td><td class=\"col2\">12btrue</td></tr>\n<tr class=\"row2\"><td class=\"col1\">21cfalse</td></tr>\n",
		},
		{
			`{% tablerow x in (1..3) %}{{ x }}{% if x == 2 %}{% break %}{% endif %}{% endtablerow %}`,
			"<tr class=\"row1\">\n<td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n",
		},

		{`{% cycle "a", "b" %}{% cycle "a", "b" %}{% cycle "a", "b" %}{% cycle "g": "a", "b" %}{% cycle "g": "c", "d" %}`, `abaad`},
		{`{% assign x = task.input.list | join: "-" %}{{ x }}`, `a-b-c-d`},
		{`{% assign c = 10 %}{% increment c %}{% increment c %}{{ c }}{% decrement d %}{% decrement d %}{{ d }}{% increment e %}{{ e }}`, `0110-1-2-201`},
		{`{% ifchanged %}a{% endifchanged %}{% ifchanged %}a{% endifchanged %}{% ifchanged %}b{% endifchanged %}`, `ab`},

		{`a{% comment %} {{ broken {% if %} {% comment %}x{% endcomment %} {% endcomment %}b`, `ab`},
		{`a{% raw %}{{ task }} {% if %}{% endraw %}b`, `a{{ task }} {% if %}b`},
		{`a{%- raw -%} x {%- endraw -%} b`, `axb`},
		{"a{% # a note {{ x\n # more %}b{%# c %}d{%- # e -%} f", `abdf`},
		{"{% doc %} {{ x {% enddoc %}y", `y`},
		{`{% echo "<" | append: "b" %}`, `&lt;b`},
		{"{% liquid\n assign x = 'A & B'\n # note\n if x\n  echo x\n  comment\n   unknown tag\n  endcomment\n endif\n\n for i in (1..2)\n echo i\n endfor\n%}!", `A &amp; B12!`},

		// White space.
		{"a \n{{- 1 -}}\n b", `a1b`},
		{"a {%- if true -%} b {%- endif -%} c", `abc`},
		{"a {%- assign x = 1 %} {{ x }}", `a 1`},
		{`{{ }}{{-}}{{- -}}|`, `|`},
		{`{{-1}}{{- -1 -}}`, `1-1`},

		// Text that only looks like marks.
		{`function(){ return {a:{b:1}} } { { % } %} }}`, `function(){ return {a:{b:1}} } { { % } %} }}`},
		{`a {`, `a {`},
	})
}

func TestExpressions(t *testing.T) {
	const input = `{"source-ref":"r","list":["a",["b","c"]],"o":{"size":"own","first":1},"p":{"x":1,"y":2},"7":"seven","text":"über","key":"source-ref","i":1,"ok?":"q","名":"n"}`
	check(t, input, []example{
		{`{{ task.input['source-ref'] }}{{ task.input["source-ref"] }}{{ task.input.source-ref }}`, `rrr`},
		{`{{ task.input[task.input.key] }}{{ task["input"].key }}{{ ["task"].input.i }}`, `rsource-ref1`},
		{`{{ task.input.list[0] }}{{ task.input.list[-1][0] }}{{ task.input.list[task.input.i].last }}{{ task.input.list[9] }}{{ task.input.list[-9] }}`, `abc`},
		{`{{ task.input.list.size }}{{ task.input.list.first }}{{ task.input.p.size }}{{ task.input.o.size }}{{ task.input.o["size"] }}{{ task.input.text.size }}`, `2a2ownown4`},
		{`{{ task.input.p.first[0] }}{{ task.input.p.last[1] }}{{ task.input.p["first"] }}`, `x2`},
		{`{{ task.input.7 }}{{ task.input[7] }}{{ task.input.list.0 }}`, `sevensevena`},
		{`{{ task.input.ok? }}{{ task.input.名 }}`, `qn`},
		{`{{ true }}{{ false }}{{ nil }}{{ 1.50 }}{{ -3 }}{{ 'it"s' }}{{ empty }}{{ blank }}`, `truefalse1.5-3it&quot;s`},
		{`{{ (1..3) }} {{ (1..3) | join: "," }} {{ (1..3) | to_json }} {{ (2..9) | first }} {{ (2..9) | last }} {{ (1..3) | size }}`, `1..3 1,2,3 [1,2,3] 2 9 3`},
		{`{{ 99999999999999999999 }}`, `99999999999999999999`},
		{`{{ task.input.text[0] }}{{ task.input.i.x }}{{ task.input.list.x }}`, ``},
	})
}
